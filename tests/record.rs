//! `danh-gia.json`: the contract's keys, their order, and the numbers in them.

use serde_json::{Value as Json, json};

use crate::made::{self, Made, Person};
use hoso::model::Kind;

fn text(made: &Made) -> String {
    let mut bytes = Vec::new();
    made::recorded(&made.judged(), |record| record.write(&mut bytes)).expect("memory");
    String::from_utf8(bytes).expect("UTF-8")
}

fn read(made: &Made) -> Json {
    serde_json::from_str(&text(made)).expect("JSON")
}

/// The candidate of this code.
fn candidate<'a>(record: &'a Json, code: &str) -> &'a Json {
    let units = record["units"].as_array().expect("units");
    let mut people = units.iter().flat_map(|unit| unit["candidates"].as_array().expect("candidates"));
    people.find(|candidate| candidate["code"] == code).unwrap_or_else(|| panic!("{code}"))
}

/// A criterion of a candidate, with the contract's keys alone.
fn criterion(record: &Json, code: &str, criterion: &str) -> Json {
    let criteria = candidate(record, code)["criteria"].as_array().expect("criteria");
    let found = criteria.iter().find(|one| one["code"] == criterion).unwrap_or_else(|| panic!("{criterion}"));
    let keys = ["verdict", "result", "total", "percent", "target", "source"];
    json!(keys.map(|key| found[key].clone()))
}

#[track_caller]
fn check(record: &Json, code: &str, of: &str, expect: Json) {
    assert_eq!(criterion(record, code, of), expect, "{code} {of}");
}

#[test]
fn figures_are_written_as_the_contract_shows_them() {
    let record = read(&made::small());
    let at = |cell: &str| json!({"file": "van-phong.xlsx", "sheet": "Số liệu", "cell": cell});
    check(&record, "VP02", "4.3.1", json!(["exceeded", "412", "413", "99.76", "99", at("C26")]));
    check(&record, "VP02", "4.3.2", json!(["met", "64", "100", "36", "35", at("C27")]));
    check(&record, "VP02", "4.3.3", json!(["met", "Có", null, null, "Có", at("C28")]));
    check(&record, "VP02", "4.1.3", json!(["met", "5", "5", null, "Có", at("C24")]));
    check(&record, "VP02", "4.5.2", json!(["met", "0", null, null, "0", at("C31")]));
    check(&record, "VP02", "4.2.1", json!(["not_applicable", null, null, null, "100", at("C25")]));
    let place = json!({"file": "van-phong.xlsx", "sheet": "Sáng kiến", "cell": "B2"});
    check(&record, "VP01", "4.1.4", json!(["exceeded", "2", null, null, "1", place]));
    check(&record, "TP03", "4.7.1", json!(["no_data", null, null, null, "80", null]));
    let near = json!({"file": "ap/phuoc-trinh.xlsx", "sheet": "Số liệu", "cell": "C42"});
    check(&record, "AP03", "4.1.1", json!(["missed", "2849", "3000", "94.97", "95", near]));
}

#[test]
fn a_checklist_that_does_not_concern_the_person_has_no_figure() {
    let mut made = made::small();
    let figure = made.units[0].candidates[1].figures.get_mut("4.1.3").expect("a checklist");
    let hoso::model::Value::Checklist(items) = &mut figure.value else { panic!("a checklist") };
    for item in items {
        item.done = None;
    }
    let at = json!({"file": "van-phong.xlsx", "sheet": "Số liệu", "cell": "C24"});
    check(&read(&made), "VP02", "4.1.3", json!(["not_applicable", null, null, null, "Có", at]));
}

