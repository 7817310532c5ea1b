//! `Hội đồng` and `Biểu quyết`: a council's members and votes, of a unit or of the commune.
//!
//! *Invariant:* a council that comes out of here without an error has somebody to preside, and no vote in it counts
//! more than the members present.

mod sums;

use std::collections::BTreeMap;

pub use sums::ballots;

use super::desk::Desk;
use super::field::{Field, POST};
use super::grid::{Grid, Raw};
use super::table::{Row, Spec, Table};
use super::unit::People;
use crate::cell::{At, Cell, first_of, text_of};
use crate::model::{Council, Member, Role, Vote};
use crate::name::person_key;
use crate::phrase::shortened;
use crate::problem::{Place, Severity};
use crate::text::{code_key, fold};

/// `Hội đồng`.
pub const MEMBERS: Spec = Spec {
    required: &["Họ và tên", "Vai trò", "Có mặt"],
    optional: &["Chức vụ", "Lý do vắng"],
    aliases: &[("Họ tên", "Họ và tên")],
    notes: &[],
};

/// Votes between those who are equal, which only the commune's council holds.
const AGAIN: &str = "Biểu quyết lại";

/// Other words for votes.
const VOTE_WORDS: &[(&str, &str)] = &[
    ("Mã số", "Mã"),
    ("Số phiếu đồng ý", "Đồng ý"),
    ("Tán thành", "Đồng ý"),
    ("Số phiếu tán thành", "Đồng ý"),
    ("Số phiếu không đồng ý", "Không đồng ý"),
    ("Không tán thành", "Không đồng ý"),
    ("Số phiếu không tán thành", "Không đồng ý"),
    ("Số phiếu không có ý kiến", "Không có ý kiến"),
];

/// Headers of a column that the sheet need not have, and that is no more than a reminder: whom the row's code is of.
pub const NAMES: [&str; 4] = ["ho va ten", "ho ten", "ho va ten ca nhan tap the", "ten ca nhan tap the"];

/// `Biểu quyết` of a unit.
pub const UNIT_VOTES: Spec = Spec {
    required: &["Mã", "Đồng ý"],
    optional: &["Không đồng ý", "Không có ý kiến", "Ý kiến"],
    aliases: VOTE_WORDS,
    notes: &NAMES,
};

/// `Biểu quyết` of the commune, whose council may vote again between those who are equal.
pub const VOTES: Spec = Spec {
    required: &["Mã", "Đồng ý"],
    optional: &["Không đồng ý", "Không có ý kiến", AGAIN, "Ý kiến"],
    aliases: VOTE_WORDS,
    notes: &NAMES,
};

/// `Vai trò` as workbooks write it.
pub const ROLES: [(&str, Role); 33] = [
    ("Chủ tịch", Role::Chair),
    ("Phó Chủ tịch", Role::Deputy),
    ("Ủy viên", Role::Member),
    ("Thư ký", Role::Secretary),
    ("Ủy viên thư ký", Role::Secretary),
    ("Thành viên", Role::Member),
    ("Chủ tịch Hội đồng", Role::Chair),
    ("Phó Chủ tịch Hội đồng", Role::Deputy),
    ("Phó Chủ tịch thường trực", Role::Deputy),
    ("Ủy viên thường trực", Role::Member),
    ("Ủy viên Hội đồng", Role::Member),
    ("Thư ký Hội đồng", Role::Secretary),
    ("Thư kí", Role::Secretary),
    ("Thư ký HĐ", Role::Secretary),
    ("Ủy viên kiêm Thư ký", Role::Secretary),
    ("Thành viên Hội đồng", Role::Member),
    ("UV", Role::Member),
    ("UV Hội đồng", Role::Member),
    ("Ủy viên TT", Role::Member),
    ("UVTT", Role::Member),
    ("Chủ tịch HĐ", Role::Chair),
    ("Phó Chủ tịch thứ nhất", Role::Deputy),
    ("Phó Chủ tịch Hội đồng TĐKT", Role::Deputy),
    ("PCT", Role::Deputy),
    ("Phó CT", Role::Deputy),
    ("CT", Role::Chair),
    ("Chủ tịch HĐ TĐKT", Role::Chair),
    ("Ủy viên thường trực kiêm Thư ký", Role::Secretary),
    ("Thành viên, Thư ký", Role::Secretary),
    ("Thư ký cuộc họp", Role::Secretary),
    ("Ủy viên HĐ", Role::Member),
    ("Thành viên HĐ", Role::Member),
    ("Phó Chủ tịch HĐ", Role::Deputy),
];

