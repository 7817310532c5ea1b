//! A unit's workbook: its office, people, figures, initiatives, council and votes.
//!
//! *Invariant:* everything of a person hangs on the code; a code that nobody has is an error at its first row.

mod asked;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use litemap::LiteMap;

use super::book::Book;
use super::desk::Desk;
use super::field::says_there_is_none;
use super::figure;
use super::grid::{Grid, Raw};
use super::moment;
use super::near;
use super::pairs::Pairs;
use super::table::{Row, Spec, Table};
use super::{council, office, sheet, sheet_or_error};
use crate::cell::{At, Cell};
use crate::model::{Blanks, Candidate, Council, Initiative, Kind, Particulars, Registration, Unit};
use crate::number::Decimal;
use crate::phrase;
use crate::plan::Plan;
use crate::problem::{Place, Severity};
use crate::text::{code_key, fold};

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
pub const KINDS: [(&str, Kind); 9] = [
    ("Người đứng đầu", Kind::Head),
    ("Công chức chuyên môn", Kind::Official),
    ("Không chuyên trách", Kind::PartTime),
    ("Tập thể", Kind::Collective),
    ("Người hoạt động không chuyên trách", Kind::PartTime),
    ("Công chức phụ trách chuyên môn", Kind::Official),
    ("Không chuyên trách cấp xã", Kind::PartTime),
    ("Cán bộ không chuyên trách", Kind::PartTime),
    ("Người hoạt động không chuyên trách cấp xã", Kind::PartTime),
];

/// The people of a unit. One whose own row is in error but has a code is among them, so that the figures are looked at
/// all the same and nothing else is blamed for the row; nobody judges such a person.
#[derive(Default)]
pub struct People {
    /// In the sheet's order.
    pub list: Vec<Candidate>,
    /// Where each stands in the list, by the key of the code.
    by_code: HashMap<String, usize>,
    /// The keys of the codes of those whose row is in error.
    unread: BTreeSet<String>,
    /// Codes that nobody has, by sheet and key.
    strangers: BTreeMap<(Arc<str>, String), Stranger>,
    /// Where other sheets lack the code of a row.
    codeless: Vec<Cell>,
    /// Whether their own sheet could not be read: any code may be somebody's then, and other sheets are read for what is
    /// wrong in them alone.
    pub unknown: bool,
    /// Rows of people of whom not even the code is known.
    nameless: usize,
    /// The columns of their sheet.
    columns: BTreeMap<&'static str, u32>,
}

/// A code of another sheet that nobody has.
struct Stranger {
    first: At<String>,
    rows: usize,
    last: Cell,
}

/// So many codes in a row that each count on from the one before were hardly typed.
const COUNTED: usize = 3;

impl Stranger {
    /// Whether this is the row below the other's, with the number behind the other's.
    fn is_counted_on_from(&self, other: &Self) -> bool {
        let number = |code: &str| {
            let head = code.trim_end_matches(|c: char| c.is_ascii_digit());
            code[head.len()..].parse::<u64>().ok().map(|number| (head.to_owned(), number))
        };
        let (own, before) = (&self.first, &other.first);
        let below = own.cell.sheet() == before.cell.sheet() && own.cell.row == before.cell.row + 1;
        let counted = number(&before.value).zip(number(&own.value));
        below
            && self.rows == 1
            && other.rows == 1
            && counted.is_some_and(|((head, before), (own, number))| head == own && number == before + 1)
    }
}

impl People {
    /// Adds a person whose code is new.
    fn push(&mut self, person: Candidate, sound: bool) {
        let key = code_key(&person.code.value);
        if !sound {
            self.unread.insert(key.clone());
        }
        self.by_code.insert(key, self.list.len());
        self.list.push(person);
    }

    /// Where the person of this code stands in the list.
    pub fn index(&self, code: &str) -> Option<usize> {
        self.by_code.get(&code_key(code)).copied()
    }

