//! The commune's order on the page: each rank with what it was decided by.
//!
//! *Invariant:* people stand in the judge's own order; the page only says which difference came first.

use num_traits::ToPrimitive as _;
use serde::Serialize;

use super::person::Person;
use super::view::counted;
use crate::compose::vietnamese::count;
use crate::judge::{self, Judged, Line, Ranked};
use crate::number::{self, vietnamese};

/// The order, or who is nominated so far.
#[derive(Debug, Serialize)]
pub struct Order {
    /// `not_ranked`, `clear` or `tied`.
    state: &'static str,
    /// Whether the commune's council voted.
    voted: bool,
    /// The plan's number of individuals, as `05 cá nhân`.
    limit: String,
    /// Individuals and collectives, each best first; while nobody is ranked, those nominated so far.
    groups: Vec<Group>,
}

/// People ranked among each other.
#[derive(Debug, Serialize)]
struct Group {
    name: &'static str,
    rows: Vec<Row>,
}

/// One place.
#[derive(Debug, Serialize)]
struct Row {
    /// Index into the page's people.
    person: usize,
    rank: usize,
    /// Votes, priority, targets exceeded, margin: as written.
    keys: [String; 4],
    /// Which of them sets the person before the next; 4 where none does, or nobody follows.
    decided: usize,
    /// The same as a sentence.
    why: String,
    /// Whether the plan's number ends with this row.
    last_within: bool,
}

/// The order of the people on the page.
pub fn order(judged: &Judged, people: &[Person]) -> Order {
    let ranking = &judged.ranking;
    let state = match ranking.line {
        Line::NotRanked => "not_ranked",
        Line::Clear => "clear",
        Line::Tied(_) => "tied",
    };
    let limit = judged.plan.limit.to_usize().unwrap_or(usize::MAX);
    let groups = [("Cá nhân", &ranking.individuals, limit), ("Tập thể", &ranking.collectives, usize::MAX)];
    let ranked =
        groups.into_iter().map(|(name, ranked, limit)| Group { name, rows: rows(judged, ranked, limit, people) });
    let groups = if state == "not_ranked" { nominated(people) } else { ranked.collect::<Vec<_>>() };
    Order {
        state,
        voted: ranking.voted,
        limit: counted(limit, "cá nhân"),
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
    }
}

fn rows(judged: &Judged, ranked: &[Ranked], limit: usize, people: &[Person]) -> Vec<Row> {
    let before: Vec<usize> = judged
        .units
        .iter()
        .scan(0, |sum, unit| {
            let first = *sum;
            *sum += unit.assessments.len();
            Some(first)
        })
        .collect();
    let person = |ranked: &Ranked| before[ranked.unit] + ranked.person;
    ranked
        .iter()
        .enumerate()
        .map(|(index, this)| {
            let next = ranked.get(index + 1);
            let decided = next.map_or(4, |next| difference(&this.order, &next.order));
            Row {
                person: person(this),
                rank: this.rank,
                keys: keys(this),
                decided,
                why: next.map_or_else(String::new, |next| why(this, next, decided, &people[person(next)].name)),
                last_within: index + 1 == limit && next.is_some(),
            }
        })
        .collect()
}

fn difference(a: &judge::Order, b: &judge::Order) -> usize {
    let equal = [a.votes == b.votes, a.priority == b.priority, a.exceeded == b.exceeded, a.margin == b.margin];
    equal.iter().position(|equal| !equal).unwrap_or(4)
}

fn keys(ranked: &Ranked) -> [String; 4] {
    let order = &ranked.order;
    let votes = ranked.vote.as_ref().map(|vote| format!("{}/{}", count(vote.favour), count(vote.electorate)));
    [
        votes.unwrap_or_else(|| "–".to_owned()),
        if order.priority { "Có" } else { "Không" }.to_owned(),
        count(order.exceeded.to_u64().unwrap_or(u64::MAX)),
        vietnamese(&number::percent(&order.margin, &[])),
    ]
}

/// Why somebody stands before the next one.
fn why(this: &Ranked, next: &Ranked, decided: usize, name: &str) -> String {
    let (mine, theirs) = (keys(this), keys(next));
    let than = |index: usize| format!("{} so với {}", mine[index], theirs[index]);
    match decided {
        0 => format!("Xếp trên {name} nhờ phiếu của Hội đồng xã: {}", than(0)),
        1 => format!("Xếp trên {name} vì thuộc nhóm ưu tiên"),
        2 => format!("Xếp trên {name} nhờ số chỉ tiêu vượt: {}", than(2)),
        3 => format!("Xếp trên {name} nhờ mức vượt bình quân: {} điểm phần trăm", exact(this, next)),
        _ if this.order.again != next.order.again => {
            let again = |ranked: &Ranked| count(ranked.order.again.unwrap_or(0));
            format!("Xếp trên {name} nhờ kết quả biểu quyết lại: {} so với {}", again(this), again(next))
        }
        _ => format!("Ngang với {name} ở mọi căn cứ xếp hạng"),
    }
}

/// Both margins, with as many decimals as tell them apart.
fn exact(this: &Ranked, next: &Ranked) -> String {
    let written = |one: &Ranked, other: &Ranked| {
        vietnamese(&number::percent(&one.order.margin, std::slice::from_ref(&other.order.margin)))
    };
    format!("{} so với {}", written(this, next), written(next, this))
}

/// While nobody is ranked: those the units nominate so far, in the page's order.
fn nominated(people: &[Person]) -> Vec<Group> {
    let of = |collective: bool| -> Vec<Row> {
        let chosen = people.iter().filter(|person| person.nominated && person.collective == collective);
        chosen
            .map(|person| Row {
                person: person.n,
                rank: 0,
                keys: std::array::from_fn(|_| String::new()),
                decided: 4,
                why: String::new(),
                last_within: false,
            })
            .collect()
    };
    vec![Group { name: "Cá nhân", rows: of(false) }, Group { name: "Tập thể", rows: of(true) }]
}
