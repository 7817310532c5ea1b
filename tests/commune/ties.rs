//! People who are equal across the line of those who may be chosen: nobody but the council decides.

use hoso::cell::At;
use hoso::judge::Line;
use hoso::plan::Priority;
use hoso::problem::{Place, Problems, Severity};

use super::fixture::{COMMUNE, cell, commune, judged, plan, unit};
use super::paths;
use super::stops::{SUMMARY, cells, said, seven, voted};
use crate::paper::Data as _;

#[test]
fn a_tie_across_the_line_stops_all_but_the_summary_and_names_the_tied() {
    let people = voted([9, 9, 8, 8, 7, 7, 6]);
    let (units, own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert_eq!(judged.ranking.line, Line::Tied(vec!["M4".to_owned(), "M5".to_owned()]));
        assert_eq!(paths(judged), SUMMARY);
        let tie = said(judged, "Bằng nhau ở vị trí cuối trong số 05 cá nhân");
        assert_eq!(tie.severity, Severity::Error);
        let both = "Võ Em (M4), Phan Giàu (M5); cùng 07/09 thành viên đồng ý (77,78%)";
        assert!(tie.message.contains(both), "{}", tie.message);
        assert!(tie.hint.contains("“Biểu quyết lại”"), "{}", tie.hint);
        assert_eq!(cells(tie), ["xa.xlsx Biểu quyết A6", "xa.xlsx Biểu quyết A7"]);
        let selected: Vec<&str> = judged.ranking.selected().map(|ranked| ranked.code.as_str()).collect();
        assert_eq!(selected, ["M0", "M1", "M2", "M3"], "those above the tie stand");
        assert!(!judged.units[0].stopped, "the unit's own papers are not touched");
    });
}

#[test]
fn a_second_vote_settles_a_tie_and_moves_nobody_else() {
    let people = voted([9, 9, 8, 8, 7, 7, 6]);
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    let mut own = commune(&people);
    for (row, votes) in [(4, 3), (5, 6)] {
        own.council.votes[row].again = Some(At::new(votes, cell(COMMUNE, "Biểu quyết", 5, 4)));
    }
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        assert_eq!(judged.ranking.line, Line::Clear);
        let selected: Vec<&str> = judged.ranking.selected().map(|ranked| ranked.code.as_str()).collect();
        assert_eq!(selected, ["M0", "M1", "M2", "M3", "M5"]);
        let minutes =
            super::documents(judged).into_iter().find(|document| &*document.front.path == "xa/02-bien-ban.pdf");
        let text = minutes.expect("the minutes").data().to_string();
        let those = "Đối với các trường hợp bằng nhau ở vị trí cuối trong số 05 (năm) cá nhân được đề nghị, Hội đồng biểu quyết lại";
        assert!(text.contains(those) && text.contains("Ông Phan Giàu: 06/09 thành viên đồng ý, đạt 66,67%"), "{text}");
        let decided = "(07/09 thành viên đồng ý, đạt 77,78%; biểu quyết lại: 06/09 thành viên đồng ý, đạt 66,67%)";
        assert!(text.contains(decided), "{text}");
        let so = "vẫn bằng nhau ở vị trí cuối trong số 05 (năm) cá nhân được đề nghị thì theo kết quả biểu quyết lại";
        let summary = super::documents(judged).into_iter().next().expect("the summary").data().to_string();
        assert!(text.contains(so) && summary.contains(so), "{summary}");
    });
}

#[test]
fn a_second_vote_on_some_of_the_tied_settles_nothing() {
    let people = voted([9, 9, 8, 8, 7, 7, 7]);
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    // What is blank is to be opened first.
    for (given, places) in [(&[(4, 0)][..], "E7 E8 E6"), (&[(4, 3), (6, 5)], "E7 E6 E8"), (&[], "A6 A7 A8")] {
        let mut own = commune(&people);
        for (row, votes) in given {
            own.council.votes[*row].again = Some(At::new(*votes, cell(COMMUNE, "Biểu quyết", 5, 4)));
        }
        judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
            assert_eq!(judged.ranking.line, Line::Tied(vec!["M4".to_owned(), "M5".to_owned(), "M6".to_owned()]));
            let problem = said(judged, "Bằng nhau");
            assert_eq!(problem.severity, Severity::Error);
            assert_eq!(problem.hint.contains("chưa phân định được"), !given.is_empty(), "{}", problem.hint);
            let shown: Vec<String> = problem.places.iter().filter_map(Place::cell).map(ToString::to_string).collect();
            assert_eq!(shown.join(" "), places);
            assert_eq!(paths(judged), SUMMARY);
        });
    }
}

