//! Days, months and years that a text names, held against the campaign's period.
//!
//! A day in a text is not always the evidence's: decrees carry the day they were issued, reports compare with last
//! year, people were born. So a day outside the period is passed over where it belongs to a national act or to what the
//! plan itself cites, or stands in a comparison or a term of years; a paper dated soon after the period's end, which is
//! when results are summed up and initiatives recognised, is said mildly.
//!
//! *Invariant:* a document's symbol (`34/2019/NĐ-CP`) is never read as a day.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::document::{Document, document, is_symbol, is_year};
use super::excuse::{is_beside, is_excused, is_of_a_decision, is_of_a_standing_order};
use super::when::{When, named};
use super::{FEW, NAMED, Text, own, parts};
use crate::cell::{At, Cell};
use crate::phrase::{self, short_date};
use crate::plan::Plan;
use crate::problem::{Place, Problems, Severity};
use crate::text::{bare_but_percent, fold};

/// How long after the period's end papers that sum it up are still signed, and before its beginning its plans.
const AROUND: i32 = 120;

/// After so many years what was done in a term is no result any more that somebody could take for this one's.
const LONG_AGO: i16 = 5;

/// The campaign's period, and the days and symbols its plan cites.
pub struct Period {
    from: Date,
    to: Date,
    cited: BTreeSet<String>,
}

