//! A council's votes held against the people they are on: hands that were not counted, rows that name somebody else.
//!
//! *Invariant:* a vote is the code's; a name beside it is no more than a reminder, which may contradict it.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use super::members::Members;
use super::shortened;
use crate::judge::{Assessment, JudgedUnit, present};
use crate::model::{Ballots, Candidate, Council, Member, Vote};
use crate::name::person_key;
use crate::phrase;
use crate::problem::{Place, Problems, Severity};
use crate::text::{code_key, fold};

/// Most rows of the commune's council that are said to be wrong one by one.
const MOST: usize = 1_000;

/// Checks the votes on these people of a council.
pub fn council(council: &Council, members: &Members, people: &[&Candidate], problems: &mut Problems) {
    let by_code: HashMap<String, &Candidate> =
        people.iter().map(|person| (code_key(&person.code.value), *person)).collect();
    named_otherwise(council, &by_code, problems);
    uncounted(council, members, &by_code, problems);
}

fn name_of(name: &str) -> String {
    fold(&person_key(name))
}

/// A vote whose row names somebody else than its code: who reads the sheet goes by the name. Another candidate is an error; for
/// anybody else the name may only be written otherwise.
fn named_otherwise(council: &Council, by_code: &HashMap<String, &Candidate>, problems: &mut Problems) {
    let names: HashSet<String> = by_code.values().map(|person| name_of(&person.name.value)).collect();
    for vote in &council.votes {
        let (Some(name), Some(person)) = (&vote.name, by_code.get(&code_key(&vote.code.value))) else { continue };
        let (said, own) = (name_of(&name.value), name_of(&person.name.value));
        let severity = if said != own && names.contains(&said) {
            Severity::Error
        } else if is_another(&said, &own, &names) {
            Severity::Warning
        } else {
            continue;
        };
        problems.between(
            severity,
            vec![Place::from(&**name), Place::from(&person.name)],
            format!(
                "Dòng biểu quyết của mã “{}” ghi tên “{}”, còn mã này là của “{}”",
                vote.code.value,
                shortened(&name.value),
                person.name.value
            ),
            "Sửa mã hoặc họ tên ở trang “Biểu quyết” cho khớp với trang “Cá nhân”",
        );
    }
}

/// Whether what a row says is a name, and not this person's written shorter or with more around it.
fn is_another(said: &str, own: &str, names: &HashSet<String>) -> bool {
    // Initials, numbers, codes and abbreviations name nobody.
    let words = |text: &str| -> HashSet<String> {
        let is_word = |word: &&str| {
            word.len() > 1 && word.chars().all(char::is_alphabetic) && word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        };
        text.split(' ').filter(is_word).map(str::to_owned).collect()
    };
    let (said, own) = (words(said), words(own));
    if said.is_subset(&own) || own.is_subset(&said) {
        return false;
    }
    // One word is a name where it is another's given name.
    said.len() > 1 || names.iter().any(|other| other.rsplit(' ').next().is_some_and(|given| said.contains(given)))
}

/// Raised hands that were not counted: the minutes would tell of fewer members than were there. Of papers it is an error
/// already; who does not vote on oneself is no hand that is missing.
fn uncounted(council: &Council, members: &Members, by_code: &HashMap<String, &Candidate>, problems: &mut Problems) {
    if council.members.is_empty() {
        return;
    }
    if let Some(ballots) = &council.ballots {
        too_few(council, ballots, by_code, problems);
        return;
    }
    let total = |vote: &Vote| vote.favour.value.saturating_add(vote.against.value).saturating_add(vote.abstain.value);
    let voters = |vote: &Vote| {
        let person = by_code.get(&code_key(&vote.code.value));
        let on_council =
            person.and_then(|person| members.named(&person.name.value).first()).is_some_and(|member| member.present);
        present(council).saturating_sub(u64::from(on_council))
    };
    let short: Vec<&Vote> = council.votes.iter().filter(|vote| total(vote) < voters(vote)).collect();
    let Some(first) = short.first() else { return };
    let others = phrase::more(short.len() - 1, "; ", " mã nữa cũng thiếu");
    let who = if voters(first) < present(council) {
        "có mặt, không kể chính người được xét"
    } else {
        "có mặt"
    };
    problems.between(
        Severity::Warning,
        short.iter().map(|vote| Place::from(&vote.favour)).collect(),
        format!(
            "Mã “{}” có {} thành viên biểu quyết, ít hơn {} thành viên {who}{others}",
            first.code.value,
            total(first),
            voters(first)
        ),
        "Xem lại cột “Có mặt” của trang “Hội đồng”; nếu đúng thì ghi số phiếu còn thiếu vào “Không đồng ý”, “Không có ý \
         kiến” theo biên bản kiểm phiếu",
    );
}

