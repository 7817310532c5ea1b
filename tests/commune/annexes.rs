//! What a paper says of more people than it has room for stands in annexes: everybody once, in order, and cited.

use hoso::assets::Assets;
use hoso::compose::annex::ANNEX;
use hoso::compose::{Composer, Paper, PaperKind, Words, bound, papers};
use hoso::judge::Judged;
use hoso::model::Kind;
use hoso::press::Press;
use hoso::problem::Problems;
use serde_json::Value as Json;

use super::fixture::{Spec, commune, judged, plan, spec, unit};
use crate::paper::Data as _;

/// So many individuals whom the unit nominates and the commune chooses, three collectives likewise, somebody refused, one on
/// whom the unit did not vote, and two of whom something was said.
fn with_many<R>(individuals: usize, then: impl FnOnce(&Judged, &[Paper]) -> R) -> R {
    let plan = hoso::plan::Plan { limit: 1000, ..plan() };
    let mut people: Vec<Spec> =
        (1..=individuals).map(|n| spec(&format!("NV{n:03}"), &format!("Nguyễn Văn {n}"), Kind::Official)).collect();
    people.extend(
        (1..=3).map(|n| Spec { further: true, ..spec(&format!("TT{n}"), &format!("Ban ấp {n}"), Kind::Collective) }),
    );
    let chosen = people.clone();
    let mut refused = spec("NV998", "Trần Văn Rớt", Kind::Official);
    refused.done = 900;
    let mut not_voted = spec("NV999", "Trần Văn Sót", Kind::Official);
    not_voted.unit_vote = None;
    people.splice(1..1, [refused, not_voted]);
    let mut units = [unit("Văn phòng", "vp.xlsx", &people)];
    let votes = &mut units[0].council.votes;
    let last = votes.len() - 1;
    for vote in [0, last] {
        votes[vote].remark = Some(hoso::cell::At::new(format!("Ý kiến {vote}"), votes[vote].code.cell.clone()));
    }
    judged(&plan, &units, Some(&commune(&chosen)), Problems::default(), |judged| then(judged, &papers(judged)))
}

fn paths<'p>(list: &'p [Paper], folder: &str) -> Vec<&'p str> {
    let of_folder = list.iter().map(|paper| &*paper.path).filter(|path| path.starts_with(folder));
    of_folder.filter(|path| path.contains("phu-luc")).collect()
}

/// The one part of each paper whose file is so named or is an annex to that.
fn parts(judged: &Judged, list: &[Paper], name: &str) -> Vec<Json> {
    let words = Words::new(Assets::default().texts(".jinja")).expect("the embedded words");
    let composer = Composer::new(judged, &words, "Liberation Serif");
    let own = list.iter().filter(|paper| paper.path.starts_with(name));
    own.map(|paper| composer.compose(paper).expect("its data").data()["parts"][0].clone()).collect()
}

/// A table's rows, those of the parts one after another.
fn rows(parts: &[Json], table: &str) -> Vec<Vec<String>> {
    let blocks = parts.iter().flat_map(|part| part["body"].as_array().expect("a body"));
    let tables = blocks.filter(|block| block["name"] == table);
    let rows = tables.flat_map(|block| block["rows"].as_array().expect("rows"));
    rows.map(|row| row.as_array().expect("cells").iter().map(|cell| cell.as_str().unwrap_or("").to_owned()).collect())
        .collect()
}

/// The parts' words, a line a paragraph.
fn text(parts: &[Json]) -> String {
    let blocks = parts.iter().flat_map(|part| part["body"].as_array().expect("a body"));
    let line = |block: &Json| {
        let runs = block["runs"].as_array().into_iter().flatten();
        runs.map(|run| run["t"].as_str().unwrap_or("")).collect::<String>()
    };
    blocks.map(line).collect::<Vec<_>>().join("\n")
}

fn are_counted(rows: &[Vec<String>]) -> bool {
    are_counted_from(0, rows)
}

fn are_counted_from(before: usize, rows: &[Vec<String>]) -> bool {
    rows.iter().zip(before + 1..).all(|(row, number)| row[0] == number.to_string())
}

#[test]
fn up_to_its_measure_a_paper_has_no_annex() {
    // Three collectives and two who are not nominated come to the individuals.
    with_many(ANNEX.whole - 5, |judged, list| {
        assert!(list.iter().all(|paper| !paper.kind.is_annex()));
        assert_eq!(rows(&parts(judged, list, "van-phong/02-bien-ban"), "xet-duyet").len(), ANNEX.whole);
        assert!(!text(&parts(judged, list, "van-phong/02-bien-ban")).contains("Phụ lục"));
    });
    with_many(ANNEX.whole - 4, |_, list| {
        let names = ["van-phong/02-bien-ban-phu-luc-01.pdf", "van-phong/02-bien-ban-phu-luc-02.pdf"];
        assert_eq!(paths(list, "van-phong/"), names);
        assert_eq!(paths(list, "xa/"), [""; 0], "the commune has fewer");
    });
}

