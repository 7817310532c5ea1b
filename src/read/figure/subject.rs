//! What a row of `Số liệu` is about, by its code and the words behind it.
//!
//! *Invariant:* a row is about one thing or is refused; an item never stands for its list, nor one criterion for several.

use std::sync::Arc;

use crate::cell::At;
use crate::phrase;
use crate::phrase::shortened;
use crate::plan::{Criterion, Item, Measure, Plan};
use crate::problem::{Place, Severity};
use crate::read::desk::Desk;
use crate::read::field::Field;
use crate::read::grid::Raw;
use crate::read::table::Row;
use crate::text::fold;

/// What a row's code names.
pub enum Subject<'p> {
    /// A criterion.
    Criterion(&'p Criterion),
    /// An item of a checklist, as the plan spells it.
    Item(&'p Criterion, Arc<str>),
    /// A content area without a criterion, by its code.
    Area(String),
}

impl<'p> Subject<'p> {
    /// Its code, as the plan spells it or, of an item that the plan does not list, the row.
    pub fn code(&self) -> String {
        match self {
            Self::Criterion(criterion) => criterion.code.value.to_string(),
            Self::Item(criterion, item) => format!("{}/{item}", criterion.code.value),
            Self::Area(area) => area.clone(),
        }
    }

    /// What two rows on the same have in common.
    pub fn key(&self) -> String {
        match self {
            Self::Item(criterion, item) => format!("{}/{}", criterion.code.value, item_key(item)),
            Self::Criterion(_) | Self::Area(_) => self.code(),
        }
    }

    /// The criterion that it is or belongs to.
    pub fn criterion(&self) -> Option<&'p Criterion> {
        match self {
            Self::Criterion(criterion) | Self::Item(criterion, _) => Some(criterion),
            Self::Area(_) => None,
        }
    }
}

/// What the row is about: a criterion, an item of a checklist, or a content area that has no criterion.
/// A code that the plan has not is put among the unknown ones, to be said once all are known.
pub fn of<'p>(
    row: &Row,
    plan: &'p Plan,
    unknown: &mut Vec<At<String>>,
    desk: &mut Desk,
) -> Option<(At<String>, Subject<'p>)> {
    let field = row.field("Chỉ tiêu");
    if field.is_blank() {
        field.missing(desk, "Ghi mã chỉ tiêu của kế hoạch, ví dụ 4.3.1");
        return None;
    }
    let code = field.code(desk)?;
    if ends_in_zero(&field, &code.value, plan, desk) {
        return None;
    }
    let found = match named(&code.value, plan).or_else(|| called(&code.value, plan)) {
        Some(subject) => Some(subject),
        None => with_words(&code.value, plan).map_err(|(message, hint)| field.error(desk, message, hint)).ok()?,
    };
    if found.is_none() {
        unknown.push(code.clone());
    }
    found.map(|subject| (code, subject))
}

/// Says which codes the plan has not: one by one, or many at once, for then it is the plan that is another.
pub fn unknown(codes: &[At<String>], plan: &Plan, desk: &mut Desk) {
    const FEW: usize = 3;
    /// So many cells are named.
    const NAMED: usize = 20;
    /// And so many codes.
    const SHOWN: usize = 5;
    if codes.len() <= FEW {
        for code in codes {
            let message = format!("Kế hoạch không có chỉ tiêu “{}”", phrase::shortened(&code.value));
            desk.problems.error(code, message, known(&code.value, plan));
        }
        return;
    }
    let mut different: Vec<&str> = Vec::new();
    for code in codes {
        if !different.contains(&code.value.as_str()) {
            different.push(&code.value);
        }
    }
    let more = if different.len() > SHOWN { ", …" } else { "" };
    let shown: Vec<String> = different.into_iter().take(SHOWN).map(phrase::shortened).collect();
    let hint = if plan.is_embedded() {
        format!(
            "Thư mục chưa có tệp kế hoạch nên đang dùng kế hoạch có sẵn “{}” của {}: để tệp kế hoạch của xã mình vào thư mục; nếu \
             đúng là kế hoạch ấy thì ghi đúng mã chỉ tiêu",
            plan.code, plan.commune
        )
    } else {
        format!("Xem lại tệp kế hoạch có thiếu dòng nào ở trang “Chỉ tiêu” không; nếu không thì: {}", known("", plan))
    };
    desk.problems.between(
        Severity::Error,
        codes.iter().take(NAMED).map(Place::from).collect(),
        format!(
            "Có {} dòng ghi mã chỉ tiêu không có trong kế hoạch “{}”: {}{more}",
            codes.len(),
            plan.code,
            shown.join(", ")
        ),
        hint,
    );
}