#[test]
fn a_second_vote_on_people_who_are_not_tied_decides_nothing_and_is_said() {
    let people = voted([9, 9, 8, 8, 7, 6, 6]);
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    let mut own = commune(&people);
    for (row, votes) in [(0, 1), (1, 9)] {
        let at = cell(COMMUNE, "Biểu quyết", u32::try_from(row).expect("small") + 1, 4);
        own.council.votes[row].again = Some(At::new(votes, at));
    }
    judged(&plan(), &units, Some(&own), Problems::default(), |judged| {
        let ranks: Vec<usize> = judged.ranking.individuals.iter().map(|ranked| ranked.rank).collect();
        assert_eq!(ranks, [1, 1, 3, 3, 5, 6, 6], "they stay equal");
        let problem = said(judged, "không được tính");
        assert_eq!(problem.severity, Severity::Warning);
        assert_eq!(cells(problem), ["xa.xlsx Biểu quyết E2", "xa.xlsx Biểu quyết E3"]);
    });
}

#[test]
fn a_tie_before_any_vote_is_only_said() {
    let people = seven();
    let units = [unit("Văn phòng", "vp.xlsx", &people)];
    judged(&plan(), &units, None, Problems::default(), |judged| {
        assert!(matches!(judged.ranking.line, Line::Tied(_)));
        assert_eq!(said(judged, "Bằng nhau").severity, Severity::Warning);
        assert!(judged.ranking.selected().next().is_none());
        assert_eq!(paths(judged), SUMMARY);
    });
}

#[test]
fn where_the_plan_puts_others_first_votes_alone_decide() {
    let mut people = voted([9, 9, 8, 8, 7, 7, 6]);
    // Rule 5 would set the fifth before the sixth.
    people[4].done = 1000;
    people[4].initiatives = 2;
    let mut plan = plan();
    plan.priority = Priority::Others("Ưu tiên phụ nữ".to_owned());
    let (units, mut own) = ([unit("Văn phòng", "vp.xlsx", &people)], commune(&people));
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        assert_eq!(judged.ranking.line, Line::Tied(vec!["M4".to_owned(), "M5".to_owned()]));
        let tie = said(judged, "Bằng nhau ở vị trí cuối trong số 05 cá nhân");
        assert!(tie.message.ends_with("cùng 07/09 thành viên đồng ý (77,78%)"), "{}", tie.message);
    });
    for (row, again) in [(4, 4), (5, 5)] {
        own.council.votes[row].again = Some(At::new(again, cell(COMMUNE, "Biểu quyết", 5, 4)));
    }
    judged(&plan, &units, Some(&own), Problems::default(), |judged| {
        let selected: Vec<&str> = judged.ranking.selected().map(|ranked| ranked.code.as_str()).collect();
        assert_eq!(selected, ["M0", "M1", "M2", "M3", "M5"]);
        let made = super::documents(judged);
        let minutes =
            made.iter().find(|made| &*made.front.path == "xa/02-bien-ban.pdf").expect("minutes").data().to_string();
        assert!(
            minutes
                .contains("Thứ tự được xếp theo tỷ lệ đồng ý của Hội đồng; bằng nhau ở vị trí cuối trong số 05 (năm) cá nhân được đề nghị"),
            "{minutes}"
        );
        assert!(minutes.contains("Về ưu tiên, Kế hoạch quy định: ưu tiên phụ nữ."), "{minutes}");
        assert!(!minutes.contains("nhóm ưu tiên") && !minutes.contains("mức vượt bình quân"), "{minutes}");
    });
}