/// Whether nobody filled in who was there, which is said once: the column says nothing of anybody then.
fn unmarked(table: &Table, desk: &mut Desk) -> bool {
    let is_so = table.rows().next().is_some() && table.rows().all(|row| row.field("Có mặt").is_blank());
    if is_so {
        desk.problems.error(
            &table.header("Có mặt"),
            "Cột “Có mặt” chưa có dấu nào",
            "Ghi x cho từng thành viên dự họp; thành viên vắng thì để trống và ghi “Lý do vắng”",
        );
    }
    is_so
}

/// Reads the members into the council.
pub fn members(grid: &Grid, council: &mut Council, desk: &mut Desk) {
    let Some(table) = Table::find(grid, &MEMBERS, desk) else { return };
    let mut roles_known = true;
    let (mut without_post, mut chairs): (Vec<Cell>, Vec<Cell>) = Default::default();
    let another = table.rows().any(|row| row.field("Có mặt").is_present_without_v(desk));
    let unmarked = unmarked(&table, desk);
    for row in table.rows() {
        if desk.is_full(grid) {
            break;
        }
        let name = row.field("Họ và tên");
        if name.is_blank() {
            name.missing(desk, "Ghi họ tên thành viên, hoặc xóa cả dòng");
            // Who is there without a name has voted all the same: no vote is blamed for it.
            if row.field("Có mặt").is_blank() {
                continue;
            }
        }
        if row.holds_only("Họ và tên")
            && let Some(text) = of_several(&name)
        {
            desk.problems.warning(
                &name.cell,
                format!("Dòng “{}” không phải là một thành viên nên không được dùng", shortened(text)),
                "Xóa dòng này nếu chỉ là tiêu đề; mỗi thành viên ghi một dòng, có vai trò",
            );
            continue;
        }
        let role_field = row.field("Vai trò");
        if role_field.is_blank() {
            role_field.missing(desk, "Ghi Chủ tịch, Phó Chủ tịch, Ủy viên hoặc Thư ký");
        }
        let role = role_field.choice(desk, &ROLES);
        let marked = row.field("Có mặt").presence(another, desk);
        let said = desk.problems.len();
        // A cross there is no reason.
        let two_letters = |text: &At<String>| text.value.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
        let excuse = row.field("Lý do vắng").listed(desk).filter(two_letters);
        // Where nobody is marked, who gives a reason is absent; who cannot be told is there, so that no vote is blamed for it.
        let present = if unmarked { excuse.is_none() } else { marked.unwrap_or(true) };
        // What cannot be read has been said, and is not called blank.
        let no_excuse = excuse.is_none() && desk.problems.len() == said;
        let (said, field) = (desk.problems.len(), row.field("Chức vụ"));
        let post = field.within(POST, field.told(desk), desk);
        if row.has("Chức vụ") && post.is_none() && desk.problems.len() == said {
            without_post.push(field.cell.clone());
        }
        // Nor for a name that cannot be read.
        let unread = || name.at(format!("dòng {}", name.cell.row + 1));
        let given = if name.is_blank() { None } else { name.name(desk) };
        let name = given.inspect(|given| name.without_digits(given, desk)).unwrap_or_else(unread);
        excused(&row, &name.value, (present, marked), excuse.as_ref(), !no_excuse, desk);
        // A member counts whatever the role is, so that no vote is blamed for it.
        roles_known &= role.is_some();
        chairs.extend(role.iter().filter(|role| role.value == Role::Chair).map(|role| role.cell.clone()));
        let role = role.map_or(Role::Member, |at| at.value);
        council.members.push(Member { name, post, role, present, excuse });
    }
    if let Some(first) = without_post.first() {
        desk.problems.between(
            Severity::Warning,
            without_post.iter().map(|cell| Place::Cell(cell.clone())).collect(),
            match without_post.len() {
                1 => format!("Thành viên Hội đồng ở dòng {} chưa ghi “Chức vụ”", first.row + 1),
                many => format!("Có {many} thành viên Hội đồng chưa ghi “Chức vụ”"),
            },
            "Ghi chức vụ của từng thành viên; biên bản để trống ô này",
        );
    }
    check(grid, council, &chairs, roles_known, desk);
}

