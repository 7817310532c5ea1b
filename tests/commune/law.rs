//! The law of the day: a plan or a paper under another law than that of its date is warned of, with what applies now.

use hoso::cell::At;
use hoso::judge::Judged;
use hoso::model::{Commune, Kind, Unit};
use hoso::number::Decimal;
use hoso::plan::{Issued, Plan};
use hoso::problem::{Problem, Problems, Severity};
use jiff::civil::{Date, date};

use super::fixture::{COMMUNE, cell, commune, judged, plan, spec, unit};

fn at<T>(value: T, row: u32) -> At<T> {
    At::new(value, cell(COMMUNE, "Xã", row, 1))
}

fn sample() -> (Plan, [Unit; 1], Commune) {
    let people = [spec("A1", "Nguyễn Văn An", Kind::Official)];
    (plan(), [unit("Văn phòng", "vp.xlsx", &people)], commune(&people))
}

/// The plan as one issued on a day of 2025, citing what applies then.
fn of_2025(plan: &mut Plan) {
    plan.issued = Some(Issued { day: Some(15), month: 8, year: 2025 });
    (plan.from, plan.to) = (date(2025, 7, 1), date(2025, 12, 31));
    plan.bases[0].value = "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022".to_owned();
    plan.bases[1].value = "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ".to_owned();
    plan.report_form = "Mẫu số 08, Nghị định số 152/2025/NĐ-CP".to_owned();
    (plan.district, plan.level_above) = (String::new(), "Ủy ban nhân dân tỉnh Đồng Nai".to_owned());
    plan.coefficient.as_mut().expect("the sample has one").value = Decimal::new(3, 1);
    plan.base_salary.as_mut().expect("the sample has one").value = Decimal::from(2_340_000);
}

fn meets(commune: &mut Commune, units: &mut [Unit], day: Date) {
    commune.council.date = Some(at(day, 9));
    for unit in units {
        unit.council.date = Some(At::new(day, cell("vp.xlsx", "Đơn vị", 9, 1)));
    }
}

fn messages(judged: &Judged) -> Vec<String> {
    assert!(judged.problems.iter().all(|problem| problem.severity == Severity::Warning), "the law is warned of alone");
    about_law(judged).map(|problem| format!("{} | {}", problem.message, problem.hint)).collect()
}

/// What is said of the law and its days; what is said of people's evidence is another room's.
fn about_law<'a>(judged: &'a Judged) -> impl Iterator<Item = &'a Problem> {
    let of_evidence = |problem: &&Problem| {
        [" – chỉ tiêu ", " – sáng kiến ", "có trong hồ sơ của"].iter().any(|part| problem.message.contains(part))
    };
    judged.problems.iter().filter(move |problem| !of_evidence(problem))
}

#[track_caller]
fn one(messages: &[String], what: &[&str]) {
    let found = messages.iter().filter(|message| what.iter().all(|part| message.contains(part))).count();
    assert_eq!(found, 1, "{what:?} among {messages:#?}");
}

#[test]
fn plans_under_the_law_of_their_day_are_not_warned_of() {
    let (plan, units, own) = sample();
    judged(&plan, &units, Some(&own), Problems::default(), |judged| assert_eq!(messages(judged), [""; 0]));
    let (mut plan, mut units, mut own) = sample();
    of_2025(&mut plan);
    meets(&mut own, &mut units, date(2025, 12, 20));
    judged(&plan, &units, Some(&own), Problems::default(), |judged| assert_eq!(messages(judged), [""; 0]));
}

#[test]
fn a_plan_of_2025_that_cites_the_old_law_is_told_what_applies() {
    let (mut plan, mut units, mut own) = sample();
    let old = plan.clone();
    of_2025(&mut plan);
    (plan.bases, plan.report_form) = (old.bases, old.report_form);
    meets(&mut own, &mut units, date(2025, 12, 20));
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        let said = messages(judged);
        one(&said, &["“Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003” không áp dụng", "15/8/2025"]);
        one(&said, &["“Nghị định số 91/2017/NĐ-CP", "đến 31/12/2023", "152/2025/NĐ-CP"]);
        one(&said, &["“Mẫu số 07, Nghị định số 91/2017/NĐ-CP” không áp dụng"]);
        assert_eq!(said.len(), 3, "{said:#?}");
    });
}

