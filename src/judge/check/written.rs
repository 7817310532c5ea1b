//! How a clerk wrote what papers print as it stands: people's names (NĐ 30/2020, Phụ lục II, Mục II) and the recipients' last line
//! (Phụ lục I, Phần I, Mục II.9.b).
//!
//! *Invariant:* nothing here stops or changes papers.

use super::once;
use unicode_normalization::UnicodeNormalization as _;

use crate::cell::{At, Cell};
use crate::judge::JudgedUnit;
use crate::model::{Commune, Council, Kind, Office};
use crate::name::{address, is_addressed};
use crate::phrase::shortened;
use crate::problem::Problems;
use crate::text::fold;

/// What a unit's workbook says.
pub fn unit(judged: &JudgedUnit, problems: &mut Problems) {
    let unit = judged.unit;
    let candidates = unit.candidates.iter().filter(|candidate| candidate.kind != Kind::Collective);
    let candidates: Vec<&At<String>> = candidates.map(|candidate| &candidate.name).collect();
    candidates.iter().for_each(|name| degree(name, problems));
    more_than_a_name(&candidates, problems);
    let others: Vec<&At<String>> = of(&unit.council).chain(&unit.office.signer).collect();
    addressed(&others, problems);
    names(candidates.into_iter().chain(others), problems);
    last_recipient(&unit.office, problems);
    in_capitals(&unit.office.name, &unit.name_cell, problems);
}

/// A unit's name in capitals alone, which sentences would print so.
fn in_capitals(name: &str, cell: &Cell, problems: &mut Problems) {
    if is_loud(name) {
        problems.warning(
            cell,
            format!("Tên đơn vị “{}” viết hoa toàn bộ, trong câu cũng in như vậy", shortened(name)),
            "Viết như trong câu, ví dụ Văn phòng - Thống kê; chỗ nào cần chữ hoa thì chương trình tự viết hoa",
        );
    }
}

/// Whether a text is in capitals alone, and too long for an abbreviation.
pub(super) fn is_loud(text: &str) -> bool {
    const LONGEST: usize = 6;
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > LONGEST && !letters.clone().any(char::is_lowercase)
}

/// What the commune's says.
pub fn commune(commune: &Commune, problems: &mut Problems) {
    let signers = commune.office.signer.iter().chain(&commune.decision_signer.name);
    let all: Vec<&At<String>> = of(&commune.council).chain(signers).collect();
    addressed(&all, problems);
    names(all.into_iter(), problems);
    last_recipient(&commune.office, problems);
}

fn of(council: &Council) -> impl Iterator<Item = &At<String>> {
    council.members.iter().map(|member| &member.name)
}

/// Names that were not typed as names are: each mistake said once for a workbook, whatever the number of names.
fn names<'a>(all: impl Iterator<Item = &'a At<String>>, problems: &mut Problems) {
    let (strange, others): (Vec<&At<String>>, Vec<&At<String>>) =
        all.partition(|name| has_strange_letters(&name.value));
    // Where an old character set was told already, nothing is added.
    let strange: Vec<_> = strange.into_iter().filter(|name| !is_told(name, problems)).collect();
    // Of the armed forces' own: behind a rank the name begins.
    let small = |name: &&At<String>| !is_capitalised(behind_rank(&name.value)) && !has_degree(&name.value);
    let small: Vec<_> = others.into_iter().filter(small).collect();
    once(
        &strange,
        "Họ và tên có chữ hoặc dấu lạ",
        "tên",
        "Nếu là chữ của phông cũ (.VnTime, VNI) hoặc bị mất dấu thì gõ lại bằng Unicode; dấu chú thích thì bỏ; văn bản và giấy khen in \
         đúng như trong ô",
        problems,
    );
    once(
        &small,
        "Họ và tên chưa viết hoa đúng",
        "tên",
        "Viết hoa chữ cái đầu của từng tiếng, ví dụ Nguyễn Văn An; văn bản và giấy khen in đúng như trong ô",
        problems,
    );
}

fn is_told(name: &At<String>, problems: &Problems) -> bool {
    problems.iter().any(|problem| problem.places.iter().any(|place| place.cell() == Some(&name.cell)))
}

/// What stands for an apostrophe (`H’Hen`), as keyboards and programs write it.
const APOSTROPHES: [char; 7] = ['\'', '’', 'ʼ', '‘', '`', '´', '′'];