    /// Codes of other sheets that nobody has, each said once: a code mistyped once stands in all the person's rows.
    fn say_strangers(&self, about: &Grid, desk: &mut Desk) {
        // They may be those whose own row lacks the code.
        let codes: BTreeSet<&String> = self.strangers.keys().map(|(_, code)| code).collect();
        if codes.len() <= self.nameless {
            return;
        }
        let mut strangers: Vec<&Stranger> = self.strangers.values().collect();
        strangers.sort_by(|one, other| one.first.cell.cmp(&other.first.cell));
        let (counted, others): (Vec<_>, Vec<_>) =
            strangers.chunk_by(|one, next| next.is_counted_on_from(one)).partition(|run| run.len() >= COUNTED);
        for run in counted {
            let (first, last) = (&run[0].first, &run[run.len() - 1].first);
            desk.problems.between(
                Severity::Error,
                run.iter().map(|stranger| Place::from(&stranger.first)).collect(),
                format!(
                    "Trang “{}” ghi các mã liền nhau từ “{}” đến “{}” (ô {} đến {}), không có trong trang “Cá nhân”",
                    first.cell.sheet(),
                    first.value,
                    last.value,
                    first.cell,
                    last.cell
                ),
                "Có thể Excel đã tự đếm khi kéo chuột: chép ô có mã đúng (Ctrl+C) rồi dán (Ctrl+V) xuống mọi dòng của cùng một người",
            );
        }
        for (number, Stranger { first: code, rows, last }) in others.into_iter().flatten().enumerate() {
            if desk.is_full(about) {
                break;
            }
            let others = if *rows > 1 { format!(" ({rows} dòng, đến ô {last})") } else { String::new() };
            desk.problems.error(
                code,
                format!("Mã “{}” ở trang “{}” không có trong trang “Cá nhân”{others}", code.value, code.cell.sheet()),
                match self.near(number, &code.value) {
                    Some(near) => format!("{near}: gõ lại mã cho đúng, hoặc thêm người này vào trang “Cá nhân”"),
                    None => "Sửa mã cho đúng, hoặc thêm người này vào trang “Cá nhân”".to_owned(),
                },
            );
        }
    }

    /// Rows of other sheets that bear no code: one under another are said together.
    fn say_codeless(&self, about: &Grid, desk: &mut Desk) {
        let below =
            |one: &Cell, next: &Cell| one.sheet() == next.sheet() && one.in_column(next.column).row + 1 == next.row;
        for run in self.codeless.chunk_by(below) {
            if desk.is_full(about) {
                break;
            }
            let (message, hint) = match run {
                [_, _, .., last] => (
                    format!("Chưa ghi “Mã” ở {} dòng liền nhau, từ ô {} đến ô {last}", run.len(), run[0]),
                    "Mỗi dòng ghi mã của người ấy: chép ô có mã (Ctrl+C) rồi dán (Ctrl+V) xuống các dòng; dòng thừa thì xóa cả dòng",
                ),
                _ => {
                    let hint = "Ghi mã của người ở trang “Cá nhân”, hoặc xóa cả dòng";
                    run.iter().for_each(|cell| desk.problems.error(cell, "Chưa ghi “Mã”", hint));
                    continue;
                }
            };
            desk.problems.between(Severity::Error, run.iter().map(Place::from).collect(), message, hint);
        }
    }

    /// Which code the stranger of this number may be meant for. Whoever has hundreds of them has another fault.
    pub fn near(&self, number: usize, code: &str) -> Option<String> {
        const HINTS: usize = 100;
        if number >= HINTS {
            return None;
        }
        near::hint(code, self.list.iter().map(|person| person.code.value.as_str()))
    }

    /// Those whose row could be read.
    fn sound(self) -> Vec<Candidate> {
        let Self { list, unread, .. } = self;
        list.into_iter().filter(|person| !unread.contains(&code_key(&person.code.value))).collect()
    }
}

