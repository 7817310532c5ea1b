//! What stops the commune's papers, and what is said of it.

use hoso::cell::At;
use hoso::compose::withheld;
use hoso::judge::{Judged, Line, Standing};
use hoso::model::{Authority, Birth, Kind};
use hoso::number::Fraction;
use hoso::plan::Bound;
use hoso::problem::{Place, Problem, Problems, Severity};
use jiff::civil::date;

use super::fixture::{COMMUNE, Spec, cell, commune, judged, plan, spec, unit};
use super::paths;
use crate::paper::Data as _;

pub(super) const SUMMARY: [&str; 1] = ["xa/00-bang-tong-hop.pdf"];

pub(super) fn seven() -> Vec<Spec> {
    let names = ["Nguyễn Văn An", "Trần Bình", "Lê Cường", "Phạm Dung", "Võ Em", "Phan Giàu", "Đỗ Hà"];
    let person = |(n, name): (usize, &&str)| spec(&format!("M{n}"), name, Kind::Official);
    names.iter().enumerate().map(person).collect()
}

/// The seven with so many votes of the commune's council.
pub(super) fn voted(votes: [u64; 7]) -> Vec<Spec> {
    let with = |(mut spec, votes): (Spec, u64)| {
        spec.commune_vote = Some(votes);
        spec
    };
    seven().into_iter().zip(votes).map(with).collect()
}

pub(super) fn said<'j>(judged: &'j Judged, what: &str) -> &'j Problem {
    let found = judged.problems.iter().find(|problem| problem.message.contains(what));
    found.unwrap_or_else(|| panic!("“{what}” is not among {:#?}", judged.problems))
}

#[track_caller]
pub(super) fn cells(problem: &Problem) -> Vec<String> {
    let shown = |place: &Place| match place {
        Place::Cell(cell) => format!("{} {} {cell}", cell.file(), cell.sheet()),
        other => format!("{other:?}"),
    };
    problem.places.iter().map(shown).collect()
}

#[test]
fn a_vote_on_whom_no_unit_nominates_stops_papers_and_moves_nobody() {
    let mut people = voted([9, 3, 8, 8, 7, 6, 9]);
    people[0].done = 0;
    let (units, mut own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    let told = "được Hội đồng cấp xã biểu quyết nhưng không được đơn vị đề nghị";
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert_eq!(cells(said(judged, told)), ["xa.xlsx Biểu quyết A2", "vp.xlsx Số liệu C3"]);
        assert!(judged.commune_stopped && judged.ranking.voted && judged.ranking.waiting.is_empty());
        let by_votes: Vec<&str> = judged.ranking.individuals.iter().map(|ranked| &*ranked.code).collect();
        assert_eq!((by_votes[0], by_votes.last().copied()), ("M6", Some("M1")));
    });
    // The row may be meant for somebody who has none.
    own.council.votes.remove(4);
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        said(judged, told);
        assert!(judged.commune_stopped && judged.ranking.waiting == [own.file.clone()] && !judged.ranking.voted);
    });
}

