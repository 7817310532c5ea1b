//! The commune's stage: ranking, the council's choice, what the Chairman signs.

#[path = "commune/annexes.rs"]
mod annexes;
#[path = "commune/fixture.rs"]
mod fixture;
#[path = "commune/law.rs"]
mod law;
#[path = "commune/order.rs"]
mod order;
#[path = "commune/signing.rs"]
mod signing;
#[path = "commune/stops.rs"]
mod stops;
#[path = "commune/ties.rs"]
mod ties;
#[path = "commune/volumes.rs"]
mod volumes;

use fixture::*;
use hoso::assets::Assets;
use hoso::compose::{Certificates, Composer, Document, Paper, Words, papers, withheld};
use hoso::judge::{Judged, Line};
use hoso::press::Press;
use hoso::problem::Problems;

use crate::paper::Data as _;

fn words() -> Words {
    Words::new(Assets::default().texts(".jinja")).expect("the embedded templates are sound")
}

fn paths(judged: &Judged) -> Vec<String> {
    papers(judged).into_iter().map(|paper| paper.path.to_string()).filter(|path| path.starts_with("xa/")).collect()
}

fn documents(judged: &Judged) -> Vec<Document> {
    all_documents(judged).into_iter().filter(|made| made.front.path.starts_with("xa/")).collect()
}

/// Those of the units too.
fn all_documents(judged: &Judged) -> Vec<Document> {
    let words = words();
    let composer = Composer::new(judged, &words, "Liberation Serif");
    let made = papers(judged).into_iter();
    made.map(|paper| composer.compose(&paper).unwrap_or_else(|error| panic!("{}: {error:#}", paper.path))).collect()
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
                "xa/05-bao-cao-vp01-nguyen-van-an.pdf",
                "xa/bo-ho-so.pdf",
            ]
        );
        assert!(withheld(judged).is_empty(), "{:?}", withheld(judged));
        for document in documents(judged) {
            assert!(!document.front.title.is_empty(), "{}", document.front.path);
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
        (paper.path.to_string(), printed.pages)
    })
    .collect()
}

#[test]
fn every_paper_of_the_commune_prints() {
    with_sample(true, |judged| {
        let printed = print(judged, Certificates::default(), "commune");
        assert_eq!(printed.len(), 13);
        let pages = |path: &str| printed.iter().find(|(other, _)| other == path).map(|(_, pages)| *pages);
        assert_eq!(pages("xa/04-giay-khen-vp01.pdf"), Some(1));
        assert_eq!(pages("xa/03-quyet-dinh.pdf"), Some(3), "two pages and the list");
    });
    with_sample(true, |judged| {
        print(judged, Certificates { text_only: true, emblem: false }, "commune-phoi");
    });
}

/// Each paper that a set binds has the same bytes cut from its pages as printed by itself.
fn is_cut_as_it_is_printed(judged: &Judged, list: &[Paper], set: &Paper, composer: &Composer, press: &Press) {
    let pages = press.lay_out(&composer.compose(set).expect("its data")).expect("its pages");
    for (index, kind) in hoso::compose::bound(judged, set.kind).into_iter().enumerate() {
        let paper = list.iter().find(|paper| paper.kind == kind).expect("a paper that is bound is issued");
        let document = composer.compose(paper).expect("its data");
        let cut = pages.print_part(index + 1, &document.front).expect("its pages are marked").expect("a print");
        assert!(cut.pdf == press.print(&document).expect("a print").pdf, "{}", paper.path);
    }
}

