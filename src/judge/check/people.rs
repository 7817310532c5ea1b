//! People held against each other and against their own rows: one who is nominated twice, or may be; a kind that the post contradicts.
//!
//! *Invariant:* people are told apart by name and birth, never by a guess.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::judge::JudgedUnit;
use crate::locality;
use crate::model::{Birth, Candidate, Kind};
use crate::name::{may_be_one, name_key, person_key, plain_key};
use crate::phrase;
use crate::problem::{Place, Problems, Severity};
use crate::text::fold;

/// So many people of one day of birth, as of a default that nobody changed, are not held against each other.
const MOST_OF_A_DAY: usize = 100;

/// People and collectives who are nominated twice, or may be.
pub fn twice(units: &[&JudgedUnit], commune: &str, problems: &mut Problems) {
    let people: Vec<&Candidate> =
        units.iter().flat_map(|unit| &unit.assessments).map(|person| person.candidate).collect();
    let by_birth = |person: &&&Candidate| {
        let born = person.born.as_ref().map(|born| birth_key(born.value));
        let key = if person.kind == Kind::Collective { Some("tap the".to_owned()) } else { born };
        key.map(|key| format!("{} {key}", plain_key(&person_key(own_name(person, commune)))))
    };
    let mut same: BTreeMap<String, Vec<&&Candidate>> = BTreeMap::new();
    for person in &people {
        if let Some(key) = by_birth(&person) {
            same.entry(key).or_default().push(person);
        }
    }
    for alike in same.values_mut().filter(|alike| alike.len() > 1) {
        alike.sort_by(|a, b| a.name.cell.cmp(&b.name.cell));
        for other in &alike[1..] {
            twice_nominated(alike[0], other, commune, problems);
        }
    }
    near(&people, problems);
    let mut by_name: BTreeMap<String, Vec<&&Candidate>> = BTreeMap::new();
    for person in people.iter().filter(|person| person.kind != Kind::Collective) {
        by_name.entry(person_key(&person.name.value)).or_default().push(person);
    }
    for same in by_name.values().filter(|same| !told_apart(same)) {
        problems.between(
            Severity::Warning,
            same.iter().map(|person| Place::from(&person.name)).collect(),
            format!("Có {} dòng cùng họ tên “{}” mà không đủ ngày sinh để phân biệt", same.len(), same[0].name.value),
            "Nếu là một người thì chỉ giữ một dòng; nếu là nhiều người thì ghi đủ ngày sinh của từng người",
        );
    }
    for same in by_name.values().filter(|same| told_apart(same)) {
        let births: Vec<Born> = same.iter().filter_map(|person| Born::of(person)).collect();
        let is_doubtful = |(place, one): &(usize, &Born)| {
            births.iter().enumerate().any(|(other_place, other)| other_place != *place && one.may_be(other))
        };
        let doubtful: Vec<&Born> = births.iter().enumerate().filter(is_doubtful).map(|(_, born)| born).collect();
        let Some(first) = doubtful.first() else { continue };
        let people = doubtful.iter().map(|born| born.when).collect::<BTreeSet<_>>().len();
        let (all, count) = match people {
            2 => ("Hai".to_owned(), "hai".to_owned()),
            more => (more.to_string(), more.to_string()),
        };
        let name = &first.person.name.value;
        problems.between(
            Severity::Warning,
            doubtful.iter().map(|born| Place::from(&born.person.name)).collect(),
            format!("{all} người cùng họ tên “{name}”, khác ngày sinh, được tính là {count} người"),
            "Nếu là một người thì sửa ngày sinh cho đúng và chỉ giữ một dòng; nếu là nhiều người thì không phải làm gì",
        );
    }
}

/// People of one day of birth who may be one under two spellings.
fn near(people: &[&Candidate], problems: &mut Problems) {
    let mut by_day: BTreeMap<Date, Vec<&Candidate>> = BTreeMap::new();
    for person in people.iter().filter(|person| person.kind != Kind::Collective) {
        if let Some(Birth::Day(day)) = person.born.as_ref().map(|born| born.value) {
            by_day.entry(day).or_default().push(person);
        }
    }
    for born in by_day.values().filter(|born| (2..=MOST_OF_A_DAY).contains(&born.len())) {
        let keys: Vec<String> = born.iter().map(|person| person_key(&person.name.value)).collect();
        for (index, person) in born.iter().enumerate() {
            // Those that differ in marks alone are told above.
            let is_one = |other: &usize| {
                may_be_one(&keys[*other], &keys[index]) && plain_key(&keys[*other]) != plain_key(&keys[index])
            };
            let first = (0..index).find(is_one).map(|first| born[first]);
            if let Some((first, birth)) = first.and_then(|first| Some((first, of_one_birth(first, person)?))) {
                ask(first, person, &format!("gần giống tên nhau{birth}"), problems);
            }
        }
    }
}

/// Somebody's birth, to be held against those of the same name.
struct Born<'a> {
    person: &'a Candidate,
    when: Birth,
    /// Of a day: its digits, as it is typed.
    digits: Option<[i16; 8]>,
}