#[test]
fn votes_of_a_workbook_in_error_settle_nobodys_place() {
    let mut people = voted([1, 9, 8, 8, 7, 7, 9]);
    people[2].initiatives = 3;
    let (units, mut own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    // More than were there cannot have voted.
    own.council.votes[1].favour.value = 10;
    let mut broken = Problems::default();
    broken.error(&cell(COMMUNE, "Biểu quyết", 2, 1), "10 phiếu, nhiều hơn 9 thành viên có mặt", "Sửa ô này");
    judged(&plan(), &units, Some(&own), broken, |judged| {
        assert!(judged.commune_stopped && judged.ranking.waiting == [own.file.clone()] && !judged.ranking.voted);
        assert_eq!(judged.ranking.all().count(), 0, "an order without them would not say whom they chose");
        assert!(
            !judged.problems.iter().any(|problem| problem.message.contains("Bằng nhau")),
            "votes may tell them apart"
        );
        let summary = super::documents(judged).into_iter().next().expect("the summary").data().to_string();
        assert!(summary.contains("Chưa xếp thứ tự") && !summary.contains("chọn\""), "{summary}");
        assert!(super::withheld(judged)[0].contains("Chưa xếp thứ tự"), "{:?}", super::withheld(judged));
    });
}

#[test]
fn of_a_workbook_in_error_nobody_says_that_there_was_no_vote() {
    let people = seven();
    let (units, mut own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    own.council.votes.clear();
    own.council.votes_unread = true;
    let mut broken = Problems::default();
    broken.error(&cell(COMMUNE, "Biểu quyết", 0, 1), "Thiếu cột “Đồng ý”", "Thêm cột này");
    judged(&plan(), &units, Some(&own), broken, |judged| {
        let summary = super::documents(judged).into_iter().next().expect("the summary").data().to_string();
        assert!(summary.contains("Chưa xếp thứ tự") && !summary.contains("chưa biểu quyết"), "{summary}");
    });
}

#[test]
fn whom_the_council_passed_over_it_did_not_vote_down() {
    let mut people = seven();
    for (spec, votes) in people.iter_mut().zip([Some(9), Some(9), Some(8), Some(2), None]) {
        spec.commune_vote = votes;
    }
    people[4].further = true;
    let (units, own) = ([unit("Văn phòng", "vp.xlsx", &people[..5])], commune(&people[..5]));
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        let place = |code: &str| {
            let ranked = judged.ranking.all().find(|ranked| ranked.code == code).expect("ranked");
            (ranked.standing, ranked.place())
        };
        assert_eq!(place("M2"), (Standing::Chosen, Some(3)));
        assert_eq!(place("M3"), (Standing::Declined, None));
        assert_eq!(place("M4"), (Standing::PassedOver, None));
        let mark = "không có trong tờ trình gửi cấp trên: Võ Em";
        assert!(withheld(judged).iter().any(|notice| notice.ends_with(mark)), "its mark leads nowhere");
    });
}

#[test]
fn votes_on_people_of_a_file_that_cannot_be_read_are_not_blamed() {
    let mut people = seven();
    for spec in &mut people {
        spec.commune_vote = Some(9);
    }
    let (units, own) = ([unit("Văn phòng", "vp.xlsx", &people[..4])], commune(&people));
    let unknown = "được biểu quyết nhưng không đơn vị nào đề nghị";
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert_eq!(judged.problems.iter().filter(|problem| problem.message.contains(unknown)).count(), 3);
    });
    let mut broken = Problems::default();
    broken.error(Place::File("tp.xlsx".into()), "Tệp bị hỏng", "Xin lại tệp");
    judged(&plan(), &units, Some(&own), broken, |judged| {
        assert_eq!(
            judged.problems.errors().map(|problem| problem.message.as_str()).collect::<Vec<_>>(),
            ["Tệp bị hỏng"]
        );
    });
}

/// Two thirds have no finite decimal form: the share is written all the same, on the threshold.
#[test]
fn a_vote_of_exactly_two_thirds_is_carried_and_written() {
    let mut people = seven();
    people.iter_mut().for_each(|spec| spec.commune_vote = Some(6));
    people.truncate(3);
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    let own = commune(&people);
    for (bound, carried) in [(Bound::AtLeast as fn(Fraction) -> Bound, true), (Bound::MoreThan, false)] {
        let mut plan = plan();
        plan.threshold.bound = bound(Fraction::new(2.into(), 3.into()));
        judged(&plan, &units, Some(&own), Problems::default(), |judged| {
            let vote = judged.ranking.individuals[0].vote.as_deref().expect("a vote");
            assert_eq!((vote.carried, vote.percent().as_str()), (carried, "66.6667"));
            assert!(judged.ranking.individuals[0].why.contains("06/09 thành viên đồng ý (66,6667%)"));
        });
    }
}

