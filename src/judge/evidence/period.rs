//! Days, months and years that a text names, held against the campaign's period.
//!
//! A day in a text is not always the evidence's: decrees carry the day they were issued, reports compare with last
//! year, people were born. So a day outside the period is passed over where it belongs to a national act or to what the
//! plan itself cites, or stands in a comparison or a term of years; a paper dated soon after the period's end, which is
//! when results are summed up and initiatives recognised, is said mildly.
//!
//! *Invariant:* a document's symbol (`34/2019/NĐ-CP`) is never read as a day.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Text;
use crate::plan::Plan;
use crate::problem::Problems;
use crate::text::fold;

/// How long after the period's end papers that sum it up are still signed, and before its beginning its plans.
const AROUND: i32 = 120;

/// The campaign's period, and the days and symbols its plan cites.
pub struct Period {
    from: Date,
    to: Date,
    cited: BTreeSet<String>,
}

/// What a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// First and last day of what is named: a day, a month or a year.
    Span(Date, Date),
    /// Written as a day that no calendar has.
    Never,
}

/// How a day outside the period is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Finding {
    /// A paper signed soon after the end, or a plan soon before the beginning.
    Near,
    /// Outside.
    Outside,
    /// Of another year's plan.
    OtherPlan,
    /// No day at all.
    Never,
}

impl Period {
    /// The period of a plan.
    pub fn of(plan: &Plan) -> Self {
        let texts = plan.bases.iter().map(|at| at.value.as_str()).chain([plan.symbol.as_str(), &plan.report_form]);
        let criteria = plan.criteria.iter().flat_map(|criterion| {
            [criterion.name.as_str(), criterion.sentence.as_ref().map_or("", |at| at.value.as_str())]
        });
        let cited = texts
            .chain(criteria)
            .flat_map(str::split_whitespace)
            .map(bare)
            .filter(|word| word.contains('/') && word.contains(|c: char| c.is_ascii_digit()))
            .map(str::to_owned)
            .collect();
        Self { from: plan.from, to: plan.to, cited }
    }

    /// Warns, once a text, of what it names outside the period.
    pub fn check(&self, text: &Text, problems: &mut Problems) {
        let found: Vec<(Finding, String)> = text.clauses().flat_map(|clause| self.in_clause(clause)).collect();
        let Some(worst) = found.iter().map(|(finding, _)| *finding).max() else { return };
        let mut named: Vec<String> =
            found.into_iter().filter(|(finding, _)| *finding == worst).map(|(_, shown)| format!("“{shown}”")).collect();
        named.dedup();
        let (what, named) = (text.what(), named.join(", "));
        let period = format!("từ {} đến {}", written(self.from), written(self.to));
        let (message, hint) = match worst {
            Finding::Never => (
                format!("{what} ghi {named}, không có ngày như vậy"),
                "Viết ngày/tháng/năm, chẳng hạn 05/12/2023".to_owned(),
            ),
            Finding::OtherPlan => (
                format!("{what} nêu kế hoạch của thời gian khác ({named}), còn phong trào này {period}"),
                "Nếu chép từ hồ sơ năm trước thì thay bằng kế hoạch và kết quả của phong trào này".to_owned(),
            ),
            Finding::Outside => (
                format!("{what} ghi {named}, ngoài thời gian của phong trào ({period})"),
                "Kiểm tra lại năm; kết quả và văn bản phải là của thời gian xét khen thưởng".to_owned(),
            ),
            Finding::Near => (
                format!("{what} có văn bản ngày {named}, không nằm trong thời gian của phong trào ({period})"),
                "Kế hoạch ký trước, văn bản tổng kết hoặc công nhận ký sau ít lâu là bình thường; chỉ cần xem kết quả \
                 nêu trong đó có đúng là của thời gian phong trào"
                    .to_owned(),
            ),
        };
        problems.warning(text.at, message, hint);
    }