#[test]
fn a_decision_signed_under_a_later_law_is_told_so_with_both_cells() {
    let (plan, units, mut own) = sample();
    own.decision.date = Some(at(date(2024, 1, 20), 12));
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        let said = messages(judged);
        one(&said, &["ngày 20/01/2024", "trước ngày 01/01/2024", "98/2023/NĐ-CP"]);
        let problem = about_law(judged).next().expect("one");
        assert_eq!(problem.places.len(), 2);
    });
}

#[test]
fn a_district_after_july_2025_is_said() {
    let (mut plan, mut units, mut own) = sample();
    of_2025(&mut plan);
    plan.district = "huyện Long Điền".to_owned();
    plan.recipients = vec!["Phòng Nội vụ huyện".to_owned(), "Sở Nội vụ".to_owned()];
    meets(&mut own, &mut units, date(2025, 12, 20));
    own.office.recipients = vec![at("UBND huyện (báo cáo)".to_owned(), 20), at("Lưu: VT".to_owned(), 21)];
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        let said = messages(judged);
        one(&said, &["Kế hoạch (ngày 15/8/2025) còn ghi cấp huyện: “huyện Long Điền”, “Phòng Nội vụ huyện”"]);
        one(&said, &["“UBND huyện (báo cáo)” là cơ quan cấp huyện", "20/12/2025"]);
    });
}

#[test]
fn an_award_of_another_kind_of_commune_is_said() {
    let (mut plan, units, own) = sample();
    plan.award = "Giấy khen của Chủ tịch Ủy ban nhân dân xã".to_owned();
    for (commune, warned) in [("xã Phường Lâm", 0), ("phường Long Điền", 1), ("đặc khu Côn Đảo", 1)] {
        plan.commune = commune.to_owned();
        judged(&plan, &units, Some(&own), Problems::default(), |judged| {
            let said = judged.problems.iter().filter(|problem| problem.message.contains("“Hình thức khen thưởng” ghi"));
            let said: Vec<&Problem> = said.collect();
            assert_eq!(said.len(), warned, "{commune}");
            assert!(said.iter().all(|problem| problem.severity == Severity::Warning));
        });
    }
}

#[test]
fn a_late_submission_to_the_district_is_said() {
    let (plan, units, mut own) = sample();
    own.proposal.date = Some(at(date(2025, 7, 10), 15));
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        one(&messages(judged), &["ngày 10/7/2025", "Ủy ban nhân dân huyện Long Điền", "không còn cấp huyện"]);
    });
}

#[test]
fn base_salary_and_coefficient_are_held_against_the_decisions_day() {
    let (mut plan, units, mut own) = sample();
    plan.base_salary.as_mut().expect("one").value = Decimal::from(1_490_000);
    plan.coefficient.as_mut().expect("one").value = Decimal::new(3, 1);
    own.decision.date = Some(at(date(2023, 12, 28), 12));
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        let said = messages(judged);
        one(&said, &["1.490.000 đồng, nhưng vào ngày 28/12/2023 là 1.800.000 đồng (Nghị định số 24/2023/NĐ-CP)"]);
        one(&said, &["là 0,3, nhưng vào ngày 28/12/2023 Điều 73 Nghị định số 91/2017/NĐ-CP quy định 0,15"]);
    });
}

#[test]
fn the_embedded_plans_are_under_the_law_of_their_day() {
    let assets = hoso::assets::Assets::default();
    for code in ["cchc-2023", "cchc-2025"] {
        let plan = hoso::read::single::embedded_plan(&assets, Some(code)).expect("an embedded plan");
        judged(&plan, &[], None, Problems::default(), |judged| {
            let legal = messages(judged).into_iter().filter(|message| !message.contains("còn để trống"));
            assert_eq!(legal.collect::<Vec<_>>(), [""; 0], "{code}");
        });
    }
}
