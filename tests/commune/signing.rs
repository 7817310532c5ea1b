//! Who signs, and on which days: no post is given to somebody who does not hold it, and no paper is older than what it cites.

use hoso::cell::At;
use hoso::judge::Judged;
use hoso::model::{Authority, Commune, Kind, Registration, Unit};
use hoso::plan::{Issued, Plan, Priority};
use hoso::problem::Problems;
use jiff::civil::date;
use serde_json::{Value as Json, json};

use super::fixture::{COMMUNE, cell, commune, judged, plan, spec, unit};
use crate::paper::Data as _;

fn at<T>(value: T, row: u32) -> At<T> {
    At::new(value, cell(COMMUNE, "Xã", row, 1))
}

fn with<T>(change: impl FnOnce(&mut Plan, &mut Unit, &mut Commune), then: impl FnOnce(&Judged) -> T) -> T {
    let mut person = spec("A1", "Nguyễn Văn An", Kind::Official);
    person.commune_vote = Some(9);
    let (mut plan, mut unit) = (plan(), unit("Văn phòng", "vp.xlsx", std::slice::from_ref(&person)));
    let mut own = commune(&[person]);
    change(&mut plan, &mut unit, &mut own);
    judged(&plan, &[unit], Some(&own), Problems::default(), then)
}

/// The signature of a paper: its lines, and the other post above the name.
fn signature(judged: &Judged, path: &str) -> (Json, Json) {
    let made = super::documents(judged);
    let document = made.iter().find(|document| &*document.front.path == path).expect("a paper");
    let signature = &document.data()["parts"][0]["signatures"][0];
    (signature["lines"].clone(), signature["post"].clone())
}

fn told(judged: &Judged, part: &str) -> Vec<String> {
    let found = judged.problems.iter().filter(|problem| problem.message.contains(part));
    found.map(|problem| problem.message.clone()).collect()
}

