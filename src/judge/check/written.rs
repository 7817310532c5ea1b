//! How a clerk wrote what papers print as it stands: people's names (NĐ 30/2020, Phụ lục II, Mục II) and the recipients' last line
//! (Phụ lục I, Phần I, Mục II.9.b).
//!
//! *Invariant:* nothing here stops or changes papers.

use crate::cell::At;
use crate::judge::JudgedUnit;
use crate::judge::words::shortened;
use crate::model::{Commune, Council, Kind, Office};
use crate::problem::{Place, Problems, Severity};
use crate::text::{fold, person_key};

/// What a unit's workbook says.
pub fn unit(judged: &JudgedUnit, problems: &mut Problems) {
    let unit = judged.unit;
    let candidates = unit.candidates.iter().filter(|candidate| candidate.kind != Kind::Collective);
    let office = unit.office.signer.iter();
    names(candidates.map(|candidate| &candidate.name).chain(of(&unit.council)).chain(office), problems);
    last_recipient(&unit.office, problems);
}

/// What the commune's says.
pub fn commune(commune: &Commune, problems: &mut Problems) {
    let signers = commune.office.signer.iter().chain(&commune.decision_signer.name);
    names(of(&commune.council).chain(signers), problems);
    last_recipient(&commune.office, problems);
}

fn of(council: &Council) -> impl Iterator<Item = &At<String>> {
    council.members.iter().map(|member| &member.name)
}

/// Names with syllables in small letters, or in capitals alone: one mistake, said once for a workbook.
fn names<'a>(all: impl Iterator<Item = &'a At<String>>, problems: &mut Problems) {
    let names: Vec<&At<String>> = all.filter(|name| !is_capitalised(&name.value)).collect();
    let Some(first) = names.first() else { return };
    let others = match names.len() - 1 {
        0 => String::new(),
        more => format!(" và {more} tên nữa"),
    };
    problems.between(
        Severity::Warning,
        names.iter().map(|name| Place::from(*name)).collect(),
        format!("Họ và tên chưa viết hoa đúng: “{}”{others}", shortened(&first.value)),
        "Viết hoa chữ cái đầu của từng tiếng, ví dụ Nguyễn Văn An; văn bản và giấy khen in đúng như trong ô",
    );
}

/// Whether each syllable of a name, apart from what stands before it (`ông`) and behind it in brackets, begins with a capital
/// letter and not all of them are capitals.
fn is_capitalised(name: &str) -> bool {
    // What has a digit (`Thành viên 1`) is no name.
    if name.contains(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let name = name.split('(').next().unwrap_or_default();
    let syllables: Vec<&str> = name.split_whitespace().collect();
    // The key is without an honorific.
    let own = person_key(name).split(' ').count().min(syllables.len());
    let own = &syllables[syllables.len() - own..];
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<Vec<_>>();
    let small = own.iter().any(|syllable| letters(syllable).first().is_some_and(|c| c.is_lowercase()));
    let loud = own.len() > 1
        && own.iter().any(|syllable| letters(syllable).len() > 2)
        && own.iter().all(|syllable| letters(syllable).iter().all(|c| c.is_uppercase()));
    !small && !loud
}

/// Recipients of a unit's own without the line that says where the paper is kept.
fn last_recipient(office: &Office, problems: &mut Problems) {
    let Some(last) = office.recipients.last() else { return };
    let kept = office.recipients.iter().find(|line| fold(&line.value).split(' ').next() == Some("luu"));
    let (line, message) = match kept {
        Some(line) if line.value.contains(':') => return,
        Some(line) => (line, format!("“Nơi nhận” ghi “{}”, thiếu dấu hai chấm sau chữ “Lưu”", shortened(&line.value))),
        None => (last, "“Nơi nhận” chưa có dòng “Lưu: VT”".to_owned()),
    };
    problems.warning(
        line,
        message,
        "Dòng cuối của “Nơi nhận” là “Lưu: VT, …” (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.9); để trống cả mục thì \
         chương trình ghi sẵn",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_capitalised_syllable_by_syllable() {
        for name in [
            "Nguyễn Văn An",
            "ông Lò A Phủ",
            "Bà H’Hen Niê",
            "K'Brêu",
            "Y Bhiông Niê",
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
