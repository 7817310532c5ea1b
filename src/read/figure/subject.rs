//! What a row of `Số liệu` is about, by its code and the words behind it.
//!
//! *Invariant:* a row is about one thing or is refused; an item never stands for its list, nor one criterion for several.

use std::sync::Arc;

use crate::cell::At;
use crate::judge::words::shortened;
use crate::plan::{Criterion, Item, Measure, Plan};
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

/// What the row is about: a criterion, an item of a checklist, or a content area that has no criterion.
pub fn of<'p>(row: &Row, plan: &'p Plan, desk: &mut Desk) -> Option<(At<String>, Subject<'p>)> {
    let field = row.field("Chỉ tiêu");
    if field.is_blank() {
        field.missing(desk, "Ghi mã chỉ tiêu của kế hoạch, ví dụ 4.3.1");
        return None;
    }
    let code = field.code(desk)?;
    if ends_in_zero(&field, &code.value, plan, desk) {
        return None;
    }
    let found = match named(&code.value, plan) {
        Some(subject) => Some(subject),
        None => with_words(&code.value, plan).map_err(|(message, hint)| field.error(desk, message, hint)).ok()?,
    };
    if found.is_none() {
        let known: Vec<&str> = plan.criteria.iter().map(|criterion| &*criterion.code.value).collect();
        field.error(
            desk,
            format!("Kế hoạch không có chỉ tiêu “{}”", crate::judge::words::shortened(&code.value)),
            format!("Ghi đúng mã chỉ tiêu: {}; mục của danh mục ghi sau dấu /, ví dụ 4.1.3/PAPI", known.join(", ")),
        );
    }
    found.map(|subject| (code, subject))
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
    let mut words = text.split_whitespace();
    let Some(head) = words.next() else { return Ok(None) };
    let head = head.trim_end_matches([':', ')', '–', '-']);
    let Some(subject) = named(head, plan) else { return Ok(None) };
    let rest = words.collect::<Vec<_>>().join(" ");
    let Subject::Criterion(criterion) = subject else { return Ok(Some(subject)) };
    let said = fold(&rest);
    if [&criterion.name, &criterion.short].iter().any(|own| fold(own) == said) {
        return Ok(Some(subject));
    }
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '–' | '-' | '(' | ')' | ':' | '&' | '+');
    let other = rest.split(apart).filter_map(|word| plan.criterion(word.trim_end_matches('.')));
    if let Some(other) = other.into_iter().find(|other| other.code.value != criterion.code.value) {
        let (one, two) = (&criterion.code.value, &other.code.value);
        return Err((
            format!("Một dòng ghi cho nhiều chỉ tiêu ({one}, {two})"),
            "Mỗi chỉ tiêu một dòng: chép dòng này cho từng mã chỉ tiêu".to_owned(),
        ));
    }
    let Measure::Checklist(items) = &criterion.measure else { return Ok(Some(subject)) };
    let mentions = |item: &&Item| {
        let words: Vec<&str> = said.split(' ').collect();
        let name = item_key(&item.code);
        (1..=words.len()).any(|length| words.windows(length).any(|words| words.concat() == name))
    };
    let mentioned: Vec<&Item> = items.iter().filter(mentions).collect();
    match mentioned[..] {
        [] => Ok(Some(subject)),
        [item, ..] => Err((
            format!("“{}” không cho biết là cả danh mục hay một mục", shortened(text)),
            format!(
                "Một mục thì ghi {}/{}; cả danh mục thì chỉ ghi {}",
                criterion.code.value, item.code, criterion.code.value
            ),
        )),
    }
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