    fn in_clause(&self, clause: &str) -> Vec<(Finding, String)> {
        let words: Vec<&str> = clause.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
        let mut found = Vec::new();
        for index in 0..words.len() {
            let Some((when, first)) = named(&words, index) else { continue };
            let shown = words[first..=index].join(" ");
            let finding = match when {
                When::Never => Some(Finding::Never),
                When::Span(begin, end) if end < self.from || begin > self.to => {
                    self.outside(&words[..first], begin, end, words[index])
                }
                When::Span(..) => None,
            };
            found.extend(finding.map(|finding| (finding, shown)));
        }
        found
    }

    /// How something outside the period is to be taken, by the words before it.
    fn outside(&self, before: &[&str], begin: Date, end: Date, word: &str) -> Option<Finding> {
        let document = document(before);
        if document == Document::National || self.cited.contains(word) || is_excused(before) {
            return None;
        }
        let is_day = begin == end;
        let late = is_day && begin > self.to && self.to.saturating_add(AROUND.days()) >= begin;
        let early = is_day && end < self.from && self.from.saturating_sub(AROUND.days()) <= end;
        match document {
            _ if late => Some(Finding::Near),
            Document::Plan if early => Some(Finding::Near),
            Document::Plan => Some(Finding::OtherPlan),
            Document::National | Document::Other => Some(Finding::Outside),
        }
    }
}

/// What the words up to here are the beginning of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Document {
    /// An act of the State or a ministry, by its name or symbol.
    National,
    /// A plan.
    Plan,
    /// Anything else.
    Other,
}

/// The last document that the words name.
fn document(before: &[&str]) -> Document {
    const ACTS: [&str; 6] = ["nghi dinh", "thong tu", "phap lenh", "hien phap", "bo luat", "luat"];
    let mut found = Document::Other;
    let mut is_standing = false;
    let mut behind = [String::new(), String::new()];
    for word in before {
        if is_symbol(word) {
            found = match symbol(&word.to_lowercase()) {
                Document::Other if is_standing => Document::National,
                other => other,
            };
        }
        let word = fold(word);
        let [second, first] = &behind;
        let pair = format!("{first} {word}");
        let is_rule = RULES.contains(&pair.as_str());
        if is_rule || REPORTS.contains(&pair.as_str()) {
            is_standing = is_rule && LEADS_TO_RULES.contains(&second.as_str());
            found = if is_standing { Document::National } else { Document::Other };
        }
        if pair == "ke hoach" {
            found = Document::Plan;
        } else if ACTS.contains(&pair.as_str())
            || (ACTS.contains(&word.as_str()) && !matches!(first.as_str(), "phap" | "ky" | "dung"))
        {
            found = Document::National;
        }
        behind.rotate_left(1);
        behind[1] = word;
    }
    found
}

/// Papers that lay down rules: where work is done `theo` or `căn cứ` one of them, its day is no evidence's.
const RULES: [&str; 9] =
    ["quyet dinh", "nghi quyet", "chi thi", "ket luan", "quy che", "quy dinh", "chuong trinh", "de an", "huong dan"];
/// Last syllables of the words that lead up to them: theo, căn cứ, thực hiện, triển khai, quy định tại.
const LEADS_TO_RULES: [&str; 5] = ["theo", "cu", "hien", "khai", "tai"];
/// Papers that report or plan: their own day counts.
const REPORTS: [&str; 7] = ["ke hoach", "bao cao", "cong van", "bien ban", "thong bao", "to trinh", "danh sach"];

/// What a document is by its symbol in lower case.
fn symbol(symbol: &str) -> Document {
    const OF_THE_STATE: [&str; 10] = ["-cp", "-ttg", "/tt-", "/qh", "-tw", "/tw", "ubtvqh", "-bnv", "-btc", "/nq-hđnd"];
    // With the year inside, a decision is a legal act of its own (Luật Ban hành VBQPPL): `15/2022/QĐ-UBND`.
    let is_law = symbol.split('/').nth(1).is_some_and(is_year) && symbol.contains("/qđ-");
    if is_law || OF_THE_STATE.iter().any(|part| symbol.contains(part)) || is_of_the_assembly(symbol) {
        Document::National
    } else if symbol.contains("/kh-") {
        Document::Plan
    } else {
        Document::Other
    }
}

