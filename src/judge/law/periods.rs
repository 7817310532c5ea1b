//! Which act applied when, as tables: the decrees on awards, the base salaries, the laws on local government.
//!
//! What is not known surely (the coefficient of 2024, the numbers of forms) is in no table, so that nothing is ever warned of on
//! a guess.
//!
//! *Invariant:* facts alone; what follows from them for a plan or a paper is said in [`law`](super).

use jiff::civil::{Date, date};

use crate::text::fold;

/// From when on which act says how awards are proposed and given.
#[derive(Debug)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day; `None` while no end is known.
    pub to: Option<Date>,
    /// The decree's own article by which it lapses then; `None` where a later one ended it.
    pub lapses: Option<&'static str>,
    /// Number and symbol of the decree, by which a citation is known.
    pub decree: &'static str,
    /// The decree as a paper cites it.
    pub decree_cited: &'static str,
    /// The year of the law by which its citation is known.
    pub law_year: &'static str,
    /// The law as a paper cites it (NĐ 30/2020: a law has no number and no issuer).
    pub law_cited: &'static str,
    /// Hundredths of a base salary for an individual's Giấy khen of a commune's Chairman, with the decree's article; `None`
    /// where no sure source was found.
    pub coefficient: Option<(u32, &'static str)>,
    /// The decree's article that gives a household one and a half times the sum of an individual; `None` where it has none.
    pub household: Option<&'static str>,
    /// The decree's article that says who is preferred among equals, and whom; `None` where none is known.
    pub preference: Option<(&'static str, &'static str)>,
}

/// The periods, the oldest first, without gap.
pub const PERIODS: &[Period] = &[
    // NĐ 91/2017 has been in force since that day; it ended with the law that it was made for.
    Period {
        from: date(2017, 10, 1),
        to: Some(date(2023, 12, 31)),
        lapses: None,
        decree: "91/2017/NĐ-CP",
        decree_cited: "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ",
        law_year: "2003",
        law_cited: "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003 (sửa đổi, bổ sung năm 2005, năm 2013)",
        coefficient: Some((15, "Điều 73")),
        household: None,
        preference: None,
    },
    // Luật 06/2022/QH15 and NĐ 98/2023 came into force together. Its coefficient is not surely known.
    Period {
        from: date(2024, 1, 1),
        to: Some(date(2025, 6, 30)),
        lapses: None,
        decree: "98/2023/NĐ-CP",
        decree_cited: "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ",
        law_year: "2022",
        law_cited: "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        coefficient: None,
        household: None,
        preference: None,
    },
    // NĐ 152/2025, Điều 59 replaces NĐ 98/2023; Điều 60: it expires on 01/3/2027 unless replaced before.
    Period {
        from: date(2025, 7, 1),
        to: Some(date(2027, 2, 28)),
        lapses: Some("Điều 60"),
        decree: "152/2025/NĐ-CP",
        decree_cited: "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ",
        law_year: "2022",
        law_cited: "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        coefficient: Some((30, "Điều 54")),
        household: Some("khoản 3 Điều 54"),
        preference: Some(("Khoản 6 Điều 4", "khi thành tích như nhau thì ưu tiên cá nhân nữ")),
    },
];

/// Base salaries (mức lương cơ sở) in đồng a month: first day, sum, and the decree that sets both.
pub const SALARIES: &[(Date, u32, &str)] = &[
    (date(2019, 7, 1), 1_490_000, "Nghị định số 38/2019/NĐ-CP"),
    (date(2023, 7, 1), 1_800_000, "Nghị định số 24/2023/NĐ-CP"),
    (date(2024, 7, 1), 2_340_000, "Nghị định số 73/2024/NĐ-CP"),
    (date(2026, 7, 1), 2_530_000, "Nghị định số 161/2026/NĐ-CP"),
];

/// The first day without a district level (two-tier local government).
pub const TWO_TIERS: Date = date(2025, 7, 1);

/// The law on local government that a decision cites for its authority: first day in force, citation.
const LOCAL_GOVERNMENT: &[(Date, &str)] = &[
    (date(2016, 1, 1), "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"),
    (
        date(2020, 7, 1),
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ \
         chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019",
    ),
    (date(2025, 3, 1), "Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025"),
    (date(2025, 6, 16), "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"),
];

/// The period a day lies in; `None` before the first and after the last.
pub fn period(day: Date) -> Option<&'static Period> {
    PERIODS.iter().find(|period| period.from <= day && period.to.is_none_or(|to| day <= to))
}

/// The base salary of a day, with its decree.
pub fn base_salary(day: Date) -> Option<(u32, &'static str)> {
    SALARIES.iter().rev().find(|(from, _, _)| *from <= day).map(|(_, sum, decree)| (*sum, *decree))
}

/// The law on local government in force on a day.
pub fn local_government(day: Date) -> Option<&'static str> {
    LOCAL_GOVERNMENT.iter().rev().find(|(from, _)| *from <= day).map(|(_, law)| *law)
}

/// Whether a basis is that law, of whatever year.
pub fn is_of_local_government(basis: &str) -> bool {
    fold(basis).contains("to chuc chinh quyen dia phuong")
}

/// Who the law of that day prefers among equals, as a sentence.
pub fn preference(day: Date) -> Option<String> {
    let period = period(day)?;
    let (article, whom) = period.preference?;
    Some(format!("{article} Nghị định số {}: {whom}; Hội đồng xem xét khi biểu quyết", period.decree))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_periods_follow_each_other_without_gap() {
        for pair in PERIODS.windows(2) {
            assert_eq!(pair[0].to.and_then(|to| to.tomorrow().ok()), Some(pair[1].from));
        }
        assert_eq!(period(date(2023, 4, 1)).map(|p| p.decree), Some("91/2017/NĐ-CP"));
        assert_eq!(period(date(2025, 7, 1)).map(|p| p.decree), Some("152/2025/NĐ-CP"));
        assert!(period(date(2017, 9, 30)).is_none() && period(date(2027, 3, 1)).is_none());
    }

    #[test]
    fn salaries_and_laws_are_those_of_the_day() {
        assert_eq!(base_salary(date(2023, 6, 30)).map(|s| s.0), Some(1_490_000));
        assert_eq!(base_salary(date(2023, 12, 20)).map(|s| s.0), Some(1_800_000));
        assert_eq!(base_salary(date(2019, 6, 30)), None);
        let law = local_government(date(2025, 12, 1)).expect("a law");
        assert!(law.ends_with("ngày 16 tháng 6 năm 2025"), "{law}");
    }
}