#[test]
fn a_submission_signed_as_chair_by_another_is_said() {
    let people = seven();
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    for (authority, title, signer, warned) in [
        (Authority::OnBehalf, "Chủ tịch", "Lương Thị Dung", true),
        (Authority::OnBehalf, "Chủ tịch", "Trịnh Xuân Đông", false),
        (Authority::ForHead, "Phó Chủ tịch", "Lương Thị Dung", false),
        (Authority::OnBehalf, "Chủ tịch UBND xã", "Lương Thị Dung", false),
    ] {
        let mut own = commune(&people);
        own.office.authority = authority;
        own.office.signer_title.as_mut().expect("one").value = title.to_owned();
        own.office.signer.as_mut().expect("one").value = signer.to_owned();
        judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
            let said = judged.problems.iter().any(|problem| problem.message.contains("ký với chức vụ Chủ tịch"));
            assert_eq!(said, warned, "{authority:?} {title} {signer}");
        });
    }
}

#[test]
fn the_law_of_2025_is_named_where_it_has_a_preference() {
    let mut plan = plan();
    (plan.from, plan.to, plan.issued) = (date(2025, 7, 1), date(2025, 12, 31), None);
    let units = [unit("Văn phòng", "vp.xlsx", &seven())];
    judged(&plan, &units, None, Problems::default(), |judged| {
        assert!(said(judged, "Bằng nhau").hint.contains("Khoản 6 Điều 4 Nghị định số 152/2025/NĐ-CP"));
    });
}

#[test]
fn while_a_unit_is_in_error_nobody_is_ranked_and_the_unit_is_named() {
    let (people, others) = (seven(), vec![spec("X1", "Bùi Khánh", Kind::Head)]);
    let units = [unit("Văn phòng", "vp.xlsx", &people), unit("Tư pháp", "tp.xlsx", &others)];
    let all: Vec<Spec> = people.iter().chain(&others).cloned().collect();
    let own = commune(&all);
    let mut problems = Problems::default();
    problems.error(&cell("tp.xlsx", "Số liệu", 6, 3), "sai", "sửa");
    judged(&plan(), &units, Some(&own), problems, |judged| {
        assert_eq!(judged.ranking.line, Line::NotRanked);
        assert_eq!(judged.ranking.all().count(), 0);
        assert_eq!(paths(judged), SUMMARY);
        let notices = withheld(judged).join("\n");
        assert!(notices.contains("tệp “tp.xlsx” của Tư pháp"), "{notices}");
        let summary = super::documents(judged).remove(0).data().to_string();
        assert!(summary.contains("tp.xlsx") && summary.contains("Bùi Khánh"), "shown, and said to be in error");
        assert!(!judged.units.iter().any(|unit| unit.stopped && &*unit.unit.file == "vp.xlsx"));
    });
}

#[test]
fn votes_on_somebody_no_unit_nominates_stop_the_commune_alone() {
    let mut people = seven();
    people[6].unit_vote = Some(1);
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    let mut with_stranger = people.clone();
    with_stranger.push(spec("LA", "Người Lạ", Kind::Head));
    let own = commune(&with_stranger);
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        let refused = said(judged, "“Đỗ Hà” (M6) được Hội đồng cấp xã biểu quyết");
        assert_eq!(cells(refused), ["xa.xlsx Biểu quyết A8", "vp.xlsx Cá nhân A8"]);
        assert!(refused.hint.contains("chờ sửa xong mới lập"), "{}", refused.hint);
        assert_eq!(cells(said(judged, "Mã “LA”")), ["xa.xlsx Biểu quyết A9"]);
        assert!(!judged.units[0].stopped, "the unit did nothing wrong");
        assert!(judged.ranking.waiting == [own.file.clone()] && judged.commune_stopped);
        assert_eq!(paths(judged), SUMMARY);
    });
}

#[test]
fn a_council_without_quorum_stops_its_papers() {
    let people = seven();
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    let mut own = commune(&people);
    for member in own.council.members.iter_mut().skip(6) {
        member.present = false;
    }
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        said(judged, "Hội đồng có mặt 6/10 thành viên, chưa đủ 2/3");
        assert_eq!(paths(judged), SUMMARY);
    });
}