impl<'a> Born<'a> {
    fn of(person: &'a Candidate) -> Option<Self> {
        let when = person.born.as_ref()?.value;
        let digits = match when {
            Birth::Day(date) => {
                let (day, month, year) = (i16::from(date.day()), i16::from(date.month()), date.year());
                Some([
                    day / 10,
                    day % 10,
                    month / 10,
                    month % 10,
                    year / 1000,
                    year / 100 % 10,
                    year / 10 % 10,
                    year % 10,
                ])
            }
            Birth::Year(_) => None,
        };
        Some(Self { person, when, digits })
    }

    /// Whether two people of one name and of two births may be one: in one unit, or where a slip is between the births: day and
    /// month exchanged, one digit another, or two digits exchanged.
    fn may_be(&self, other: &Self) -> bool {
        if self.when == other.when {
            return false;
        }
        let slip = self.digits.zip(other.digits).is_some_and(|(own, others)| {
            let mut differing = (0..own.len()).filter(|&at| own[at] != others[at]);
            let mistyped = match (differing.next(), differing.next(), differing.next()) {
                (Some(_), None, _) => true,
                (Some(at), Some(next), None) => next == at + 1 && own[at] == others[next] && own[next] == others[at],
                _ => false,
            };
            mistyped || own[..2] == others[2..4] && own[2..4] == others[..2] && own[4..] == others[4..]
        });
        slip || self.person.name.cell.file() == other.person.name.cell.file()
    }
}

/// Whether the births of people of one name tell each from each, or are equal and so an error already.
fn told_apart(same: &[&&Candidate]) -> bool {
    let year = |birth: Birth| match birth {
        Birth::Day(date) => date.year(),
        Birth::Year(year) => year,
    };
    let clear = |one: &Candidate, other: &Candidate| match (&one.born, &other.born) {
        (Some(one), Some(other)) => one.value == other.value || birth_differs(one.value, other.value, &year),
        _ => false,
    };
    same.iter().enumerate().all(|(index, one)| same[..index].iter().all(|other| clear(one, other)))
}

fn birth_differs(one: Birth, other: Birth, year: &dyn Fn(Birth) -> i16) -> bool {
    year(one) != year(other) || matches!((one, other), (Birth::Day(_), Birth::Day(_)))
}

/// The name that tells a candidate from others: a collective's is that of the body.
fn own_name<'c>(candidate: &'c Candidate, commune: &str) -> &'c str {
    let name = &candidate.name.value;
    if candidate.kind == Kind::Collective { locality::body(name, commune) } else { name }
}

fn twice_nominated(first: &Candidate, other: &Candidate, commune: &str, problems: &mut Problems) {
    let places = vec![Place::from(&first.name), Place::from(&other.name)];
    let name = &first.name.value;
    let what = if first.kind == Kind::Collective { "Tập thể" } else { "Người" };
    if same_spelling(own_name(first, commune), own_name(other, commune)) {
        let born = if first.kind == Kind::Collective { "cùng tên" } else { "cùng họ tên, cùng ngày sinh" };
        problems.between(
            Severity::Error,
            places,
            format!("{what} “{name}” được ghi hai lần ({born})"),
            "Chỉ một đơn vị đề nghị, ở một dòng; bỏ dòng kia ở mọi trang của tệp. Hồ sơ của các đơn vị này và văn bản của \
             xã chờ sửa xong mới lập",
        );
    } else {
        let Some(born) = of_one_birth(first, other) else { return };
        ask(first, other, &format!("chỉ khác nhau ở dấu hoặc i, y{born}"), problems);
    }
}

/// What is said of two of one birth whose names are nearly one; nothing where the birth says too little: of a year alone, or its
/// first day, many are born in another unit.
fn of_one_birth(first: &Candidate, other: &Candidate) -> Option<&'static str> {
    let same_unit = first.name.cell.file() == other.name.cell.file();
    match first.born.as_ref().map(|born| born.value) {
        _ if first.kind == Kind::Collective => Some(""),
        Some(Birth::Day(day)) if day.day_of_year() > 1 => Some(", cùng ngày sinh"),
        Some(Birth::Day(_)) => same_unit.then_some(", cùng ngày sinh"),
        _ => same_unit.then_some(", cùng năm sinh"),
    }
}

/// Asks whether two are one.
fn ask(first: &Candidate, other: &Candidate, how: &str, problems: &mut Problems) {
    problems.between(
        Severity::Warning,
        vec![Place::from(&first.name), Place::from(&other.name)],
        format!("“{}” và “{}” {how}", first.name.value, other.name.value),
        "Nếu là một thì bỏ một dòng và sửa tên cho đúng; nếu là hai thì không phải làm gì",
    );
}

/// Whether two names that fold alike are one spelling: whatever case and place of the tone, or typed without any mark.
fn same_spelling(one: &str, other: &str) -> bool {
    let unmarked = |name: &str| fold(name) == name.to_lowercase();
    person_key(one) == person_key(other) || unmarked(one) || unmarked(other)
}