/// Reads a unit; `None` where not even its name can be known. Without a plan, what only a plan decides is not looked at.
pub fn read(book: &Book, plan: Option<&Plan>, desk: &mut Desk) -> Option<Unit> {
    let about = sheet(book, "Đơn vị")?;
    let people = sheet_or_error(book, about, "Cá nhân", desk);
    let figures = sheet_or_error(book, about, "Số liệu", desk);
    let initiatives = sheet_or_error(book, about, "Sáng kiến", desk);
    let members = sheet_or_error(book, about, "Hội đồng", desk);
    let votes = sheet_or_error(book, about, "Biểu quyết", desk);
    let pairs = Pairs::read(about, &office::UNIT, desk)?;
    let office = office::office(&pairs, "Tên đơn vị", desk);
    let mut council = Council::default();
    office::meeting(&pairs, &mut council, desk);
    let people = people.and_then(|grid| people_of(grid, plan, desk));
    let mut people = people.unwrap_or_else(|| People { unknown: true, ..People::default() });
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
    let people_unread = people.unknown || people.nameless > 0 || !people.unread.is_empty();
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
        unread: std::mem::take(&mut desk.unread),
    })
}

fn people_of(grid: &Grid, plan: Option<&Plan>, desk: &mut Desk) -> Option<People> {
    let table = Table::find(grid, &PEOPLE, desk)?;
    let mut people = People { columns: table.columns().clone(), ..People::default() };
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
            "Ghi mỗi người hoặc tập thể một dòng",
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
        structure: row.field("Cơ cấu tổ chức").text(desk),
        tasks: row.field("Chức năng, nhiệm vụ").text(desk),
    }
}

fn add_initiatives(grid: &Grid, people: &mut People, desk: &mut Desk) {
    let Some(table) = Table::find(grid, &INITIATIVES, desk) else { return };
    let mut seen: HashMap<(usize, String), Cell> = HashMap::new();
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
        let known = seen.entry((person, crate::text::fold(&name.value)));
        if let Entry::Occupied(first) = known {
            desk.problems.between(
                Severity::Error,
                vec![Place::from(&name), Place::Cell(first.get().clone())],
                format!("Sáng kiến “{}” được ghi hai lần cho cùng một người", phrase::shortened(&name.value)),
                "Giữ lại một dòng",
            );
            continue;
        }
        known.insert_entry(name.cell.clone());
        people.list[person].initiatives.push(Initiative { name, effect, recognition });
    }
}

/// The candidate whose code the row bears, by its index.
pub fn owner(row: &Row, people: &mut People, desk: &mut Desk) -> Option<usize> {
    let field = row.field("Mã");
    if field.is_blank() {
        people.codeless.push(field.cell);
        return None;
    }
    let code = field.code(desk)?;
    let index = people.index(&code.value);
    if index.is_none() && people.unknown {
        people.push(stand_in(code), false);
        return Some(people.list.len() - 1);
    }
    if index.is_none() {
        let key = (code.cell.sheet().clone(), code_key(&code.value));
        let new = || Stranger { first: code.clone(), rows: 0, last: code.cell.clone() };
        let stranger = people.strangers.entry(key).or_insert_with(new);
        stranger.rows += 1;
        stranger.last = code.cell;
    }
    index
}

/// Somebody of whom only the code is known.
fn stand_in(code: At<String>) -> Candidate {
    Candidate {
        honorific: None,
        name: code.clone(),
        born: None,
        origin: None,
        residence: None,
        post: None,
        workplace: None,
        kind: Kind::Official,
        education: None,
        particulars: None,
        discipline: At::new(false, code.cell.clone()),
        further: false,
        figures: LiteMap::default(),
        without_figure: LiteMap::default(),
        area_evidence: LiteMap::default(),
        initiatives: Vec::new(),
        code,
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