/// Fewer ballots handed out than members were there: the minutes would tell of both. Who is voted on may have taken none.
fn too_few(council: &Council, ballots: &Ballots, by_code: &HashMap<String, &Candidate>, problems: &mut Problems) {
    let keys: HashSet<String> = by_code.values().map(|person| person_key(&person.name.value)).collect();
    let concerned = |member: &&Member| member.present && keys.contains(&person_key(&member.name.value));
    let least = present(council).saturating_sub(council.members.iter().filter(concerned).count() as u64);
    if ballots.issued.value < least {
        problems.between(
            Severity::Warning,
            vec![Place::from(&ballots.issued), Place::from(&council.members[0].name)],
            format!("Phát ra {} phiếu, ít hơn {} thành viên có mặt", ballots.issued.value, present(council)),
            "Xem lại số phiếu phát ra, và cột “Có mặt” ở trang “Hội đồng”; biên bản ghi cả hai số",
        );
    }
}

/// Rows of the commune's council whose code is none of these people's (rule 6).
pub fn on_nobody(council: &Council, people: &[&Candidate], problems: &mut Problems) {
    const HINT: &str = "Xem tệp của đơn vị ấy đã nằm trong thư mục, là tệp Excel và không còn lỗi chưa; mã ghi sai thì sửa mã; chỉ bỏ \
                        dòng này nếu Hội đồng không biểu quyết người đó";
    let codes: HashSet<String> = people.iter().map(|person| code_key(&person.code.value)).collect();
    // Seldom asked, and of many people then.
    let by_name: LazyCell<HashMap<String, &Candidate>, _> =
        LazyCell::new(|| people.iter().map(|person| (person_key(&person.name.value), *person)).collect());
    let named = |code: &str| if code.contains(' ') { by_name.get(&person_key(code)) } else { None };
    let told = |vote: &Vote| {
        let code = &vote.code.value;
        let message = format!("Mã “{code}” được biểu quyết nhưng không đơn vị nào đề nghị");
        let hint = named(code).map_or_else(
            || HINT.to_owned(),
            |person| format!("“{code}” là họ tên: cột “Mã” ghi mã của người này, “{}”", person.code.value),
        );
        (vec![Place::from(&vote.code)], message, hint)
    };
    wrong_rows(council.votes.iter().filter(|vote| !codes.contains(&code_key(&vote.code.value))).map(told), problems);
}

/// Rows of the commune's council on those whom their units do not nominate; whether there are any. Whom a unit in error
/// nominates is not known yet, so nothing is said of its people.
pub fn on_others(council: &Council, units: &[JudgedUnit], problems: &mut Problems) -> bool {
    let people = units.iter().filter(|unit| !unit.stopped).flat_map(|unit| &unit.assessments);
    let others: HashMap<String, &Assessment> = people
        .filter(|person| !person.nominated())
        .map(|person| (code_key(&person.candidate.code.value), person))
        .collect();
    let told = |vote: &Vote| {
        let person = others.get(&code_key(&vote.code.value))?;
        let (candidate, code) = (person.candidate, &vote.code.value);
        let first = person.reasons.first();
        let why = match (first, &person.vote) {
            (Some(reason), _) => reason.message.clone(),
            (None, None) => "Hội đồng của đơn vị không biểu quyết".to_owned(),
            (None, Some(_)) => "không đủ tỷ lệ đồng ý của Hội đồng đơn vị".to_owned(),
        };
        let cause = first.map_or_else(|| Place::from(&candidate.code), |reason| Place::from(&reason.cell));
        Some((
            vec![Place::from(&vote.code), cause],
            format!(
                "“{}” ({code}) được Hội đồng cấp xã biểu quyết nhưng không được đơn vị đề nghị: {why}",
                candidate.name.value
            ),
            "Tệp của đơn vị ghi thiếu hoặc sai thì sửa ở đó; đúng như vậy thì không được khen thưởng: xóa dòng biểu quyết này".to_owned(),
        ))
    };
    wrong_rows(council.votes.iter().filter_map(told), problems)
}

/// Says these of rows that concern nobody before the commune's council; whether there are any.
fn wrong_rows(rows: impl Iterator<Item = (Vec<Place>, String, String)>, problems: &mut Problems) -> bool {
    const WAIT: &str = "tờ trình, biên bản, quyết định và giấy khen của xã chờ sửa xong mới lập";
    let mut said = 0;
    for (places, message, hint) in rows {
        if said == MOST {
            let message = "Còn nhiều dòng biểu quyết sai mã như các dòng đã nêu";
            problems.between(Severity::Error, places, message, "Sửa các lỗi đã nêu rồi chạy lại");
            break;
        }
        said += 1;
        problems.between(Severity::Error, places, message, format!("{hint}; {WAIT}"));
    }
    said > 0
}