fn birth_key(born: Birth) -> String {
    match born {
        Birth::Day(date) => date.to_string(),
        Birth::Year(year) => year.to_string(),
    }
}

/// A collective of another hamlet than the unit's, as where a neighbour's row was taken over.
pub fn of_another_hamlet(judged: &JudgedUnit, problems: &mut Problems) {
    let unit = &judged.unit.office.name;
    let Some(own) = locality::residence(unit).map(name_key) else { return };
    let collectives = judged.unit.candidates.iter().filter(|candidate| candidate.kind == Kind::Collective);
    for candidate in collectives {
        let Some(other) = locality::residence(&candidate.name.value) else { continue };
        let key = name_key(other);
        // A group of residents is part of a hamlet.
        let of_a_kind = key.split(' ').next() == own.split(' ').next();
        if of_a_kind && !key.starts_with(&own) && !own.starts_with(&key) {
            problems.between(
                Severity::Warning,
                vec![Place::from(&candidate.name), Place::from(&judged.unit.name_cell)],
                format!("“{}” không phải là tập thể của “{unit}”", candidate.name.value),
                "Nếu chép từ tệp của nơi khác thì sửa tên tập thể; nếu đúng thì không phải làm gì",
            );
        }
    }
}

/// People whose posts say another kind than they are said to be: the priority group (rule 5) and who confirms the report (plan
/// III.4) rest on that.
pub fn other_kind(judged: &JudgedUnit, problems: &mut Problems) {
    for kind in Kind::ALL {
        let of_kind = judged.unit.candidates.iter().filter(|candidate| candidate.kind == kind);
        let found: Vec<&Candidate> = of_kind.filter(|candidate| is_of_another_kind(candidate)).collect();
        let Some(first) = found.first() else { continue };
        let Some(post) = &first.post else { continue };
        let others = phrase::more(found.len() - 1, " và ", " người nữa cũng vậy");
        problems.between(
            Severity::Warning,
            found.iter().filter_map(|person| person.post.as_ref()).map(Place::from).collect(),
            format!(
                "“{}” có chức vụ “{}” mà “Đối tượng” ghi {}{others}",
                first.name.value,
                phrase::shortened(&post.value),
                kind.vietnamese()
            ),
            format!(
                "Chức vụ không hợp với đối tượng thì sửa “Đối tượng”: nhóm ưu tiên và người xác nhận báo cáo tính theo cột này; đúng là {} \
                 thì không phải làm gì",
                kind.vietnamese().to_lowercase()
            ),
        );
    }
}

fn is_of_another_kind(candidate: &Candidate) -> bool {
    const HEADS: [&str; 7] = [
        "trưởng bộ phận",
        "quyền trưởng bộ phận",
        "trưởng phòng",
        "trưởng trạm",
        "chủ tịch ủy ban nhân dân",
        "chủ tịch ubnd",
        "hiệu trưởng",
    ];
    let post = candidate.post.as_ref().map(|post| post.value.to_lowercase()).unwrap_or_default();
    let is_head = HEADS.iter().any(|head| post.starts_with(head)) && !post.contains("công chức");
    match candidate.kind {
        Kind::Official => is_head,
        Kind::PartTime => is_head && !post.starts_with("trưởng trạm") || post.starts_with("công chức "),
        // Who heads for the time being is a head, and so is a deputy who is a head elsewhere.
        Kind::Head => {
            const ELSEWHERE: [&str; 7] =
                ["phụ trách", "trưởng", "chủ tịch", "bí thư", "giám đốc", "quyền ", "điều hành"];
            let is_head = |rest: &str| ELSEWHERE.iter().any(|word| rest.contains(word));
            post.strip_prefix("phó trưởng ").is_some_and(|rest| !is_head(rest))
        }
        Kind::Collective => false,
    }
}

/// Bodies that are said to be persons: each takes one of the individuals' places (plan III.3.b), and is addressed as one.
pub fn bodies_as_people(judged: &JudgedUnit, problems: &mut Problems) {
    // With their marks: `Tô` and `Đoàn` are families.
    const BODIES: [&str; 12] = [
        "tập thể ",
        "ban ",
        "tổ ",
        "hội ",
        "ấp ",
        "khu phố ",
        "đội ",
        "phòng ",
        "bộ phận ",
        "chi hội ",
        "chi bộ ",
        "trạm ",
    ];
    let is_one = |candidate: &&Candidate| {
        let name = candidate.name.value.to_lowercase();
        candidate.kind != Kind::Collective && BODIES.iter().any(|body| name.starts_with(body))
    };
    for candidate in judged.unit.candidates.iter().filter(is_one) {
        problems.warning(
            &candidate.name,
            format!(
                "“{}” có vẻ là tập thể, mà “Đối tượng” ghi {}",
                candidate.name.value,
                candidate.kind.vietnamese()
            ),
            "Là tập thể thì chọn “Tập thể”: ghi là cá nhân thì giấy tờ ghi ông, bà và chiếm một chỗ của cá nhân; là người thì không phải làm gì",
        );
    }
}