#[test]
fn a_candidate_on_the_council_is_said_with_both_cells() {
    let mut people = seven();
    people[0].name = "Lương Thị Dung".to_owned();
    let (units, mut own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people[..5]));
    let message = "vừa được đề nghị khen thưởng vừa là thành viên Hội đồng cấp xã";
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        let problem = said(judged, message);
        assert_eq!(problem.severity, Severity::Warning);
        assert_eq!(cells(problem), ["vp.xlsx Cá nhân C2", "xa.xlsx Hội đồng A3"]);
    });
    // Who is not there does not vote.
    own.council.members[1].present = false;
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert!(judged.problems.iter().all(|problem| !problem.message.contains(message)));
    });
}

#[test]
fn one_person_under_two_spellings_is_asked_about() {
    let mut people = seven();
    people[0].name = "Lương Thị Dũng".to_owned();
    let (mut units, mut own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people[..5]));
    let message = "“Lương Thị Dung”, thành viên Hội đồng cấp xã, gần giống tên nhau";
    // Of another post it is another person.
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert!(judged.problems.iter().all(|problem| !problem.message.contains(message)));
    });
    units[0].candidates[0].post = own.council.members[1].post.clone();
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        let problem = said(judged, message);
        assert_eq!(cells(problem), ["vp.xlsx Cá nhân C2", "xa.xlsx Hội đồng A3"]);
    });
    own.council.members[2].name.value = "Lương Thị Dụng".to_owned();
    let posts = |own: &mut hoso::model::Commune, same: bool| {
        let post = own.council.members[1].post.clone();
        own.council.members[2].post = if same { post } else { post.map(|post| post.map(|_| "Kế toán".to_owned())) };
    };
    posts(&mut own, true);
    let message = "Hai thành viên “Lương Thị Dung” và “Lương Thị Dụng” gần giống tên nhau";
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert_eq!(said(judged, message).severity, Severity::Warning);
    });
    posts(&mut own, false);
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert!(judged.problems.iter().all(|problem| !problem.message.contains(message)));
    });
    // Of one day of birth, and a letter of a long word apart.
    let (mut one, mut two) = (seven(), vec![spec("X1", "Nguyễn Văn Phươg", Kind::Official)]);
    one.truncate(1);
    one[0].name = "Nguyễn Văn Phương".to_owned();
    let units = |two: &[_]| [unit("Văn phòng", "vp.xlsx", &one), unit("Tư pháp", "tp.xlsx", two)];
    judged(&plan(), &units(&two), None, Problems::default(), |judged| {
        assert_eq!(said(judged, "gần giống tên nhau, cùng ngày sinh").severity, Severity::Warning);
    });
    // The first day of a year stands for any.
    let mut of_a_year = units(&two);
    for unit in &mut of_a_year {
        unit.candidates[0].born = Some(At::new(Birth::Day(date(1980, 1, 1)), cell("vp.xlsx", "Cá nhân", 1, 3)));
    }
    judged(&plan(), &of_a_year, None, Problems::default(), |judged| {
        assert!(judged.problems.iter().all(|problem| !problem.message.contains("gần giống tên nhau")));
    });
    two[0].name = "Nguyễn Văn Khương".to_owned();
    judged(&plan(), &units(&two), None, Problems::default(), |judged| {
        assert!(judged.problems.iter().all(|problem| !problem.message.contains("gần giống tên nhau")));
    });
}

#[test]
fn one_collective_in_two_units_stops_both_whatever_it_is_called() {
    for (one, other, severity) in [
        ("Ấp Phước Trinh", "Tập thể ấp Phước Trinh", Some(Severity::Error)),
        ("Ban ấp Phước Trinh", "Ban ấp Phước Trinh xã Tam Phước", Some(Severity::Error)),
        ("Tập thể ấp Phước An", "Ấp Phước Ân", Some(Severity::Warning)),
        ("Ấp Phước Trinh", "Ấp Phước Lợi", None),
    ] {
        let units = [
            unit("Văn phòng", "vp.xlsx", &[spec("X1", one, Kind::Collective)]),
            unit("Tư pháp", "tp.xlsx", &[spec("X2", other, Kind::Collective)]),
        ];
        judged(&plan(), &units, None, Problems::default(), |judged| {
            let alike = |problem: &&Problem| {
                ["ghi hai lần", "chỉ khác nhau ở dấu"].iter().any(|said| problem.message.contains(said))
            };
            assert_eq!(judged.problems.iter().find(alike).map(|problem| problem.severity), severity, "{one}, {other}");
        });
    }
}

