//! What only the whole shows (rules 4 and 6): units, people, councils and votes held against each other.
//!
//! *Invariant:* each contradiction is said once, with the cells of both its halves.

mod blank;
mod copied;
mod days;
mod elsewhere;
mod exempt;
mod figures;
mod members;
mod people;
mod posts;
mod signers;
mod votes;
mod written;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use members::Members;
use unicode_normalization::UnicodeNormalization as _;

use super::{Assessment, Finding, JudgedUnit, Verdict, vote};
use crate::cell::{At, Cell};
use crate::locality;
use crate::model::{Candidate, Commune};
use crate::name::name_key;
use crate::phrase::{self, short_date, shortened};
use crate::plan::Plan;
use crate::problem::{Place, Problems, Severity};
use crate::text::{code_key, only_words};

/// Checks every unit, alone and beside the others.
pub fn units(plan: &Plan, units: &[JudgedUnit], problems: &mut Problems) {
    blanks(plan, problems);
    same_unit_twice(units, problems);
    // A file beside its own copy is one mistake, said once, whatever the number of people in it.
    let copies = copies(units);
    let originals: Vec<&JudgedUnit> = units.iter().filter(|unit| !copies.contains(&unit.unit.file)).collect();
    same_code_twice(&originals, problems);
    people::twice(&originals, &plan.commune, problems);
    copied::check(&originals, problems);
    let mut shares = std::mem::take(problems).by_file();
    for judged in units {
        one(plan, judged, shares.entry(judged.unit.file.clone()).or_default());
    }
    shares.into_values().for_each(|share| problems.extend(share));
}

/// Checks one unit; `problems` are those of its own file.
fn one(plan: &Plan, judged: &JudgedUnit, problems: &mut Problems) {
    let people: Vec<&Candidate> = judged.assessments.iter().map(|person| person.candidate).collect();
    let members = Members::of(&judged.unit.council);
    votes::council(&judged.unit.council, &members, &people, problems);
    members::quorum(plan, &judged.unit.council, problems);
    members.twice(problems);
    days::unit(plan, judged.unit, problems);
    if judged.nominated().next().is_some() {
        signers::unit(judged.unit, problems);
    }
    blank::unit(judged, problems);
    written::unit(judged, problems);
    posts::unit(judged, problems);
    people::other_kind(judged, problems);
    figures::unit(judged, problems);
    people::bodies_as_people(judged, problems);
    people::of_another_hamlet(judged, problems);
    elsewhere::unit(plan, judged.unit, problems);
    no_level_above(plan, judged, problems);
    for person in &judged.assessments {
        if !judged.unit.council.votes_unread {
            not_voted_on(person, problems);
        }
        no_row(person, problems);
        exempt::person(person, problems);
        members.nominated(person.candidate, "của đơn vị", problems);
    }
}

/// Checks the commune's council and its votes; says whether these settle places (rule 5): half a vote would.
pub fn commune(plan: &Plan, commune: &Commune, units: &[JudgedUnit], problems: &mut Problems) -> bool {
    let council = &commune.council;
    members::quorum(plan, council, problems);
    days::commune(plan, commune, units, problems);
    signers::commune(commune, problems);
    blank::commune(commune, problems);
    written::commune(commune, problems);
    posts::commune(council, problems);
    other_commune(plan, commune, problems);
    no_money(plan, problems);
    let votes = vote::Votes::of(council);
    let members = Members::of(council);
    members.twice(problems);
    let people: Vec<&Candidate> =
        units.iter().flat_map(|unit| &unit.assessments).map(|person| person.candidate).collect();
    votes::council(council, &members, &people, problems);
    // A file or row that could not be read may hold whom the commune voted on.
    let read: HashSet<&Arc<str>> = units.iter().map(|judged| &judged.unit.file).collect();
    let other = |file: &Arc<str>| !read.contains(file) && *file != commune.file && file != plan.source.file();
    let unread = units.iter().any(|judged| judged.unit.people_unread)
        || problems.errors().any(|problem| problem.places.iter().any(|place| other(place.file())));
    if !unread {
        votes::on_nobody(council, &people, problems);
    }
    for person in units.iter().flat_map(JudgedUnit::nominated) {
        members.nominated(person.candidate, "cấp xã", problems);
        signers::of_oneself(commune, person.candidate, problems);
        if !council.votes.is_empty() && !council.votes_unread && votes.on(&person.candidate.code.value).is_none() {
            problems.warning(
                &person.candidate.code,
                format!(
                    "“{}” được đơn vị đề nghị nhưng trang “Biểu quyết” của xã không có số phiếu nào cho mã “{}”",
                    person.candidate.name.value, person.candidate.code.value
                ),
                "Nếu Hội đồng cấp xã đã biểu quyết thì ghi số phiếu; nếu không, người này không được chọn",
            );
        }
    }
    let sound = !problems.stop(&commune.file);
    // A row on somebody who is not nominated changes no place, unless it is meant for somebody who is and has none.
    let on_all =
        units.iter().flat_map(JudgedUnit::nominated).all(|person| votes.on(&person.candidate.code.value).is_some());
    let on_others = votes::on_others(council, units, problems);
    sound && (on_all || !on_others)
}

