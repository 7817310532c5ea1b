//! A unit's workbook: its office, people, figures, initiatives, council and votes.
//!
//! *Invariant:* everything of a person hangs on the code; a code that nobody has is an error at its first row.

mod asked;
mod people;

pub use people::{People, owner};

use std::collections::BTreeMap;

use litemap::LiteMap;

use super::book::Book;
use super::desk::Desk;
use super::figure;
use super::grid::{Grid, Raw};
use super::moment;
use super::near;
use super::pairs::Pairs;
use super::said::says_there_is_none;
use super::table::{Row, Spec, Table};
use super::{council, office, sheet, sheet_or_error};
use crate::cell::{Cell, first_of};
use crate::model::{Blanks, Candidate, Council, Initiative, Kind, Particulars, Registration, Unit};
use crate::number::Decimal;
use crate::phrase;
use crate::plan::Plan;
use crate::problem::{Place, Severity};
use crate::text::fold;

/// `Cá nhân`.
pub const PEOPLE: Spec = Spec {
    required: &["Mã", "Họ và tên", "Đối tượng", "Kỷ luật"],
    optional: &[
        "Danh xưng",
        "Ngày sinh",
        "Quê quán",
        "Nơi thường trú",
        "Chức vụ",
        "Đơn vị công tác",
        "Trình độ",
        "Năm thành lập",
        "Cơ cấu tổ chức",
        "Chức năng, nhiệm vụ",
        "Đề nghị cấp huyện",
    ],
    aliases: &[
        ("Mã số", "Mã"),
        ("Họ tên", "Họ và tên"),
        ("Họ và tên cá nhân, tập thể", "Họ và tên"),
        ("Ngày, tháng, năm sinh", "Ngày sinh"),
        ("Ngày tháng năm sinh", "Ngày sinh"),
        ("Năm sinh", "Ngày sinh"),
        ("Nguyên quán", "Quê quán"),
        ("Nơi đăng ký thường trú", "Nơi thường trú"),
        ("Hộ khẩu thường trú", "Nơi thường trú"),
        ("Chức vụ, chức danh", "Chức vụ"),
        ("Chức danh, chức vụ", "Chức vụ"),
        ("Nơi công tác", "Đơn vị công tác"),
        ("Trình độ chuyên môn", "Trình độ"),
        ("Ngày thành lập", "Năm thành lập"),
        ("Cơ cấu tổ chức, biên chế", "Cơ cấu tổ chức"),
        ("Cơ cấu tổ chức, tổng số cán bộ, công chức và viên chức", "Cơ cấu tổ chức"),
        ("Chức năng, nhiệm vụ được giao", "Chức năng, nhiệm vụ"),
        ("Chức năng nhiệm vụ", "Chức năng, nhiệm vụ"),
        ("Đề nghị cấp trên", "Đề nghị cấp huyện"),
        ("Đề nghị cấp tỉnh", "Đề nghị cấp huyện"),
    ],
    notes: &[],
};

/// `Sáng kiến`.
pub const INITIATIVES: Spec = Spec {
    required: &["Mã", "Tên sáng kiến"],
    optional: &["Hiệu quả", "Công nhận"],
    aliases: &[("Mã số", "Mã")],
    notes: &[],
};

/// `Đối tượng` as workbooks write it.
pub const KINDS: [(&str, Kind); 12] = [
    ("Người đứng đầu", Kind::Head),
    ("Công chức chuyên môn", Kind::Official),
    ("Không chuyên trách", Kind::PartTime),
    ("Tập thể", Kind::Collective),
    ("Người hoạt động không chuyên trách", Kind::PartTime),
    ("Công chức phụ trách chuyên môn", Kind::Official),
    ("Không chuyên trách cấp xã", Kind::PartTime),
    ("Cán bộ không chuyên trách", Kind::PartTime),
    ("Người hoạt động không chuyên trách cấp xã", Kind::PartTime),
    ("Không chuyên trách xã", Kind::PartTime),
    ("KCT", Kind::PartTime),
    ("CC chuyên môn", Kind::Official),
];

