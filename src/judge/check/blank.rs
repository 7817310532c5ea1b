//! What papers leave to the pen for want of a cell, and no records office fills in after signature as it does number and
//! day (NĐ 30/2020, Điều 15): the meeting, the signature, what a certificate says of somebody.
//!
//! *Invariant:* nothing here stops papers, and what could not be read is not called blank.

use crate::cell::Cell;
use crate::judge::{Assessment, JudgedUnit};
use crate::model::{Authority, Blanks, Candidate, Commune, Council, Kind, Office};
use crate::phrase;
use crate::problem::{Place, Problems, Severity};

/// What a unit's minutes and submission lack.
pub fn unit(judged: &JudgedUnit, problems: &mut Problems) {
    let unit = judged.unit;
    on_certificates(judged, problems);
    on_reports(judged, problems);
    let mut blank = meeting(&unit.council);
    if judged.nominated().next().is_some() {
        blank.extend(signature(&unit.office));
    }
    say(&blank, "Đơn vị", &unit.blanks, &unit.name_cell, problems);
}

/// What the papers of the commune's council and of the Chairman lack, once there are any.
pub fn commune(commune: &Commune, problems: &mut Problems) {
    let council = &commune.council;
    if council.votes.is_empty() {
        return;
    }
    let mut blank = meeting(council);
    blank.extend(signature(&commune.office));
    let signer = &commune.decision_signer;
    let own = matches!(signer.authority, Authority::Own | Authority::OnBehalf);
    let is_chairman = own && signer.title.is_none() && council.chairman().is_some();
    if signer.name.is_none() && !is_chairman {
        blank.push("Người ký quyết định");
    }
    say(&blank, "Xã", &commune.blanks, &commune.name_cell, problems);
}

/// The rows that are blank of a meeting that was held.
fn meeting(council: &Council) -> Vec<&'static str> {
    let given = [
        ("Ngày họp", council.date.is_some()),
        ("Giờ bắt đầu", council.begins.is_some()),
        ("Giờ kết thúc", council.ends.is_some()),
        ("Địa điểm họp", council.venue.is_some()),
    ];
    given.into_iter().filter(|(_, given)| !given && !council.votes.is_empty()).map(|(label, _)| label).collect()
}

/// The rows that are blank of whoever signs a submission; a post alone is told where its name is checked.
fn signature(office: &Office) -> Vec<&'static str> {
    let post = office.signer_title.is_some() || office.signer.is_some() || office.authority != Authority::Own;
    let given = [("Chức vụ người ký", post), ("Người ký", office.signer.is_some())];
    given.into_iter().filter(|(_, given)| !given).map(|(label, _)| label).collect()
}

fn say(blank: &[&str], sheet: &str, blanks: &Blanks, name: &Cell, problems: &mut Problems) {
    let unread = |place: &Place| place.file() == name.file() && place.sheet().is_none_or(|other| **other == *sheet);
    let unread = problems.errors().flat_map(|problem| &problem.places).any(unread);
    if !blank.is_empty() && !unread {
        let places = if blank.len() > 1 { "các chỗ đó" } else { "chỗ đó" };
        let mut cells: Vec<Place> = blank.iter().map(|label| Place::from(blanks.label(label, name))).collect();
        cells.dedup();
        problems.between(
            Severity::Warning,
            cells,
            format!("Chưa ghi “{}” nên văn bản để trống {places}", blank.join("”, “")),
            format!("Ghi vào trang “{sheet}” rồi chạy lại; nếu không thì phải viết tay vào chỗ để trống"),
        );
    }
}

/// What the reports say of those nominated (Nghị định 91/2017/NĐ-CP, Mẫu số 07, phần I): dotted lines stand for it.
fn on_reports(judged: &JudgedUnit, problems: &mut Problems) {
    if problems.stop(&judged.unit.file) {
        return;
    }
    let missing = |person: &Candidate| {
        let given = [
            ("Ngày sinh", person.born.is_some()),
            ("Quê quán", person.origin.is_some()),
            ("Nơi thường trú", person.residence.is_some()),
            ("Trình độ", person.education.is_some()),
        ];
        given.into_iter().filter(|(_, given)| !given).map(|(label, _)| label).collect::<Vec<_>>()
    };
    let people = judged.nominated().map(|person| person.candidate).filter(|person| person.kind != Kind::Collective);
    let lacking: Vec<(&Candidate, Vec<&str>)> =
        people.map(|person| (person, missing(person))).filter(|(_, missing)| !missing.is_empty()).collect();
    let Some((first, labels)) = lacking.first() else { return };
    let others = phrase::more(lacking.len() - 1, "; ", " người nữa cũng thiếu");
    problems.between(
        Severity::Warning,
        lacking.iter().flat_map(|(person, labels)| cells(judged, person, labels)).collect(),
        format!("Chưa ghi “{}” của “{}”{others}", labels.join("”, “"), first.name.value),
        "Báo cáo thành tích để dòng chấm ở các chỗ đó; ghi vào trang “Cá nhân”, nếu không thì phải viết tay",
    );
}

/// Where these particulars of a person would stand.
fn cells(judged: &JudgedUnit, person: &Candidate, labels: &[&str]) -> Vec<Place> {
    labels.iter().map(|label| Place::Cell(judged.unit.blanks.of_person(label, &person.code.cell))).collect()
}

/// What the decision and the certificates say of those nominated (NĐ 98/2023, Điều 104) and no cell does: there is no place
/// there to write it by hand.
fn on_certificates(judged: &JudgedUnit, problems: &mut Problems) {
    type Given = fn(&Candidate) -> bool;
    // The label, whether a collective has one too, and whether it is given.
    const FIELDS: [(&str, bool, Given); 3] = [
        ("Danh xưng", false, |person| person.honorific.is_some()),
        ("Chức vụ", false, |person| person.post.is_some()),
        ("Đơn vị công tác", true, |person| person.workplace.is_some()),
    ];
    let people: Vec<&Candidate> = judged.nominated().map(|person: &Assessment| person.candidate).collect();
    for (label, of_collectives, given) in FIELDS {
        let asked = |person: &Candidate| of_collectives || person.kind != Kind::Collective;
        let blank = |person: &&&Candidate| asked(person) && !given(person);
        let people: Vec<&&Candidate> = people.iter().filter(blank).collect();
        let Some(first) = people.first().filter(|_| !problems.stop(&judged.unit.file)) else { continue };
        let others = phrase::more(people.len() - 1, " và của ", " người nữa");
        problems.between(
            Severity::Warning,
            people.iter().flat_map(|person| cells(judged, person, &[label])).collect(),
            format!("Chưa ghi “{label}” của “{}”{others}", first.name.value),
            "Quyết định và giấy khen sẽ thiếu nội dung này; ghi vào trang “Cá nhân”",
        );
    }
}