#[test]
fn one_person_in_two_units_stops_both() {
    let (mut one, mut two) = (seven(), vec![spec("X1", "NGUYỄN VĂN AN", Kind::Official)]);
    one.truncate(2);
    let units = [unit("Văn phòng", "vp.xlsx", &one), unit("Tư pháp", "tp.xlsx", &two)];
    judged(&plan(), &units, None, Problems::default(), |judged| {
        let problem = said(judged, "được ghi hai lần (cùng họ tên, cùng ngày sinh)");
        assert_eq!(problem.severity, Severity::Error);
        assert_eq!(cells(problem), ["tp.xlsx Cá nhân C2", "vp.xlsx Cá nhân C2"]);
        assert!(judged.units.iter().all(|unit| unit.stopped) && judged.ranking.line == Line::NotRanked);
    });
    // Another mark is another name, so it is asked about.
    two[0].name = "Nguyễn Văn Ân".to_owned();
    let units = [unit("Văn phòng", "vp.xlsx", &one), unit("Tư pháp", "tp.xlsx", &two)];
    judged(&plan(), &units, None, Problems::default(), |judged| {
        assert_eq!(said(judged, "chỉ khác nhau ở dấu").severity, Severity::Warning);
    });
    // Addressed or not, it is one person.
    two[0].name = "Ông Nguyễn Văn An".to_owned();
    let units = [unit("Văn phòng", "vp.xlsx", &one), unit("Tư pháp", "tp.xlsx", &two)];
    judged(&plan(), &units, None, Problems::default(), |judged| {
        assert_eq!(said(judged, "được ghi hai lần").severity, Severity::Error);
        // Of people whose figures have to be corrected first the summary says nothing yet.
        let made = super::documents(judged);
        let summary = made.iter().find(|made| &*made.front.path == "xa/00-bang-tong-hop.pdf").expect("a summary");
        let text = summary.data().to_string();
        assert!(
            text.contains("; 03 (ba) trường hợp chưa xét vì") && !text.contains("không có trường hợp nào"),
            "{text}"
        );
    });
    // Typed without marks it may well be the same.
    two[0].name = "Nguyen Van An".to_owned();
    let mut units = [unit("Văn phòng", "vp.xlsx", &one), unit("Tư pháp", "tp.xlsx", &two)];
    judged(&plan(), &units, None, Problems::default(), |judged| {
        assert_eq!(said(judged, "được ghi hai lần").severity, Severity::Error);
    });
    // Another birth date is another person.
    units[1].candidates[0].born = Some(At::new(Birth::Day(date(1990, 2, 3)), cell("tp.xlsx", "Cá nhân", 1, 3)));
    judged(&plan(), &units, None, Problems::default(), |judged| {
        assert!(judged.problems.errors().next().is_none());
    });
}

#[test]
fn somebody_without_a_vote_of_the_council_is_not_chosen() {
    let mut people = seven();
    people.truncate(4);
    people[1].commune_vote = None;
    let (units, own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        said(judged, "không có số phiếu nào cho mã “M1”");
        let selected: Vec<&str> = judged.ranking.selected().map(|ranked| ranked.code.as_str()).collect();
        assert_eq!(selected, ["M0", "M2", "M3"]);
        let last = judged.ranking.individuals.last().expect("four are ranked");
        assert!(last.code == "M1" && last.why.starts_with("Hội đồng cấp xã không biểu quyết"), "{last:?}");
    });
}

#[test]
fn without_a_vote_there_are_no_papers_of_the_council() {
    let people = seven();
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    let own = commune(&[]);
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert_eq!(paths(judged), SUMMARY);
        let notices = withheld(judged).join("\n");
        assert!(notices.contains("chưa có kết quả biểu quyết"), "{notices}");
    });
}

