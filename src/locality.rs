//! Communes, districts, provinces, and the hamlets below them: what they are called in running text, and the People's
//! Committees of communes.
//!
//! *Invariant:* every function is total; a name changes in nothing but the case and presence of its kind.

use crate::name::name_key;
use crate::text::{fold, only_words};

/// What a commune may be, as its name begins.
pub const COMMUNE_KINDS: [&str; 4] = ["xã", "phường", "thị trấn", "đặc khu"];

/// What else a name may begin with.
pub const OTHER_KINDS: [&str; 5] = ["huyện", "quận", "thị xã", "thành phố", "tỉnh"];

/// The same of levels above a commune, folded, `TP.` too.
pub const LEVELS_ABOVE: [&str; 6] = ["huyen", "quan", "thi xa", "thanh pho", "tinh", "tp"];

/// Where people live below a commune: no administrative units, so not even a number makes their common noun a capital one.
const RESIDENTIAL: [&str; 10] =
    ["ấp", "khu phố", "thôn", "tổ dân phố", "tổ dân cư", "khóm", "buôn", "bản", "làng", "sóc"];

/// A People's Committee, as papers write it.
const COMMITTEE: [&str; 3] = ["ủy ban nhân dân", "uỷ ban nhân dân", "ubnd"];

/// A name with its kind in lower case, as running text has it: `Tam Phước`, a `xã`, is `xã Tam Phước`.
/// A kind before a number keeps its capital (Phường 1), and so do the names that the decree spells whole.
pub fn spelled(name: &str, kind: &str) -> String {
    const WHOLE: [&str; 2] = ["thành phố hồ chí minh", "thủ đô hà nội"];
    let lower = name.to_lowercase();
    if WHOLE.contains(&lower.as_str()) || lower.starts_with("tp") {
        return name.to_owned();
    }
    let known = || COMMUNE_KINDS.into_iter().chain(OTHER_KINDS);
    match known().find_map(|kind| Some((kind, without(name, &lower, kind)?))) {
        Some((_, rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => name.to_owned(),
        Some((kind, rest)) => format!("{kind} {rest}"),
        None => format!("{kind} {name}"),
    }
}

/// Whether a word in lower case is a common noun of where people live below a commune.
pub fn is_residential(word: &str) -> bool {
    RESIDENTIAL.contains(&word)
}

/// The name of a unit or collective as it stands within a sentence: `ấp An Thạnh`, for a common noun has its capital only
/// where a sentence begins (NĐ 30/2020, Phụ lục II). Names of offices (`Văn phòng`, `Ban ấp An Thạnh`) keep theirs.
pub fn within(name: &str) -> String {
    let lower = name.to_lowercase();
    // Alone `tổ` is the beginning of many an office's name: Tổ công nghệ số cộng đồng.
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let group = || without(name, &lower, "tổ").filter(|rest| is_number(rest.trim_start_matches("số ")));
    let known = RESIDENTIAL.into_iter().find_map(|kind| Some((kind, without(name, &lower, kind)?)));
    // Of a name in capitals throughout, half would stay so.
    let in_capitals = |rest: &str| rest.chars().any(char::is_uppercase) && !rest.chars().any(char::is_lowercase);
    match known.or_else(|| Some(("tổ", group()?))) {
        Some((kind, rest)) if !(in_capitals(rest) && in_capitals(&name[..name.len() - rest.len()])) => {
            format!("{kind} {rest}")
        }
        _ => name.to_owned(),
    }
}

/// The place where people live that a name says: `ấp An Thạnh` of `Ban ấp An Thạnh`.
pub fn residence(name: &str) -> Option<&str> {
    let lower = name.to_lowercase();
    let at_word = |at: usize| at == 0 || lower[..at].ends_with(' ');
    // Of several the last: `Làng nghề ấp An Thạnh`.
    let last = |kind: &&str| lower.rfind(&format!("{kind} ")).filter(|at| at_word(*at));
    let first = RESIDENTIAL.iter().filter_map(last).max()?;
    // Lower case has as many letters in Vietnamese, not always as many bytes.
    let (at, _) = name.char_indices().nth(lower[..first].chars().count())?;
    Some(&name[at..])
}

/// Whether a body is, by its name, one that is seldom under the commune's People's Committee: the Party's, the People's Council,
/// the Fatherland Front, mass organisations, companies; or the committee itself.
pub fn stands_apart(name: &str) -> bool {
    const BODIES: [&str; 38] = [
        "mat tran",
        "mttq",
        "ubmttq",
        "dang uy",
        "dang bo",
        "chi bo",
        "hoi dong nhan dan",
        "hdnd",
        "doan thanh nien",
        "doan tncs",
        "doan xa",
        "doan phuong",
        "chap hanh doan",
        "bch doan",
        "chi doan",
        "hoi nong dan",
        "hoi lien hiep",
        "hoi phu nu",
        "hoi cuu chien binh",
        "hoi chu thap do",
        "hoi nguoi cao tuoi",
        "hoi khuyen hoc",
        "chi hoi",
        "cong doan",
        "lien doan lao dong",
        "cong ty",
        "hop tac xa",
        // As they are shortened.
        "ubmttqvn",
        "ctmt",
        "doan tn",
        "doan tncshcm",
        "hoi lhpn",
        "hoi nd",
        "hoi ccb",
        "hoi ctd",
        "hoi nct",
        "hoi kh",
        "cdcs",
    ];
    let name = format!(" {} ", fold(name));
    let has = |body: &&str| name.contains(&format!(" {body} "));
    // The office of council and committee is the committee's.
    let of_committee = ["uy ban nhan dan", "ubnd"].iter().any(has);
    let itself = ["uy ban nhan dan", "ubnd"].iter().any(|body| name.starts_with(&format!(" {body} ")));
    itself || !of_committee && BODIES.iter().any(has)
}

/// What a collective calls itself before its name.
pub const COLLECTIVE: &str = "tập thể";

/// What follows `Tập thể` in a name that begins so.
pub fn behind_collective(name: &str) -> Option<&str> {
    let (at, _) = name.char_indices().nth(COLLECTIVE.chars().count() + 1)?;
    (fold(&name[..at]) == fold(COLLECTIVE)).then(|| &name[at..])
}

/// The body that a collective's name means, without `Tập thể` before it or its commune behind it: `ấp An Thạnh` of
/// `Tập thể ấp An Thạnh xã Tam Phước`.
pub fn body<'n>(name: &'n str, commune: &str) -> &'n str {
    let name = behind_collective(name).unwrap_or(name);
    let without = |tail: &str| {
        let letters = tail.chars().count() + 1;
        let at = name.char_indices().rev().nth(letters.checked_sub(1)?)?.0;
        let (head, behind) = name.split_at(at);
        (!head.is_empty() && behind.starts_with(' ') && name_key(behind.trim_start()) == name_key(tail)).then_some(head)
    };
    [commune, bare(commune)].into_iter().filter(|tail| !tail.is_empty()).find_map(without).unwrap_or(name).trim_end()
}

