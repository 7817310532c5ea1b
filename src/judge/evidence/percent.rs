//! A percentage as a text gives it, and what the words around it say of it.

use crate::number::{self, Decimal, Fraction, fraction};
use crate::text::{bare, fold, only_words};

/// A percentage as typed.
pub struct Percent<'a> {
    /// With its sign.
    pub shown: String,
    /// 98 of `98%`.
    pub value: Decimal,
    decimals: u32,
    /// What its clause says before it.
    head: &'a str,
    /// And behind it.
    tail: &'a str,
}

impl Percent<'_> {
    /// The three words before it, folded.
    fn before(&self) -> String {
        let words: Vec<&str> = self.head.split_whitespace().rev().take(3).collect();
        words.into_iter().rev().map(fold).collect::<Vec<_>>().join(" ")
    }

    /// The words before it back to a comma, eight at most, folded.
    pub fn phrase(&self) -> String {
        phrase(self.head.split_whitespace().rev())
    }

    /// Whether it is one end of a range: `từ 35% đến 60%`, `từ 85% (quý I) lên 97%`.
    pub fn is_in_a_range(&self) -> bool {
        let last = self.head.split_whitespace().next_back().map(str::to_lowercase).unwrap_or_default();
        let goes_on = [" đến ", " lên "].iter().any(|word| self.tail.contains(word) && self.tail.contains('%'));
        last == "từ" && goes_on || matches!(last.as_str(), "đến" | "lên") && self.head.contains('%')
    }

    /// Whether the words before it say that something became less by so much.
    pub fn is_reduction(&self) -> bool {
        let phrase = format!(" {} ", self.phrase());
        let behind = ["giam", "rut ngan", "tiet kiem"].iter().filter_map(|word| {
            let (_, behind) = phrase.rsplit_once(&format!(" {word} "))?;
            Some(format!(" {behind}"))
        });
        // `giảm xuống còn 60%` is what is left.
        let is_left =
            |behind: &String| ["con", "xuong", "bang", "chi"].iter().any(|word| behind.contains(&format!(" {word} ")));
        behind.min_by_key(String::len).is_some_and(|behind| !is_left(&behind))
    }

    /// Whether it is told as what was reached, and not as what was asked for: `rút ngắn được 40% thời gian`.
    pub fn is_said_to_be_cut(&self) -> bool {
        const ASKED: [&str; 28] = [
            "chi tieu",
            "muc tieu",
            "yeu cau",
            "ke hoach",
            "quy dinh",
            "quyet dinh",
            "cong van",
            "nghi quyet",
            "ve",
            "ve viec",
            "lo trinh",
            "giao",
            "muc",
            "bao dam",
            "dam bao",
            "cong bo",
            "niem yet",
            "trien khai",
            "thuc hien",
            "toi thieu",
            "it nhat",
            "tro len",
            "phan dau",
            "cam ket",
            "dang ky",
            "phong trao",
            "vuot",
            "tren",
        ];
        let (phrase, behind) = (self.phrase(), self.behind());
        let around = format!(" {phrase} {behind} ");
        let reached = ["rut ngan", "rut ngan duoc", "giam", "giam duoc", "rut ngan thoi gian", "giam thoi gian"];
        !self.is_of_some()
            && reached.iter().any(|words| phrase.ends_with(words))
            && !ASKED.iter().any(|words| around.contains(&format!(" {words} ")))
    }

    /// Whether it is of some procedures or one field, and so no rate of all: `20 thủ tục rút ngắn 35%`.
    fn is_of_some(&self) -> bool {
        let phrase = format!(" {} ", self.phrase());
        [" thu tuc ", " linh vuc "].iter().any(|words| phrase.contains(words))
    }

    /// The words behind it up to a comma, a dozen at most, folded.
    pub fn behind(&self) -> String {
        let near = self.tail.trim_start_matches([')', ' ']).split_whitespace().take(PHRASE + PHRASE / 2);
        let mut words: Vec<String> = Vec::new();
        for word in near {
            words.push(fold(word));
            if word == "và" || word.ends_with([',', ')', '(']) {
                break;
            }
        }
        words.join(" ")
    }

    /// Whether nothing around it, up to a comma or the paper that is cited, says that it is of something else than what is counted
    /// and done in time: `412/413 hồ sơ, tỷ lệ đúng hạn đạt 98% theo Báo cáo …`, and not `có mặt họp giao ban đạt 98%`.
    pub fn is_of_the_figure(&self) -> bool {
        // With their marks: neither `phối hợp`, `tính đến` nor `năm`.
        const OTHERS: [&str; 46] = [
            "hài lòng",
            "số hóa",
            "họp",
            "giao ban",
            "có mặt",
            "khẩn",
            "điện tử mật",
            "huyện",
            "tỉnh",
            "toàn quốc",
            "liên thông",
            "ký số",
            "thanh toán",
            "vneid",
            "định danh",
            "dân số",
            "hộ dân",
            "đảng viên",
            "nữ",
            "trình độ",
            "đại học",
            "xuất sắc",
            "xếp loại",
            "phiếu hẹn",
            "phiếu xin lỗi",
            "ngoài giờ",
            "số buổi",
            "chứng thực",
            "hộ tịch",
            "đất đai",
            "tự nộp",
            "hỗ trợ",
            "internet",
            "bưu chính",
            "đủ điều kiện",
            "dự họp",
            "tại nhà",
            "bảo hiểm",
            "chuyên cần",
            "hoàn thành tốt",
            "toàn trình",
            "một phần",
            "nộp giấy",
            "hồ sơ giấy",
            "cam kết",
            "nhân sự",
        ];
        let head: Vec<&str> = last_words(self.head.split_whitespace().rev());
        // What is cited, or where, says nothing of it.
        let is_cited = |word: &&str| matches!(word.to_lowercase().as_str(), "theo" | "tại" | "báo" | "của");
        let tail = self.tail.trim_start_matches([')', ' ']);
        let tail = tail.split([',', ';', '(']).next().unwrap_or_default();
        let tail: Vec<&str> = tail.split_whitespace().take(PHRASE).take_while(|word| !is_cited(word)).collect();
        let near = head.into_iter().rev().chain(tail.iter().copied()).collect::<Vec<_>>().join(" ");
        let near = format!(" {} ", only_words(&near.to_lowercase()));
        let is_named = tail.first().is_some_and(|word| word.to_lowercase() == "là");
        !is_named && !OTHERS.iter().any(|word| near.contains(&format!(" {word} ")))
    }

    /// The count right before it, as in `trước hạn 350 (84,75%)`, followed by what it counts or by a bracket; or in brackets
    /// behind it: `80% (36 văn bản)`.
    pub fn counts(&self) -> impl Iterator<Item = Decimal> {
        let number = |word: &str| {
            let word = bare(word);
            number::from_text(word).filter(|typed| !typed.percent).map(|typed| typed.value)
        };
        let before = self.head.split_whitespace().rev().take(6).find_map(number);
        let behind = self.tail.trim_start().strip_prefix('(').and_then(|rest| rest.split_whitespace().next());
        before.into_iter().chain(behind.and_then(number))
    }
}