#[test]
fn every_paper_of_the_set_is_the_same_cut_from_it() {
    with_sample(true, |judged| {
        let press = Press::new(&Assets::default()).expect("the embedded fonts are sound");
        let words = words();
        let composer = Composer::new(judged, &words, press.family());
        let list = papers(judged);
        let sets: Vec<&Paper> = list.iter().filter(|paper| paper.kind.is_set()).collect();
        assert!(sets.len() > 2, "units and the commune");
        sets.iter().for_each(|set| is_cut_as_it_is_printed(judged, &list, set, &composer, &press));
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

#[test]
fn the_papers_say_one_list_and_the_money_exactly() {
    with_sample(true, |judged| {
        let documents = documents(judged);
        let of = |path: &str| {
            let found = documents.iter().find(|document| &*document.front.path == path);
            found.unwrap_or_else(|| panic!("{path}")).data().to_string()
        };
        for path in ["xa/01-to-trinh.pdf", "xa/02-bien-ban.pdf", "xa/03-quyet-dinh.pdf"] {
            let text = of(path);
            let names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Phan Văn Giàu"];
            let at: Vec<usize> = names.iter().map(|name| text.find(name).expect("named")).collect();
            assert!(at.is_sorted() && text.contains("Ban ấp Phước Trinh"), "{path}");
            assert!(text.contains("05 (năm) cá nhân và 01 (một) tập thể"), "{path}");
        }
        let decision = of("xa/03-quyet-dinh.pdf");
        for said in [
            "0,15 lần mức lương cơ sở (1.800.000 đồng) là 270.000 đồng (hai trăm bảy mươi nghìn đồng)",
            "0,3 lần mức lương cơ sở (1.800.000 đồng) là 540.000 đồng",
            "1.890.000 đồng (một triệu tám trăm chín mươi nghìn đồng)",
            "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TAM PHƯỚC",
        ] {
            let plain = decision.replace("\"},{\"t\":\"", "");
            assert!(plain.contains(said), "{said} in {plain}");
        }
        assert!(!decision.contains("Đỗ Thị Hà"), "who was not carried is not decided on");
        let proposal = of("xa/05-to-trinh-huyen.pdf");
        assert!(proposal.contains("TM. ỦY BAN NHÂN DÂN") && proposal.contains("Nguyễn Văn An"));
        assert!(!proposal.contains("Trần Thị Bình"), "only those marked go further");
    });
}

#[test]
fn the_level_above_is_asked_for_what_the_plan_says() {
    let mut plan = plan();
    plan.award_above = "Giấy khen của Chủ tịch Ủy ban nhân dân huyện".to_owned();
    let (office, hamlet) = people();
    let units = [unit("Văn phòng", "vp.xlsx", &office), unit("Ban ấp", "ap.xlsx", &hamlet)];
    let own = fixture::commune(&office.into_iter().chain(hamlet).collect::<Vec<_>>());
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        let made = documents(judged);
        let proposal = made.iter().find(|made| &*made.front.path == "xa/05-to-trinh-huyen.pdf").expect("a proposal");
        let text = proposal.data().to_string();
        assert!(text.contains("Về việc đề nghị tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện"), "{text}");
        assert!(
            text.contains("xem xét, tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện cho 01 (một) cá nhân"),
            "{text}"
        );
        // So do the papers that lead to it.
        for path in ["xa/01-to-trinh.pdf", "xa/02-bien-ban.pdf"] {
            let text = made
                .iter()
                .find(|made| &*made.front.path == path)
                .unwrap_or_else(|| panic!("{path}"))
                .data()
                .to_string();
            assert!(
                text.contains("tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện cho 01 (một) trường hợp"),
                "{path}: {text}"
            );
        }
        // The report that goes with it asks for that award, and the commune confirms it.
        let report = made.iter().find(|made| made.front.path.starts_with("xa/05-bao-cao-vp01")).expect("a report");
        let text = report.data().to_string();
        for said in
            ["ĐỀ NGHỊ TẶNG GIẤY KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN", "XÁC NHẬN CỦA LÃNH ĐẠO", "XÃ TAM PHƯỚC"]
        {
            assert!(text.contains(said), "{said}: {text}");
        }
    });
}

#[test]
fn whom_the_council_did_not_carry_has_no_place_in_the_papers() {
    with_sample(true, |judged| {
        let made = documents(judged);
        let part = |path: &str| {
            let found = made.iter().find(|document| &*document.front.path == path);
            found.unwrap_or_else(|| panic!("{path}")).data()["parts"][0].clone()
        };
        let minutes = part("xa/02-bien-ban.pdf");
        let table = minutes["body"].as_array().expect("a body").iter().find(|block| block["name"] == "xep-thu-tu");
        let places: Vec<&str> = table.expect("a table")["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .filter_map(|row| row[0].as_str())
            .collect();
        assert_eq!(places, ["1", "2", "3", "4", "5", "–", "Tập thể"]);
        let summary = part("xa/00-bang-tong-hop.pdf");
        let ranks: Vec<&str> = summary["extra"]["groups"][0]["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .filter_map(|row| row["rank"].as_str())
            .collect();
        assert_eq!(ranks, ["1", "2", "3", "4", "5", "–"]);
        assert_eq!(judged.ranking.individuals[5].rank, 6, "the record keeps it");
    });
}

#[test]
fn of_a_collective_nothing_is_said_that_only_a_person_can_be() {
    with_sample(true, |judged| {
        let made = documents(judged);
        let minutes =
            &made.iter().find(|document| &*document.front.path == "xa/02-bien-ban.pdf").expect("minutes").data();
        let rows = |name: &str| {
            let body = minutes["parts"][0]["body"].as_array().expect("a body").iter();
            let table = body.into_iter().find(|block| block["name"] == name).expect(name);
            table["rows"].as_array().expect("rows").iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        for (table, said) in [("xet-duyet", "kỷ luật"), ("xep-thu-tu", "nhóm ưu tiên")] {
            let (collectives, people): (Vec<String>, Vec<String>) =
                rows(table).into_iter().partition(|row| row.contains("Ban ấp Phước Trinh\""));
            assert!(collectives.len() == 1 && !collectives[0].contains(said), "{collectives:?}");
            assert!(people.len() > 3 && people.iter().all(|row| row.contains(said)), "{people:?}");
        }
    });
}

#[test]
fn a_title_within_a_sentence_is_in_lower_case() {
    with_sample(true, |judged| {
        let made = documents(judged);
        for path in ["xa/01-to-trinh.pdf", "xa/02-bien-ban.pdf"] {
            let document = made.iter().find(|document| &*document.front.path == path).expect("a paper");
            let text = document.data().to_string();
            assert!(text.contains("01 (một) trường hợp: ông Nguyễn Văn An"), "{path}: {text}");
        }
    });
}

#[test]
fn the_certificates_of_one_decision_are_one_entry_of_the_contents() {
    with_sample(true, |judged| {
        let made = documents(judged);
        let contents =
            &made.iter().find(|document| &*document.front.path == "xa/bo-ho-so.pdf").expect("a set").data()["parts"][0];
        let rows = contents["extra"]["rows"].as_array().expect("rows");
        assert_eq!(contents["extra"]["parts"], serde_json::json!([1, 1, 1, 1, 6, 1, 1]));
        assert_eq!(rows[6][3], "Báo cáo thành tích gửi cấp trên của ông Nguyễn Văn An");
        assert_eq!(rows[4][3], "Giấy khen tặng 05 (năm) cá nhân và 01 (một) tập thể");
        assert_eq!(rows[4][4], "Chủ tịch UBND xã");
        let summary = &rows[2];
        assert!(summary[3].as_str().is_some_and(|title| title.starts_with("Bảng tổng hợp")), "{summary}");
        assert_eq!(summary[2], "", "it bears no day");
    });
}

#[test]
fn a_decision_on_one_does_not_speak_of_each() {
    let plan = plan();
    let (office, _) = people();
    let units = [unit("Văn phòng", "vp.xlsx", &office[..1])];
    judged(&plan, &units, Some(&fixture::commune(&office[..1])), Problems::default(), |judged| {
        let made = documents(judged);
        let of = |path: &str| {
            let found = made.iter().find(|document| &*document.front.path == path);
            found.unwrap_or_else(|| panic!("{path}")).data().to_string()
        };
        let decision = of("xa/03-quyet-dinh.pdf");
        let articles = [
            "cho ông Nguyễn Văn An, Công chức, Ủy ban nhân dân xã Tam Phước, đã có thành tích xuất sắc",
            "Tiền thưởng kèm theo Giấy khen: 0,15 lần mức lương cơ sở (1.800.000 đồng) là 270.000 đồng",
            "bộ phận có liên quan và ông Nguyễn Văn An chịu trách nhiệm",
        ];
        assert!(articles.iter().all(|article| decision.contains(article)), "{decision}");
        assert!(
            !["danh sách", "DANH SÁCH", "Mỗi cá nhân", "1. "].iter().any(|list| decision.contains(list)),
            "{decision}"
        );
        let minutes = of("xa/02-bien-ban.pdf");
        let named = "cho 01 (một) cá nhân: ông Nguyễn Văn An, Công chức, Ủy ban nhân dân xã Tam Phước (09/09 thành viên \
                     đồng ý, đạt 100%).";
        assert!(minutes.contains(named) && !minutes.contains("gồm:"), "{minutes}");
        assert!(minutes.contains("III. KẾT LUẬN") && !minutes.contains("XẾP THỨ TỰ"), "one has no order: {minutes}");
    });
}

#[test]
fn what_the_plan_does_not_say_of_money_stays_blank() {
    let mut plan = plan();
    plan.base_salary = None;
    let (office, hamlet) = people();
    let units = [unit("Văn phòng", "vp.xlsx", &office), unit("Ban ấp", "ap.xlsx", &hamlet)];
    let all: Vec<Spec> = office.into_iter().chain(hamlet).collect();
    let own = fixture::commune(&all);
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        let made = documents(judged);
        let decision =
            made.iter().find(|document| &*document.front.path == "xa/03-quyet-dinh.pdf").expect("a decision");
        let text = decision.data().to_string();
        assert!(text.contains("(…… đồng), làm tròn lên hàng chục nghìn đồng, là …… đồng (……)"), "{text}");
        assert!(!text.contains("000 đồng"), "{text}");
    });
}

#[test]
fn council_and_chairman_sign_in_their_own_names() {
    with_sample(true, |judged| {
        let made = documents(judged);
        let signature = |path: &str| {
            let document = made.iter().find(|document| &*document.front.path == path).expect("a paper");
            let signature = &document.data()["parts"][0]["signatures"][0];
            (signature["lines"].clone(), signature["post"].clone(), signature["name"].clone())
        };
        let (lines, post, name) = signature("xa/01-to-trinh.pdf");
        assert_eq!(lines, serde_json::json!(["TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]));
        assert_eq!(post, serde_json::json!(["PHÓ CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"]));
        assert_eq!(name, "Lương Thị Dung");
        let (lines, _, name) = signature("xa/03-quyet-dinh.pdf");
        assert_eq!((lines, name), (serde_json::json!(["CHỦ TỊCH"]), serde_json::json!("Trịnh Xuân Đông")));
        let (lines, ..) = signature("xa/05-to-trinh-huyen.pdf");
        assert_eq!(lines, serde_json::json!(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]));
    });
}

#[test]
fn the_list_is_what_an_award_system_imports() {
    use hoso::compose::list;
    with_sample(true, |judged| {
        assert!(list::issued(judged));
        let rows = list::rows(judged);
        assert_eq!(rows.len(), 6);
        assert_eq!(rows[0][..4], ["1", "Ông", "Nguyễn Văn An", "Công chức"]);
        assert_eq!(rows[0][5], "Khen thưởng cá nhân");
        assert_eq!(rows[0][6], "Giấy khen của Chủ tịch Ủy ban nhân dân cấp xã");
        assert_eq!(rows[5][1..4], ["", "Ban ấp Phước Trinh", ""]);
        assert_eq!(rows[5][5], "Khen thưởng tập thể");
        assert!(rows.iter().all(|row| row[8].is_empty()), "no workbook says in what field anybody works");
        let bytes = list::workbook(judged).expect("a workbook");
        assert_eq!(bytes, list::workbook(judged).expect("again"), "the same bytes");
    });
}

#[test]
fn long_texts_and_many_targets_still_fit_their_sheets() {
    let mut plan = plan();
    plan.campaign = "Nâng cao trách nhiệm người đứng đầu ".repeat(8).trim().to_owned();
    let first = plan.criteria.clone();
    for n in 0..26 {
        let mut more = first[n % 2].clone();
        more.code.value = format!("9.{n}").into();
        plan.criteria.push(more);
    }
    let (mut office, _) = people();
    office.truncate(2);
    office[0].name = format!("Tập thể {}", "phòng, ban, ngành, đoàn thể ".repeat(12).trim());
    office[0].kind = hoso::model::Kind::Collective;
    let mut unit = unit("Văn phòng", "vp.xlsx", &office);
    for candidate in &mut unit.candidates {
        for n in 0..26 {
            let figure = candidate.figures.get(if n % 2 == 0 { "4.3.1" } else { "4.3.2" }).expect("a figure").clone();
            candidate.figures.insert(format!("9.{n}").into(), figure);
        }
        if let Some(post) = &mut candidate.post {
            post.value = "Công chức Văn phòng - Thống kê phụ trách Bộ phận Một cửa ".repeat(6).trim().to_owned();
        }
    }
    let own = fixture::commune(&office);
    judged(&plan, &[unit], Some(&own), Problems::default(), |judged| {
        for (text_only, folder) in [(false, "commune-long"), (true, "commune-long-phoi")] {
            let printed = print(judged, Certificates { text_only, emblem: false }, folder);
            for (path, pages) in printed.iter().filter(|(path, _)| path.contains("giay-khen")) {
                assert_eq!(*pages, 1, "{path}");
            }
        }
    });
}