/// `Tam Phước` of `xã Tam Phước`.
pub fn bare(commune: &str) -> &str {
    COMMUNE_KINDS.iter().find_map(|kind| without(commune, commune, kind)).unwrap_or(commune)
}

/// A local body's name with that of its commune, unless it says so itself: over the name of another body it has it (NĐ 30/2020,
/// Phụ lục I, Phần I, Mục II.2.a).
pub fn located(name: &str, commune: &str) -> String {
    let place = bare(commune);
    let kind = commune.strip_suffix(place).unwrap_or_default().trim();
    let words = |text: &str| format!(" {} ", fold(text));
    if place.is_empty() || place.contains('…') || words(name).contains(&words(place)) {
        name.to_owned()
    } else if !kind.is_empty() && fold(name).ends_with(&format!(" {}", fold(kind))) {
        format!("{name} {place}")
    } else {
        format!("{name} {commune}")
    }
}

/// The commune's name as its papers spell it, from what its workbook writes, with or without its People's Committee, and
/// from the plan: whose spelling stands where the two mean the same, or the workbook gives none.
pub fn commune(written: &str, plan: &str) -> String {
    let lower = written.to_lowercase();
    let name = COMMITTEE.iter().find_map(|body| without(written, &lower, body)).unwrap_or(written).trim();
    let (kind, planned) = (commune_kind(name), commune_kind(plan));
    let of_the_kind = kind.is_none() || kind == planned;
    if name.is_empty() || is_same(name, plan) || of_the_kind && is_same(name_of(name), name_of(plan)) {
        return plan.to_owned();
    }
    spelled(name, planned.unwrap_or("xã"))
}