/// Reads a unit; `None` where not even its name can be known. Without a plan, what only a plan decides is not looked at.
pub fn read(book: &Book, plan: Option<&Plan>, desk: &mut Desk) -> Option<Unit> {
    let about = sheet(book, "Đơn vị")?;
    let people = sheet_or_error(book, about, "Cá nhân", desk);
    let figures = sheet_or_error(book, about, "Số liệu", desk);
    let initiatives = sheet_or_error(book, about, "Sáng kiến", desk);
    let members = sheet_or_error(book, about, "Hội đồng", desk);
    let votes = sheet_or_error(book, about, "Biểu quyết", desk);
    let pairs = Pairs::read(about, &office::UNIT, desk)?;
    let signer = office::acting(office::signer(&pairs, office::SIGNER, desk));
    let office = office::office(&pairs, "Tên đơn vị", signer, desk);
    let mut council = Council::default();
    office::meeting(&pairs, &mut council, desk);
    let people = people.and_then(|grid| people_of(grid, plan, desk));
    let mut people = people.unwrap_or_else(People::unread);
    if let Some(grid) = initiatives {
        add_initiatives(grid, &mut people, desk);
    }
    if let Some(grid) = figures {
        match plan {
            Some(plan) => figure::read(grid, plan, &mut people, desk),
            None => figure::owners(grid, &mut people, desk),
        }
    }
    people.say_codeless(about, desk);
    people.say_strangers(about, desk);
    if let Some(grid) = members {
        council::members(grid, &mut council, desk);
        council::ballots(&council, desk);
    }
    council.votes_unread = votes.is_none();
    if let Some(grid) = votes {
        council::votes(grid, &council::UNIT_VOTES, &mut council, desk);
        // Where the people could not be read, no code can be known.
        if !people.unknown && people.nameless == 0 {
            council::unknown_codes(&council.votes, &people, grid, desk);
        }
    }
    let submission = office::registration(&pairs, "Số tờ trình", Some("Ngày tờ trình"), desk);
    if let Some(plan) = plan {
        let days = [("Ngày họp", council.date.as_ref()), ("Ngày tờ trình", submission.date.as_ref())];
        office::days(plan, &days, desk);
    }
    let minutes =
        Registration { date: council.date.clone(), ..office::registration(&pairs, "Số biên bản", None, desk) };
    if office.name.is_empty() {
        return None;
    }
    let name_cell = pairs.field("Tên đơn vị").cell;
    let blanks = Blanks { labels: pairs.blank(), columns: people.columns.clone() };
    let people_unread = people.unknown || people.nameless > 0 || !people.faulty.is_empty();
    let candidates = people.sound();
    let file = about.file.clone();
    Some(Unit {
        file,
        name_cell,
        blanks,
        office,
        submission,
        minutes,
        council,
        candidates,
        people_unread,
        evidence_unread: std::mem::take(&mut desk.evidence_unread),
    })
}

fn people_of(grid: &Grid, plan: Option<&Plan>, desk: &mut Desk) -> Option<People> {
    let table = Table::find(grid, &PEOPLE, desk)?;
    let mut people = People::under(table.columns().clone());
    for row in table.rows() {
        if desk.is_full(grid) {
            break;
        }
        let Some((person, sound)) = candidate(&row, desk) else {
            people.nameless += 1;
            continue;
        };
        if let Some(plan) = plan {
            asked::of_an_age(&person, plan, desk);
        }
        if let Some(first) = people.index(&person.code.value) {
            let before = &people.list[first];
            let places = vec![Place::from(&person.code), Place::from(&before.code)];
            let code = &person.code.value;
            let (message, hint) = if fold(&person.name.value) == fold(&before.name.value) {
                let message = format!("“{}” (mã “{code}”) có hai dòng", person.name.value);
                (message, "Mỗi người một dòng: bỏ bớt một dòng; nếu là hai người thì mỗi người một mã")
            } else {
                let message = format!("Mã “{code}” được dùng cho hai người");
                (message, "Mỗi người có một mã riêng; sửa mã ở mọi trang của tệp")
            };
            desk.problems.between(Severity::Error, places, message, hint);
            continue;
        }
        people.push(person, sound);
    }
    if table.rows().next().is_none() {
        desk.problems.error(
            Place::Sheet(grid.file.clone(), grid.sheet.clone()),
            format!("Trang “{}” chưa có người nào", grid.sheet),
            "Ghi mỗi người hoặc tập thể một dòng; tệp mẫu chưa dùng đến thì đưa ra khỏi thư mục",
        );
    }
    Some(people)
}