/// What the plan calls by these very words, where it is one thing alone.
fn called<'p>(words: &str, plan: &'p Plan) -> Option<Subject<'p>> {
    let said = fold(words);
    let is_it = |name: &str| fold(name) == said;
    let criteria = plan.criteria.iter().filter(|criterion| is_it(&criterion.name) || is_it(&criterion.short));
    let items = plan.criteria.iter().flat_map(|criterion| match &criterion.measure {
        Measure::Checklist(items) => items.iter().map(|item| (criterion, item)).collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    let items = items.filter(|(_, item)| is_it(&item.name));
    let mut found = criteria.map(Subject::Criterion);
    let mut of_items = items.map(|(criterion, item)| Subject::Item(criterion, item.code.clone()));
    match (found.next(), found.next(), of_items.next(), of_items.next()) {
        (Some(one), None, None, _) | (None, _, Some(one), None) => Some(one),
        _ => None,
    }
}

/// What the plan has in the place of a code that it has not.
fn known(code: &str, plan: &Plan) -> String {
    let list = |criterion: &Criterion| match &criterion.measure {
        Measure::Checklist(items) if !items.is_empty() => {
            let codes = items.iter().map(|item| format!("{}/{}", criterion.code.value, item.code));
            Some(codes.collect::<Vec<_>>())
        }
        _ => None,
    };
    let head = code.split_once('/').and_then(|(head, _)| plan.criterion(head.trim()));
    if let Some(items) = head.and_then(list) {
        return format!("Danh mục này có các mục: {}", items.join(", "));
    }
    let codes: Vec<&str> = plan.criteria.iter().map(|criterion| &*criterion.code.value).collect();
    let item = plan.criteria.iter().find_map(list).and_then(|items| items.into_iter().next());
    let example = item.map_or_else(String::new, |item| format!("; mục của danh mục ghi sau dấu /, ví dụ {item}"));
    format!("Ghi đúng mã chỉ tiêu: {}{example}", codes.join(", "))
}

/// A number whose last zero only its cell shows: 4.10 is stored as 4.1, which is another criterion's code.
fn ends_in_zero(field: &Field, code: &str, plan: &Plan, desk: &mut Desk) -> bool {
    let longer = format!("{code}0");
    let may_be = matches!(field.raw, Some(Raw::Number { value, .. }) if !value.is_integer())
        && plan.criterion(code).is_some()
        && plan.criterion(&longer).is_some();
    if may_be {
        field.error(
            desk,
            format!("Mã chỉ tiêu ghi dạng số nên không phân biệt được {code} với {longer}"),
            "Đặt định dạng ô là Văn bản (Text) rồi gõ lại mã chỉ tiêu",
        );
    }
    may_be
}

/// A code with the words behind it, as the drop-down list of `hoso init` has them; the error says what a row cannot mean.
fn with_words<'p>(text: &str, plan: &'p Plan) -> Result<Option<Subject<'p>>, (String, String)> {
    let Some((subject, rest)) = head_and_rest(text, plan) else { return Ok(None) };
    let (criterion, own) = match &subject {
        Subject::Criterion(criterion) => (*criterion, None),
        Subject::Item(criterion, item) => (*criterion, Some(item)),
        Subject::Area(_) => return Ok(Some(subject)),
    };
    let items: &[Item] = if let Measure::Checklist(items) = &criterion.measure { items } else { &[] };
    let names = match own {
        None => vec![&criterion.name, &criterion.short],
        Some(own) => items.iter().filter(|item| item.code == *own).map(|item| &item.name).collect(),
    };
    if names.iter().any(|name| is_label(&rest, name)) {
        return Ok(Some(subject));
    }
    // The words of another: which of the two is meant, nobody else knows.
    let others = plan.criteria.iter().filter(|other| other.code.value != criterion.code.value);
    if let Some(other) = others.into_iter().find(|other| is_label(&rest, &other.name) || is_label(&rest, &other.short))
    {
        return Err((
            format!("Mã “{}” mà lời là của chỉ tiêu {}", subject.code(), other.code.value),
            format!(
                "Số liệu của chỉ tiêu nào thì ghi mã của chỉ tiêu ấy: {} hoặc {}",
                subject.code(),
                other.code.value
            ),
        ));
    }
    let words: Vec<&str> = rest.split(|c: char| !(c.is_alphanumeric() || c == '.')).collect();
    let words: Vec<&str> =
        words.into_iter().map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    // A word is another code if it looks like one, or if there is nothing but codes and what joins them.
    let joined = |word: &str| matches!(fold(word).as_str(), "va" | "den" | "toi" | "cung" | "hoac");
    let all = words.iter().all(|word| joined(word) || plan.criterion(word).is_some());
    let other = words.iter().filter(|word| all || word.contains('.')).find_map(|word| plan.criterion(word));
    if let Some(other) = other.filter(|other| other.code.value != criterion.code.value) {
        return Err(several(&criterion.code.value, &other.code.value));
    }
    let said = fold(&rest);
    let said: Vec<&str> = said.split(' ').collect();
    let mentions = |item: &&Item| {
        let name = item_key(&item.code);
        (1..=said.len()).any(|length| said.windows(length).any(|words| words.concat() == name))
    };
    match (own, items.iter().filter(|item| Some(&item.code) != own).find(mentions)) {
        (_, None) if !words.is_empty() && !rest.contains(char::is_alphabetic) => Err((
            format!("Không hiểu mã chỉ tiêu “{}”", shortened(text)),
            format!("Chỉ ghi mã chỉ tiêu, ví dụ {}; mỗi chỉ tiêu một dòng", criterion.code.value),
        )),
        (_, None) => Ok(Some(subject)),
        // `4.1.3 PAR INDEX`: the item and nothing else.
        (None, Some(item)) if item_key(&rest) == item_key(&item.code) => {
            Ok(Some(Subject::Item(criterion, item.code.clone())))
        }
        (Some(own), Some(item)) => Err(several(own, &item.code)),
        (None, Some(item)) => Err((
            format!("“{}” không cho biết là cả danh mục hay một mục", shortened(text)),
            format!("Một mục thì ghi {0}/{1}; cả danh mục thì chỉ ghi {0}", criterion.code.value, item.code),
        )),
    }
}

