//! Old sets of letters as clerks' files hold them: what is told apart, asked about and converted.

use proptest::prelude::*;

use super::*;

/// Vietnamese names and words of administration, one a line, made up from common parts.
const NAMES: &str = include_str!("../../../tests/data/ten-nguoi.txt");
/// Names and words of other languages, signs, and names of Vietnam's other peoples.
const FOREIGN: &str = include_str!("../../../tests/data/ten-nuoc-ngoai.txt");

/// The text as an old program would have stored it.
fn encode(charset: Charset, text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { encode_letter(charset, c) }).collect()
}

fn encode_letter(charset: Charset, letter: char) -> String {
    let lower = letter.to_lowercase().next().expect("a letter");
    match charset {
        Charset::Tcvn3 => {
            let found = backwards(TCVN3, letter).or_else(|| backwards(TCVN3, lower));
            // Capitals with tone are stored as small letters.
            found.unwrap_or(letter).to_string()
        }
        Charset::Vni => {
            let stored = encode_vni(lower);
            if letter.is_uppercase() { stored.to_uppercase() } else { stored }
        }
    }
}

fn encode_vni(letter: char) -> String {
    if let Some(alone) = backwards(VNI_ALONE, letter) {
        return alone.to_string();
    }
    for base in ['a', 'e', 'o', 'u', 'y', 'ơ', 'ư'] {
        for mark in "øùûõïâàáåãäêèéúüë".chars() {
            if vni_marked(base, mark) == Some(letter) {
                return format!("{}{mark}", backwards(VNI_ALONE, base).unwrap_or(base));
            }
        }
    }
    letter.to_string()
}

fn backwards(table: &str, wanted: char) -> Option<char> {
    let letters: Vec<char> = table.chars().collect();
    letters.chunks(2).find(|pair| pair[1] == wanted).map(|pair| pair[0])
}