#[test]
fn everybody_is_in_one_annex_in_order() {
    let many = 2 * ANNEX.volume + 10;
    with_many(many, |judged, list| {
        for (folder, everybody) in [("van-phong", many + 5), ("xa", many + 3)] {
            let minutes = parts(judged, list, &format!("{folder}/02-bien-ban"));
            let (body, annexes) = minutes.split_first().expect("the minutes");
            assert_eq!(annexes.len(), 3);
            for table in ["xet-duyet", "bieu-quyet", "xep-thu-tu"] {
                assert!(rows(std::slice::from_ref(body), table).is_empty(), "{table}");
            }
            let examined = rows(annexes, "xet-duyet");
            assert!(examined.len() == everybody && are_counted(&examined), "{folder}");
            let votes = rows(annexes, "bieu-quyet");
            let not_voted = usize::from(folder == "van-phong");
            assert!(votes.len() == everybody - not_voted, "{folder}");
            let number = |name: &str| examined.iter().find(|row| row[1] == name).map(|row| row[0].clone());
            assert!(votes.iter().all(|row| number(&row[1]).as_ref() == Some(&row[0])), "{folder}: one number each");
            let told = text(std::slice::from_ref(body));
            assert!(told.contains("được ghi tại các Phụ lục từ I đến III kèm theo Biên bản này."), "{told}");
            let list = if folder == "xa" { "được chọn" } else { "được đề nghị" };
            assert!(told.contains(&format!("có tên trong danh sách {list} tại các Phụ lục từ I đến III.")), "{told}");
            if folder == "van-phong" {
                assert!(told.contains("lý do đối với từng trường hợp được ghi tại Phụ lục I."), "{told}");
            }
            // Each of those nominated or chosen has a line, each of the others theirs.
            let said = text(annexes);
            assert_eq!(said.matches("thành viên đồng ý, đạt ").count(), many + 3, "{said}");
            assert_eq!(said.matches("Phụ lục này có 50 (năm mươi) trường hợp./.").count(), 2, "{said}");
            let title = annexes[1]["body"][0]["title"].to_string();
            assert!(title.contains("TRƯỜNG HỢP TỪ SỐ 51 ĐẾN SỐ 100\""), "{title}");
        }
        assert_eq!(rows(&parts(judged, list, "xa/02-bien-ban"), "xep-thu-tu").len(), many + 3);
        let told = text(&parts(judged, list, "van-phong/02-bien-ban"));
        assert!(told.contains("Hội đồng không đề nghị 02 (hai) trường hợp; lý do"), "{told}");
        for said in ["Ông Trần Văn Rớt: không đủ tiêu chuẩn", "Ông Trần Văn Sót: Hội đồng không biểu quyết"]
        {
            assert_eq!(told.matches(said).count(), 1, "{said}");
        }
        assert!(told.contains("Ý kiến 0.") && told.contains(&format!("Ý kiến {}.", many + 3)), "{told}");
    });
}

#[test]
fn lists_keep_individuals_and_collectives_apart() {
    let many = ANNEX.volume * 2 - 1;
    with_many(many, |judged, list| {
        for (paper, name, individual, collective) in [
            ("van-phong/01-to-trinh", "Tờ trình này", "de-nghi", "tap-the"),
            ("xa/01-to-trinh", "Tờ trình này", "xa-de-nghi", "xa-tap-the"),
            ("xa/03-quyet-dinh", "", "khen-ca-nhan", "khen-tap-the"),
        ] {
            let submission = parts(judged, list, paper);
            assert_eq!(submission.len(), 4, "itself and three annexes");
            let body = text(&submission[..1]);
            let cited = format!("(có danh sách tại các Phụ lục từ I đến III kèm theo {name}").trim_end().to_owned();
            assert!(body.contains(&format!("{cited}).")), "{body}");
            assert!(!body.contains("ĐƯỢC ĐỀ NGHỊ"), "{body}");
            assert!(text(&submission[2..3]).contains("I. CÁ NHÂN") && text(&submission[2..3]).contains("II. TẬP THỂ"));
            let (people, collectives) = (rows(&submission, individual), rows(&submission, collective));
            assert!(people.len() == many && are_counted(&people));
            // The decision counts on, for its numbers are those of the certificates.
            let from = if collective == "khen-tap-the" { many } else { 0 };
            assert!(collectives.len() == 3 && are_counted_from(from, &collectives));
            let headed = submission[1..].iter().map(|annex| {
                let text = text(std::slice::from_ref(annex));
                (text.contains("CÁ NHÂN"), text.contains("TẬP THỂ"))
            });
            assert_eq!(headed.collect::<Vec<_>>(), [(true, false), (true, true), (false, true)]);
        }
    });
}