fn several(one: &str, other: &str) -> (String, String) {
    (
        format!("Một dòng ghi cho nhiều chỉ tiêu ({one}, {other})"),
        "Mỗi chỉ tiêu, mỗi mục một dòng: chép dòng này cho từng mã".to_owned(),
    )
}

/// What a text names at its head, as long as that may be, and the words behind it.
fn head_and_rest<'p>(text: &str, plan: &'p Plan) -> Option<(Subject<'p>, String)> {
    // `Chỉ tiêu 4.1.1`, `(4.1.1)`
    let bare = text.trim_start_matches(['(', '[', ' ']);
    let mut own = bare.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at);
    let text = match own.next().map(|at| bare.split_at(at)) {
        Some((lead, rest)) if matches!(fold(lead).trim(), "chi tieu" | "muc" | "tieu chi" | "ma") => rest,
        _ => bare,
    };
    // A code of several words is no longer.
    const LONGEST: usize = 4;
    let dashed = [" – ", " - "].into_iter().filter_map(|dash| text.split_once(dash));
    let dashed = dashed.map(|(head, rest)| (head.to_owned(), rest.to_owned()));
    let words: Vec<&str> = text.split_whitespace().collect();
    let parts = (1..=words.len().min(LONGEST)).rev().map(|count| (words[..count].join(" "), words[count..].join(" ")));
    let mut heads = dashed.chain(parts);
    heads
        .find_map(|(head, rest)| Some((named(head.trim_end_matches([':', ')', ']', ',', ';', '–', '-']), plan)?, rest)))
}

/// Whether words are the plan's own: whole, cut short (`…`), or with a note in brackets behind them.
fn is_label(words: &str, name: &str) -> bool {
    let (said, own) = (words.trim_start_matches(['–', '-', ' ']), fold(name));
    let before = |mark: char| said.split_once(mark).map(|(before, _)| fold(before));
    fold(said) == own
        || before('…').is_some_and(|begin| !begin.is_empty() && own.starts_with(&begin))
        || said.rsplit_once('(').is_some_and(|(before, _)| fold(before) == own)
}

fn named<'p>(code: &str, plan: &'p Plan) -> Option<Subject<'p>> {
    let code = code.trim().trim_end_matches('.');
    if let Some(criterion) = plan.criterion(code) {
        return Some(Subject::Criterion(criterion));
    }
    if let Some((head, item)) = code.split_once('/') {
        let criterion = plan.criterion(head.trim())?;
        let Measure::Checklist(items) = &criterion.measure else { return None };
        let item = item.trim();
        if items.is_empty() && !item.is_empty() {
            return Some(Subject::Item(criterion, item.into()));
        }
        let key = item_key(item);
        let known: &Item = items.iter().find(|known| item_key(&known.code) == key)?;
        return Some(Subject::Item(criterion, known.code.clone()));
    }
    let (index, area) = plan.areas.iter().enumerate().find(|(_, area)| !area.code.is_empty() && area.code == code)?;
    let targeted = plan.criteria.iter().any(|criterion| criterion.area == index);
    (!targeted).then(|| Subject::Area(area.code.clone()))
}

/// `PAR INDEX`, `PARINDEX` and `par-index` are one item.
pub fn item_key(item: &str) -> String {
    fold(item).replace(' ', "")
}