#[test]
fn a_council_that_carries_nobody_has_minutes_alone() {
    let mut people = seven();
    people.iter_mut().for_each(|spec| spec.commune_vote = Some(2));
    let (units, own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        let expected = ["xa/00-bang-tong-hop.pdf", "xa/02-bien-ban.pdf", "xa/bo-ho-so.pdf"];
        assert_eq!(paths(judged), expected);
        assert_eq!(super::documents(judged).len(), 3);
        assert!(withheld(judged)[0].starts_with("Hội đồng cấp xã không chọn trường hợp nào"));
        assert!(!hoso::compose::list::issued(judged));
    });
}

#[test]
fn a_plan_in_error_has_not_even_a_summary() {
    let units = [unit("Văn phòng", "vp.xlsx", &seven())];
    let mut problems = Problems::default();
    problems.error(&cell("ke-hoach", "Chỉ tiêu", 3, 5), "sai", "sửa");
    judged(&plan(), &units, None, problems, |judged| {
        assert!(paths(judged).is_empty());
        assert!(withheld(judged)[0].starts_with("Kế hoạch còn lỗi"));
    });
}

/// A right vote behind the last wrong one that is said is not called wrong; a wrong one is, once, however many follow.
#[test]
fn votes_on_strangers_are_said_a_thousand_times_at_most() {
    let office = seven();
    let units = [unit("Văn phòng", "vp.xlsx", &office)];
    for (strangers, said) in [(1_000, 1_000), (1_001, 1_001), (1_005, 1_001)] {
        let mut voted_on: Vec<_> =
            (0..strangers).map(|n| spec(&format!("LA{n}"), "Người Lạ", Kind::Official)).collect();
        voted_on.extend(office.iter().zip(0..).map(|(person, n)| Spec { commune_vote: Some(9 - n), ..person.clone() }));
        judged(&plan(), &units, Some(&commune(&voted_on)), Problems::default(), |judged| {
            assert_eq!(judged.problems.errors().count(), said, "{strangers}");
        });
    }
}

#[test]
fn initiatives_are_asked_for_unless_the_plan_asks_for_none() {
    let mut person = spec("M0", "Nguyễn Văn An", Kind::Official);
    person.initiatives = 0;
    let units = [unit("Văn phòng", "vp.xlsx", &[person.clone()])];
    let mut plan = plan();
    plan.criteria.retain(|criterion| !criterion.counts_initiatives);
    plan.standards = vec!["Hoàn thành các chỉ tiêu".to_owned()];
    judged(&plan, &units, None, Problems::default(), |judged| {
        assert!(judged.units[0].assessments[0].nominated());
        let made = super::all_documents(judged);
        assert!(
            made.iter().all(|made| !made.data().to_string().contains("sáng kiến")),
            "nothing is said of what nobody has"
        );
    });
    for (standards, reason) in [
        (
            vec!["Có giải pháp".to_owned()],
            "Không có sáng kiến, giải pháp nào (tiêu chuẩn khen thưởng của Kế hoạch yêu cầu có ít nhất 01)",
        ),
        (Vec::new(), "Không có sáng kiến, giải pháp nào (yêu cầu có ít nhất 01)"),
    ] {
        plan.standards = standards;
        judged(&plan, &units, None, Problems::default(), |judged| {
            assert_eq!(judged.units[0].assessments[0].reasons[0].message, reason);
        });
    }
}

