//! What the papers' files are called, as the contract has it, and what a name says to a reader.
//!
//! *Invariant:* whoever speaks of a file takes its name from here, so that what is told to open is what was written.

use unicode_normalization::UnicodeNormalization as _;

use super::vietnamese::roman;

/// A workbook's name as papers print it: it is the only text in them that was in no cell, so what a page may not hold, or
/// the fonts need not have, becomes `_`.
pub fn printed(file: &str) -> String {
    let fits = |c: char| {
        let c = c.to_lowercase().next().unwrap_or(c);
        c == ' ' || c.is_ascii_graphic() || c == '–' || c == 'đ' || decomposes_to_ascii(c)
    };
    file.nfc().map(|c| if fits(c) { c } else { '_' }).collect()
}

/// Whether a letter is a Latin one with marks that Vietnamese has.
fn decomposes_to_ascii(c: char) -> bool {
    const MARKS: &str = "\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31B}\u{323}";
    let mut parts = std::iter::once(c).nfd();
    parts.next().is_some_and(|base| base.is_ascii_alphabetic()) && parts.all(|mark| MARKS.contains(mark))
}

/// The folder of the commune's own papers.
pub const COMMUNE: &str = "xa";

/// Bảng tổng hợp.
pub const SUMMARY: &str = "00-bang-tong-hop";
/// Tờ trình.
pub const SUBMISSION: &str = "01-to-trinh";
/// Biên bản.
pub const MINUTES: &str = "02-bien-ban";
/// Báo cáo thành tích; code and name follow.
pub const REPORT: &str = "03-bao-cao";
/// Quyết định.
pub const DECISION: &str = "03-quyet-dinh";
/// Giấy khen; the code follows.
pub const CERTIFICATE: &str = "04-giay-khen";
/// Tờ trình to the level above.
pub const PROPOSAL: &str = "05-to-trinh-huyen";
/// Báo cáo thành tích to the level above; code and name follow.
pub const REPORT_ABOVE: &str = "05-bao-cao";
/// Bộ hồ sơ.
pub const SET: &str = "bo-ho-so";
/// Danh sách, a workbook.
pub const LIST: &str = "danh-sach";

const WORDS: [(&str, &str); 10] = [
    (SUMMARY, "Bảng tổng hợp"),
    (SUBMISSION, "Tờ trình"),
    (MINUTES, "Biên bản"),
    (REPORT, "Báo cáo thành tích"),
    (DECISION, "Quyết định"),
    (CERTIFICATE, "Giấy khen"),
    (PROPOSAL, "Tờ trình cấp trên"),
    (REPORT_ABOVE, "Báo cáo gửi cấp trên"),
    (SET, "Bộ hồ sơ"),
    (LIST, "Danh sách"),
];

const VOLUME: &str = "-tap-";
const ANNEX: &str = "-phu-luc-";

/// A volume of what is called so, from 0; the first is called as the whole is.
pub fn volume(name: &str, volume: usize) -> String {
    if volume == 0 { name.to_owned() } else { format!("{name}{VOLUME}{:02}", volume + 1) }
}

/// An annex of the paper that is called so, from 0.
pub fn annex(name: &str, annex: usize) -> String {
    format!("{name}{ANNEX}{:02}", annex + 1)
}

/// What a file is, for whoever looks for it: of several papers of one kind each says whose it is, of volumes and annexes which.
pub fn words(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "pdf"));
    let Some((name, words)) = WORDS.iter().find(|(name, _)| stem.starts_with(name)) else { return file.to_owned() };
    let rest = &stem[name.len()..];
    let of = rest.trim_start_matches('-');
    let numbered = |mark: &str| rest.strip_prefix(mark).and_then(|number| number.parse::<usize>().ok());
    // What has a code behind it has neither volumes nor annexes, whatever the code is.
    let said = match *name {
        CERTIFICATE if !of.is_empty() => format!("{words} {}", of.to_uppercase()),
        REPORT_ABOVE => format!("{words} ({of})"),
        REPORT | CERTIFICATE => (*words).to_owned(),
        _ => match (numbered(VOLUME), numbered(ANNEX)) {
            (Some(volume), _) => format!("{words}, tập {volume:02}"),
            (None, Some(annex)) => format!("{words}, Phụ lục {}", roman(annex)),
            (None, None) => (*words).to_owned(),
        },
    };
    if ending == "pdf" { said } else { format!("{said} ({ending})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_is_named_in_letters_that_every_page_has() {
        for (name, shown) in [
            ("van-phong (1).xlsx", "van-phong (1).xlsx"),
            ("Văn phòng – Thống kê/ĐỢT 2.xlsx", "Văn phòng – Thống kê/ĐỢT 2.xlsx"),
            ("Va\u{306}n phòng.xlsx", "Văn phòng.xlsx"),
            ("hồ sơ ✅.xlsx", "hồ sơ _.xlsx"),
            ("办公室.xlsx", "___.xlsx"),
            ("a\u{FDD1}\n@ky xx\n\u{1}.xlsx", "a__@ky xx__.xlsx"),
        ] {
            assert_eq!(printed(name), shown);
        }
    }

    #[test]
    fn a_name_says_which_of_several_papers_it_is() {
        for (path, said) in [
            ("vp/02-bien-ban.pdf", "Biên bản"),
            ("vp/02-bien-ban-phu-luc-14.pdf", "Biên bản, Phụ lục XIV"),
            ("xa/03-quyet-dinh-phu-luc-01.pdf", "Quyết định, Phụ lục I"),
            ("vp/bo-ho-so-tap-02.pdf", "Bộ hồ sơ, tập 02"),
            ("xa/04-giay-khen-vp01.pdf", "Giấy khen VP01"),
            ("xa/04-giay-khen-tap-01.pdf", "Giấy khen TAP-01"),
            ("vp/03-bao-cao-tap-01-an.pdf", "Báo cáo thành tích"),
            ("xa/05-to-trinh-huyen.pdf", "Tờ trình cấp trên"),
            ("xa/05-bao-cao-vp01-nguyen-van-an.pdf", "Báo cáo gửi cấp trên (vp01-nguyen-van-an)"),
            ("xa/danh-sach.xlsx", "Danh sách (xlsx)"),
        ] {
            assert_eq!(words(path), said);
        }
        assert_eq!(words(&format!("{}.pdf", annex(MINUTES, 3))), "Biên bản, Phụ lục IV");
        assert_eq!((volume(SET, 0), volume(SET, 1)), ("bo-ho-so".to_owned(), "bo-ho-so-tap-02".to_owned()));
    }
}