/// Presence and excuse that contradict each other, or an absence that is not explained. Whoever is there for want of a mark that
/// can be read (`marked`) is not said to be; an excuse that cannot be read is `explained` too.
fn excused(
    row: &Row,
    name: &str,
    (present, marked): (bool, Option<bool>),
    excuse: Option<&At<String>>,
    explained: bool,
    desk: &mut Desk,
) {
    if present
        && marked.is_some()
        && let Some(excuse) = excuse
    {
        desk.problems.between(
            Severity::Warning,
            vec![Place::from(excuse), Place::Cell(row.field("Có mặt").cell)],
            format!("“{name}” vừa ghi có mặt vừa ghi lý do vắng"),
            "Xóa dấu x nếu vắng, hoặc xóa lý do nếu có mặt",
        );
    }
    if !present && !explained {
        desk.problems.warning(
            &row.field("Lý do vắng").cell,
            format!("“{name}” vắng mặt nhưng chưa ghi lý do"),
            "Ghi lý do vắng; nếu có mặt thì ghi x vào cột “Có mặt”",
        );
    }
}

/// What stands for a name, where it is what several members are called, over their rows: `Các ủy viên`, `Thành viên Hội đồng`.
fn of_several<'a>(name: &Field<'a>) -> Option<&'a str> {
    let Some(Raw::Text(text)) = name.raw else { return None };
    let said = fold(text);
    // `II. Các ủy viên`.
    let numbered =
        said.split_once(' ').filter(|(first, _)| first.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | '0'..='9')));
    let said = numbered.map_or(&*said, |(_, rest)| rest);
    (said.starts_with("cac ") || ROLES.iter().any(|(role, _)| fold(role) == said)).then_some(text)
}