/// Whether the exact rate, rounded or cut off to as many decimals, is what was typed; 100 % is never rounded to.
pub fn fits(percent: &Percent, rate: &Fraction) -> bool {
    let exact = rate * hundred();
    let typed = fraction(percent.value);
    let scale = Fraction::from_integer(num_bigint::BigInt::from(10u8).pow(percent.decimals));
    let cut = (&exact * &scale).floor() / &scale;
    let near = number::rounded(&exact, percent.decimals) == typed || cut == typed;
    near && (typed == hundred()) == (exact == hundred())
}

/// Whether the words before it say that it is a target, a change, the rest, a part, or what people think.
pub fn is_other_quantity(percent: &Percent, is_cut: bool) -> bool {
    const OTHERS: [&str; 18] = [
        "chi tieu",
        "muc tieu",
        "vuot",
        "tang",
        "hon",
        "toi thieu",
        "it nhat",
        "hai long",
        "so voi",
        // What was not done, and one kind of the services counted.
        "tre",
        "tre han",
        "qua han",
        "cham",
        "chua",
        "truoc han",
        "con lai",
        "toan trinh",
        "mot phan",
    ];
    let near = format!(" {} ", percent.before());
    let has = |word: &str| near.contains(&format!(" {word} "));
    // What is counted beside files done in time, and said before the percentage or behind it.
    const COUNTED: [&str; 9] = [
        "hai long",
        "thanh toan",
        "ky so",
        "so hoa",
        "dinh danh",
        "moi truong mang",
        "luot di lai",
        "giay to",
        "chi phi",
    ];
    let (far, behind) = (format!(" {} ", percent.phrase()), format!(" {} ", percent.behind()));
    // `cắt giảm 30-50%`, `từ 35% đến 60%`
    let is_range = percent.head.trim_end().ends_with(['-', '–']) || percent.is_in_a_range();
    is_range
        || OTHERS.iter().any(|word| has(word))
        || COUNTED.map(|words| format!(" {words} ")).iter().any(|words| far.contains(words) || behind.contains(words))
        || if is_cut { percent.is_of_some() } else { has("giam") || has("rut ngan") }
}