/// A plan that does not say the money that goes with the award (Nghị định 91/2017/NĐ-CP, Điều 68 and 73; Nghị định
/// 152/2025/NĐ-CP, Điều 49 and 54).
fn no_money(plan: &Plan, problems: &mut Problems) {
    let given = [("Hệ số tiền thưởng", plan.coefficient.is_some()), ("Mức lương cơ sở", plan.base_salary.is_some())];
    let missing: Vec<&str> = given.into_iter().filter(|(_, given)| !given).map(|(label, _)| label).collect();
    if !missing.is_empty() {
        problems.between(
            Severity::Warning,
            missing.iter().map(|label| Place::from(plan.cell(label))).collect(),
            format!("Kế hoạch chưa ghi “{}” nên dự thảo quyết định để trống tiền thưởng", missing.join("”, “")),
            "Ghi vào kế hoạch, hoặc viết tay vào chỗ để trống trước khi trình ký",
        );
    }
}

/// A plan that leaves names open, as the embedded ones of no commune do.
fn blanks(plan: &Plan, problems: &mut Problems) {
    if plan.is_stand_in() {
        return;
    }
    let named = [
        ("Xã", &plan.commune),
        ("Huyện", &plan.district),
        ("Tỉnh", &plan.province),
        ("Địa danh", &plan.place),
        ("Cấp trên", &plan.level_above),
    ];
    let open: Vec<&str> = named.iter().filter(|(_, name)| name.contains('…')).map(|(label, _)| *label).collect();
    if !open.is_empty() {
        let hint = if plan.is_embedded() {
            format!(
                "Chạy “hoso mau tep-mau --plan {}” để lấy tệp kế hoạch trong thư mục “tep-mau”, ghi tên vào rồi chép tệp ấy vào cùng thư mục với các tệp đơn vị",
                plan.code
            )
        } else {
            "Ghi tên vào ô này, thay cho các dấu chấm".to_owned()
        };
        problems.between(
            Severity::Warning,
            open.iter().map(|label| Place::from(plan.cell(label))).collect(),
            format!("Kế hoạch “{}” còn để trống: {}", plan.code, open.join(", ")),
            hint,
        );
    }
}

/// A commune's workbook under the plan of another commune.
fn other_commune(plan: &Plan, commune: &Commune, problems: &mut Problems) {
    // Papers spell as the plan does what means its commune.
    let name = &commune.office.name;
    if !plan.commune.contains('…') && locality::commune(name, &plan.commune) != plan.commune {
        problems.warning(
            &commune.name_cell,
            format!("Tên xã “{}” khác tên trong kế hoạch “{}”", commune.office.name, plan.commune),
            "Sửa “Tên xã”, hoặc để tệp kế hoạch của xã mình vào thư mục",
        );
    }
}

fn same_unit_twice(units: &[JudgedUnit], problems: &mut Problems) {
    for (name, pair) in doubles(units.iter().map(named)) {
        problems.between(
            Severity::Error,
            pair,
            format!("Hai tệp cùng là của đơn vị “{}”", shortened(name)),
            "Giữ lại tệp đúng, đưa tệp kia ra khỏi thư mục; nếu là hai đơn vị khác nhau thì ghi rõ tên",
        );
    }
}

/// Hamlets may differ by a diacritic alone (Phước An, Phước Ân); case, dashes and the place of a tone make no unit.
fn unit_key(name: &str) -> String {
    name_key(&only_words(&name.nfc().collect::<String>()))
}

/// The files that name a unit which a file before them has named.
pub fn copies(units: &[JudgedUnit]) -> BTreeSet<Arc<str>> {
    doubles(units.iter().map(named)).into_iter().map(|(_, pair)| pair[1].file().clone()).collect()
}

/// A unit's name: its key, as written, and where.
fn named<'a>(unit: &JudgedUnit<'a>) -> (String, &'a str, &'a Cell) {
    let unit = unit.unit;
    (unit_key(&unit.office.name), &unit.office.name, &unit.name_cell)
}