fn check(grid: &Grid, council: &Council, chairs: &[Cell], roles_known: bool, desk: &mut Desk) {
    let sheet = Place::Sheet(grid.file.clone(), grid.sheet.clone());
    if council.members.is_empty() {
        desk.problems.error(
            sheet,
            format!("Trang “{}” chưa có thành viên nào", grid.sheet),
            "Ghi mỗi thành viên một dòng; tệp mẫu chưa dùng đến thì đưa ra khỏi thư mục",
        );
        return;
    }
    let mut names: BTreeMap<String, Vec<&Member>> = BTreeMap::new();
    let of = |role: Role| council.members.iter().filter(move |member| member.role == role);
    for member in &council.members {
        let before = names.entry(person_key(&member.name.value)).or_default();
        if let Some(first) = before.iter().find(|first| !differ(first, member)) {
            twice(
                &first.name.cell,
                &member.name.cell,
                format!("Thành viên “{}” được ghi hai lần", member.name.value),
                desk,
            );
        } else if let Some(first) = before.first() {
            desk.problems.between(
                Severity::Warning,
                vec![Place::from(&first.name), Place::from(&member.name)],
                format!("Hai thành viên cùng họ tên “{}”, khác chức vụ, được tính là hai người", member.name.value),
                "Nếu là một người thì chỉ giữ một dòng",
            );
        }
        before.push(member);
    }
    if let [first, second, ..] = *of(Role::Chair).collect::<Vec<_>>() {
        desk.problems.between(
            Severity::Error,
            chairs.iter().map(Place::from).collect(),
            format!("Hội đồng có hai Chủ tịch: “{}” và “{}”", first.name.value, second.name.value),
            "Sửa cột “Vai trò”: chỉ một người là Chủ tịch, người kia ghi Phó Chủ tịch hoặc Ủy viên; không xóa dòng của ai",
        );
    }
    if !roles_known {
        return;
    }
    let present = |role: Role| council.members.iter().any(|member| member.present && member.role == role);
    if !present(Role::Chair) && !present(Role::Deputy) {
        desk.problems.error(
            sheet.clone(),
            "Hội đồng không có Chủ tịch hoặc Phó Chủ tịch nào có mặt để chủ trì",
            "Ghi x ở cột “Có mặt” của người chủ trì, hoặc sửa cột “Vai trò”",
        );
    }
    if of(Role::Chair).next().is_none() && present(Role::Deputy) {
        desk.problems.warning(
            sheet.clone(),
            "Danh sách Hội đồng không có Chủ tịch",
            "Ghi cả Chủ tịch Hội đồng, có mặt hay vắng mặt; hoặc sửa cột “Vai trò”",
        );
    }
    let secretaries: Vec<&Member> = of(Role::Secretary).filter(|member| member.present).collect();
    if let [first, second, ..] = secretaries[..] {
        desk.problems.between(
            Severity::Warning,
            vec![Place::from(&first.name), Place::from(&second.name)],
            format!("Hội đồng có hai Thư ký có mặt; biên bản do “{}” ký", first.name.value),
            "Nếu người kia ghi biên bản thì sửa cột “Vai trò”: chỉ người ghi biên bản là Thư ký",
        );
    }
    if !present(Role::Secretary) {
        desk.problems.warning(
            sheet,
            "Hội đồng không có Thư ký nào có mặt; chỗ ký của Thư ký trong biên bản để trống",
            "Ghi “Thư ký” ở cột “Vai trò” của người ghi biên bản",
        );
    }
}

/// Whether two of one name are told apart by their posts.
fn differ(one: &Member, other: &Member) -> bool {
    let post = |member: &Member| fold(text_of(member.post.as_ref()));
    let (one, other) = (post(one), post(other));
    !one.is_empty() && !other.is_empty() && one != other
}

fn twice(first: &Cell, second: &Cell, message: String, desk: &mut Desk) {
    let places = vec![Place::Cell(first.clone()), Place::Cell(second.clone())];
    desk.problems.between(Severity::Error, places, message, "Giữ lại một dòng đúng");
}

/// Reads the votes into the council, whose members and ballots are known.
pub fn votes(grid: &Grid, spec: &Spec, council: &mut Council, desk: &mut Desk) {
    let Some(table) = Table::find(grid, spec, desk) else {
        council.votes_unread = true;
        return;
    };
    let mut seen: BTreeMap<String, Cell> = BTreeMap::new();
    let mut blank: Vec<(Option<At<String>>, Cell)> = Vec::new();
    for row in table.rows() {
        if desk.is_full(grid) {
            council.votes_unread = true;
            break;
        }
        let code = row.field("Mã");
        if code.is_blank() {
            council.votes_unread = true;
            code.missing(desk, "Ghi mã của người được biểu quyết, như ở trang “Cá nhân”");
            continue;
        }
        // A row that was prepared, and on whom no vote was held.
        let others = ["Không đồng ý", "Không có ý kiến"].map(|name| row.field(name));
        if row.field("Đồng ý").is_blank() && others.iter().all(|field| field.is_blank() || field.is_zero()) {
            blank.push((code.clone().code(desk), row.field("Đồng ý").cell));
            continue;
        }
        let count = |field: Field, desk: &mut Desk| {
            let blank = field.is_blank();
            let count = field.whole(desk);
            if blank { Some(field.at(0)) } else { count }
        };
        no_favour(&row.field("Đồng ý"), desk);
        let favour = count(row.field("Đồng ý"), desk);
        let against = count(row.field("Không đồng ý"), desk);
        let abstain = count(row.field("Không có ý kiến"), desk);
        let again = row.field(AGAIN).whole(desk);
        let remark = row.field("Ý kiến").listed(desk).filter(|remark| remark.value.contains(char::is_alphanumeric));
        let code = code.code(desk);
        let (Some(code), Some(favour), Some(against), Some(abstain)) = (code, favour, against, abstain) else {
            council.votes_unread = true;
            continue;
        };
        if let Some(first) = first_of(&mut seen, code_key(&code.value), &code.cell) {
            twice(&first, &code.cell, format!("Mã “{}” có hai dòng biểu quyết", code.value), desk);
            continue;
        }
        let name = row.note(&NAMES).map(|name| Box::new(name.map(str::to_owned)));
        let vote = Vote { code, name, favour, against, abstain, again, remark };
        council.votes.push(vote);
    }
    sums::votes(council, desk);
    without_votes(&blank, spec, council, grid, desk);
}

