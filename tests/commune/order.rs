//! Rule 5 as properties: what a rank depends on, and what it never depends on.

use hoso::compose::{Composer, Words, papers};
use hoso::judge::{Judged, Line, Ranked, Standing};
use hoso::model::{Commune, Kind, Unit};
use hoso::problem::Problems;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value as Json;

use super::fixture::{Spec, commune, judged, plan, spec, unit};
use crate::paper::Data as _;

const UNITS: [&str; 4] = ["Văn phòng", "Ban ấp Phước Trinh", "Tư pháp", "Đoàn thể"];

/// People with so few different figures that ties are common.
fn people() -> impl Strategy<Value = Vec<(usize, Spec)>> {
    let mostly = |most: std::ops::RangeInclusive<u64>, rare: u64| prop_oneof![9 => most, 1 => Just(rare)];
    let figures =
        (mostly(995..=996, 980), 58..60_u64, mostly(1..=2, 0).prop_map(|n| usize::try_from(n).expect("a few")));
    let one = (0..UNITS.len(), 0..4_usize, figures, any::<bool>(), mostly(3..=5, 2));
    let vote = prop_oneof![9 => (6..=8_u64).prop_map(Some), 1 => Just(Some(4)), 1 => Just(None)];
    // A second vote, on few of them or on most: it counts between those who are equal across the line, and if all have one.
    let again = prop_oneof![
        Just(None),
        prop::collection::vec(prop_oneof![1 => Just(None), 9 => (1..=9_u64).prop_map(Some)], 24).prop_map(Some)
    ];
    (prop::collection::vec((one, vote), 0..24), again).prop_map(|(drawn, again)| {
        let numbered = drawn.into_iter().enumerate();
        let person = |(n, ((unit, kind, (done, hours, initiatives), further, favour), vote))| {
            let mut person = spec(&format!("M{n:02}"), &format!("Người thứ {n}"), Kind::ALL[kind]);
            (person.done, person.hours, person.initiatives) = (done, hours, initiatives);
            (person.further, person.unit_vote, person.commune_vote) = (further, Some(favour), vote);
            person.again = again.as_ref().and_then(|again: &Vec<Option<u64>>| again[n]).filter(|_| vote.is_some());
            (unit, person)
        };
        numbered.map(person).collect()
    })
}

/// The units and the commune of these people; files are called by `names`.
fn workbooks(people: &[(usize, Spec)], names: [usize; 4], voted: bool) -> (Vec<Unit>, Option<Commune>) {
    let units = UNITS.iter().enumerate().map(|(index, name)| {
        let own: Vec<Spec> = people.iter().filter(|(unit, _)| *unit == index).map(|(_, spec)| spec.clone()).collect();
        unit(name, &format!("tep-{}.xlsx", names[index]), &own)
    });
    let units: Vec<Unit> = units.collect();
    // Only those whom a unit nominates: votes on others are an error of their own.
    let nominated: Vec<Spec> = judged(&plan(), &units, None, Problems::default(), |judged| {
        judged
            .units
            .iter()
            .flat_map(|unit| unit.nominated())
            .map(|person| person.candidate.code.value.clone())
            .collect::<Vec<_>>()
    })
    .into_iter()
    .filter_map(|code| people.iter().find(|(_, spec)| spec.code == code).map(|(_, spec)| spec.clone()))
    .collect();
    (units, voted.then(|| commune(&nominated)))
}

type Place = (String, usize, Standing, String);

fn places(judged: &Judged) -> (Vec<Place>, Line) {
    let place = |ranked: &Ranked| (ranked.code.clone(), ranked.rank, ranked.standing, ranked.why.clone());
    (judged.ranking.all().map(place).collect(), judged.ranking.line.clone())
}

fn printed(judged: &Judged, words: &Words) -> Vec<(String, Json)> {
    let composer = Composer::new(judged, words, "Liberation Serif");
    let own = papers(judged).into_iter().filter(|paper| paper.path.starts_with("xa/"));
    own.map(|paper| {
        let document = composer.compose(&paper).unwrap_or_else(|error| panic!("{error:#}"));
        (document.front.path.to_string(), document.data())
    })
    .collect()
}