/// Whether a name holds what no name in Vietnam does: a sign (`V¨n`, `Nguy?n`), a letter of neither Vietnamese nor a minority's
/// script (`Bïi`), a tone that its end does not bear (`Quèc`), or keys that were to be marks.
fn has_strange_letters(name: &str) -> bool {
    const LETTERS: &str = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ";
    // Those of Ê-đê, Gia-rai, Ba-na and their neighbours, who write few tones.
    const MINORITIES: &str = "ĕĭŏŭčñƀƀ̆";
    let sign = |c: char| APOSTROPHES.contains(&c) || matches!(c, ' ' | '-' | '–' | '.' | ',' | '/');
    let plain = |c: char| c.is_ascii_alphanumeric() || sign(c);
    let known = |c: char| plain(c) || LETTERS.contains(c) || MINORITIES.contains(c);
    let bears_no_tone = |syllable: &str| {
        let stopped = ["c", "ch", "p", "t"].iter().any(|end| syllable.ends_with(end));
        stopped && syllable.nfd().any(|c| matches!(c, '\u{300}' | '\u{303}' | '\u{309}'))
    };
    let name = name.split('(').next().unwrap_or_default().to_lowercase();
    !name.chars().all(known)
        || name.split([' ', '-', '–']).any(|word| bears_no_tone(word) || is_typed_raw(word))
        || lacks_its_marks(&name)
}

/// Whether a word in lower case is as keys give it where no input method turns them into marks: Telex (`nguyeenx`), VNI
/// (`nguye64n`).
fn is_typed_raw(word: &str) -> bool {
    let telex =
        ["aa", "ee", "dd", "aw", "ow", "uw"].iter().any(|keys| word.contains(keys)) || word.ends_with(['f', 'j', 'x']);
    let vni = word.as_bytes().windows(2).any(|two| b"aeiouy".contains(&two[0]) && two[1].is_ascii_digit());
    word.is_ascii() && (telex || vni)
}

/// Whether a name in lower case was typed without marks: it begins with a surname that always has some.
fn lacks_its_marks(name: &str) -> bool {
    const SURNAMES: [&str; 12] =
        ["nguyen", "tran", "pham", "huynh", "hoang", "vu", "vo", "dang", "bui", "do", "ngo", "duong"];
    let mut words = name.split(' ');
    name.is_ascii() && words.next().is_some_and(|first| SURNAMES.contains(&first)) && words.next().is_some()
}

/// What stands behind a rank of army or police, or a title of religion; the whole where there is none.
fn behind_rank(name: &str) -> &str {
    const RANKS: [&str; 19] = [
        "ni sư",
        "sư cô",
        "linh mục",
        "mục sư",
        "hòa thượng",
        "thượng tọa",
        "đại đức",
        "ni trưởng",
        "thiếu tá",
        "trung tá",
        "thượng tá",
        "đại tá",
        "thiếu úy",
        "trung úy",
        "thượng úy",
        "đại úy",
        "hạ sĩ",
        "trung sĩ",
        "thượng sĩ",
    ];
    let lower = name.to_lowercase();
    let rank = RANKS.iter().find(|rank| lower.strip_prefix(**rank).is_some_and(|rest| rest.starts_with(' ')));
    // Letters of these words have one length in either case.
    rank.and_then(|rank| name.get(rank.len()..)).map_or(name, str::trim_start)
}

/// Candidates' names with more in the cell than a name: a bullet, a post behind a comma, a note in brackets, another name.
fn more_than_a_name(names: &[&At<String>], problems: &mut Problems) {
    let has_more = |name: &str| {
        name.contains([',', ';', ':', '"', '“', '(', '/', '+', '*', '•'])
            || name.starts_with(['-', '–'])
            || name.ends_with(['-', '–', '.'])
            || name.contains(" - ")
            || name.contains(" – ")
            || name.to_lowercase().contains(" và ")
    };
    said_where(
        names,
        has_more,
        "Ô họ và tên ghi thêm dấu hoặc chữ khác",
        "Chỉ ghi họ và tên; chức vụ, ghi chú ghi ở cột khác; văn bản và giấy khen in đúng như trong ô",
        problems,
    );
}

/// Members and signers with `Ông`, `Bà` before the name, or marks behind it: below a signature the name stands alone.
fn addressed(names: &[&At<String>], problems: &mut Problems) {
    said_where(
        names,
        |name| is_addressed(name) || name.ends_with(['.', ',', ';', '-', '–']),
        "Tên người ký hoặc thành viên có ghi thêm cách xưng hô hoặc dấu",
        "Chỉ ghi họ và tên (không cần sửa nếu đó là họ của người này); dưới chữ ký, biên bản và giấy khen in đúng như trong ô",
        problems,
    );
}

/// Says so of the names that it is true of and of whose cells nothing is told yet.
fn said_where(names: &[&At<String>], is_so: impl Fn(&str) -> bool, what: &str, hint: &str, problems: &mut Problems) {
    let found: Vec<&At<String>> =
        names.iter().copied().filter(|name| is_so(name.value.trim()) && !is_told(name, problems)).collect();
    once(&found, what, "tên", hint, problems);
}

/// A name with a degree or title of honour before it: a report has a line for these.
fn degree(name: &At<String>, problems: &mut Problems) {
    if has_degree(&name.value) {
        problems.warning(
            name,
            format!("Trước họ tên có ghi học hàm, học vị hoặc danh hiệu: “{}”", shortened(&name.value)),
            "Chỉ ghi họ và tên ở đây; học hàm, học vị ghi ở “Trình độ”",
        );
    }
}