#[test]
fn who_signs_is_held_against_what_else_is_said() {
    let people = [spec("M0", "Nguyễn Văn An", Kind::Official)];
    let signed = |name: &str, title: &str| {
        let mut unit = unit("Hội Nông dân", "hnd.xlsx", &people);
        let at = |row| cell("hnd.xlsx", "Đơn vị", row, 1);
        unit.office.signer = Some(At::new(name.to_owned(), at(1)));
        unit.office.signer_title = Some(At::new(title.to_owned(), at(2)));
        unit.council.members[0].name.value = "Lê Thị Sáu".to_owned();
        unit.council.members[0].post =
            Some(At::new("Chủ tịch Hội Nông dân".to_owned(), cell("hnd.xlsx", "Hội đồng", 1, 1)));
        unit
    };
    let units = [signed("ThS. Lê Thị Sáu", "Chủ tịch")];
    judged(&plan(), &units, None, Problems::default(), |judged| {
        said(judged, "Trước họ tên người ký có ghi học hàm, học vị hoặc danh hiệu: “ThS. Lê Thị Sáu”");
        said(
            judged,
            "“Hội Nông dân” thường không trực thuộc Ủy ban nhân dân nên văn bản để trống dòng cơ quan cấp trên",
        );
        let made = super::all_documents(judged);
        let submission = made.iter().find(|made| made.front.path.ends_with("01-to-trinh.pdf")).expect("a submission");
        assert_eq!(submission.data()["parts"][0]["head"]["parent"], "");
    });
    let told = |title: &str| {
        let units = [signed("Lê Thị Sáu", title)];
        judged(&plan(), &units, None, Problems::default(), |judged| {
            judged.problems.iter().any(|problem| problem.message.contains("nhưng trang “Hội đồng” ghi"))
        })
    };
    assert!(told("Bí thư Chi bộ") && !told("Chủ tịch") && !told("CHỦ TỊCH HỘI NÔNG DÂN"));
}

#[test]
fn money_that_the_plan_does_not_say_is_told_with_the_decision() {
    let people = seven();
    let (units, own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    let mut plan = plan();
    plan.base_salary = None;
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        let problem = said(judged, "Kế hoạch chưa ghi “Mức lương cơ sở” nên dự thảo quyết định để trống tiền thưởng");
        assert_eq!(problem.severity, Severity::Warning);
    });
}

#[test]
fn a_reduction_of_what_is_no_time_is_not_said_to_be_shorter() {
    let mut person = spec("M0", "Nguyễn Văn An", Kind::Official);
    person.hours = 120;
    let units = [unit("Văn phòng", "vp.xlsx", &[person])];
    let mut plan = plan();
    for (measured, reason) in [
        ("giờ", "kéo dài thêm 20% (thực hiện 120 giờ so với 100 giờ theo quy định), không đạt mức tối thiểu 35%"),
        (
            "ngày làm việc",
            "kéo dài thêm 20% (thực hiện 120 ngày làm việc so với 100 ngày làm việc theo quy định), không đạt mức tối thiểu 35%",
        ),
        ("vụ", "tăng thêm 20% (120 vụ so với 100 vụ), không đạt mức tối thiểu 35%"),
    ] {
        plan.criteria[1].unit = measured.to_owned();
        judged(&plan, &units, None, Problems::default(), |judged| {
            let message = &judged.units[0].assessments[0].reasons[0].message;
            assert!(message.ends_with(reason), "{message}");
        });
    }
}

#[test]
fn a_household_and_a_level_that_is_not_there_are_told() {
    let mut household = spec("H1", "Hộ gia đình ông Lò Văn Ún", Kind::Collective);
    household.further = true;
    let units = [unit("Ban ấp", "ap.xlsx", &[household])];
    let mut plan = plan();
    plan.level_above = String::new();
    plan.to = date(2025, 12, 31);
    judged(&plan, &units, None, Problems::default(), |judged| {
        said(judged, "“Hộ gia đình ông Lò Văn Ún” được tính tiền thưởng như tập thể; hộ gia đình có mức riêng");
        said(judged, "Có dấu ở cột “Đề nghị cấp huyện” nhưng kế hoạch không có cấp trên nên dấu này không được dùng");
    });
}

#[test]
fn every_paper_lists_individuals_before_collectives() {
    let mut people = seven()[..3].to_vec();
    people[1].kind = Kind::Collective;
    let (units, own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        let codes: Vec<&str> = judged.units[0].assessments.iter().map(|person| &*person.candidate.code.value).collect();
        assert_eq!(codes, ["M0", "M2", "M1"]);
        let reports: Vec<String> =
            hoso::compose::papers(judged).into_iter().map(|paper| paper.path.to_string()).collect();
        let reports: Vec<&String> = reports.iter().filter(|path| path.contains("/03-bao-cao-")).collect();
        let at = |person: &str| reports.iter().position(|path| path.contains(person)).expect("a report");
        assert!(at("m0-") < at("m2-") && at("m2-") < at("m1-"), "{reports:?}");
    });
}