fn same_code_twice(units: &[&JudgedUnit], problems: &mut Problems) {
    let codes = units.iter().flat_map(|unit| {
        unit.assessments.iter().map(|person| {
            let code = &person.candidate.code;
            (code_key(&code.value), code.value.as_str(), &code.cell)
        })
    });
    // Within one file the reader has said so already.
    for (code, pair) in doubles(codes).into_iter().filter(|(_, pair)| pair[0].file() != pair[1].file()) {
        problems.between(
            Severity::Error,
            pair,
            format!("Mã “{}” được dùng cho hai trường hợp ở hai đơn vị", shortened(code)),
            "Mỗi trường hợp có một mã riêng trong năm của kế hoạch; đổi một trong hai mã ở mọi trang của tệp",
        );
    }
}

fn not_voted_on(person: &Assessment, problems: &mut Problems) {
    if person.eligible() && person.vote.is_none() {
        problems.warning(
            &person.candidate.code,
            format!(
                "“{}” đủ tiêu chuẩn nhưng trang “Biểu quyết” không có số phiếu nào cho mã “{}”",
                person.candidate.name.value, person.candidate.code.value
            ),
            "Nếu Hội đồng đã biểu quyết thì ghi số phiếu; nếu không, người này không được đề nghị",
        );
    }
}

/// Targets that no row speaks of, of somebody of whom others do: a row that was deleted is no figure, and nobody else tells.
fn no_row(person: &Assessment, problems: &mut Problems) {
    let candidate = person.candidate;
    let may_be_missing = |finding: &&Finding| {
        let code = &finding.criterion.code.value;
        finding.verdict == Verdict::NoData
            && !finding.criterion.counts_initiatives
            && candidate.without_figure.get(code).is_none()
    };
    // Of a checklist some of whose items are there, the others.
    let of = |finding: &Finding| {
        let code = &finding.criterion.code.value;
        match finding.figure {
            None => vec![code.to_string()],
            Some(_) => finding.missing_items().map(|item| format!("{code}/{}", item.code)).collect(),
        }
    };
    let missing: Vec<String> = person.findings.iter().filter(may_be_missing).flat_map(of).collect();
    // Who has no row at all is told of where the sheet is read.
    let has_some = !candidate.figures.is_empty() || !candidate.without_figure.is_empty();
    if has_some && !candidate.may_have_more && !missing.is_empty() {
        problems.warning(
            &candidate.code,
            format!(
                "“{}” không có dòng số liệu cho chỉ tiêu {} nên không đủ điều kiện",
                candidate.name.value,
                missing.join(", ")
            ),
            "Thêm dòng vào trang “Số liệu”; chỉ tiêu không liên quan đến người này thì ghi lý do vào “Không áp dụng”",
        );
    }
}

/// Those whom a unit wants proposed to a level that the plan does not know.
fn no_level_above(plan: &Plan, judged: &JudgedUnit, problems: &mut Problems) {
    let further = judged.nominated().map(|person| person.candidate).filter(|candidate| candidate.further);
    let people: Vec<&Candidate> = further.collect();
    if !plan.level_above.is_empty() || people.is_empty() {
        return;
    }
    problems.between(
        Severity::Warning,
        people.iter().map(|person| Place::from(&person.code)).collect(),
        format!(
            "Có dấu ở cột “{}” nhưng kế hoạch không có cấp trên nên dấu này không được dùng",
            plan.further_column()
        ),
        "Ghi “Cấp trên” vào kế hoạch nếu xã có đề nghị lên cấp trên; nếu không thì xóa dấu",
    );
}

/// Every later place whose key was seen before, beside the first place of that key, with the text there.
fn doubles<'a>(keyed: impl Iterator<Item = (String, &'a str, &'a Cell)>) -> Vec<(&'a str, Vec<Place>)> {
    let mut places: BTreeMap<String, Vec<(&Cell, &str)>> = BTreeMap::new();
    for (key, text, cell) in keyed {
        places.entry(key).or_default().push((cell, text));
    }
    places
        .into_values()
        .flat_map(|mut cells| {
            cells.sort();
            let (first, text) = cells.remove(0);
            cells.into_iter().map(move |(other, _)| (text, vec![Place::from(first), Place::from(other)]))
        })
        .collect()
}

/// Says once what is the matter with some cells, quoting the first; `more` is what the others are, as in `2 ô nữa`.
fn once(cells: &[&At<String>], what: &str, more: &str, hint: &str, problems: &mut Problems) {
    let Some(first) = cells.first() else { return };
    let others = phrase::more(cells.len() - 1, " và ", &format!(" {more} nữa"));
    let places = cells.iter().map(|cell| Place::from(*cell)).collect();
    problems.between(Severity::Warning, places, format!("{what}: “{}”{others}", shortened(&first.value)), hint);
}
