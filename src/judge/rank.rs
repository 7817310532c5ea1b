//! The commune's order of those nominated (rule 5): votes of its council where held, the plan's priority group, targets
//! exceeded, mean margin over target; and the line below the plan's number of individuals.
//!
//! A second vote settles only what it is held for: those who are equal on both sides of the line, once each of them has one.
//!
//! *Invariant:* the program breaks no tie. Equal people share a rank; equal people on both sides of the line are all
//! left unselected until the council has settled it.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::vote::Votes;
use super::{Assessment, JudgedUnit, Standing, Tally, law};
use crate::model::{Commune, Kind};
use crate::number::{Fraction, compare, hundredfold, percent, vietnamese};
use crate::phrase;
use crate::plan::{Plan, Priority};
use crate::problem::{Place, Problems, Severity};

/// The whole order.
#[derive(Debug, Default)]
pub struct Ranking {
    /// Individuals, best first.
    pub individuals: Vec<Ranked>,
    /// Collectives, ranked apart; they do not count against the plan's number.
    pub collectives: Vec<Ranked>,
    /// What stands in the way of the Chairman's papers; empty where nothing does.
    pub line: Line,
    /// The files in error that nobody is ranked for; empty where a ranking was made.
    pub waiting: Vec<Arc<str>>,
    /// Whether the commune's council voted, as far as its votes are counted.
    pub voted: bool,
}

impl Ranking {
    /// Those chosen: individuals by rank, then collectives by rank.
    pub fn selected(&self) -> impl Iterator<Item = &Ranked> {
        self.individuals.iter().chain(&self.collectives).filter(|ranked| ranked.standing.selected())
    }

    /// Everybody ranked: individuals by rank, then collectives by rank.
    pub fn all(&self) -> impl Iterator<Item = &Ranked> {
        self.individuals.iter().chain(&self.collectives)
    }
}

/// Whether the first ones can be told from the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// Nobody is ranked while the files of [`Ranking::waiting`] are in error.
    #[default]
    NotRanked,
    /// The selection stands.
    Clear,
    /// These codes are equal across the line.
    Tied(Vec<String>),
}

/// What one person is ordered by, the first difference deciding: the council's votes, then the plan's priority (plan III.2).
#[derive(Clone, Debug)]
pub struct Order {
    /// Whether, once the council has voted, its votes alone decide: who else comes first, as the plan has it, no figure tells.
    pub by_votes_alone: bool,
    /// Votes in favour in the commune's council; `None` where it held no vote or not on this person.
    pub votes: Option<u64>,
    /// The plan's priority group.
    pub priority: bool,
    /// Targets exceeded.
    pub exceeded: usize,
    /// Mean margin over target.
    pub margin: Fraction,
    /// Votes in favour when the council voted again between people who are equal in all of the above.
    pub again: Option<u64>,
}

/// One of the things that people are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// [`Order::votes`]
    Votes,
    /// [`Order::priority`]
    Priority,
    /// [`Order::exceeded`]
    Exceeded,
    /// [`Order::margin`]
    Margin,
    /// [`Order::again`]
    Again,
}

impl Order {
    /// What decides, in its turn.
    fn keys(&self) -> &'static [Key] {
        if self.by_votes_alone {
            &[Key::Votes, Key::Again]
        } else {
            &[Key::Votes, Key::Priority, Key::Exceeded, Key::Margin, Key::Again]
        }
    }

    fn by(&self, key: Key, other: &Self) -> Ordering {
        match key {
            Key::Votes => self.votes.cmp(&other.votes),
            Key::Priority => self.priority.cmp(&other.priority),
            Key::Exceeded => self.exceeded.cmp(&other.exceeded),
            Key::Margin => compare(&self.margin, &other.margin),
            Key::Again => self.again.cmp(&other.again),
        }
    }

    /// What decides between two people; nothing where they are equal.
    pub fn decided_by(&self, other: &Self) -> Option<Key> {
        self.keys().iter().copied().find(|key| self.by(*key, other).is_ne())
    }
}