/// Every percentage of a clause.
pub fn percents_of(clause: &str) -> Vec<Percent<'_>> {
    let mut found = Vec::new();
    for (at, _) in clause.match_indices('%') {
        let head = clause[..at].trim_end();
        let begin = head
            .rfind(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
            .map_or(0, |last| last + head[last..].chars().next().map_or(1, char::len_utf8));
        let typed = head[begin..].trim_start_matches(['.', ',']);
        let plain = typed.replace(',', ".");
        let Some(value) = plain.parse::<Decimal>().ok().filter(|value| number::is_countable(*value)) else { continue };
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        found.push(Percent {
            shown: format!("{typed}%"),
            value,
            decimals: u32::try_from(decimals).unwrap_or(u32::MAX).min(20),
            head: head[..begin].trim_end_matches('('),
            tail: &clause[at + 1..],
        });
    }
    found
}

/// How far back words say what a number is.
pub const PHRASE: usize = 8;
/// The last words, given from the last on, back to a comma and eight at most, folded.
pub fn phrase<'a>(last_first: impl Iterator<Item = &'a str>) -> String {
    let near: Vec<String> = last_words(last_first).into_iter().map(fold).collect();
    near.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// The same as they are written, the last first.
fn last_words<'a>(last_first: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let near = last_first.take(PHRASE).enumerate().take_while(|(back, word)| *back == 0 || !word.ends_with(','));
    near.map(|(_, word)| word).collect()
}

/// 100.
pub fn hundred() -> Fraction {
    Fraction::from_integer(100.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::ratio;

    #[track_caller]
    fn check_fit(typed: &str, done: u32, total: u32, fit: bool) {
        let percents = percents_of(typed);
        assert_eq!(percents.len(), 1, "{typed}");
        assert_eq!(fits(&percents[0], &ratio(done.into(), total.into())), fit, "{typed}");
    }

    #[test]
    fn rounded_and_cut_percentages_fit() {
        for typed in ["đạt 99,76%", "đạt 99,75 %", "99.76%", "đạt 99,8%", "(99,7%)", "99%", "99,758%"] {
            check_fit(typed, 412, 413, true);
        }
        for typed in ["98%", "100%", "đạt 99,77%", "99,9 %", "100,0%"] {
            check_fit(typed, 412, 413, false);
        }
        check_fit("100%", 5, 5, true);
    }
}