fn lines(list: &'static str) -> Vec<&'static str> {
    list.lines().collect()
}

/// Whether the text has a letter the charset stores in another way.
fn has_marks(text: &str) -> bool {
    !text.is_ascii()
}

#[test]
fn the_tables_are_those_of_the_fonts() {
    assert_eq!(encode(Charset::Tcvn3, "Nguyễn Văn An"), "NguyÔn V¨n An");
    assert_eq!(encode(Charset::Vni, "Nguyễn Văn An"), "Nguyeãn Vaên An");
    assert_eq!(encode(Charset::Vni, "Xin chào các bạn"), "Xin chaøo caùc baïn");
    assert_eq!(encode(Charset::Tcvn3, "Mường Khương"), "M\u{ad}êng Kh\u{ad}¬ng");
    assert_eq!(encode(Charset::Vni, "ƯỚC ĐƯỢC kỳ kỵ nghỉ Nghĩa thị"), "ÖÔÙC ÑÖÔÏC kyø kî nghæ Nghóa thò");
    for charset in [Charset::Tcvn3, Charset::Vni] {
        for letter in "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĂÂÊÔƠƯĐ".chars()
        {
            let stored = encode(charset, &letter.to_string());
            assert!(stored.chars().all(|c| ('\u{a1}'..='\u{ff}').contains(&c) || c.is_ascii()), "{letter} {stored}");
            assert_eq!(decode(charset, &stored), letter.to_string(), "{charset:?} {stored}");
        }
    }
}

#[test]
fn vietnamese_in_unicode_is_never_suspected() {
    let names = lines(NAMES);
    assert!(names.len() >= 2000);
    assert_eq!(suspect(&names), None);
    for size in [1, 2, 5, 20] {
        for column in names.windows(size) {
            assert_eq!(suspect(column), None, "{column:?}");
        }
    }
    let decomposed: Vec<String> = names.iter().map(|name| name.nfd().collect()).collect();
    let decomposed: Vec<&str> = decomposed.iter().map(String::as_str).collect();
    for column in decomposed.windows(3) {
        assert_eq!(suspect(column), None, "{column:?}");
    }
}

#[test]
fn other_languages_are_never_suspected() {
    let words = lines(FOREIGN);
    assert_eq!(suspect(&words), None);
    for size in [1, 2, 3, 5, 20] {
        for column in words.windows(size) {
            assert_eq!(suspect(column), None, "{column:?}");
        }
    }
    let mixed: Vec<&str> = lines(NAMES).into_iter().step_by(7).chain(words).collect();
    assert_eq!(suspect(&mixed), None);
}

#[test]
fn old_text_is_recognised_and_read_back() {
    for charset in [Charset::Tcvn3, Charset::Vni] {
        let names = lines(NAMES);
        let stored: Vec<String> = names.iter().map(|name| encode(charset, name)).collect();
        let stored: Vec<&str> = stored.iter().map(String::as_str).collect();
        assert_eq!(suspect(&stored), Some(charset));
        let mut missed = Vec::new();
        for (column, names) in stored.windows(4).zip(names.windows(4)) {
            if suspect(column) != Some(charset) && names.iter().filter(|name| has_marks(name)).count() > 2 {
                missed.push(names);
            }
        }
        assert!(missed.len() < 10, "{charset:?} missed {} {missed:?}", missed.len());
        for (stored, name) in stored.iter().zip(&names) {
            let converted = convert(charset, stored);
            // TCVN3 stores `Ý` as `ý`: no text can say which it was.
            let likely = charset == Charset::Tcvn3
                && (converted.lossy || !name.contains(' '))
                && converted.text.to_lowercase() == name.to_lowercase();
            assert!(converted.text == *name || likely, "{stored} {converted:?} {name}");
        }
        for name in ["Nguyễn Văn An", "TRẦN THỊ Ý", "Trần Khánh Ý", "Ủy ban nhân dân xã", "34/2019/NĐ-CP", "TP. Hà Nội"]
        {
            let stored = encode(charset, name);
            let shown = if charset == Charset::Tcvn3 { name.replace('Ủ', "ủ") } else { name.to_owned() };
            assert_eq!(convert(charset, &stored).text, shown, "{stored}");
        }
    }
}

#[test]
fn one_person_is_enough_and_one_letter_is_not() {
    for (text, charset) in [
        ("NguyÔn V¨n An", Some(Charset::Tcvn3)),
        ("NGUYÔN THÞ Hµ", Some(Charset::Tcvn3)),
        ("Nguyeãn Vaên An", Some(Charset::Vni)),
        ("NGUYEÃN VAÊN AN", Some(Charset::Vni)),
        ("Hµ", None),
        ("5 µg", None),
        ("Vaên", None),
        ("Citroën où Thaï", None),
        ("Hoà Toàn Hoàng", None),
    ] {
        assert_eq!(suspect(&[text]), charset, "{text}");
    }
    let half = ["Trần Thị Bình", "NguyÔn V¨n An", "Lê Thị Đào", "01/01/1980", "Ph¹m ThÞ HuÖ", "", "Võ Văn Đức"];
    assert_eq!(suspect(&half), Some(Charset::Tcvn3));
    assert_eq!(convert(Charset::Tcvn3, half[0]), Converted { text: half[0].to_owned(), lossy: false });
}

#[test]
fn a_stripped_soft_hyphen_is_told_where_the_word_shows_it() {
    for (stored, text) in [("Tr\u{ad}êng häc", "Trường học"), ("L\u{ad}u Th\u{ad}", "Lưu Thư")] {
        assert_eq!(convert(Charset::Tcvn3, stored), Converted { text: text.to_owned(), lossy: false });
        let stripped = convert(Charset::Tcvn3, &stored.replace('\u{ad}', ""));
        assert!(stripped.lossy, "{stripped:?}");
    }
    assert_eq!(suspect(&["Tr\u{ad}êng TiÓu häc", "nh\u{ad} trªn"]), Some(Charset::Tcvn3));
}

#[test]
fn a_word_of_neither_set_is_told() {
    assert!(convert(Charset::Tcvn3, "Müller").lossy);
    assert!(convert(Charset::Vni, "NguyÔn V¨n An").lossy);
    assert!(convert(Charset::Tcvn3, "Nguyeãn Vaên An").lossy);
    assert!(!convert(Charset::Tcvn3, "5 km, UBND x·, 34/2019/N§-CP").lossy);
}

fn a_column() -> impl Strategy<Value = Vec<&'static str>> {
    let list: Vec<&'static str> = NAMES.lines().chain(FOREIGN.lines()).collect();
    prop::collection::vec(prop::sample::select(list), 0..12)
}

