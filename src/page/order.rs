//! The commune's order on the page: each rank with what it was decided by.
//!
//! *Invariant:* people stand in the judge's own order; the page only says which difference came first.

use minijinja::Value;
use num_traits::ToPrimitive as _;
use serde::Serialize;

use super::line::Who;
use super::list::{Member, Source, list};
use super::person::Crowd;
use super::view::counted;
use crate::compose::vietnamese::count;
use crate::judge::{Judged, Key, Line, Ranked};
use crate::model::Kind;
use crate::number::{self, vietnamese};
use crate::plan::Priority;

/// The order, or who is nominated so far.
#[derive(Debug, Serialize)]
pub struct Order {
    /// `not_ranked`, `clear` or `tied`.
    state: &'static str,
    /// Whether the commune's council voted.
    voted: bool,
    /// Whether the plan puts the group of rule 5 first.
    prioritised: bool,
    /// Whether votes alone decide, for the plan puts others first.
    by_votes_alone: bool,
    /// The plan's number of individuals, as `05 cá nhân`.
    limit: String,
    /// Individuals and collectives, each best first; while nobody is ranked, those nominated so far.
    groups: Vec<Group>,
}

/// People ranked among each other.
#[derive(Debug, Serialize)]
struct Group {
    name: &'static str,
    /// Whether they are collectives.
    collectives: bool,
    rows: Value,
}

/// One place.
#[derive(Debug, Serialize)]
pub struct Row {
    who: Who,
    rank: usize,
    /// The same as written: none for whom the council did not carry.
    place: String,
    /// Votes, priority, targets exceeded, margin: as written.
    keys: [String; 4],
    /// Which of them sets the person before the next; 4 where none does, or nobody follows.
    decided: usize,
    /// The same as a sentence.
    why: String,
    /// Whether the plan's number ends with this row.
    last_within: bool,
}

/// The people of both groups, in order.
pub fn places(crowd: &Crowd) -> [Vec<usize>; 2] {
    let ranking = &crowd.judged.ranking;
    if ranking.line == Line::NotRanked {
        return [false, true].map(|collective| nominated(crowd, collective));
    }
    [&ranking.individuals, &ranking.collectives]
        .map(|ranked| ranked.iter().map(|one| crowd.number(one.unit, one.person)).collect())
}

/// While nobody is ranked: those the units nominate so far, in the page's order.
fn nominated(crowd: &Crowd, collective: bool) -> Vec<usize> {
    let chosen = (0..crowd.len()).filter(|n| {
        let (person, _) = crowd.assessment(*n);
        person.nominated() && (person.candidate.kind == Kind::Collective) == collective
    });
    chosen.collect()
}

/// The order of the people on the page; `places` as [`places`] gives them.
pub fn order(judged: &Judged, places: &[Vec<usize>; 2], source: &Source) -> Order {
    let ranking = &judged.ranking;
    let groups = ["Cá nhân", "Tập thể"].into_iter().zip(places).enumerate().filter(|(_, (_, rows))| !rows.is_empty());
    Order {
        state: match ranking.line {
            Line::NotRanked => "not_ranked",
            Line::Clear => "clear",
            Line::Tied(_) => "tied",
        },
        voted: ranking.voted,
        prioritised: judged.plan.priority.is_by_rule(),
        by_votes_alone: judged.ranking.voted && matches!(judged.plan.priority, Priority::Others(_)),
        limit: counted(limit(judged), "cá nhân"),
        groups: groups
            .map(|(group, (name, rows))| Group {
                name,
                collectives: group == 1,
                rows: list(source, rows.len(), move |at| Member::Row(group, at)),
            })
            .collect(),
    }
}

fn limit(judged: &Judged) -> usize {
    judged.plan.limit.to_usize().unwrap_or(usize::MAX)
}

/// One row of a group.
pub fn row(crowd: &Crowd, places: &[Vec<usize>; 2], group: usize, at: usize) -> Row {
    let ranking = &crowd.judged.ranking;
    let person = places[group][at];
    if ranking.line == Line::NotRanked {
        let keys = std::array::from_fn(|_| String::new());
        return Row {
            who: crowd.who(person),
            rank: 0,
            place: String::new(),
            keys,
            decided: 4,
            why: String::new(),
            last_within: false,
        };
    }
    let (ranked, limit) =
        if group == 0 { (&ranking.individuals, limit(crowd.judged)) } else { (&ranking.collectives, usize::MAX) };
    let (this, next) = (&ranked[at], ranked.get(at + 1));
    let decided = next.and_then(|next| this.order.decided_by(&next.order));
    let name = |next: &Ranked| &crowd.assessment(crowd.number(next.unit, next.person)).0.candidate.name.value;
    let place = this.place();
    let mut keys = keys(this);
    if group == 1 || !crowd.judged.plan.priority.is_by_rule() {
        // The plan's priority is for individuals.
        "–".clone_into(&mut keys[1]);
    }
    Row {
        who: crowd.who(person),
        rank: this.rank,
        place: place.map_or_else(|| "–".to_owned(), |place| place.to_string()),
        keys,
        decided: decided.and_then(column).unwrap_or(4),
        why: next.filter(|_| place.is_some()).map_or_else(String::new, |next| why(this, next, decided, name(next))),
        last_within: at + 1 == limit && place.is_some() && next.is_some(),
    }
}

fn keys(ranked: &Ranked) -> [String; 4] {
    let order = &ranked.order;
    let votes = ranked.vote.as_deref().map(|vote| format!("{}/{}", count(vote.favour), count(vote.electorate)));
    [
        votes.unwrap_or_else(|| "–".to_owned()),
        if order.priority { "Có" } else { "Không" }.to_owned(),
        count(order.exceeded.to_u64().unwrap_or(u64::MAX)),
        vietnamese(&number::percent(&order.margin, &[])),
    ]
}

/// Which of the columns shows a key; none a second vote.
fn column(key: Key) -> Option<usize> {
    [Key::Votes, Key::Priority, Key::Exceeded, Key::Margin].iter().position(|shown| *shown == key)
}

/// Why somebody stands before the next one.
fn why(this: &Ranked, next: &Ranked, decided: Option<Key>, name: &str) -> String {
    let (mine, theirs) = (keys(this), keys(next));
    let than = |index: usize| format!("{} so với {}", mine[index], theirs[index]);
    match decided {
        Some(Key::Votes) => format!("Xếp trên {name} nhờ phiếu của Hội đồng cấp xã: {}", than(0)),
        Some(Key::Priority) => format!("Xếp trên {name} vì thuộc nhóm ưu tiên"),
        Some(Key::Exceeded) => format!("Xếp trên {name} nhờ số chỉ tiêu vượt: {}", than(2)),
        Some(Key::Margin) => {
            format!("Xếp trên {name} nhờ mức vượt bình quân: {} điểm phần trăm", exact(this, next))
        }
        Some(Key::Again) => {
            let again = |ranked: &Ranked| count(ranked.order.again.unwrap_or(0));
            format!("Xếp trên {name} nhờ kết quả biểu quyết lại: {} so với {}", again(this), again(next))
        }
        None => format!("Ngang với {name} ở mọi căn cứ xếp thứ tự"),
    }
}

/// Both margins, with as many decimals as tell them apart.
fn exact(this: &Ranked, next: &Ranked) -> String {
    let written = |one: &Ranked, other: &Ranked| {
        vietnamese(&number::percent(&one.order.margin, std::slice::from_ref(&other.order.margin)))
    };
    format!("{} so với {}", written(this, next), written(next, this))
}