/// Whether a name has a degree or title of honour before it.
pub(super) fn has_degree(name: &str) -> bool {
    const DEGREES: [&str; 16] = [
        "gs", "pgs", "ts", "ths", "bs", "ks", "cn", "ds", "thac si", "thac sy", "tien si", "tien sy", "ky su",
        "cu nhan", "nsnd", "nsut",
    ];
    let folded = format!("{} ", fold(name));
    DEGREES.iter().any(|degree| folded.starts_with(&format!("{degree} ")))
}

/// Whether each syllable of a name, apart from what stands before it (`ông`) and behind it in brackets, begins with a capital
/// letter and goes on in small ones.
fn is_capitalised(name: &str) -> bool {
    // What has a digit (`Thành viên 1`) is no name.
    if name.contains(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let name = name.split('(').next().unwrap_or_default();
    let name = address(name).map_or(name, |(_, rest)| rest);
    let syllables: Vec<&str> = name.split([' ', '-', '–']).filter(|syllable| !syllable.is_empty()).collect();
    let alone = syllables.len() == 1;
    let well_written = |syllable: &&str| {
        let mut letters = syllable.chars().filter(|c| c.is_alphabetic());
        let first = letters.next().is_none_or(|c| !c.is_lowercase());
        // `H’Hen`, `T.V.`, and a word alone may have more capitals.
        let parted = syllable.contains('.') || syllable.contains(APOSTROPHES) || alone;
        first && (parted || letters.all(|c| !c.is_uppercase()))
    };
    syllables.iter().all(well_written)
}

/// Recipients of a unit's own without the line that says where the paper is kept.
fn last_recipient(office: &Office, problems: &mut Problems) {
    let Some(last) = office.recipients.last() else { return };
    let find = |is_it: fn(&str) -> bool| office.recipients.iter().find(|line| is_it(&fold(&line.value)));
    let (line, message) = if let Some(line) = find(|said| said == "luu" || said.starts_with("luu ")) {
        if line.value.contains(':') {
            return;
        }
        (line, format!("“Nơi nhận” ghi “{}”, thiếu dấu hai chấm sau chữ “Lưu”", shortened(&line.value)))
    } else if let Some(line) = find(|said| said.split(' ').any(|word| word == "luu")) {
        (line, "“Nơi nhận” ghi nhiều nơi trên một dòng".to_owned())
    } else {
        (last, "“Nơi nhận” chưa có dòng “Lưu: VT”".to_owned())
    };
    problems.warning(
        line,
        message,
        "Mỗi nơi nhận một dòng, dòng cuối là “Lưu: VT, …” (khoản 9 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP); để trống cả mục thì \
         chương trình ghi sẵn",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_no_name_are_strange() {
        for name in [
            "Nguyễn Văn An",
            "H'Hen Niê",
            "H‘Lim Niê",
            "Nguyễn-Phước Bảo",
            "Y Bhiông Niê",
            "K’Brêu",
            "Đỗ Quốc Việt",
            "Lê Thị Sáu (Hai)",
            "Rơ Mah Nhĕn",
            "Siu Blar",
            "Thành viên 1",
            "TV1",
        ] {
            assert!(!has_strange_letters(name), "{name}");
        }
        for name in [
            "Bïi Quèc Dòng",
            "Lu V¨n Tëng",
            "Nguy?n V?n An",
            "Nguye^~n Va(n An",
            "Nguyá»…n VÄƒn An",
            "Döông Thanh Lan",
            "Quèc",
            "Nguyen Van An",
            "Leef Thij Saus",
            "Dinh Vawn Toanf",
            "Le6 Thi5 Sa1u",
        ] {
            assert!(has_strange_letters(name), "{name}");
        }
    }

    #[test]
    fn a_name_begins_behind_a_rank() {
        for (name, behind) in [
            ("Thiếu tá Đỗ Minh Khang", "Đỗ Minh Khang"),
            ("ĐẠI ÚY Lê An", "Lê An"),
            ("Đại Văn Úy", "Đại Văn Úy"),
            ("Nguyễn Văn An", "Nguyễn Văn An"),
        ] {
            assert_eq!(behind_rank(name), behind);
        }
    }

    #[test]
    fn names_are_capitalised_syllable_by_syllable() {
        for name in [
            "Nguyễn Văn An",
            "ông Lò A Phủ",
            "Bà H’Hen Niê",
            "K'Brêu",
            "Y Bhiông Niê",
            "bà Út",
            "Nguyễn-Phước Bảo",
            "T.V. Nam",
            "đồng chí Đặng Thị Ái",
            "Vũ An (phụ trách)",
            "AN",
            "Thành viên 1",
            "",
        ] {
            assert!(is_capitalised(name), "{name}");
        }
        for name in ["nguyễn văn an", "Nguyễn văn An", "NGUYỄN VĂN AN", "Bà LÊ THỊ SÁU", "đặng Thị Ái"]
        {
            assert!(!is_capitalised(name), "{name}");
        }
    }
}