/// Whether two names are one, as people write them: without marks it is nobody else's, with others it may be a neighbour's.
fn is_same(own: &str, planned: &str) -> bool {
    // Blanks and hyphens make no other name.
    let joined = |text: &str| only_words(text).replace(' ', "");
    let (own, planned) = (joined(own), joined(planned));
    if own.is_ascii() { fold(&own) == fold(&planned) } else { name_key(&own) == name_key(&planned) }
}

/// The name without its kind, in whatever case that is written: `12` of `Phường 12`.
fn name_of(commune: &str) -> &str {
    let lower = commune.to_lowercase();
    COMMUNE_KINDS.iter().find_map(|kind| without(commune, &lower, kind)).unwrap_or(commune)
}

/// `xã` of `xã Tam Phước`: what the commune is called where its name is not.
pub fn commune_kind(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    COMMUNE_KINDS.into_iter().find(|kind| without(name, &lower, kind).is_some())
}

/// The kind of commune whose People's Committee a text names: `phường` of `Giấy khen của Chủ tịch Ủy ban nhân dân phường`.
pub fn committee_kind(text: &str) -> Option<&'static str> {
    let text = fold(text);
    let named = |kind: &&str| COMMITTEE.iter().any(|body| text.contains(&format!("{} {}", fold(body), fold(kind))));
    COMMUNE_KINDS.into_iter().find(named)
}

/// The commune that a text names by its kind and name, where that is another than this one, which it does not name: `xã Long
/// Phước`.
pub fn other_commune<'t>(text: &'t str, commune: &str) -> Option<&'t str> {
    // What begins so is no commune, be it alone or whatever follows: `Xã Đoàn`, `XÃ VÀ …`, `xã Số 15`; or half of another
    // word is: `hợp tác xã`, `thị xã`.
    const ALONE: [&str; 6] = ["hội", "đoàn", "đội", "đồng", "ấp", "tp"];
    const NEVER: [&str; 5] = ["và", "số", "khu", "thôn", "tổ"];
    const BEFORE: [&str; 3] = ["thị", "tác", "liên"];
    // Letters among which a kind of commune is found, with the blank behind it.
    const KIND: usize = 16;
    // Neighbours may differ in a mark.
    let words = |text: &str| format!(" {} ", name_key(&only_words(text)));
    let own = name_of(commune);
    if words(text).contains(&words(own)) {
        return None;
    }
    let starts = text.char_indices().filter(|(at, _)| *at == 0 || text[..*at].ends_with([' ', '(']));
    let before = |at: usize| text[..at].trim_end_matches(' ').rsplit([' ', '(']).next().unwrap_or_default();
    let mut starts = starts.filter(|(at, _)| !BEFORE.contains(&before(*at).to_lowercase().as_str()));
    starts.find_map(|(at, _)| {
        let rest = &text[at..];
        let lower = rest.chars().take(KIND).collect::<String>().to_lowercase();
        let name = COMMUNE_KINDS.iter().find_map(|kind| without(rest, &lower, kind))?;
        // A name goes on as long as its words begin with capitals; `xã hội` is none.
        let is_part = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let words: Vec<&str> = name.split(' ').take_while(is_part).collect();
        let first = words.first()?.to_lowercase();
        let said = words.join(" ");
        let end = rest.len() - name.len() + said.len();
        // Its own without marks, or in one.
        let as_many = said.split(' ').take(own.split(' ').count()).collect::<Vec<_>>().join(" ");
        if is_same(&as_many, own) || is_same(&said, own) {
            return None;
        }
        let alone = words.len() == 1 && ALONE.contains(&first.as_str());
        let is_one = !alone && !NEVER.contains(&first.as_str()) && !first.contains('.');
        is_one.then(|| rest[..end].trim_end_matches([',', '.', ';', ')']))
    })
}

/// Whether a line of a post names the People's Committee: the post outside the council.
pub fn names_committee(line: &str) -> bool {
    let line = fold(line);
    line.contains("uy ban nhan dan") || line.split(' ').any(|word| word == "ubnd")
}

/// Whether a line names the Chairman of a People's Committee, and nobody's deputy.
pub fn names_chairman(line: &str) -> bool {
    let said = fold(line);
    let chairman = said.find("chu tich").is_some_and(|at| !said[..at].ends_with("pho "));
    chairman && names_committee(line) && !said.contains("thi dua")
}

