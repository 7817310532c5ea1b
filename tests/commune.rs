//! The commune's stage: ranking, the council's choice, what the Chairman signs.

#[path = "commune/fixture.rs"]
mod fixture;
#[path = "commune/order.rs"]
mod order;

use fixture::*;
use hoso::assets::Assets;
use hoso::compose::{Certificates, Composer, Document, Words, papers, withheld};
use hoso::judge::{Judged, Line};
use hoso::press::Press;
use hoso::problem::Problems;

fn words() -> Words {
    Words::new(Assets::default().texts(".jinja")).expect("the embedded templates are sound")
}

fn paths(judged: &Judged) -> Vec<String> {
    papers(judged).into_iter().map(|paper| paper.path).filter(|path| path.starts_with("xa/")).collect()
}

fn documents(judged: &Judged) -> Vec<Document> {
    let words = words();
    let composer = Composer::new(judged, &words, "Liberation Serif");
    let own = papers(judged).into_iter().filter(|paper| paper.path.starts_with("xa/"));
    own.map(|paper| composer.compose(&paper).unwrap_or_else(|error| panic!("{}: {error:#}", paper.path))).collect()
}

fn with_sample<R>(commune: bool, then: impl FnOnce(&Judged) -> R) -> R {
    let plan = plan();
    let (office, hamlet) = people();
    let units = [unit("Văn phòng", "vp.xlsx", &office), unit("Ban ấp", "ap.xlsx", &hamlet)];
    let all: Vec<Spec> = office.into_iter().chain(hamlet).collect();
    let own = fixture::commune(&all);
    judged(&plan, &units, commune.then_some(&own), Problems::default(), then)
}

#[test]
fn the_commune_workbook_gives_the_whole_set() {
    with_sample(true, |judged| {
        assert_eq!(
            paths(judged),
            [
                "xa/00-bang-tong-hop.pdf",
                "xa/01-to-trinh.pdf",
                "xa/02-bien-ban.pdf",
                "xa/03-quyet-dinh.pdf",
                "xa/04-giay-khen-vp01.pdf",
                "xa/04-giay-khen-vp02.pdf",
                "xa/04-giay-khen-vp03.pdf",
                "xa/04-giay-khen-vp04.pdf",
                "xa/04-giay-khen-ap01.pdf",
                "xa/04-giay-khen-ap03.pdf",
                "xa/05-to-trinh-huyen.pdf",
                "xa/bo-ho-so.pdf",
            ]
        );
        assert!(withheld(judged).is_empty(), "{:?}", withheld(judged));
        for document in documents(judged) {
            assert!(!document.title.is_empty(), "{}", document.path);
            if std::env::var_os("HOSO_SHOW").is_some() {
                println!("== {}\n{:#}", document.path, document.data);
            }
        }
    });
}

#[test]
fn without_the_commune_workbook_there_is_the_summary_alone() {
    with_sample(false, |judged| {
        assert_eq!(paths(judged), ["xa/00-bang-tong-hop.pdf"]);
        assert_eq!(judged.ranking.line, Line::Clear);
        let notices = withheld(judged);
        assert!(notices.len() == 1 && notices[0].starts_with("Chưa có tệp của xã"), "{notices:?}");
        assert!(hoso::compose::list::workbook(judged).is_ok() && !hoso::compose::list::issued(judged));
    });
}

/// Prints the commune's papers into the build folder, where a person can look at them.
fn print(judged: &Judged, certificates: Certificates, folder: &str) -> Vec<(String, usize)> {
    let assets = Assets::default();
    let press = Press::new(&assets).expect("the embedded fonts are sound");
    let words = words();
    let composer = Composer::new(judged, &words, press.family()).certificates(certificates);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the build folder takes a folder");
    let own = papers(judged).into_iter().filter(|paper| paper.path.starts_with("xa/"));
    own.map(|paper| {
        let document = composer.compose(&paper).unwrap_or_else(|error| panic!("{}: {error:#}", paper.path));
        let printed = press.print(&document).unwrap_or_else(|error| panic!("{}: {error:#}", paper.path));
        std::fs::write(folder.join(paper.path.replace('/', "-")), &printed.pdf).expect("the build folder takes a file");
        (paper.path, printed.pages)
    })
    .collect()
}

#[test]
fn every_paper_of_the_commune_prints() {
    with_sample(true, |judged| {
        let printed = print(judged, Certificates::default(), "commune");
        assert_eq!(printed.len(), 12);
        let pages = |path: &str| printed.iter().find(|(other, _)| other == path).map(|(_, pages)| *pages);
        assert_eq!(pages("xa/04-giay-khen-vp01.pdf"), Some(1));
        assert_eq!(pages("xa/03-quyet-dinh.pdf"), Some(3), "two pages and the list");
    });
    with_sample(true, |judged| {
        print(judged, Certificates { text_only: true, emblem: false }, "commune-phoi");
    });
}

#[test]
fn a_summary_of_sixty_people_prints() {
    let made = crate::made::many(60);
    let printed = print(&made.judged(), Certificates::default(), "commune-60");
    assert!(printed[0].1 > 3, "{printed:?}");
    let made = crate::made::small();
    print(&made.judged(), Certificates::default(), "commune-10");
}
