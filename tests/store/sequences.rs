//! Random sequences of runs, edits and cut-off runs: the archive stays whole, numbered and true to what was shown.

use std::fs;
use std::path::Path;

use hoso::store::archive::{self, Added};
use hoso::store::{Key, Stage};
use proptest::prelude::*;

use super::{PLAN, Papers, assert_bags_whole, run, tree, workbook};

/// What happens between two looks.
#[derive(Clone, Debug)]
enum Event {
    /// A run of these papers, which of six there are and each one's text, from one workbook or another.
    Run(Vec<Option<u8>>, bool),
    /// A run that stops halfway.
    GivesUp,
    /// The clerk edits a paper on show.
    Edit(usize),
    /// The clerk drops a file of their own.
    Drop(u8),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (prop::collection::vec(prop::option::weighted(0.8, 0..3u8), 6), any::<bool>())
            .prop_map(|(texts, workbook)| Event::Run(texts, workbook)),
        1 => Just(Event::GivesUp),
        1 => (0..6usize).prop_map(Event::Edit),
        1 => any::<u8>().prop_map(Event::Drop),
    ]
}

fn papers_of(texts: &[Option<u8>]) -> Papers {
    let paper = |(n, text): (usize, &Option<u8>)| Some((format!("đv-{}/{n}.pdf", n % 2), text.as_ref()?.to_string()));
    let mut papers: Papers = texts.iter().enumerate().filter_map(paper).collect();
    papers.insert("danh-gia.json".to_owned(), format!("{papers:?}"));
    papers
}

fn on_show(home: &Path) -> Papers {
    tree(&home.join(PLAN))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_archive_tells_every_run(events in prop::collection::vec(event(), 1..14)) {
        let (home, input) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let home = home.path();
        let shown = home.join(PLAN);
        let workbooks = ["một", "hai"].map(|text| [workbook(&input.path().join(text), "a.xlsx", text)]);
        // What the archive has to hold: every run that differs from the one before.
        let mut history: Vec<(Papers, bool)> = Vec::new();
        let mut own = 0;
        for event in events {
            match event {
                Event::Run(texts, other) => {
                    let papers = papers_of(&texts);
                    let (added, _) = run(home, &papers, &workbooks[usize::from(other)]).expect("a run");
                    let made = (papers.clone(), other);
                    let unchanged = history.last() == Some(&made);
                    prop_assert_eq!(matches!(added, Added::Unchanged(_)), unchanged);
                    if !unchanged {
                        history.push(made);
                    }
                    prop_assert_eq!(added.bag().number as usize, history.len());
                    prop_assert_eq!(tree(&shown), papers);
                }
                Event::GivesUp => {
                    let before = on_show(home);
                    let stage = Stage::begin(home, PLAN).expect("a stage");
                    stage.write("dở.pdf", Key::of("k"), b"x").expect("written");
                    drop(stage);
                    prop_assert_eq!(on_show(home), before);
                }
                Event::Edit(n) => {
                    let path = shown.join(format!("đv-{}/{n}.pdf", n % 2));
                    if fs::read_to_string(&path).is_ok_and(|text| text != "sửa tay") {
                        fs::write(path, "sửa tay").expect("an edit");
                        own += 1;
                    }
                }
                Event::Drop(n) => {
                    if shown.exists() && !shown.join(format!("riêng {n}.txt")).exists() {
                        fs::write(shown.join(format!("riêng {n}.txt")), "riêng").expect("a file");
                        own += 1;
                    }
                }
            }
        }
        let bags = archive::list(home).expect("a list");
        prop_assert_eq!(bags.len(), history.len());
        for (bag, (papers, _)) in bags.iter().zip(&history) {
            let mut data = tree(&bag.folder.join("data/giay-to"));
            data.insert("danh-gia.json".to_owned(), fs::read_to_string(bag.folder.join("data/danh-gia.json")).expect("it"));
            prop_assert_eq!(&data, papers);
        }
        // Whatever the clerk wrote is on show still or set aside.
        let theirs = |text: &&String| ["sửa tay", "riêng"].contains(&text.as_str());
        let found = tree(&home.join("giu-lai")).values().filter(theirs).count() + on_show(home).values().filter(theirs).count();
        prop_assert_eq!(found, own);
        if !bags.is_empty() {
            assert_bags_whole(home);
        }
    }
}