#[test]
fn people_have_their_standing() {
    let record = read(&made::small());
    let standing = |code: &str| {
        let person = candidate(&record, code);
        json!(["kind", "eligible", "nominated", "rank", "selected"].map(|key| person[key].clone()))
    };
    assert_eq!(standing("VP01"), json!(["official", true, true, 1, true]));
    assert_eq!(standing("AP02"), json!(["part_time", true, true, 5, true]));
    assert_eq!(standing("AP01"), json!(["collective", true, true, 1, true]));
    assert_eq!(standing("AP03"), json!(["head", false, false, null, false]));
    assert_eq!(standing("TP02"), json!(["part_time", true, false, null, false]));
    let refused = candidate(&record, "AP03");
    let reasons = refused["reasons"].as_array().expect("reasons");
    assert_eq!(reasons.len(), 1);
    let reason = reasons[0].as_str().expect("a text");
    for part in ["4.1.1", "94,97%", "2.849/3.000 văn bản", "tối thiểu 95%", "trang “Số liệu”, ô C42"] {
        assert!(reason.contains(part), "{part} in {reason}");
    }
    assert_eq!(refused["reason_cells"][0]["cell"], "C42");
    let first = candidate(&record, "VP01");
    assert_eq!(first["reasons"], json!([]));
    assert_eq!(
        first["why"],
        "07/07 thành viên đồng ý (100%); thuộc nhóm ưu tiên; vượt 04 chỉ tiêu; mức vượt bình quân 1,5 điểm phần trăm"
    );
    assert_eq!(first["papers"], json!(["van-phong-thong-ke/03-bao-cao-vp01-nguyen-van-an.pdf"]));
    assert_eq!(first["commune_vote"]["percent"], "100");
}

#[test]
fn a_unit_in_error_nominates_nobody_and_keeps_its_verdicts() {
    let mut made = made::small();
    made.problems.error(&made::cell("tu-phap.xlsx", "Số liệu", 5, 2), "Ô C6 có lỗi", "Sửa ô này");
    let record = read(&made);
    let person = candidate(&record, "TP01");
    assert_eq!((&person["eligible"], &person["nominated"]), (&json!(true), &json!(false)));
    assert_eq!((&person["rank"], &person["stopped"], &person["papers"]), (&Json::Null, &json!(true), &json!([])));
    check(
        &record,
        "TP01",
        "4.3.2",
        json!(["exceeded", "55", "100", "45", "35", {"file": "tu-phap.xlsx", "sheet": "Số liệu", "cell": "C7"}]),
    );
    assert_eq!(record["ranking"]["state"], "not_ranked");
    let is_error = |problem: &&Json| problem["severity"] == "error";
    let problem = record["problems"].as_array().expect("a list").iter().find(is_error).expect("an error");
    let keys = ["severity", "file", "sheet", "cell", "message", "hint"].map(|key| problem[key].clone());
    assert_eq!(json!(keys), json!(["error", "tu-phap.xlsx", "Số liệu", "C6", "Ô C6 có lỗi", "Sửa ô này"]));
}

#[test]
fn a_problem_between_two_cells_names_both() {
    let mut made = made::small();
    let twice = Person::new("VP01", "Trùng Mã", Kind::Official);
    made.units.push(made::unit("x.xlsx", "Đơn vị X", &[twice]));
    let record = read(&made);
    let problems = record["problems"].as_array().expect("problems");
    let of_two = |one: &&Json| one["places"].as_array().is_some_and(|places| places.len() == 2);
    let problem = problems.iter().find(|one| of_two(one) && one["severity"] == "error");
    let places = &problem.expect("a problem between two cells")["places"];
    assert_eq!(places[0]["file"], "van-phong.xlsx");
    assert_eq!(places[1], json!({"file": "x.xlsx", "sheet": "Cá nhân", "cell": "A2"}));
}

#[test]
fn keys_stand_in_the_contracts_order_and_bytes_do_not_change() {
    let text = text(&made::small());
    assert!(text.ends_with("}\n") && !text.ends_with("\n\n"));
    let mut at = 0;
    for key in [
        "plan",
        "units",
        "name",
        "file",
        "folder",
        "candidates",
        "code",
        "name",
        "kind",
        "eligible",
        "nominated",
        "rank",
        "selected",
        "criteria",
        "code",
        "verdict",
        "result",
        "total",
        "percent",
        "target",
        "source",
        "file",
        "sheet",
        "cell",
        "reasons",
    ] {
        let found = text[at..].find(&format!("\"{key}\": "));
        at += found.unwrap_or_else(|| panic!("{key} after {at}")) + 1;
    }
    let mut turned = made::small();
    turned.units.reverse();
    assert_eq!(text, self::text(&turned));
}