/// One row as a candidate, and whether all that must be known is; `None` where not even the code is.
fn candidate(row: &Row, desk: &mut Desk) -> Option<(Candidate, bool)> {
    let required = |name: &'static str, hint: &str, desk: &mut Desk| {
        let field = row.field(name);
        if field.is_blank() {
            field.missing(desk, hint);
        }
        field
    };
    let code = required("Mã", "Ghi mã riêng của người này, ví dụ VP01", desk).code(desk).filter(|code| {
        let fit = code.value.chars().count() <= 30;
        if !fit {
            row.field("Mã").error(desk, "Mã dài hơn 30 ký tự", "Dùng mã ngắn, ví dụ VP01");
        }
        fit
    });
    if let Some((code, (letter, _))) = code.as_ref().and_then(|code| Some((code, near::strange(&code.value)?))) {
        desk.problems.warning(
            code,
            format!("Mã “{}” có chữ “{letter}” của bảng chữ cái khác, nhìn giống chữ Việt", code.value),
            "Gõ lại mã ở mọi trang bằng bộ gõ tiếng Việt, nếu không thì các trang không khớp nhau",
        );
    }
    let name = required("Họ và tên", "Ghi đủ họ và tên", desk).name(desk);
    let kind = required("Đối tượng", "Ghi Người đứng đầu, Công chức chuyên môn, Không chuyên trách hoặc Tập thể", desk);
    let kind = kind.choice(desk, &KINDS).map(|at| at.value);
    let collective = kind == Some(Kind::Collective);
    if let Some(name) = &name {
        asked::about_name(row, name, collective, desk);
    }
    let discipline_field = row.field("Kỷ luật");
    // There a dash is the usual word for none.
    let none = row.is_dashed("Kỷ luật") || discipline_field.is_blank() && collective;
    let discipline = if none {
        Some(discipline_field.at(false))
    } else {
        required("Kỷ luật", "Ghi Không, hoặc Có nếu bị xử lý kỷ luật trong thời gian của phong trào", desk).yes_no(desk)
    };
    let honorific = row.field("Danh xưng").choice(desk, &[("Ông", "Ông"), ("Bà", "Bà")]);
    let born = row.field("Ngày sinh").birth(desk);
    if let (Some(born), Some(first)) = (&born, row.merged_with("Ngày sinh")) {
        desk.problems.warning(
            born,
            format!("“Ngày sinh” gộp ô với dòng trên (ô {first}): cả hai người được ghi cùng một ngày sinh"),
            "Bỏ gộp ô, ghi ngày sinh của từng người; đúng là cùng ngày thì ghi ở cả hai dòng",
        );
    }
    let [origin, residence, post, workplace] =
        ["Quê quán", "Nơi thường trú", "Chức vụ", "Đơn vị công tác"].map(|name| row.field(name).told(desk));
    // `12/12` says much.
    let education = row.field("Trình độ").text(desk).filter(|text| text.value.chars().nth(1).is_some());
    let particulars = collective.then(|| particulars(row, desk));
    let further = row.field("Đề nghị cấp huyện").mark(desk).unwrap_or(false);
    if let (Some(name), Some(_)) = (&name, kind) {
        asked::of_the_other_kind(row, name, collective, desk);
    }
    let code = code?;
    let sound = name.is_some() && kind.is_some() && discipline.is_some();
    let person = Candidate {
        honorific: honorific.filter(|_| !collective).map(|at| at.map(str::to_owned)),
        name: name.unwrap_or_else(|| code.clone()),
        born,
        origin,
        residence,
        post,
        workplace,
        kind: kind.unwrap_or(Kind::Official),
        education,
        particulars: particulars.map(Box::new),
        discipline: discipline.unwrap_or_else(|| discipline_field.at(false)),
        further,
        figures: LiteMap::default(),
        without_figure: LiteMap::default(),
        may_have_more: false,
        area_evidence: LiteMap::default(),
        initiatives: Vec::new(),
        code,
    };
    Some((person, sound))
}