/// What follows a word that the name, `lower` in lower case, begins with; `None` where it does not.
fn without<'n>(name: &'n str, lower: &str, word: &str) -> Option<&'n str> {
    let rest = lower.strip_prefix(word)?;
    // Lower case has as many letters in Vietnamese, not always as many bytes.
    let at = name.char_indices().nth(word.chars().count())?.0;
    rest.starts_with(' ').then(|| name[at..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_over_another_says_where_it_is() {
        for (name, located_as) in [
            ("Văn phòng - Thống kê", "Văn phòng - Thống kê xã Tam Phước"),
            ("Ban ấp Phước Trinh", "Ban ấp Phước Trinh xã Tam Phước"),
            ("Công an xã", "Công an xã Tam Phước"),
            ("Hội Phụ nữ xã Tam Phước", "Hội Phụ nữ xã Tam Phước"),
            ("Trường Mẫu giáo TAM PHƯỚC", "Trường Mẫu giáo TAM PHƯỚC"),
        ] {
            assert_eq!(located(name, "xã Tam Phước"), located_as);
        }
        assert_eq!(located("Văn phòng", "xã ……"), "Văn phòng");
        assert_eq!(located("Văn phòng", "xã An"), "Văn phòng xã An", "whole words tell it");
    }

    #[test]
    fn a_collective_is_the_body_that_it_names() {
        for name in ["ấp An Thạnh", "Tập thể ấp An Thạnh", "tập thể ấp An Thạnh xã Tam Phước", "ấp An Thạnh Tam Phước"]
        {
            assert_eq!(body(name, "xã Tam Phước"), "ấp An Thạnh", "{name}");
        }
        assert_eq!(body("Tập thể", "xã Tam Phước"), "Tập thể");
        assert_eq!(body("Tam Phước", "xã Tam Phước"), "Tam Phước");
        assert_eq!(body("Công an xã Tâm Phước", "xã Tam Phước"), "Công an xã Tâm Phước");
        assert_eq!(body("Ấp 1", "xã ……"), "Ấp 1");
    }

    #[test]
    fn bodies_beside_the_committee_are_known_by_their_names() {
        for name in [
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã",
            "Ban Chấp hành Đoàn xã",
            "Chi hội Phụ nữ ấp An Thạnh",
            "Văn phòng Đảng ủy",
            "Hội Nông dân xã",
            "Hội LHPN xã",
            "UBMTTQVN xã",
            "Đoàn TNCSHCM xã",
            "CĐCS xã",
            "Công ty TNHH Hoa Sen",
            "Ủy ban nhân dân xã Tam Phước",
        ] {
            assert!(stands_apart(name), "{name}");
        }
        for name in [
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
            "Văn phòng HĐND và UBND xã",
            "Đoàn Kiểm tra liên ngành xã",
            "Hội trường - Nhà văn hóa ấp",
            "Hội đồng Thi đua - Khen thưởng xã",
            "Công an xã",
            "Ban ấp Phước Trinh",
        ] {
            assert!(!stands_apart(name), "{name}");
        }
    }

    #[test]
    fn places_are_spelled_as_running_text_has_them() {
        for (written, expected) in [
            ("Tam Phước", "xã Tam Phước"),
            ("Xã Tam Phước", "xã Tam Phước"),
            ("XÃ Tam Phước", "xã Tam Phước"),
            ("Phường 1", "Phường 1"),
            ("thị trấn Long Điền", "thị trấn Long Điền"),
            ("Xã", "xã Xã"),
            ("", "xã "),
        ] {
            assert_eq!(spelled(written, "xã"), expected);
        }
        assert_eq!(spelled("Thành phố Hồ Chí Minh", "tỉnh"), "Thành phố Hồ Chí Minh");
        assert_eq!([bare("xã Tam Phước"), bare("Phường 1")], ["Tam Phước", "Phường 1"]);
    }

    #[test]
    fn a_hamlet_begins_in_lower_case_within_a_sentence_and_an_office_does_not() {
        for (written, expected) in [
            ("Ấp An Thạnh", "ấp An Thạnh"),
            ("ẤP An Thạnh", "ấp An Thạnh"),
            ("Khu phố 1", "khu phố 1"),
            ("Tổ dân phố số 3", "tổ dân phố số 3"),
            ("Tổ 12", "tổ 12"),
            ("Tổ số 5", "tổ số 5"),
            ("Tổ dân cư số 4", "tổ dân cư số 4"),
            ("Làng Chăm", "làng Chăm"),
            ("ẤP PHƯỚC HƯNG", "ẤP PHƯỚC HƯNG"),
            ("ẤP 3", "ấp 3"),
        ] {
            assert_eq!(within(written), expected);
            assert_eq!(within(expected), expected);
        }
        for office in
            ["Ban ấp Phước Trinh", "Văn phòng", "Tổ công nghệ số cộng đồng", "Tổ số hóa", "Bản", "Ấp", "Công an xã", ""]
        {
            assert_eq!(within(office), office);
        }
    }

    #[test]
    fn a_commune_is_spelled_as_the_plan_spells_it() {
        for written in ["", "Xã Tam Phước", "Tam Phước", "UBND xã Tam Phước", "UỶ BAN NHÂN DÂN XÃ TAM PHƯỚC"]
        {
            assert_eq!(commune(written, "xã Tam Phước"), "xã Tam Phước");
        }
        assert_eq!(commune("phường 1", "Phường 1"), "Phường 1");
        for written in ["UBND xa Tam Phuoc", "xã Tam Phuoc", "Tam-Phước", "XÃ TAM PHUOC"] {
            assert_eq!(commune(written, "xã Tam Phước"), "xã Tam Phước", "{written}");
        }
        assert_eq!(commune("phường Tam Phước", "xã Tam Phước"), "phường Tam Phước");
        assert_eq!(commune("HOÀ LONG", "xã Hòa Long"), "xã Hòa Long", "whatever the place of the tone");
        assert_eq!(commune("xã Tâm Phúớc", "xã Tam Phước"), "xã Tâm Phúớc");
        assert_eq!(commune("Phước", "xã Tam Phước"), "xã Phước");
        assert_eq!(commune("Ủy ban nhân dân Phường 2", "Phường 1"), "Phường 2");
        assert_eq!(commune("Thị trấn Long Hải", "xã Tam Phước"), "thị trấn Long Hải");
        assert_eq!(commune("Long Hải", "phường Phước Lễ"), "phường Long Hải");
    }

    #[test]
    fn another_commune_is_told_from_ones_own() {
        for (text, other) in [
            ("Văn phòng UBND xã Phước Hưng", Some("xã Phước Hưng")),
            ("Chủ tịch UBND xã Tam Phướt, huyện Long Điền", Some("xã Tam Phướt")),
            ("Hội trường UBND phường 1", Some("phường 1")),
            ("UBND xã Tâm Phước", Some("xã Tâm Phước")),
            ("UBND xã Tam Phuoc", None),
            ("Hội trường UBND xã TamPhước", None),
            ("Văn phòng UBND xã Tam Phước", None),
            ("UBND XÃ TAM PHƯỚC", None),
            ("Hội trường xã Tam Phước, ấp Phước Trinh", None),
            ("Công chức Văn hóa - Xã hội", None),
            ("Công an xã", None),
            ("Ban Chỉ huy Quân sự xã", None),
            ("Trung tâm văn hóa thị xã Phú Mỹ", None),
            ("Hợp tác xã Nông nghiệp Long Hải", None),
            ("Ban Chấp hành Xã Đoàn", None),
            ("UBND xã Đoàn Kết", Some("xã Đoàn Kết")),
            ("BAN CHỈ HUY QUÂN SỰ XÃ VÀ CÔNG AN", None),
            ("UBND xã T.Phước", None),
        ] {
            assert_eq!(other_commune(text, "xã Tam Phước"), other, "{text}");
        }
        assert_eq!(other_commune("UBND phường 12", "Phường 12"), None);
        assert_eq!(other_commune("UBND phường Phường Đúc", "phường Phường Đúc"), None);
    }

    #[test]
    fn committees_are_known_by_their_kind() {
        assert_eq!(committee_kind("Giấy khen của Chủ tịch UBND phường"), Some("phường"));
        assert_eq!(committee_kind("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"), None);
        assert_eq!([commune_kind("ĐẶC KHU Côn Đảo"), commune_kind("Tam Phước")], [Some("đặc khu"), None]);
        for line in ["Chủ tịch UBND xã Tam Phước", "Đồng chí Chủ tịch Ủy ban nhân dân xã", "Ông Chủ tịch UBND xã"]
        {
            assert!(names_chairman(line), "{line}");
        }
        for line in
            ["Hội đồng Thi đua - Khen thưởng xã", "Ủy ban nhân dân xã", "Phó Chủ tịch UBND xã", "Chủ tịch Hội đồng"]
        {
            assert!(!names_chairman(line), "{line}");
        }
        assert!(names_committee("Phó Chủ tịch UBND xã") && !names_committee("Phó Chủ tịch Hội đồng"));
    }
}