/// How a day outside the period is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stray {
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
            .map(bare_but_percent)
            .filter(|word| word.contains('/') && word.contains(|c: char| c.is_ascii_digit()))
            .map(str::to_owned)
            .collect();
        Self { from: plan.from, to: plan.to, cited }
    }

    /// Warns of what texts name outside the period: once a text, or once a person in whose texts it goes on and on, as
    /// where last year's papers were taken.
    pub fn check(&self, texts: &[Text], problems: &mut Problems) {
        let mut of_one: BTreeMap<(&Cell, Stray), Vec<(&Text, String)>> = BTreeMap::new();
        for text in texts {
            if let Some((stray, named)) = self.worst(text) {
                of_one.entry((&text.person.candidate.code.cell, stray)).or_default().push((text, named));
            }
        }
        for ((_, stray), found) in of_one {
            if found.len() > FEW {
                self.say(stray, &found, problems);
            } else {
                found.chunks(1).for_each(|one| self.say(stray, one, problems));
            }
        }
    }

    /// Warns of documents of the period dated after the council's meeting, which cannot have lain before it: once a person.
    pub fn after_the_meeting(&self, texts: &[Text], met: &At<Date>, problems: &mut Problems) {
        let late = |text: &Text| {
            // A document's symbol has a stroke.
            text.clauses().filter(|clause| clause.contains('/')).find_map(|clause| {
                let words: Vec<&str> =
                    clause.split_whitespace().map(bare_but_percent).filter(|word| !word.is_empty()).collect();
                (0..words.len()).find_map(|index| {
                    let (When::Span(day, end), first) = named(&words, index)? else { return None };
                    // `số 45/BC-UBND ngày 28/12/2023`, or a day in words.
                    let before = &words[..first];
                    let cited =
                        before.iter().rev().find(|word| fold(word) != "ngay").is_some_and(|word| is_symbol(word));
                    let shown = || words[first..=index].join(" ").trim_start_matches("ngày ").to_owned();
                    (day == end && day > met.value && day <= self.to && cited).then(shown)
                })
            })
        };
        let found: Vec<(&Text, String)> = texts.iter().filter_map(|text| Some((text, late(text)?))).collect();
        let Some((first, day)) = found.first() else { return };
        let others = phrase::more(found.len() - 1, "; ", " chỗ nữa cũng vậy");
        let places = found.iter().take(NAMED).map(|(text, _)| Place::from(text.cell));
        problems.between(
            Severity::Warning,
            places.chain([Place::from(met)]).collect(),
            format!(
                "{} có văn bản ngày {day}, sau ngày Hội đồng họp ({}){others}",
                first.what(),
                short_date(met.value)
            ),
            "Văn bản ký sau thì Hội đồng chưa thể xem xét: kiểm tra ngày của văn bản và “Ngày họp”",
        );
    }

    /// What is worst in a text, and what it names so.
    fn worst(&self, text: &Text) -> Option<(Stray, String)> {
        let is_a_year = |shown: &str| fold(shown).trim_start_matches("nam ").len() == 4;
        let mut found: Vec<(Stray, String)> = text.clauses().flat_map(|clause| self.in_clause(clause)).collect();
        let is_a_years_end = |shown: &str| fold(shown).trim_start_matches("ngay ").starts_with("31 12 ");
        if found.iter().any(|(_, shown)| is_a_year(shown) || is_a_years_end(shown)) && self.gives_its_figure(text) {
            found.retain(|(stray, shown)| {
                let named = is_a_year(shown) || is_a_years_end(shown);
                *stray != Stray::Outside || !named || !is_beside(text.said, shown)
            });
        }
        // `Năm 2022: 580/590; năm 2023: 629/631`.
        if found.iter().any(|(_, shown)| is_a_year(shown)) && self.speaks_of_the_period(text) {
            found.retain(|(stray, shown)| *stray != Stray::Outside || !is_a_year(shown));
        }
        // A plan for several years, with what was done of it in this one.
        if found.iter().any(|(stray, _)| *stray == Stray::OtherPlan) && self.speaks_of_the_period(text) {
            found.retain(|(stray, _)| *stray != Stray::OtherPlan);
        }
        let worst = found.iter().map(|(stray, _)| *stray).max()?;
        let mut named: Vec<String> =
            found.into_iter().filter(|(stray, _)| *stray == worst).map(|(_, shown)| format!("“{shown}”")).collect();
        named.dedup();
        Some((worst, named.join(", ")))
    }

    fn say(&self, stray: Stray, found: &[(&Text, String)], problems: &mut Problems) {
        let [(text, named), ..] = found else { return };
        let what = match found.len() {
            1 => text.what(),
            count => format!("{} – {count} dẫn chứng, trước hết là chỗ", text.person.candidate.name.value),
        };
        let period = format!("từ {} đến {}", short_date(self.from), short_date(self.to));
        let (message, hint) = match stray {
            Stray::Never => (
                format!("{what} ghi {named}, không có ngày như vậy"),
                "Viết ngày/tháng/năm, chẳng hạn 05/12/2023".to_owned(),
            ),
            Stray::OtherPlan => (
                format!("{what} nêu kế hoạch của thời gian khác ({named}), còn phong trào này {period}"),
                "Nếu chép từ hồ sơ năm trước thì thay bằng kế hoạch và kết quả của phong trào này".to_owned(),
            ),
            Stray::Outside => (
                format!("{what} ghi {named}, ngoài thời gian của phong trào ({period})"),
                "Kiểm tra lại năm; kết quả và văn bản phải là của thời gian phong trào".to_owned(),
            ),
            Stray::Near => (
                format!("{what} có văn bản ngày {named}, không nằm trong thời gian của phong trào ({period})"),
                "Kế hoạch ký trước, văn bản tổng kết hoặc công nhận ký sau ít lâu là bình thường; chỉ cần xem kết quả \
                 nêu trong đó có đúng là của thời gian phong trào"
                    .to_owned(),
            ),
        };
        let places = found.iter().take(NAMED).map(|(text, _)| Place::from(text.cell)).collect();
        problems.between(Severity::Warning, places, message, hint);
    }

    fn in_clause(&self, clause: &str) -> Vec<(Stray, String)> {
        if !clause.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let joined = joined(clause);
        let raw = || joined.split_whitespace().filter(|word| !bare_but_percent(word).is_empty());
        let words: Vec<&str> = raw().map(bare_but_percent).collect();
        let named: Vec<(When, usize, usize)> = (0..words.len())
            .filter_map(|index| named(&words, index).map(|(when, first)| (when, first, index)))
            .collect();
        // A month or a year of the period: what else the clause names, it is compared with or sums up.
        let of_the_period = named.iter().any(|(when, ..)| !when.is_day() && self.holds(*when));
        let of_a_term = named.iter().any(|(when, ..)| when.is_longer_than_a_year() && self.holds(*when));
        let mut found = Vec::new();
        for (place, (when, first, index)) in named.iter().enumerate() {
            let of_years = words[*first..=*index].iter().all(|word| is_year(word));
            let shown = words[*first..=*index].join(if of_years { " - " } else { " " });
            let stray = match *when {
                When::Never => Some(Stray::Never),
                When::Span(begin, end) if end < self.from || begin > self.to => self
                    .outside(&words[..*first], begin, end, words[*index])
                    .filter(|_| !is_of_a_standing_order(&words[..*first], &words[*index + 1..])),
                When::Span(..) => None,
            };
            let reaches_into_the_period = || {
                let next = named.get(place + 1).filter(|(next, ..)| self.holds(*next));
                begins_a_span(&words[..*first]) && next.is_some_and(|(_, first, _)| ends_a_span(&words[..*first]))
            };
            let excused = match stray {
                // `từ 15/12/2022 đến 14/12/2023`: a year as reports count it; or what was decided for a term of which this is one.
                Some(Stray::Outside) if when.is_day() => {
                    reaches_into_the_period() || of_a_term && is_of_a_decision(&words[..*first])
                }
                // No report counts whole months of the year before.
                Some(Stray::Outside) if when.is_short_of_a_year() && reaches_into_the_period() => false,
                Some(Stray::Outside) => {
                    of_the_period || first.checked_sub(1).and_then(|last| raw().nth(last)).is_some_and(is_in_brackets)
                }
                Some(Stray::Near) => of_the_period,
                _ => false,
            };
            found.extend(stray.filter(|_| !excused).map(|stray| (stray, shown)));
        }
        found
    }

    /// Whether a text names the period's year, or a month of it, with a figure of its own.
    fn speaks_of_the_period(&self, text: &Text) -> bool {
        text.clauses().any(|clause| {
            let words: Vec<&str> = clause.split_whitespace().map(bare_but_percent).collect();
            let named = |index| named(&words, index).map(|(when, _)| when);
            let figure = |word: &&str| {
                let has_digit = word.contains(|c: char| c.is_ascii_digit());
                has_digit && !is_year(word) && !is_symbol(word)
            };
            words.iter().any(figure)
                && (0..words.len()).filter_map(named).any(|when| !when.is_day() && self.holds(when))
        })
    }

    /// Whether a part of a text that names no other time gives its figure, or two counts (`412/413 hồ sơ`): beside it another
    /// year's is compared.
    fn gives_its_figure(&self, text: &Text) -> bool {
        let is_count = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_digit()) && part.chars().all(|c| c.is_ascii_digit() || c == '.')
        };
        let is_pair = |word: &&str| word.split_once('/').is_some_and(|(done, of)| is_count(done) && is_count(of));
        text.clauses().any(|clause| {
            // `Năm 2021: 413 hồ sơ, đúng hạn 412`: what goes on behind another time is that time's, until it says now.
            let mut of_another = false;
            parts(clause).any(|part| {
                let words: Vec<&str> = part.split_whitespace().map(bare_but_percent).collect();
                let times: Vec<When> = (0..words.len()).filter_map(|at| Some(named(&words, at)?.0)).collect();
                let says_now = || words.iter().any(|word| matches!(fold(word).as_str(), "nay" | "hien"));
                of_another = if times.is_empty() {
                    of_another && !says_now()
                } else {
                    !times.iter().all(|when| self.holds(*when))
                };
                !of_another && (words.iter().any(is_pair) || own::is_in(part, text))
            })
        })
    }

    /// Whether a year lies outside the period.
    pub fn is_another(&self, year: &str) -> bool {
        year.parse().is_ok_and(|year: i16| !(self.from.year()..=self.to.year()).contains(&year))
    }

    /// Whether something named lies in the period, or reaches into it.
    fn holds(&self, when: When) -> bool {
        matches!(when, When::Span(begin, end) if end >= self.from && begin <= self.to)
    }

    /// How something outside the period is to be taken, by the words before it.
    fn outside(&self, before: &[&str], begin: Date, end: Date, word: &str) -> Option<Stray> {
        // What document a day is of is said near it; a clause of thousands of days is no clause.
        const NEAR: usize = 60;
        let before = &before[before.len().saturating_sub(NEAR)..];
        let document = document(before);
        // What is planned for years to come may have been worked on in this one.
        let lead: Vec<String> = before.iter().rev().take(2).map(|word| fold(word)).collect();
        let is_to_come = begin > self.to && begin != end && lead.iter().any(|word| word == "doan" || word == "den");
        // Records that are made digital are of years long ago.
        let is_long_ago = lead.first().is_some_and(|word| word == "doan") && end.year() + LONG_AGO < self.from.year();
        if document == Document::National
            || self.cited.contains(word)
            || is_excused(before)
            || is_to_come
            || is_long_ago
        {
            return None;
        }
        let is_day = begin == end;
        let late = is_day && begin > self.to && self.to.saturating_add(AROUND.days()) >= begin;
        let early = is_day && end < self.from && self.from.saturating_sub(AROUND.days()) <= end;
        match document {
            _ if late => Some(Stray::Near),
            Document::Plan if early => Some(Stray::Near),
            Document::Plan => Some(Stray::OtherPlan),
            Document::National | Document::Other => Some(Stray::Outside),
        }
    }
}