#[test]
fn whoever_signs_for_the_chairman_is_not_called_one() {
    for (authority, title, name, lines) in [
        (Authority::ForHead, None, "Lương Thị Dung", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        (Authority::ByAuthorisation, None, "Viên Thị Quế", ["TUQ. CHỦ TỊCH", "……………"]),
        (Authority::ByOrder, Some("Chánh Văn phòng"), "Viên Thị Quế", ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (Authority::Own, None, "Lương Thị Dung", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
    ] {
        let sign = |own: &mut Commune| {
            own.decision_signer.authority = authority;
            own.decision_signer.title = title.map(|title: &str| at(title.to_owned(), 5));
            own.decision_signer.name = Some(at(name.to_owned(), 6));
        };
        with(
            |_, _, own| sign(own),
            |judged| {
                assert_eq!(signature(judged, "xa/03-quyet-dinh.pdf").0, json!(lines), "{authority:?}");
                assert_eq!(signature(judged, "xa/04-giay-khen-a1.pdf").0, json!(lines), "{authority:?}");
                let blank = told(judged, "Chưa ghi “Chức vụ người ký quyết định”").len();
                assert_eq!(blank, usize::from(lines[1].starts_with('…')));
            },
        );
    }
    // Nor is a stranger, or nobody at all.
    let stranger = |own: &mut Commune| own.decision_signer.name = Some(at("Nguyễn Văn Lạ".to_owned(), 6));
    with(
        |_, _, own| stranger(own),
        |judged| {
            assert_eq!(signature(judged, "xa/03-quyet-dinh.pdf").0, json!(["……………"]));
            assert_eq!(told(judged, "Chưa ghi “Chức vụ người ký quyết định”").len(), 1);
        },
    );
    with(
        |_, _, own| own.decision_signer.authority = Authority::ForHead,
        |judged| assert_eq!(signature(judged, "xa/03-quyet-dinh.pdf").0, json!(["KT. CHỦ TỊCH", "……………"])),
    );
    let chairman = |own: &mut Commune| own.decision_signer.name = Some(at("Trịnh Xuân Đông".to_owned(), 6));
    with(
        |_, _, own| chairman(own),
        |judged| assert_eq!(signature(judged, "xa/03-quyet-dinh.pdf").0, json!(["CHỦ TỊCH"])),
    );
}

#[test]
fn who_acts_as_chairman_is_called_so_or_as_the_cell_says() {
    for (title, line) in [(None, "Q. CHỦ TỊCH"), (Some("Phó Chủ tịch"), "Q. PHÓ CHỦ TỊCH")] {
        let sign = |own: &mut Commune| {
            own.decision_signer.authority = Authority::Acting;
            own.decision_signer.title = title.map(|title: &str| at(title.to_owned(), 5));
            own.decision_signer.name = Some(at("Lương Thị Dung".to_owned(), 6));
            own.office.authority = Authority::Acting;
            own.office.signer_title = title.map(|title: &str| at(title.to_owned(), 3));
        };
        with(
            |_, _, own| sign(own),
            |judged| {
                assert_eq!(signature(judged, "xa/03-quyet-dinh.pdf").0, json!([line]));
                assert_eq!(signature(judged, "xa/01-to-trinh.pdf").0, json!(["TM. HỘI ĐỒNG", line]));
            },
        );
    }
}

#[test]
fn who_acts_as_chair_has_no_post_of_the_chairman() {
    for (name, post) in [("Trịnh Xuân Đông", json!([])), ("Lương Thị Dung", json!(["PHÓ CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"]))]
    {
        let sign = |own: &mut Commune| {
            own.office.authority = Authority::Acting;
            own.office.signer_title = None;
            own.office.signer = Some(at(name.to_owned(), 4));
        };
        with(
            |_, _, own| sign(own),
            |judged| {
                assert_eq!(
                    signature(judged, "xa/01-to-trinh.pdf"),
                    (json!(["TM. HỘI ĐỒNG", "Q. CHỦ TỊCH"]), post.clone())
                );
            },
        );
    }
}

#[test]
fn by_order_of_the_chairman_nobody_signs_for_the_committee() {
    let mut person = spec("A1", "Nguyễn Văn An", Kind::Official);
    person.further = true;
    let units = [unit("Văn phòng", "vp.xlsx", std::slice::from_ref(&person))];
    let mut own = commune(&[person]);
    for (authority, first) in [(Authority::ByOrder, "TL. CHỦ TỊCH"), (Authority::ForHead, "TM. ỦY BAN NHÂN DÂN")]
    {
        own.decision_signer.authority = authority;
        own.decision_signer.title = Some(at("Chánh Văn phòng".to_owned(), 5));
        judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
            assert_eq!(signature(judged, "xa/05-to-trinh-huyen.pdf").0[0], first);
        });
    }
}

#[test]
fn whoever_may_not_decide_is_asked_about() {
    let asked = |judged: &Judged| told(judged, "Người ký quyết định với chức vụ").len();
    for (authority, title, questions) in [
        (Authority::ByOrder, "Chánh Văn phòng", 1),
        (Authority::Own, "Công chức Văn phòng", 1),
        (Authority::ForHead, "Phó Chủ tịch", 0),
        (Authority::Own, "Chủ tịch", 0),
    ] {
        let sign = |own: &mut Commune| {
            own.decision_signer.authority = authority;
            own.decision_signer.title = Some(at(title.to_owned(), 5));
        };
        assert_eq!(with(|_, _, own| sign(own), asked), questions, "{title}");
    }
    let other = |own: &mut Commune| {
        own.decision_signer.title = Some(at("Chủ tịch".to_owned(), 5));
        own.decision_signer.name = Some(at("Lương Thị Dung".to_owned(), 6));
    };
    with(|_, _, own| other(own), |judged| assert_eq!(told(judged, "khác chức vụ ghi ở trang “Hội đồng”").len(), 1));
}

#[test]
fn by_order_of_the_councils_chair_one_post_is_named() {
    let sign = |own: &mut Commune| {
        own.office.authority = Authority::ByOrder;
        own.office.signer_title = Some(at("Chánh Văn phòng".to_owned(), 3));
    };
    let expected = (json!(["TL. CHỦ TỊCH HỘI ĐỒNG", "CHÁNH VĂN PHÒNG"]), json!([]));
    with(
        |_, _, own| sign(own),
        |judged| {
            let found = signature(judged, "xa/01-to-trinh.pdf");
            assert_eq!(found, expected);
        },
    );
}

#[test]
fn a_signature_without_a_post_is_left_to_the_pen_and_said() {
    with(
        |_, unit, _| unit.office.signer_title = None,
        |judged| {
            assert_eq!(told(judged, "Chưa ghi “Chức vụ người ký”").len(), 1);
        },
    );
    with(|_, _, _| (), |judged| assert_eq!(told(judged, "Chưa ghi “Chức vụ người ký”"), [""; 0]));
}

#[test]
fn what_is_left_to_the_pen_is_said() {
    let blank = |change: fn(&mut Unit, &mut Commune), labels: &str| {
        with(
            |_, unit, own| change(unit, own),
            |judged| {
                let said = told(judged, "nên văn bản để trống các chỗ đó");
                let expected: Vec<String> =
                    labels.lines().map(|labels| format!("Chưa ghi {labels} nên văn bản để trống các chỗ đó")).collect();
                assert_eq!(said, expected);
            },
        );
    };
    blank(|_, _| (), "");
    blank(
        |unit, own| {
            (unit.council.date, unit.council.venue, unit.office.signer, unit.office.signer_title) = Default::default();
            (own.council.begins, own.council.ends) = Default::default();
            own.council.members[0].post = None;
        },
        "“Ngày họp”, “Địa điểm họp”, “Chức vụ người ký”, “Người ký”\n“Giờ bắt đầu”, “Giờ kết thúc”, “Người ký quyết định”",
    );
    blank(
        |unit, own| {
            (unit.council.venue, unit.council.votes) = Default::default();
            (own.council.venue, own.council.votes) = Default::default();
        },
        "",
    );
}

#[test]
fn no_paper_is_older_than_what_it_cites() {
    let dated = |day: i8| Registration { number: None, date: Some(at(date(2023, 12, day), 12)) };
    let days = |unit: &mut Unit, own: &mut Commune| {
        (own.decision, own.proposal, unit.submission) = (dated(20), dated(1), dated(19));
    };
    with(
        |_, unit, own| days(unit, own),
        |judged| {
            let proposal = told(judged, "Ngày tờ trình cấp trên 01/12/2023 trước");
            assert_eq!(proposal.len(), 2, "the meeting and the decision: {proposal:?}");
            let units = told(judged, "Hội đồng cấp xã họp ngày 18/12/2023, trước");
            assert!(units.len() == 1 && units[0].ends_with("ngày tờ trình 19/12/2023 của “Văn phòng”"), "{units:?}");
        },
    );
    let launched = |plan: &mut Plan| plan.issued = Some(Issued { day: None, month: 12, year: 2023 });
    with(|plan, _, _| launched(plan), |judged| assert_eq!(told(judged, "trước khi ban hành Kế hoạch"), [""; 0]));
    let late = |plan: &mut Plan| plan.issued = Some(Issued { day: Some(10), month: 12, year: 2023 });
    with(
        |plan, _, _| late(plan),
        |judged| {
            let early = told(judged, "trước khi ban hành Kế hoạch (10/12/2023)");
            assert!(early.len() == 1 && early[0].starts_with("Ngày họp 08/12/2023"), "{early:?}");
        },
    );
}

#[test]
fn a_plan_may_put_nobody_first() {
    let ranked =
        |judged: &Judged| (judged.ranking.individuals[0].order.priority, judged.ranking.individuals[0].why.clone());
    let (first, why) = with(|_, _, _| (), ranked);
    assert!(first == why.contains("; thuộc nhóm ưu tiên"), "{why}");
    let (first, why) = with(|plan, _, _| plan.priority = Priority::Nobody, ranked);
    assert!(!first && !why.contains("ưu tiên"), "{why}");
}

#[test]
fn what_a_certificate_would_lack_is_said_once_a_unit() {
    let bare = |unit: &mut Unit| {
        unit.candidates[0].honorific = None;
        unit.candidates[0].post = None;
    };
    with(
        |_, unit, _| bare(unit),
        |judged| {
            assert_eq!(told(judged, "Chưa ghi “Danh xưng”"), ["Chưa ghi “Danh xưng” của “Nguyễn Văn An”"]);
            assert_eq!(told(judged, "Chưa ghi “Chức vụ” của").len(), 1);
            assert_eq!(told(judged, "Chưa ghi “Đơn vị công tác”"), [""; 0]);
        },
    );
}