/// Votes in favour left blank where others are given count as none.
fn no_favour(field: &Field, desk: &mut Desk) {
    if field.is_blank() {
        desk.problems.warning(
            &field.cell,
            "Ô “Đồng ý” để trống nên tính là không có phiếu đồng ý nào",
            "Ghi 0 nếu đúng là không có phiếu nào; nếu quên thì ghi số phiếu",
        );
    }
}

/// Codes without any number of a vote: blank counts are 0, but not all of them. On whom a unit's council held no vote it may
/// well have been prepared to; of the commune's, which others were voted on in, a number was forgotten.
fn without_votes(
    blank: &[(Option<At<String>>, Cell)],
    spec: &Spec,
    council: &mut Council,
    grid: &Grid,
    desk: &mut Desk,
) {
    let Some((_, first)) = blank.first() else { return };
    let codes: Vec<&str> = blank.iter().filter_map(|(code, _)| Some(code.as_ref()?.value.as_str())).collect();
    if council.votes.is_empty() && !council.votes_unread {
        let message = format!("Trang “{}” chưa ghi số phiếu nào", grid.sheet);
        let hint = "Hội đồng đã biểu quyết thì ghi số phiếu của từng người; chưa biểu quyết thì chưa phải sửa";
        desk.problems.warning(first, message, hint);
        return;
    }
    let message = format!("Chưa ghi số phiếu nào của mã {}", shortened(&codes.join(", ")));
    let places = blank.iter().map(|(_, cell)| Place::Cell(cell.clone())).collect();
    if spec.optional.contains(&AGAIN) {
        council.votes_unread = true;
        let hint =
            "Ghi số phiếu (không có phiếu đồng ý nào thì ghi 0), hoặc xóa dòng nếu Hội đồng không biểu quyết người này";
        desk.problems.between(Severity::Error, places, message, hint);
    } else {
        let hint = "Hội đồng đã biểu quyết thì ghi số phiếu (không có phiếu đồng ý nào thì ghi 0); để trống là không biểu quyết";
        desk.problems.between(Severity::Warning, places, message, hint);
    }
}

/// Votes for codes that no candidate has.
pub fn unknown_codes(votes: &[Vote], people: &People, grid: &Grid, desk: &mut Desk) {
    let or = "hoặc thêm người này vào trang “Cá nhân”; chỉ bỏ dòng này nếu Hội đồng không biểu quyết người đó";
    let unknown = votes.iter().map(|vote| &vote.code).filter(|code| people.index(&code.value).is_none());
    for (number, code) in unknown.enumerate() {
        if desk.is_full(grid) {
            break;
        }
        desk.problems.error(
            code,
            format!("Mã “{}” ở trang “{}” không có trong trang “Cá nhân”", code.value, code.cell.sheet()),
            people.instead_of(number, &code.value, or),
        );
    }
}