proptest! {
    #[test]
    fn any_column_of_unicode_is_left_alone(column in a_column()) {
        prop_assert_eq!(suspect(&column), None);
    }

    #[test]
    fn any_long_column_of_names_is_recognised(
        column in prop::collection::vec(prop::sample::select(lines(NAMES)), 12..30),
        charset in prop::sample::select(vec![Charset::Tcvn3, Charset::Vni]),
    ) {
        let stored: Vec<String> = column.iter().map(|name| encode(charset, name)).collect();
        let stored: Vec<&str> = stored.iter().map(String::as_str).collect();
        prop_assert_eq!(suspect(&stored), Some(charset));
    }

    #[test]
    fn any_text_is_converted(text in any::<String>(), latin in "[ -~\u{a0}-\u{ff}]{0,40}") {
        for charset in [Charset::Tcvn3, Charset::Vni] {
            for text in [&text, &latin] {
                let converted = convert(charset, text).text;
                prop_assert!(converted.chars().count() <= text.chars().count() * 3);
                prop_assert_eq!(&converted.nfc().collect::<String>(), &converted);
            }
        }
        suspect(&[&text, &latin]);
    }
}

#[test]
fn nothing_in_unicode_seems_to_be_in_an_old_set() {
    let evidence = include_str!("../../../tests/data/dan-chung.txt");
    let lines = NAMES.lines().chain(FOREIGN.lines()).chain(evidence.lines()).filter(|line| !line.starts_with('#'));
    let found: Vec<(&str, String)> = lines.filter_map(|line| Some((line, seeming(line)?.1))).collect();
    assert_eq!(found, []);
}

#[test]
fn a_word_of_an_old_set_among_unicode_is_asked_about() {
    for (text, reading) in [
        ("Trần V¨n An", "Trần Văn An"),
        ("Ủy ban nh©n d©n x· Đức Hòa", "Ủy ban nhân dân xã Đức Hòa"),
        ("Công an xaõ Phước Tân", "Công an xã Phước Tân"),
        ("Nguyễn V¨n B×nh", "Nguyễn Văn Bình"),
        ("Bà Ñinh Thị Hạnh", "Bà Đinh Thị Hạnh"),
        ("Hỗ trợ th× đúng 3m×4m", "Hỗ trợ thì đúng 3m×4m"),
    ] {
        assert!(is_marked(text), "{text}");
        assert_eq!(seeming(text).map(|(_, reading)| reading).as_deref(), Some(reading), "{text}");
    }
    let signs = [
        "3m×4m",
        "«Một cửa»",
        "§ 4",
        "20 °C",
        "m²",
        "½ ngày",
        "a·b",
        "4÷5",
        "Microsoft®",
        "10tr÷15tr",
        "10tr×5",
        "2,5 µm",
        "cho¹",
        "No¹",
        "§a",
    ];
    let quoted = FOREIGN.lines().chain(signs);
    for foreign in quoted.filter(|line| !line.starts_with('#')) {
        for text in [format!("Đề án {foreign} của xã"), format!("Học tại {foreign}")] {
            assert_eq!(seeming(&text), None, "{text}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_seems_to_hold_an_old_word_is_marked(words in proptest::collection::vec("[ -~\u{a1}-\u{ff}ễăđộư]{0,8}", 0..6)) {
        let text = format!("Đ {}", words.join(" "));
        prop_assert!(is_marked(&text) || seeming(&text).is_none(), "{}", text);
    }
}

#[test]
fn sums_are_in_no_old_set() {
    for column in [
        &["Sân 20m×30m, 7h÷11h", "Trồng hoa"][..],
        &["Khung 3m×4m", "Xe 5t÷7t"],
        &["18m×25m, 30m×40m"],
        &["Pa nô 3m×4m", "Công khai cho¹ nhân dân"],
    ] {
        assert_eq!(suspect(column), None, "{column:?}");
        assert!(column.iter().all(|text| seeming(text).is_none() || text.contains('¹')), "{column:?}");
    }
    assert_eq!(convert(Charset::Tcvn3, "B×nh 3m×4m").text, "Bình 3m×4m");
    assert_eq!(
        convert(Charset::Tcvn3, "B×nh \u{e000} 7h÷11h").text,
        "Bình \u{e000} 7h÷11h",
        "no letter stands for another"
    );
}

#[test]
fn two_words_of_an_old_set_are_asked_about_however_they_are_written() {
    assert_eq!(seeming("Bïi Quèc Dòng").map(|(_, reading)| reading).as_deref(), Some("Bùi Quốc Dũng"));
    assert_eq!(seeming("Phßng häp").map(|(_, reading)| reading).as_deref(), Some("Phòng họp"));
    for text in ["Loïc Müller", "François Noël", "Hôtel Métropole", "Café de Flore", "Jürgen Weiß", "Hòa Bình"]
    {
        assert_eq!(seeming(text), None, "{text}");
    }
}