/// A clause with the parts of a day together, which some write apart: `10/5/ 2022`, `10 / 5 / 2022`.
fn joined(clause: &str) -> Cow<'_, str> {
    if !clause.contains("/ ") && !clause.contains(" /") {
        return Cow::Borrowed(clause);
    }
    let mut joined = String::with_capacity(clause.len());
    for word in clause.split_whitespace() {
        let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let goes_on = joined.trim_end_matches('/').ends_with(|c: char| c.is_ascii_digit())
            && (joined.ends_with('/') && number(word)
                || word.strip_prefix('/').is_some_and(|rest| rest.is_empty() || number(rest)));
        if !goes_on && !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    Cow::Owned(joined)
}

/// Whether `từ`, `từ ngày` or `từ tháng` stands right before.
fn begins_a_span(before: &[&str]) -> bool {
    last_but_unit(before).is_some_and(|word| word.to_lowercase() == "từ")
}

/// Whether `đến`, `đến ngày` or `đến hết tháng` stands right before.
fn ends_a_span(before: &[&str]) -> bool {
    last_but_unit(before).is_some_and(|word| word.to_lowercase() == "đến")
}

/// The last word that does not say what the number after it counts.
fn last_but_unit<'a>(before: &[&'a str]) -> Option<&'a str> {
    before.iter().rev().find(|word| !matches!(fold(word).as_str(), "ngay" | "thang" | "quy" | "het")).copied()
}