fn shuffled<T>(items: &mut [T], by: &[Index]) {
    for (at, index) in (1..items.len()).zip(by) {
        items.swap(at, index.index(at + 1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_rows_and_units_changes_nothing(
        people in people(), by in prop::collection::vec(any::<Index>(), 16), voted: bool,
    ) {
        let words = super::words();
        let plan = plan();
        let (units, own) = workbooks(&people, [0, 1, 2, 3], voted);
        let (mut other, mut names) = (people.clone(), [0, 1, 2, 3]);
        shuffled(&mut other, &by);
        shuffled(&mut names, &by);
        let (mut others, mut theirs) = workbooks(&other, names, voted);
        shuffled(&mut others, &by);
        if let Some(theirs) = &mut theirs {
            shuffled(&mut theirs.council.votes, &by);
        }
        let one = judged(&plan, &units, own.as_ref(), Problems::default(), |judged| {
            (places(judged), printed(judged, &words))
        });
        let two = judged(&plan, &others, theirs.as_ref(), Problems::default(), |judged| {
            (places(judged), printed(judged, &words))
        });
        prop_assert_eq!(one.0, two.0);
        let same = one.1.iter().zip(&two.1).filter(|(one, two)| one == two).count();
        prop_assert_eq!((same, one.1.len()), (one.1.len(), two.1.len()), "papers alike");
    }

    #[test]
    fn no_tie_is_broken_and_no_limit_passed(people in people(), voted: bool) {
        let plan = plan();
        let (units, own) = workbooks(&people, [0, 1, 2, 3], voted);
        judged(&plan, &units, own.as_ref(), Problems::default(), |judged| {
            let ranking = &judged.ranking;
            let chosen: Vec<&Ranked> = ranking.individuals.iter().filter(|ranked| ranked.standing.selected()).collect();
            prop_assert!(chosen.len() <= plan.limit as usize);
            for pair in ranking.individuals.windows(2) {
                prop_assert!(pair[0].order >= pair[1].order);
                prop_assert_eq!(pair[0].order == pair[1].order, pair[0].rank == pair[1].rank);
            }
            // Equal people are chosen together or not at all.
            for one in &ranking.individuals {
                let equal = ranking.individuals.iter().filter(|other| other.order == one.order);
                for other in equal {
                    prop_assert_eq!(one.standing, other.standing, "{} {}", one.code, other.code);
                }
            }
            // Nobody better is passed over, but those whom the council did not carry.
            if let Some(last) = chosen.last() {
                let better = ranking.individuals.iter().filter(|other| other.order > last.order);
                prop_assert!(better.into_iter().all(|other| other.standing.selected()));
            }
            let refused = ranking.all().filter(|ranked| ranked.vote.as_ref().is_some_and(|vote| !vote.carried));
            prop_assert!(refused.into_iter().all(|ranked| ranked.standing == Standing::Declined));
            let unvoted = ranking.all().filter(|ranked| voted && own.as_ref().is_some_and(|own| !own.council.votes.is_empty()) && ranked.vote.is_none());
            prop_assert!(unvoted.into_iter().all(|ranked| !ranked.standing.selected()));
            let tied: Vec<&Ranked> = ranking.individuals.iter().filter(|ranked| ranked.standing == Standing::Tied).collect();
            prop_assert_eq!(ranking.line == Line::Clear, tied.is_empty());
            prop_assert_eq!(tied.is_empty() || tied.len() > 1, true);
            Ok(())
        })?;
    }

    #[test]
    fn collectives_take_no_place_from_individuals(people in people()) {
        let plan = plan();
        let alone: Vec<(usize, Spec)> =
            people.iter().filter(|(_, spec)| spec.kind != Kind::Collective).cloned().collect();
        let of = |people: &[(usize, Spec)]| {
            let (units, _) = workbooks(people, [0, 1, 2, 3], false);
            judged(&plan, &units, None, Problems::default(), |judged| {
                let rank = |ranked: &Ranked| (ranked.code.clone(), ranked.rank, ranked.standing.selected());
                judged.ranking.individuals.iter().map(rank).collect::<Vec<_>>()
            })
        };
        prop_assert_eq!(of(&people), of(&alone));
    }
}
