//! What the units' papers say, word for word where a word is a matter of law or of truth.

use std::sync::Arc;

use hoso::assets::Assets;
use hoso::cell::{At, Cell};
use hoso::compose::{Composer, PaperKind, Words, papers};
use hoso::model::{Authority, Ballots, Kind, Value};
use hoso::problem::{Place, Problem};
use serde_json::{Value as Json, json};

use crate::made::{self, Made, Person};
use crate::paper::Data as _;

/// The data of the papers, by their paths, whose one part is not a set's.
fn parts(made: &Made) -> Vec<(String, Json)> {
    let judged = made.judged();
    let words = Words::new(Assets::default().texts(".jinja")).expect("the embedded words");
    let composer = Composer::new(&judged, &words, "Liberation Serif");
    let single = papers(&judged).into_iter().filter(|paper| !paper.kind.is_set());
    let part = |paper| composer.compose(&paper).expect("its data").data()["parts"][0].clone();
    single.map(|paper| (paper.path.to_string(), part(paper))).collect()
}

#[track_caller]
fn part(made: &Made, path: &str) -> Json {
    let found = parts(made).into_iter().find(|(other, _)| other.starts_with(path));
    found.unwrap_or_else(|| panic!("{path}")).1
}

/// The part's words, a line a paragraph.
fn text(part: &Json) -> String {
    let line = |block: &Json| {
        let runs = block["runs"].as_array().into_iter().flatten();
        runs.map(|run| run["t"].as_str().unwrap_or("")).collect::<String>()
    };
    part["body"].as_array().expect("a body").iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The small commune with the checklist of its first person (VP01) answered by these excuses in turn.
fn excused(excuses: &[&str]) -> Made {
    let mut made = made::small();
    let figure = made.units[0].candidates[0].figures.get_mut("4.1.3").expect("a checklist");
    let Value::Checklist(items) = &mut figure.value else { panic!("a checklist") };
    for (item, excuse) in items.iter_mut().zip(excuses.iter().cycle()) {
        (item.done, item.evidence) = (None, None);
        item.excuse = Some(Box::new(At::new((*excuse).to_owned(), item.source.in_column(4))));
    }
    made
}

#[test]
fn a_checklist_that_does_not_concern_the_person_reads_like_other_targets_that_do_not() {
    let report = |made: &Made| text(&part(made, "van-phong-thong-ke/03-bao-cao-vp01"));
    let name = "Triển khai các nội dung liên quan đến các Chỉ số CCHC: không áp dụng, lý do:";
    let one = excused(&["Không được giao."]);
    assert_eq!(report(&one).matches(&format!("\n{name} không được giao.\n")).count(), 1, "{}", report(&one));
    let several = report(&excused(&["Không được giao", "Không có thu, chi"]));
    let listed = format!(
        "\n{name}\nKhông được giao: Chỉ số PAR INDEX, Chỉ số PAPI, Chỉ số DTI.\nKhông có thu, chi: Chỉ số SIPAS, Chỉ số \
         PCI, Chỉ số POBI.\n"
    );
    assert!(several.contains(&listed), "{several}");
    // Nor is it counted anywhere: of a row of the same verdict only what it is said of differs.
    let summary = part(&one, "xa/00-bang-tong-hop");
    let cells = &summary["extra"]["groups"][0]["rows"][0]["cells"];
    assert_eq!(cells[2], cells[4], "4.1.3 and 4.2.1");
    assert_eq!(cells[2]["verdict"], "not_applicable");
    assert_eq!(cells[2]["text"], "");
}

/// The unit of the collective AP01, signed so.
fn signed(authority: Authority, title: &str) -> Made {
    let mut made = made::small();
    let office = &mut made.units[2].office;
    let at = |row| Cell::named("ap/phuoc-trinh.xlsx", "Đơn vị", row, 1);
    office.authority = authority;
    office.signer_title = Some(At::new(title.to_owned(), at(12)));
    office.signer = Some(At::new("Đỗ Minh Anh".to_owned(), at(13)));
    made
}

#[test]
fn a_confirmation_says_the_post_that_its_heading_does_not() {
    let confirmed = |made: &Made, person: &str| {
        part(made, &format!("ap-phuoc-trinh/03-bao-cao-{person}"))["signatures"][0]["lines"].clone()
    };
    let of_person = |lines: &[&str]| json!([&["XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ"], lines].concat());
    let of_collective = |lines: &[&str]| json!([&["XÁC NHẬN CỦA CẤP TRÌNH KHEN"], lines].concat());
    for (authority, title, person, collective) in [
        (Authority::Own, "Trưởng ấp", &[][..], &["TRƯỞNG ẤP"][..]),
        (Authority::OnBehalf, "Trưởng ấp", &[], &["TRƯỞNG ẤP"]),
        (Authority::Acting, "Trưởng ấp", &["Q. TRƯỞNG ẤP"], &["Q. TRƯỞNG ẤP"]),
        (
            Authority::ByAuthorisation,
            "Phó Trưởng ấp",
            &["TUQ. TRƯỞNG ẤP", "PHÓ TRƯỞNG ẤP"],
            &["TUQ. TRƯỞNG ẤP", "PHÓ TRƯỞNG ẤP"],
        ),
    ] {
        let mut made = signed(authority, title);
        assert_eq!(confirmed(&made, "ap02"), of_person(person), "{authority:?}");
        // No unit confirms of itself.
        let of_commune = json!(["XÁC NHẬN CỦA LÃNH ĐẠO", "ỦY BAN NHÂN DÂN XÃ TAM PHƯỚC"]);
        assert_eq!(confirmed(&made, "ap01"), of_commune, "{authority:?}");
        made.units[2].office.name = "Mặt trận ấp".to_owned();
        let confirmed = part(&made, "mat-tran-ap/03-bao-cao-ap01")["signatures"][0]["lines"].clone();
        assert_eq!(confirmed, of_collective(collective), "{authority:?}");
    }
}

#[test]
fn no_office_confirms_a_leader_of_the_commune() {
    let heading = |post: &str| {
        let mut made = signed(Authority::Own, "Trưởng ấp");
        let person = made.units[2].candidates.iter_mut().find(|person| person.code.value == "AP02").expect("AP02");
        person.post.as_mut().expect("a post").value = post.into();
        part(&made, "ap-phuoc-trinh/03-bao-cao-ap02")["signatures"][0]["lines"][0].clone()
    };
    for post in ["Chủ tịch UBND xã", "Phó Chủ tịch Ủy ban nhân dân xã", "Phó Bí thư Đảng ủy"] {
        assert_eq!(heading(post), "XÁC NHẬN CỦA LÃNH ĐẠO", "{post}");
    }
    assert_eq!(heading("Chủ tịch Hội Nông dân"), "XÁC NHẬN CỦA");
}

#[test]
fn a_head_whose_post_no_cell_tells_is_left_to_the_pen_and_said_at_the_signers_cell() {
    let warned = |made: &Made| {
        let judged = made.judged();
        let found = judged.problems.iter().filter(|problem| problem.message.contains("chức vụ của người đứng đầu"));
        let cell = |problem: &Problem| match &problem.places[..] {
            [Place::Cell(cell)] => cell.to_string(),
            places => format!("{places:?}"),
        };
        found.map(|problem| format!("{}: {}", cell(problem), problem.message)).collect::<Vec<_>>()
    };
    let made = signed(Authority::ByOrder, "Công chức phụ trách");
    let lines = &part(&made, "ap-phuoc-trinh/01-to-trinh")["signatures"][0]["lines"];
    assert_eq!(lines, &json!(["TL. ……………", "CÔNG CHỨC PHỤ TRÁCH"]));
    let told = warned(&made);
    assert!(told.len() == 1 && told[0].starts_with("B13: ") && told[0].ends_with("sau “TL.”"), "{told:?}");
    for (authority, title) in [
        (Authority::ByOrder, "Chủ tịch\nCông chức phụ trách"),
        (Authority::ForHead, "Phó Trưởng ấp"),
        (Authority::Acting, "Trưởng ấp"),
    ] {
        assert_eq!(warned(&signed(authority, title)), [""; 0], "{title}");
    }
}

#[test]
fn a_hamlets_name_begins_in_lower_case_within_a_sentence() {
    let mut made = made::small();
    made.units[2].candidates[0].name.value = "Ấp Phước Trinh".to_owned();
    made.units[2].candidates[0].further = true;
    made.plan.level_above = "Ủy ban nhân dân huyện Long Điền".to_owned();
    let mut whole = 0;
    for (path, part) in parts(&made) {
        let told = part.to_string();
        for before in ["của ", ", ", "tập thể ", "Tập thể ", "trường hợp: "] {
            assert!(!told.contains(&format!("{before}Ấp Phước")), "{path}: {before}");
        }
        whole += told.matches("ấp Phước Trinh").count();
    }
    assert!(whole > 10, "{whole}");
    let submission = part(&made, "ap-phuoc-trinh/01-to-trinh");
    assert!(text(&submission).contains("\nẤp Phước Trinh kính trình"), "a sentence begins with a capital");
    assert_eq!(
        submission["body"]
            .as_array()
            .expect("a body")
            .iter()
            .find(|block| block["name"] == "tap-the")
            .expect("a table")["rows"][0][1],
        "Ấp Phước Trinh"
    );
}

#[test]
fn one_is_named_where_several_are_listed() {
    let conclusion = |people: &[Person]| {
        let mut made = made::small();
        made.units[0] = made::unit("van-phong.xlsx", "Văn phòng - Thống kê", people);
        made.commune = None;
        text(&part(&made, "van-phong-thong-ke/02-bien-ban"))
    };
    let one = conclusion(&[Person::new("VP01", "Nguyễn Văn An", Kind::Official)]);
    let named = "cho 01 (một) cá nhân: ông Nguyễn Văn An, Công chức Văn phòng - Thống kê, Ủy ban nhân dân xã (06/07 thành \
                 viên đồng ý, đạt 85,71%).";
    assert!(one.contains(named) && !one.contains("gồm:"), "{one}");
    let both = conclusion(&[
        Person::new("VP01", "Nguyễn Văn An", Kind::Official),
        Person::new("VP02", "Bộ phận Một cửa", Kind::Collective),
    ]);
    assert!(both.contains("cho 01 (một) cá nhân và 01 (một) tập thể, gồm:\nÔng Nguyễn Văn An, "), "{both}");
}

#[test]
fn the_author_of_a_report_is_whom_it_is_about() {
    let made = made::small();
    let judged = made.judged();
    let words = Words::new(Assets::default().texts(".jinja")).expect("the embedded words");
    let composer = Composer::new(&judged, &words, "Liberation Serif");
    let mut reports = 0;
    for set in papers(&judged).iter().filter(|paper| matches!(paper.kind, PaperKind::Set(..))) {
        let contents = composer.compose(set).expect("its data").data()["parts"][0].clone();
        for row in contents["extra"]["rows"].as_array().expect("rows") {
            if let Some(person) = row[3].as_str().expect("a title").strip_prefix("Báo cáo thành tích của ") {
                let author = row[4].as_str().expect("an author");
                assert!(person.to_lowercase().ends_with(&author.to_lowercase()), "{person}: {author}");
                reports += usize::from(person == "tập thể ấp Phước Trinh");
            }
        }
    }
    assert_eq!(reports, 1, "the collective's among them");
}

#[test]
fn what_is_said_of_the_targets_and_of_discipline_is_true_of_everybody() {
    let mut made = made::small();
    made.units[0].candidates[0].discipline.value = true;
    let submission = text(&part(&made, "van-phong-thong-ke/01-to-trinh"));
    assert!(submission.contains("đạt các chỉ tiêu thi đua được áp dụng của Kế hoạch"), "{submission}");
    let judged = made.judged();
    let reasons =
        &judged.units.iter().find(|unit| unit.unit.file == Arc::from("van-phong.xlsx")).expect("a unit").assessments[0]
            .reasons;
    assert_eq!(reasons[0].message, "Bị xử lý kỷ luật trong thời gian của phong trào thi đua");
}

#[test]
fn who_counted_a_secret_ballot_stands_before_its_numbers() {
    let minutes = |tellers: Option<&str>| {
        let mut made = made::small();
        let at = |row| Cell::named("a.xlsx", "Đơn vị", row, 1);
        let number = |row| At::new(4, at(row));
        let tellers = tellers.map(|names| At::new(names.to_owned(), at(9)));
        let ballots = Ballots { issued: number(6), returned: number(7), valid: number(8), tellers };
        made.units[0].council.ballots = Some(ballots);
        text(&part(&made, "van-phong-thong-ke/02-bien-ban"))
    };
    let counted = "\nSố phiếu phát ra: 04 phiếu;";
    let told = minutes(Some("Ông Lê Văn Bốn; bà Trần Thị Năm."));
    assert!(told.contains(&format!("\nBan kiểm phiếu: Ông Lê Văn Bốn; bà Trần Thị Năm.{counted}")), "{told}");
    let not_told = minutes(None);
    assert!(not_told.contains(counted) && !not_told.contains("Ban kiểm phiếu"), "{not_told}");
}