/// Whether a year behind this word stands first in brackets, beside the figure it is compared with: `92,4% (năm 2022: 90,1%)`.
fn is_in_brackets(before: &str) -> bool {
    before.starts_with('(') && fold(before) == "nam"
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn found(text: &str) -> Vec<Stray> {
        let cited = BTreeSet::from(["178/KH-UBND".to_owned(), "30/9/2022".to_owned()]);
        let period = Period { from: date(2023, 1, 1), to: date(2023, 12, 31), cited };
        period.in_clause(text).into_iter().map(|(stray, _)| stray).collect()
    }

    #[test]
    fn days_of_the_period_and_symbols_pass() {
        for text in [
            "thành lập 07 Tổ công nghệ số cộng đồng theo QĐ số 88/QĐ-UBND ngày 20/6/2022, năm 2023 hướng dẫn 450 lượt",
            "công khai dự toán năm 2023, công khai quyết toán năm 2022",
            "Quyết toán năm 2022 được duyệt tại Thông báo số 77/TB-TCKH ngày 30/5/2023",
            "Chỉ số hài lòng đạt 92,4% (năm 2022: 90,1%)",
            "Công khai dự toán năm 2024 ngày 28/12/2023",
            "đang giải quyết: 02 (chuyển sang năm 2024)",
            "Quy chế văn hóa công sở số 02/QC-UBND ban hành ngày 15/01/2020",
            "Năm 2022 đạt 70%, năm 2023 đạt 88%",
            "Theo công bố ngày 12/4/2023 về PAPI năm 2022",
            "Số liệu từ 15/12/2022 đến 14/12/2023: 640/641 hồ sơ",
            "Từ ngày 15/12/2022 đến hết ngày 14/12/2023 tiếp nhận 641 hồ sơ",
            "Tăng từ năm 2022 đến năm 2023, tháng 12/2022 đạt 70%, tháng 12/2023 đạt 88%",
            "Tăng từ 70% tháng 12/2022 đến 88% tháng 12/2023",
            "Báo cáo số 02/BC-VP ngày 05/01/2024 tổng kết công tác năm 2023",
            "Kế hoạch số 210/KH-UBND ngày 28/12/2022 về cải cách hành chính năm 2023",
            "liên thông khai sinh (Quyết định số 1872/QĐ-BTP ngày 04/9/2020)",
            "Nghị quyết số 12-NQ/TU ngày 04/8/2021 của Tỉnh ủy",
            "được tuyển dụng năm 2015, tốt nghiệp thạc sĩ năm 2020",
            "được UBND huyện gia hạn đến 31/01/2024",
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
            "tháng 3/2023, quý I/2023, ngày 30/11/23, năm 2023, 6 tháng đầu năm 2023",
            "giảm 12% so với năm 2022, tăng so với cùng kỳ 2022",
            "giai đoạn 2021-2025, nhiệm kỳ 2021 - 2026",
            "Quyết định số 1872/QĐ-UBND ngày 5/5/2023 về Đề án giai đoạn 2024 - 2030",
            "Chương trình chuyển đổi số đến năm 2025, định hướng đến năm 2030",
            "Số hóa sổ hộ tịch giai đoạn 1996 - 2015",
            "Phiếu tự đánh giá DTI cấp xã năm 2022, gửi ngày 14/3/2023",
            "Kết quả Chỉ số CCHC năm 2022 đạt 88,4 điểm (Quyết định số 59/QĐ-UBND ngày 20/4/2023)",
            "Kế hoạch số 20/KH-UBND ngày 18/01/2023 khắc phục tồn tại năm 2022",
            "Phối hợp tuyển quân năm 2024",
            "Quyết định số 73/QĐ-UBND ngày 18/11/2021 của UBND huyện giao biên chế giai đoạn 2021-2025",
            "Quy chế làm việc nhiệm kỳ 2021-2026 (Quyết định số 112/QĐ-UBND ngày 15/7/2021)",
            "Máy lấy số tự động mua năm 2021",
            "Bình quân mỗi ngày 15/16 hồ sơ, trả trong ngày 40/42 hồ sơ, mỗi ngày 40000 lượt truy cập",
            "trong tháng 11/20 hồ sơ, 12 tháng 12/15 lượt",
            "giai đoạn 2021 - 2025, ngày 5/12, trực ngày 24/24 giờ, 5/12 tháng, tháng 5/12",
            "giải quyết 2015 hồ sơ, 1.999 lượt, 2022/2022 hồ sơ",
            "ngày 05 tháng 12 năm 2023",
            "điểm 4.1.3 và mục 3.6",
            "Vận động 45 trẻ ra lớp năm học 2023-2024",
            "Tổng kết năm học 2022 - 2023, năm học 2022–2023, năm học 2022/2023",
            "Khai giảng năm học 2022",
            "quý 4/2023, Q1/2023, T12/2023",
            "30 người có chứng chỉ cấp năm 2019-2022",
            "Khóa 2021-2022 có 15 học viên, đợt 2 năm 2023",
            "so với năm học 2021-2022 tăng 3 em",
            "Quy chế phối hợp số 02/QCPH-UBND-MTTQ ngày 10/3/2021",
            "Nội quy cơ quan ban hành ngày 02/01/2020",
            "Nội quy cơ quan (QĐ số 02/QĐ-UBND ngày 03/01/2022)",
            "Quy chế chi tiêu nội bộ ban hành ngày 10/01/2022",
            "QĐ số 12/QĐ-UBND ngày 02/8/2021 về phân công nhiệm vụ, còn hiệu lực",
            "QĐ số 45/QĐ-UBND ngày 10/8/2021 kiện toàn Bộ phận Một cửa",
            "QĐ số 36/QĐ-UBND ngày 12/02/2020 của UBND tỉnh",
            "QĐ 2085/QĐ-UBND ngày 15/11/2022 của UBND tỉnh công bố danh mục TTHC",
            "Nghị quyết số 03-NQ/ĐU ngày 15/01/2022 của Đảng ủy",
            "Chương trình hành động số 15-CTr/ĐU ngày 20/3/2021",
            "Hướng dẫn số 08/HD-SNV ngày 10/11/2021",
            "QĐ số 31/QĐ-UBND ngày 15/3/2023 công bố Chỉ số CCHC năm 2022",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn days_outside_are_found() {
        use Stray::{Near, Never, OtherPlan, Outside};
        for (text, stray) in [
            ("Báo cáo số 45/BC-UBND ngày 05/12/2022", Outside),
            ("Báo cáo ngày 5-12-2022", Outside),
            ("Báo cáo ngày 30/11/22", Outside),
            ("Quý IV/2022 đạt 119/120", Outside),
            ("Báo cáo ngày 05 tháng 12 năm 2022", Outside),
            ("Báo cáo tháng 12/2021", Outside),
            ("Kết quả năm 2022", Outside),
            ("Kết quả năm 2022, Báo cáo ngày 5/1/2023", Outside),
            ("Đạt 98% (Báo cáo năm 2022)", Outside),
            ("Từ 15/12/2021 đến cuối năm", Outside),
            ("Số liệu từ 12/2022 đến 11/2023: 640/641 hồ sơ", Outside),
            ("Từ tháng 12/2022 đến tháng 11/2023 giải quyết 640 hồ sơ", Outside),
            ("Từ quý IV/2022 đến hết quý III/2023", Outside),
            ("Quyết định số 9/QĐ-BCĐ ngày 5/5/2022", Outside),
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
            ("Phổ cập giáo dục năm học 2021-2022", Outside),
            ("Phổ cập giáo dục năm học 2021 - 2022", Outside),
            ("Phổ cập giáo dục năm học 2021–2022", Outside),
            ("Khuyến học năm học 2021", Outside),
            ("Tuyển sinh năm học 2024/2025", Outside),
            ("Khen 12 học sinh năm học 2021-2022", Outside),
            ("Quý 4/2022 giải quyết 119 hồ sơ", Outside),
            ("Q4/2022: 119 hồ sơ", Outside),
            ("T12/2022: 119 hồ sơ", Outside),
            ("Tháng 12/2022 giải quyết 119 hồ sơ", Outside),
            ("Hướng dẫn công dân ngày 5/12/2022", Outside),
            ("QĐ số 12/QĐ-UBND ngày 05/5/2022 phê duyệt kết quả 629 hồ sơ", Outside),
            ("QĐ số 12/QĐ-UBND ngày 05/5/2022 của UBND tỉnh khen thưởng", Outside),
            ("Xếp hạng năm 2022: 629/631", Outside),
            ("Quyết định số 12/QĐ-UBND ngày 5/5/2022 khen thưởng, Báo cáo số 3 về phân công", Outside),
            ("Báo cáo ngày 31/02/2023", Never),
            ("Báo cáo ngày 13/05/203", Never),
            ("Báo cáo ngày 13/05/20233", Never),
            ("Báo cáo ngày 5/22/2023", Never),
            ("Báo cáo số 152 ngày 45068", Never),
            ("Báo cáo tháng 13/2023", Never),
            ("Báo cáo ngày 32/5 về kết quả", Never),
            ("Báo cáo ngày 31/4", Never),
            ("Báo cáo tháng 12/22", Outside),
            ("Đề án giai đoạn 2016-2020", Outside),
            ("Kết quả giai đoạn 2020 - 2022", Outside),
        ] {
            assert_eq!(found(text), [stray], "{text}");
        }
    }
}