#[test]
fn those_proposed_to_the_level_above_are_named_once() {
    for many in [ANNEX.whole - 5, ANNEX.whole] {
        with_many(many, |judged, list| {
            let submission = text(&parts(judged, list, "van-phong/01-to-trinh"));
            let paragraphs: Vec<&str> =
                submission.lines().filter(|line| line.contains("Ủy ban nhân dân huyện")).collect();
            let named = paragraphs.concat().matches("Ban ấp ").count();
            assert_eq!(named, 3, "{paragraphs:?}");
            for paper in ["van-phong/01-to-trinh", "van-phong/02-bien-ban", "xa/01-to-trinh", "xa/02-bien-ban"] {
                let parts = parts(judged, list, paper);
                let told = text(&parts[..1]);
                let further = told.lines().find(|line| line.contains("đối với 03 (ba) trường hợp")).expect(paper);
                // The collectives, who are the last, are in the second annex.
                let annexed = further.ends_with("được nêu tại Phụ lục II.");
                assert_eq!(annexed, parts.len() > 1, "{paper}: {further}");
                let annexes = text(&parts[1..]);
                assert_eq!(annexes.matches("huyện Long Điền khen thưởng: ").count(), usize::from(annexed));
                let asked = "Các trường hợp được đề nghị Chủ tịch Ủy ban nhân dân xã Tam Phước xem xét, đề xuất";
                assert_eq!(annexes.matches(asked).count(), usize::from(annexed), "{annexes}");
            }
        });
    }
}

/// An office's own words from before there were annexes would leave everybody out.
#[test]
fn words_that_know_of_no_annex_are_refused_where_one_is_needed() {
    with_many(ANNEX.whole, |judged, list| {
        for (template, path) in [
            ("bien-ban.jinja", "van-phong/02-bien-ban.pdf"),
            ("to-trinh.jinja", "van-phong/01-to-trinh.pdf"),
            ("xa-bien-ban.jinja", "xa/02-bien-ban.pdf"),
            ("xa-to-trinh.jinja", "xa/01-to-trinh.pdf"),
            ("quyet-dinh.jinja", "xa/03-quyet-dinh.pdf"),
        ] {
            let assets = Assets::default();
            let own = |(name, text)| if name == template { (name, "@ten X\n@bang xet-duyet") } else { (name, text) };
            let words = Words::new(assets.texts(".jinja").map(own)).expect("templates");
            let composer = Composer::new(judged, &words, "Liberation Serif");
            let paper = list.iter().find(|paper| &*paper.path == path).expect("the paper");
            let told = composer.compose(paper).expect_err("nobody would be named").to_string();
            assert!(
                told.starts_with(&format!("Mẫu câu chữ “{template}” không dẫn tới phụ lục nào ({{{{ phu_luc }}}})")),
                "{told}"
            );
        }
    });
}

#[test]
fn a_set_binds_its_annexes_and_lists_them() {
    with_many(2 * ANNEX.volume, |judged, list| {
        let words = Words::new(Assets::default().texts(".jinja")).expect("the embedded words");
        let composer = Composer::new(judged, &words, "Liberation Serif");
        let sets: Vec<&Paper> = list.iter().filter(|paper| paper.kind.is_set()).collect();
        let mut all: Vec<PaperKind> = sets.iter().flat_map(|set| bound(judged, set.kind)).collect();
        let single: Vec<PaperKind> = list.iter().map(|paper| paper.kind).filter(|kind| !kind.is_set()).collect();
        // A summary of volumes is bound apart.
        let single: Vec<PaperKind> = single
            .into_iter()
            .filter(|kind| !matches!(kind, PaperKind::Commune(hoso::compose::CommunePaper::Summary(_))))
            .collect();
        let place = |kind: &PaperKind| single.iter().position(|other| other == kind);
        all.sort_by_key(place);
        assert_eq!(all, single);
        for set in sets {
            let contents = composer.compose(set).expect("its data").data()["parts"][0].clone();
            let rows = contents["extra"]["rows"].as_array().expect("rows").clone();
            for (kind, row) in bound(judged, set.kind).into_iter().zip(rows) {
                if kind.is_annex() {
                    let title = row[3].as_str().expect("a title");
                    assert!(title.starts_with("Phụ lục I") && title.contains(" kèm theo "), "{title}");
                    assert!(row[1].to_string().contains("……/") && !row[4].to_string().is_empty(), "{row}");
                }
            }
        }
    });
}

#[test]
fn an_annex_is_the_same_cut_from_its_set() {
    with_many(ANNEX.volume + 1, |judged, list| {
        let press = Press::new(&Assets::default()).expect("the embedded fonts are sound");
        let words = Words::new(Assets::default().texts(".jinja")).expect("the embedded words");
        let composer = Composer::new(judged, &words, press.family());
        for first in [PaperKind::Set(0, 0), PaperKind::CommuneSet(0)] {
            let set = list.iter().find(|paper| paper.kind == first).expect("the first volume");
            assert!(bound(judged, first).iter().any(|kind| kind.is_annex()));
            super::is_cut_as_it_is_printed(judged, list, set, &composer, &press);
        }
    });
}