/// What only a collective has.
fn particulars(row: &Row, desk: &mut Desk) -> Particulars {
    let founded = row.field("Năm thành lập");
    // A year typed into a cell that shows dates is a day of 1904 or 1905.
    if let Some(Raw::Moment { serial, .. }) = founded.raw
        && (Decimal::from(1800)..=Decimal::from(2100)).contains(serial)
    {
        desk.problems.warning(
            &founded.cell,
            format!("“Năm thành lập” là ngày {}, báo cáo sẽ ghi như vậy", moment::shown(*serial)),
            format!("Nếu đã gõ năm {serial} thì đặt định dạng ô là Số (Number) hoặc Văn bản (Text) rồi gõ lại"),
        );
    }
    Particulars {
        founded: founded.text_or_day(desk),
        structure: row.field("Cơ cấu tổ chức").listed(desk),
        tasks: row.field("Chức năng, nhiệm vụ").listed(desk),
    }
}

fn add_initiatives(grid: &Grid, people: &mut People, desk: &mut Desk) {
    let Some(table) = Table::find(grid, &INITIATIVES, desk) else { return };
    let mut seen: BTreeMap<(usize, String), Cell> = BTreeMap::new();
    for row in table.rows() {
        if desk.is_full(grid) {
            break;
        }
        let Some(person) = owner(&row, people, desk) else { continue };
        let name = row.field("Tên sáng kiến");
        if name.is_blank() {
            name.missing(desk, "Ghi tên sáng kiến, hoặc xóa cả dòng");
        }
        let (effect, recognition) = (row.field("Hiệu quả").proof(desk), row.field("Công nhận").proof(desk));
        let Some(name) = name.text(desk) else { continue };
        if says_there_is_none(&name.value) {
            desk.problems.error(
                &name,
                format!("“{}” không phải là tên sáng kiến", phrase::shortened(&name.value)),
                "Không có sáng kiến thì xóa cả dòng này; có thì ghi tên sáng kiến",
            );
            continue;
        }
        if row.merged_with("Mã").is_some() && row.merged_with("Hiệu quả").is_some() {
            desk.problems.error(
                &name,
                "Không rõ ô này ghi tiếp tên sáng kiến ở dòng trên hay là một sáng kiến khác",
                "Một sáng kiến thì ghi tên liền trong một ô; nhiều sáng kiến thì bỏ gộp ô “Hiệu quả”, ghi từng dòng",
            );
            continue;
        }
        if let Some(first) = first_of(&mut seen, (person, crate::text::fold(&name.value)), &name.cell) {
            desk.problems.between(
                Severity::Error,
                vec![Place::from(&name), Place::Cell(first)],
                format!("Sáng kiến “{}” được ghi hai lần cho cùng một người", phrase::shortened(&name.value)),
                "Giữ lại một dòng",
            );
            continue;
        }
        people.list[person].initiatives.push(Initiative { name, effect, recognition });
    }
}

/// Rows without a result: some are said one by one; of a person with many, how many and where.
pub fn not_filled_in(person: &Candidate, cells: &[Cell], desk: &mut Desk) {
    const FEW: usize = 3;
    const HINT: &str = "Ghi kết quả, hoặc ghi lý do vào cột “Không áp dụng”";
    match cells {
        [first, .., last] if cells.len() > FEW => desk.problems.warning(
            first,
            format!(
                "“{}” ({}) có {} dòng chưa có kết quả (từ ô {first} đến ô {last}) nên được coi là thiếu số liệu",
                person.name.value,
                person.code.value,
                cells.len()
            ),
            HINT,
        ),
        _ => {
            for cell in cells {
                desk.problems.warning(cell, "Dòng chưa có kết quả nên được coi là thiếu số liệu", HINT);
            }
        }
    }
}