impl Ord for Order {
    fn cmp(&self, other: &Self) -> Ordering {
        let mut orders = self.keys().iter().map(|key| self.by(*key, other));
        orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

impl PartialEq for Order {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Order {}

impl PartialOrd for Order {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// One person's place.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Index into the judged units.
    pub unit: usize,
    /// Index into that unit's assessments.
    pub person: usize,
    /// The person's code.
    pub code: String,
    /// Place from 1; equal people share it. [`place`](Self::place) is what is said of it.
    pub rank: usize,
    /// What the place comes to.
    pub standing: Standing,
    /// What the place was decided by.
    pub order: Order,
    /// The commune council's vote, where held; few people in a large run have one.
    pub vote: Option<Box<Tally>>,
    /// The reason in Vietnamese.
    pub why: String,
}

impl Ranked {
    /// The second vote of the council, where it decided.
    pub fn voted_again(&self) -> Option<Tally> {
        let favour = self.order.again?;
        self.vote.as_deref().map(|vote| Tally { favour, ..vote.clone() })
    }

    /// The person's place; none for whom the commune's council, which voted, did not carry.
    pub fn place(&self) -> Option<usize> {
        (!matches!(self.standing, Standing::Declined | Standing::PassedOver)).then_some(self.rank)
    }
}

/// Ranks everybody nominated by units without error. While any file but the commune's own is in error there is no
/// ranking. A contradiction between the commune's workbook and a unit's is the commune's to settle: it stops the
/// commune's papers, and unless its votes are `counted`, nobody is ranked: whom they chose, an order without them would not say.
pub fn rank(
    plan: &Plan,
    units: &[JudgedUnit],
    commune: Option<&Commune>,
    counted: Option<&Commune>,
    problems: &mut Problems,
) -> Ranking {
    let held = |commune: &&Commune| commune.council.votes_unread || !commune.council.votes.is_empty();
    let uncounted = commune.filter(held).filter(|_| counted.is_none());
    let waiting = waiting(commune, uncounted, problems);
    let counted = counted.filter(|commune| !commune.council.votes.is_empty());
    let voted = counted.is_some();
    if !waiting.is_empty() {
        return Ranking { waiting, voted, ..Ranking::default() };
    }
    let votes = counted.map(|commune| Votes::of(&commune.council));
    let people: Vec<Ranked> = units
        .iter()
        .enumerate()
        .flat_map(|(unit, judged)| {
            let nominated = judged.assessments.iter().enumerate().filter(|(_, person)| person.nominated());
            nominated.map(move |(index, person)| (unit, index, person))
        })
        .map(|(unit, index, person)| place(plan, votes.as_ref(), voted, unit, index, person))
        .collect();
    let collective = |ranked: &Ranked| units[ranked.unit].assessments[ranked.person].candidate.kind == Kind::Collective;
    let (collectives, individuals) = people.into_iter().partition(collective);
    let limit = usize::try_from(plan.limit).unwrap_or(usize::MAX);
    let (individuals, tied) = ordered(individuals, Some(limit), plan.priority.is_by_rule(), voted);
    let (collectives, _) = ordered(collectives, None, false, voted);
    if let Some(votes) = &votes {
        needless(votes, &individuals, &collectives, problems);
    }
    if !tied.is_empty() {
        report_tie(plan, units, commune, votes.as_ref(), &individuals, problems);
    }
    let line = if tied.is_empty() { Line::Clear } else { Line::Tied(tied) };
    Ranking { individuals, collectives, line, waiting, voted }
}

/// The files whose errors keep everybody from being ranked, each once, in order; the commune's own only where its votes are not
/// counted.
fn waiting(commune: Option<&Commune>, uncounted: Option<&Commune>, problems: &Problems) -> Vec<Arc<str>> {
    let own = |file: &Arc<str>| commune.is_some_and(|commune| commune.file == *file);
    let files: BTreeSet<Arc<str>> = problems
        .errors()
        .filter(|problem| !problem.places.iter().any(|place| own(place.file())))
        .flat_map(|problem| problem.places.iter().map(|place| place.file().clone()))
        .chain(uncounted.map(|commune| commune.file.clone()))
        .collect();
    files.into_iter().collect()
}

fn place(plan: &Plan, votes: Option<&Votes>, voted: bool, unit: usize, index: usize, person: &Assessment) -> Ranked {
    let code = person.candidate.code.value.clone();
    let vote = votes.and_then(|votes| votes.tally(plan, &code));
    let individual = person.candidate.kind != Kind::Collective;
    let order = Order {
        by_votes_alone: individual && voted && matches!(plan.priority, Priority::Others(_)),
        votes: vote.as_ref().map(|vote| vote.favour),
        priority: person.priority(plan),
        exceeded: person.exceeded(),
        margin: person.margin(),
        again: None,
    };
    let vote = vote.map(Box::new);
    Ranked { unit, person: index, code, rank: 0, standing: Standing::Nominated, order, vote, why: String::new() }
}

/// Sorts, numbers and draws the line; also returns the codes of those tied across it. Collectives have no line, and no
/// priority group to speak of.
fn ordered(
    mut people: Vec<Ranked>,
    line: Option<usize>,
    prioritised: bool,
    vote_held: bool,
) -> (Vec<Ranked>, Vec<String>) {
    let limit = line.unwrap_or(usize::MAX);
    // They grew without a count, up to twice the room they need, and stay for the whole run.
    people.shrink_to_fit();
    let best_first = |a: &Ranked, b: &Ranked| b.order.cmp(&a.order).then_with(|| a.code.cmp(&b.code));
    people.sort_by(best_first);
    let can_be_chosen = |person: &Ranked| !vote_held || person.vote.as_ref().is_some_and(|vote| vote.carried);
    let electable = people.iter().filter(|person| can_be_chosen(person)).count();
    let is_across = |first: usize, end: usize| first < limit && limit < end.min(electable);
    take_second_vote(&mut people, &is_across, best_first);
    let orders: Vec<Order> = people.chunk_by(|a, b| a.order == b.order).map(|equal| equal[0].order.clone()).collect();
    let mut first = 0;
    for (group, equal) in people.chunk_by_mut(|a, b| a.order == b.order).enumerate() {
        let end = first + equal.len();
        let across = is_across(first, end);
        let beside = [group.checked_sub(1).map(|before| &orders[before]), orders.get(group + 1)];
        let decimals = beside.into_iter().flatten().map(|other| decimals(&orders[group], other)).max().unwrap_or(2);
        for (index, person) in (first..).zip(equal) {
            person.rank = first + 1;
            person.standing = match (across, can_be_chosen(person)) {
                (true, _) => Standing::Tied,
                (false, false) if person.vote.is_none() => Standing::PassedOver,
                (false, false) => Standing::Declined,
                (false, true) if index >= limit => Standing::Beyond,
                (false, true) if vote_held => Standing::Chosen,
                (false, true) => Standing::Expected,
            };
            person.why = why(person, vote_held, prioritised, decimals);
        }
        first = end;
    }
    let tied =
        people.iter().filter(|person| person.standing == Standing::Tied).map(|person| person.code.clone()).collect();
    (people, tied)
}

/// Orders those who are equal on both sides of the line by the second vote, once each of them has one.
fn take_second_vote(
    people: &mut [Ranked],
    is_across: &dyn Fn(usize, usize) -> bool,
    best_first: impl Fn(&Ranked, &Ranked) -> Ordering,
) {
    let voted_again = |person: &Ranked| person.vote.as_ref().and_then(|vote| vote.again);
    let mut first = 0;
    for equal in people.chunk_by_mut(|a, b| a.order == b.order) {
        let end = first + equal.len();
        if is_across(first, end) && equal.iter().all(|person| voted_again(person).is_some()) {
            equal.iter_mut().for_each(|person| person.order.again = voted_again(person));
            equal.sort_by(&best_first);
        }
        first = end;
    }
}

/// Second votes on those who are equal to nobody across the line: they decide nothing.
fn needless(votes: &Votes, individuals: &[Ranked], collectives: &[Ranked], problems: &mut Problems) {
    let unused = individuals
        .iter()
        .chain(collectives)
        .filter(|person| person.standing != Standing::Tied && person.order.again.is_none());
    let places: Vec<Place> =
        unused.filter_map(|person| votes.on(&person.code)?.again.as_ref()).map(Place::from).collect();
    if !places.is_empty() {
        problems.between(
            Severity::Warning,
            places,
            "“Biểu quyết lại” của những người không bằng nhau ở vị trí cuối trong số cá nhân được chọn không được tính",
            "Biểu quyết lại chỉ để chọn giữa những người bằng nhau ở vị trí cuối trong số cá nhân được chọn; xóa số ở ô này nếu ghi nhầm",
        );
    }
}

/// Decimals that tell two margins apart where nothing before them does; two, where two do or need not. As many as are
/// printed at most: margins of large numbers can be nearer to each other than anybody reads.
fn decimals(one: &Order, other: &Order) -> u32 {
    const MOST: u32 = 30;
    if one.decided_by(other) != Some(Key::Margin) {
        return 2;
    }
    (2..MOST).find(|places| shown(&one.margin, *places) != shown(&other.margin, *places)).unwrap_or(MOST)
}

fn why(person: &Ranked, vote_held: bool, prioritised: bool, decimals: u32) -> String {
    let order = &person.order;
    let mut parts = Vec::new();
    if vote_held && person.vote.is_none() {
        parts.push("Hội đồng cấp xã không biểu quyết".to_owned());
    }
    if let Some(vote) = &person.vote {
        parts.push(format!("{} ({}%)", super::words::agreed(vote), vietnamese(&vote.percent())));
    }
    if order.by_votes_alone {
        return with_second_vote(parts, person);
    }
    if prioritised {
        parts.push(if order.priority { "thuộc nhóm ưu tiên" } else { "không thuộc nhóm ưu tiên" }.to_owned());
    }
    parts.push(match order.exceeded {
        0 => "không vượt chỉ tiêu nào".to_owned(),
        exceeded => format!("vượt {} chỉ tiêu", phrase::padded(exceeded.into())),
    });
    if order.exceeded > 0 || !num_traits::Zero::is_zero(&order.margin) {
        parts.push(format!("mức vượt bình quân {} điểm phần trăm", shown(&order.margin, decimals)));
    }
    with_second_vote(parts, person)
}

fn with_second_vote(mut parts: Vec<String>, person: &Ranked) -> String {
    parts.extend(person.voted_again().map(|vote| format!("biểu quyết lại: {}", super::words::agreed(&vote))));
    parts.join("; ")
}

/// A difference of ratios in percentage points: two decimals, or as many as keep it off nothing.
pub fn points(margin: &Fraction) -> String {
    vietnamese(&percent(margin, &[]))
}

fn shown(margin: &Fraction, decimals: u32) -> String {
    if decimals == 2 { points(margin) } else { vietnamese(&hundredfold(margin, decimals)) }
}

fn report_tie(
    plan: &Plan,
    units: &[JudgedUnit],
    commune: Option<&Commune>,
    votes: Option<&Votes>,
    people: &[Ranked],
    problems: &mut Problems,
) {
    let equal: Vec<&Ranked> = people.iter().filter(|person| person.standing == Standing::Tied).collect();
    let names: Vec<String> = equal
        .iter()
        .map(|ranked| {
            let person = &units[ranked.unit].assessments[ranked.person];
            format!("{} ({})", person.candidate.name.value, ranked.code)
        })
        .collect();
    let voted = commune.filter(|commune| !commune.council.votes.is_empty());
    let vote = |ranked: &Ranked| votes.and_then(|votes| votes.on(&ranked.code));
    // Once some were voted on again, that column is the one to look at, and what is blank there first.
    let column = equal.iter().find_map(|ranked| Some(vote(ranked)?.again.as_ref()?.cell.column));
    let mut cells: Vec<(bool, Place)> = equal
        .iter()
        .map(|ranked| match (vote(ranked), column) {
            (Some(vote), Some(column)) => (vote.again.is_some(), Place::from(&vote.code.cell.in_column(column))),
            (Some(vote), None) => (false, Place::from(&vote.code)),
            (None, _) => (false, Place::from(&units[ranked.unit].assessments[ranked.person].candidate.code)),
        })
        .collect();
    cells.sort_by_key(|(given, _)| *given);
    let cells = cells.into_iter().map(|(_, place)| place).collect();
    // Equal people have one reason, so it is said once.
    let message = format!(
        "Bằng nhau ở vị trí cuối trong số {} cá nhân được đề nghị: {}; cùng {}",
        phrase::padded(plan.limit.into()),
        names.join(", "),
        equal.first().map_or("", |ranked| ranked.why.as_str())
    );
    let again = equal.iter().any(|ranked| ranked.vote.as_ref().is_some_and(|vote| vote.again.is_some()));
    let (severity, mut hint) = match voted {
        Some(_) if again => (
            Severity::Error,
            "“Biểu quyết lại” chưa phân định được: ghi đủ số phiếu của từng người bằng nhau, không để trống người nào; vẫn \
             bằng nhau thì Hội đồng cấp xã biểu quyết tiếp, ghi kết quả lần cuối rồi chạy lại; các văn bản trình Chủ tịch chỉ \
             được lập sau đó"
                .to_owned(),
        ),
        Some(_) => (
            Severity::Error,
            "Hội đồng cấp xã biểu quyết lại giữa những người này; ghi số phiếu đồng ý lần này của từng người vào cột “Biểu quyết \
             lại” của trang “Biểu quyết” trong tệp của xã (chưa có cột ấy thì thêm) rồi chạy lại; các văn bản trình Chủ tịch chỉ được lập sau đó"
                .to_owned(),
        ),
        None => (Severity::Warning, "Hội đồng cấp xã biểu quyết để chọn; chương trình không tự chọn người nào".to_owned()),
    };
    if let Some(preference) = law::preference(law::day_of(plan, commune)) {
        hint = format!("{hint}. {preference}");
    }
    problems.between(severity, cells, message, hint);
}