/// `06/2022/QH15`.
fn is_of_the_assembly(symbol: &str) -> bool {
    symbol.rsplit('/').next().is_some_and(|last| last.starts_with("qh"))
}

/// Whether the words lead up to a comparison, a term of years or a beginning long ago.
fn is_excused(before: &[&str]) -> bool {
    const LEADS: [&str; 12] = [
        "so voi",
        "cung ky",
        "giai doan",
        "nhiem ky",
        "tu nam",
        "ke tu",
        "nam truoc",
        "thanh lap",
        "sinh ngay",
        "sinh nam",
        "nien khoa",
        "truoc day",
    ];
    let near: Vec<String> = before.iter().rev().take(6).rev().map(|word| fold(word)).collect();
    let near = format!(" {} ", near.join(" "));
    LEADS.iter().any(|lead| near.contains(&format!(" {lead} "))) || near.ends_with(" sinh ")
}

/// What the word at `index` ends naming, and the index of its first word.
fn named(words: &[&str], index: usize) -> Option<(When, usize)> {
    let word = words[index];
    if !word.bytes().any(|b| b.is_ascii_digit()) || is_symbol(word) {
        return None;
    }
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let before = |back: usize| index.checked_sub(back).map(|at| fold(words[at])).unwrap_or_default();
    match parts[..] {
        [day, month, year] if is_year(year) => Some((day_of(day, month, year)?, index)),
        // A date's two parts are not joined by a dot: `12.2023` is a number.
        [month, year] if is_year(year) && !word.contains('.') && !is_year(month) => match number(month)? {
            1..=12 if before(1) != "so" => Some((month_of(month, year)?, index)),
            _ => Some((year_of(year)?, index)),
        },
        [year] if is_year(year) => match before(1).as_str() {
            "nam" => Some(long_form(words, index).or_else(|| Some((year_of(year)?, index)))?),
            "hoach" | "cchc" | "trao" | "dua" | "trinh" | "nay" | "ky" => Some((year_of(year)?, index)),
            _ => None,
        },
        _ => None,
    }
}

/// `ngày 05 tháng 3 năm 2023`, `tháng 3 năm 2023`, ending at the year.
fn long_form(words: &[&str], index: usize) -> Option<(When, usize)> {
    let folded = |back: usize| index.checked_sub(back).map(|at| fold(words[at])).unwrap_or_default();
    let word = |back: usize| index.checked_sub(back).map_or("", |at| words[at]);
    if folded(3) != "thang" {
        return None;
    }
    if folded(5) == "ngay" {
        return Some((day_of(word(4), word(2), words[index])?, index - 5));
    }
    Some((month_of(word(2), words[index])?, index - 3))
}

/// A document's symbol: figures and letters around a slash, as `34/2019/NĐ-CP`, `12/QĐ-UBND`.
fn is_symbol(word: &str) -> bool {
    word.contains('/') && word.chars().any(char::is_alphabetic)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && number(text).is_some()
}

fn number(text: &str) -> Option<i16> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn day_of(day: &str, month: &str, year: &str) -> Option<When> {
    let (day, month, year) = (number(day)?, number(month)?, number(year)?);
    let date = i8::try_from(month).ok().zip(i8::try_from(day).ok());
    let date = date.and_then(|(month, day)| Date::new(year, month, day).ok());
    Some(date.map_or(When::Never, |date| When::Span(date, date)))
}

fn month_of(month: &str, year: &str) -> Option<When> {
    let first = Date::new(number(year)?, i8::try_from(number(month)?).ok()?, 1).ok()?;
    Some(When::Span(first, first.last_of_month()))
}

fn year_of(year: &str) -> Option<When> {
    let first = Date::new(number(year)?, 1, 1).ok()?;
    Some(When::Span(first, first.last_of_year()))
}

/// The word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%')
}

