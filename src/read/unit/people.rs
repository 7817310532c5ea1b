//! The people of a unit while its sheets are read, and whose rows are whose: by code.
//!
//! *Invariant:* a code that nobody has is said once a sheet, however many rows bear it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use litemap::LiteMap;

use crate::cell::{At, Cell};
use crate::model::{Candidate, Kind};
use crate::name::person_key;
use crate::problem::{Place, Severity};
use crate::read::desk::Desk;
use crate::read::grid::{Grid, Raw};
use crate::read::letters::visible;
use crate::read::near;
use crate::read::said::points_above;
use crate::read::table::Row;
use crate::text::code_key;

/// The people of a unit. One whose own row is in error but has a code is among them, so that the figures are looked at
/// all the same and nothing else is blamed for the row; nobody judges such a person.
#[derive(Default)]
pub struct People {
    /// In the sheet's order.
    pub list: Vec<Candidate>,
    /// Where each stands in the list, by the key of the code.
    by_code: HashMap<String, usize>,
    /// The keys of the codes of those whose row is in error.
    pub(super) faulty: BTreeSet<String>,
    /// Codes that nobody has, by sheet and key.
    strangers: BTreeMap<(Arc<str>, String), Stranger>,
    /// Where other sheets lack the code of a row.
    codeless: Vec<Cell>,
    /// Whether their own sheet could not be read: any code may be somebody's then, and other sheets are read for what is
    /// wrong in them alone.
    pub unknown: bool,
    /// Rows of people of whom not even the code is known.
    pub(super) nameless: usize,
    /// The columns of their sheet.
    pub(super) columns: BTreeMap<&'static str, u32>,
}

/// A code of another sheet that nobody has.
struct Stranger {
    first: At<String>,
    rows: usize,
    last: Cell,
}

/// So many rows, one under another, that have the same slip have it from one move: they are said together.
const IN_A_ROW: usize = 3;

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
    /// Nobody yet, in a sheet of these columns.
    pub(super) fn under(columns: BTreeMap<&'static str, u32>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// Nobody, for their sheet cannot be read.
    pub(super) fn unread() -> Self {
        Self { unknown: true, ..Self::default() }
    }

    /// Adds a person whose code is new.
    pub(super) fn push(&mut self, person: Candidate, sound: bool) {
        let key = code_key(&person.code.value);
        if !sound {
            self.faulty.insert(key.clone());
        }
        self.by_code.insert(key, self.list.len());
        self.list.push(person);
    }

    /// Where the person of this code stands in the list.
    pub fn index(&self, code: &str) -> Option<usize> {
        self.by_code.get(&code_key(code)).copied()
    }

    /// Codes of other sheets that nobody has, each said once: a code mistyped once stands in all the person's rows.
    pub(super) fn say_strangers(&self, about: &Grid, desk: &mut Desk) {
        // They may be those whose own row lacks the code.
        let codes: BTreeSet<&String> = self.strangers.keys().map(|(_, code)| code).collect();
        if codes.len() <= self.nameless {
            return;
        }
        let mut strangers: Vec<&Stranger> = self.strangers.values().collect();
        strangers.sort_by(|one, other| one.first.cell.cmp(&other.first.cell));
        let (counted, others): (Vec<_>, Vec<_>) =
            strangers.chunk_by(|one, next| next.is_counted_on_from(one)).partition(|run| run.len() >= IN_A_ROW);
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
                self.instead_of(number, &code.value, "hoặc thêm người này vào trang “Cá nhân”"),
            );
        }
    }

    /// Rows of other sheets that bear no code: one under another are said together.
    pub(super) fn say_codeless(&self, about: &Grid, desk: &mut Desk) {
        let below = |one: &Cell, next: &Cell| one.sheet() == next.sheet() && one.row + 1 == next.row;
        for run in self.codeless.chunk_by(below) {
            if desk.is_full(about) {
                break;
            }
            if let [first, .., last] = run
                && run.len() >= IN_A_ROW
            {
                desk.problems.between(
                    Severity::Error,
                    run.iter().map(Place::from).collect(),
                    format!("Chưa ghi “Mã” ở {} dòng liền nhau, từ ô {first} đến ô {last}", run.len()),
                    "Mỗi dòng ghi mã của người ấy: chép ô có mã (Ctrl+C) rồi dán (Ctrl+V) xuống các dòng; dòng thừa thì xóa cả dòng",
                );
                continue;
            }
            for cell in run {
                desk.problems.error(cell, "Chưa ghi “Mã”", "Ghi mã của người ở trang “Cá nhân”, hoặc xóa cả dòng");
            }
        }
    }

    /// What to do about the stranger of this number: whom the code may be meant for, and what else it may be. Whoever has hundreds
    /// of them has another fault.
    pub fn instead_of(&self, number: usize, code: &str, or: &str) -> String {
        const HINTS: usize = 100;
        if number >= HINTS {
            return format!("Sửa mã cho đúng, {or}");
        }
        let key = person_key(code);
        let named = |person: &&Candidate| code.contains(' ') && person_key(&person.name.value) == key;
        if let Some(person) = self.list.iter().find(named) {
            let own = &person.code.value;
            return format!("“{code}” là họ tên, mã của người này là “{own}”: ghi mã ấy vào ô này");
        }
        match near::hint(code, self.list.iter().map(|person| person.code.value.as_str())) {
            Some(near) => format!("{near}: gõ lại mã cho đúng, {or}"),
            None => format!("Sửa mã cho đúng, {or}"),
        }
    }

    /// Rows of figures could not be told whose they are: any may be somebody's.
    pub fn each_may_have_more(&mut self) {
        self.list.iter_mut().for_each(|person| person.may_have_more = true);
    }

    /// Those whose row could be read.
    pub(super) fn sound(self) -> Vec<Candidate> {
        let Self { list, faulty, .. } = self;
        list.into_iter().filter(|person| !faulty.contains(&code_key(&person.code.value))).collect()
    }
}

/// The candidate whose code the row bears, by its index.
pub fn owner(row: &Row, people: &mut People, desk: &mut Desk) -> Option<usize> {
    let field = row.field("Mã");
    // A mark for the code above is none; one under another are said together.
    if field.is_blank() || matches!(field.raw, Some(Raw::Text(text)) if points_above(&visible(text))) {
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
        may_have_more: false,
        area_evidence: LiteMap::default(),
        initiatives: Vec::new(),
        code,
    }
}
