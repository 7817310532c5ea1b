//! Papers about more people than one file can hold are bound in volumes, and nobody is lost between two of them.

use hoso::assets::Assets;
use hoso::compose::{CommunePaper, Composer, Paper, PaperKind, SET, Words, bound, papers};
use hoso::judge::Judged;
use hoso::model::Kind;
use hoso::press::Press;
use hoso::problem::Problems;

use super::fixture::{commune, judged, plan, spec, unit};
use crate::paper::Data as _;

#[test]
fn a_long_summary_is_bound_in_volumes() {
    let made = crate::made::many(250);
    let judged = made.judged();
    let words = Words::new(Assets::default().texts(".jinja")).expect("the embedded words");
    let composer = Composer::new(&judged, &words, "Liberation Serif");
    let is_summary = |paper: &Paper| paper.path.contains("00-bang-tong-hop");
    let volumes: Vec<Paper> = papers(&judged).into_iter().filter(is_summary).collect();
    let paths: Vec<&str> = volumes.iter().map(|paper| &*paper.path).collect();
    let first = ["xa/00-bang-tong-hop.pdf", "xa/00-bang-tong-hop-tap-02.pdf", "xa/00-bang-tong-hop-tap-03.pdf"];
    assert_eq!((paths.len(), &paths[..3]), (10, &first[..]));
    let mut codes = Vec::new();
    for (volume, paper) in volumes.iter().enumerate() {
        let part = composer.compose(paper).expect("a volume").data()["parts"][0].clone();
        let subject = part["subject"].to_string();
        assert!(subject.contains(&format!("(Tập {:02}/10)", volume + 1)), "{subject}");
        let groups = part["extra"]["groups"].as_array().expect("groups").clone();
        let rows = groups.iter().flat_map(|group| group["rows"].as_array().expect("rows").clone());
        codes.extend(rows.map(|row| row["code"].to_string()));
    }
    assert_eq!(codes.len(), 250);
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 250);
}

/// As many as make three volumes of a set, all nominated by one unit and all chosen by the commune.
fn with_many<R>(then: impl FnOnce(&Judged, &[Paper]) -> R) -> R {
    let many = SET.volume * 2 + 8;
    assert!(SET.volumes(many) == 3, "as the tests below count on");
    let plan = hoso::plan::Plan { limit: 100, ..plan() };
    let people: Vec<_> =
        (1..=many).map(|n| spec(&format!("NV{n:02}"), &format!("Nguyễn Văn {n}"), Kind::Official)).collect();
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    judged(&plan, &units, Some(&commune(&people)), Problems::default(), |judged| then(judged, &papers(judged)))
}

#[test]
fn a_long_set_is_bound_in_volumes() {
    with_many(|judged, list| {
        let sets: Vec<&Paper> = list.iter().filter(|paper| paper.kind.is_set()).collect();
        let names = ["bo-ho-so.pdf", "bo-ho-so-tap-02.pdf", "bo-ho-so-tap-03.pdf"];
        let paths: Vec<String> =
            ["van-phong", "xa"].iter().flat_map(|folder| names.map(|name| format!("{folder}/{name}"))).collect();
        assert_eq!(sets.iter().map(|set| set.path.to_string()).collect::<Vec<_>>(), paths);
        // Every paper but the sets is in one volume, the unit's in their order.
        let mut parts: Vec<PaperKind> = sets.iter().flat_map(|set| bound(judged, set.kind)).collect();
        let single: Vec<PaperKind> = list.iter().map(|paper| paper.kind).filter(|kind| !kind.is_set()).collect();
        assert_eq!(parts.iter().filter(|kind| kind.unit().is_some()).count(), SET.volume * 2 + 8 + 2);
        assert!(matches!(parts[..3], [PaperKind::Submission(0), PaperKind::Minutes(0), PaperKind::Report(0, 0)]));
        let place = |kind: &PaperKind| single.iter().position(|other| other == kind);
        parts.sort_by_key(place);
        assert_eq!(parts, single);
        let words = Words::new(Assets::default().texts(".jinja")).expect("the embedded words");
        let composer = Composer::new(judged, &words, "Liberation Serif");
        for (index, set) in sets.iter().enumerate() {
            let document = composer.compose(set).expect("a volume");
            let contents = &document.data()["parts"][0];
            let which = format!("(Tập {:02}/03)", index % 3 + 1);
            assert!(contents["subject"].to_string().contains(&which), "{}", contents["subject"]);
            assert!(document.front.title.ends_with(&which), "{}", document.front.title);
            let rows = contents["extra"]["rows"].as_array().expect("rows");
            let last = rows.last().expect("a row")[3].to_string();
            if set.path.starts_with("xa/") {
                let is_certificate =
                    |kind: &PaperKind| matches!(kind, PaperKind::Commune(CommunePaper::Certificate(_)));
                let certificates = bound(judged, set.kind).iter().filter(|kind| is_certificate(kind)).count();
                assert!(last.contains(&format!("{certificates:02} (")), "{}: {last}", set.path);
            } else {
                assert_eq!(rows.len(), bound(judged, set.kind).len(), "{}", set.path);
            }
        }
    });
}

#[test]
fn every_paper_of_a_volume_is_the_same_cut_from_it() {
    with_many(|judged, list| {
        let press = Press::new(&Assets::default()).expect("the embedded fonts are sound");
        let words = Words::new(Assets::default().texts(".jinja")).expect("the embedded words");
        let composer = Composer::new(judged, &words, press.family());
        let last = list.iter().find(|paper| paper.kind == PaperKind::Set(0, 2)).expect("the last volume");
        super::is_cut_as_it_is_printed(judged, list, last, &composer, &press);
    });
}