fn written(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn found(text: &str) -> Vec<Finding> {
        let cited = BTreeSet::from(["178/KH-UBND".to_owned(), "30/9/2022".to_owned()]);
        let period = Period { from: date(2023, 1, 1), to: date(2023, 12, 31), cited };
        period.in_clause(text).into_iter().map(|(finding, _)| finding).collect()
    }

    #[test]
    fn days_of_the_period_and_symbols_pass() {
        for text in [
            "Báo cáo số 45/BC-UBND ngày 05/12/2023",
            "Nghị định số 34/2019/NĐ-CP ngày 24/4/2019 của Chính phủ",
            "Nghị định 91/2017 ngày 31 tháng 7 năm 2017",
            "Luật Cán bộ, công chức ngày 13/11/2008",
            "Quyết định số 1085/QĐ-TTg ngày 15/9/2022",
            "Nghị quyết số 76/NQ-CP ngày 15/7/2021",
            "Luật số 06/2022/QH15 ngày 15/6/2022",
            "Kết luận số 21-KL/TW ngày 25/10/2021 của Trung ương",
            "Nghị quyết số 12/2021/NQ-HĐND ngày 04/8/2021 của HĐND tỉnh",
            "rút ngắn theo Quyết định 15/2022/QĐ-UBND ngày 09/6/2022 của UBND tỉnh",
            "Niêm yết theo Quyết định số 2250/QĐ-UBND ngày 01/11/2022 của UBND tỉnh",
            "theo Chương trình hành động số 09-CTr/ĐU ngày 20/01/2021 của Đảng ủy xã",
            "86 văn bản theo Quy chế phối hợp số 01/QCPH ngày 10/02/2020",
            "Căn cứ Quyết định số 12/QĐ-UBND ngày 5/5/2022 giao nhiệm vụ",
            "Kế hoạch số 178/KH-UBND ngày 30/9/2022 của UBND tỉnh",
            "Sổ tiếp công dân số 228/2023",
            "tháng 3/2023, quý I/2023, năm 2023, 6 tháng đầu năm 2023",
            "giảm 12% so với năm 2022, tăng so với cùng kỳ 2022",
            "giai đoạn 2021-2025, nhiệm kỳ 2021 - 2026",
            "giải quyết 2015 hồ sơ, 1.999 lượt, 2022/2022 hồ sơ",
            "ngày 05 tháng 12 năm 2023",
            "điểm 4.1.3 và mục 3.6",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn days_outside_are_found() {
        use Finding::{Near, Never, OtherPlan, Outside};
        for (text, finding) in [
            ("Báo cáo số 45/BC-UBND ngày 05/12/2022", Outside),
            ("Báo cáo ngày 5-12-2022", Outside),
            ("Báo cáo ngày 05 tháng 12 năm 2022", Outside),
            ("Báo cáo tháng 12/2021", Outside),
            ("Kết quả năm 2022", Outside),
            ("Tuyên truyền pháp luật ngày 05/3/2022", Outside),
            ("Sổ tiếp công dân số 228/2021", Outside),
            ("Thực hiện Kế hoạch số 12/KH-UBND ngày 15/3/2022", OtherPlan),
            ("Theo Kế hoạch CCHC năm 2022", OtherPlan),
            ("Kế hoạch số 210/KH-UBND ngày 28/12/2022", Near),
            ("Quyết định số 12/QĐ-UBND ngày 10/01/2024", Near),
            ("Quyết định số 12/QĐ-UBND ngày 10/9/2024", Outside),
            ("Theo Nghị định số 34/2019/NĐ-CP ngày 24/4/2019, Quyết định số 3/QĐ-UBND ngày 1/3/2021", Outside),
            ("Theo Báo cáo số 45/BC-UBND ngày 05/12/2022", Outside),
            ("Khen theo Quyết định số 9/QĐ-UBND ngày 5/1/2023, Báo cáo số 4/BC-UBND ngày 5/12/2022", Outside),
            ("Quyết định số 12/QĐ-UBND ngày 5/5/2022 công nhận sáng kiến", Outside),
            ("Báo cáo ngày 31/02/2023", Never),
            ("Báo cáo ngày 5/22/2023", Never),
        ] {
            assert_eq!(found(text), [finding], "{text}");
        }
    }
}
