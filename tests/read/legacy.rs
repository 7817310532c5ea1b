//! Text from before Unicode, from the file to the problem or the conversion.

use super::*;

/// Names in TCVN3 as a workbook stores them: Nguyễn Văn An, Trần Thị Bình, Lê Đức Cường.
const OLD: [&str; 3] = ["NguyÔn V¨n An", "TrÇn ThÞ B×nh", "Lª §øc C\u{AD}êng"];

fn in_an_old_font() -> Book {
    let mut book = Book::unit("Văn phòng");
    for (code, name) in ["VP01", "VP02", "VP03"].iter().zip(OLD) {
        book = book.candidate(code, name);
    }
    book.put("Cá nhân", "B3", "Bà").complete()
}

#[test]
fn text_from_before_unicode_is_refused_with_its_reading() {
    says(
        in_an_old_font(),
        &[
            "LỖI [Cá nhân!C2] Chữ theo bảng mã cũ TCVN3 (phông .VnTime): “NguyÔn V¨n An”, đọc là “Nguyễn Văn An”",
            "LỖI [Cá nhân!C3] Chữ theo bảng mã cũ TCVN3 (phông .VnTime): “TrÇn ThÞ B×nh”, đọc là “Trần Thị Bình”",
            "LỖI [Cá nhân!C4] Chữ theo bảng mã cũ TCVN3 (phông .VnTime): “Lª §øc Cêng”, đọc là “Lê Đức Cường”",
        ],
    );
}

#[test]
fn text_from_before_unicode_is_converted_where_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    in_an_old_font().save(folder.path().join("a.xlsx"));
    let options = Options { threads: 1, accept_legacy: true, ..Options::default() };
    let intake = read(folder.path(), &Assets::default(), &options, &|_| true, &|_| ()).expect("a folder");
    assert_eq!(lines(&intake), Vec::<String>::new());
    let names: Vec<&str> = intake.units[0].candidates.iter().map(|person| person.name.value.as_str()).collect();
    assert_eq!(names, ["Nguyễn Văn An", "Trần Thị Bình", "Lê Đức Cường"]);
    let listed: Vec<String> =
        intake.conversions.iter().map(|made| format!("{}: {} → {}", made.cell, made.before, made.after)).collect();
    assert_eq!(listed[2], "C4: Lª §øc C\u{AD}êng → Lê Đức Cường");
}

/// The template's headers are in Unicode above what an old font filled in, and some cells were typed anew.
#[test]
fn unicode_in_a_column_of_an_old_font_stays() {
    let mut book = in_an_old_font();
    for (row, origin) in ["X· Tam Ph\u{AD}íc", "X· Long §Êt", "Xã Bình Giã"].iter().enumerate() {
        book = book.put("Cá nhân", &format!("E{}", row + 2), *origin);
    }
    let folder = tempfile::tempdir().expect("a folder");
    book.save(folder.path().join("a.xlsx"));
    let options = Options { threads: 1, accept_legacy: true, ..Options::default() };
    let intake = read(folder.path(), &Assets::default(), &options, &|_| true, &|_| ()).expect("a folder");
    assert_eq!(lines(&intake), Vec::<String>::new());
    let origin = |at: usize| intake.units[0].candidates[at].origin.as_ref().map(|at| at.value.as_str());
    assert_eq!([origin(0), origin(1), origin(2)], [Some("Xã Tam Phước"), Some("Xã Long Đất"), Some("Xã Bình Giã")]);
}

/// Whose form was typed in it from the headers on; what was chosen from a list is in Unicode.
#[test]
fn headers_in_the_old_font_of_their_sheet_are_converted_with_it() {
    let mut book = in_an_old_font();
    for (row, origin) in ["X· Tam Ph\u{AD}íc", "X· Long §Êt", "X· B×nh Gi·"].iter().enumerate() {
        book = book.put("Cá nhân", &format!("E{}", row + 2), *origin);
    }
    for (cell, header) in
        [("A1", "M·"), ("F1", "N¬i th\u{AD}êng tró"), ("G1", "Chøc vô"), ("L1", "Tæng sè"), ("L2", "12"), ("B2", "Bà")]
    {
        book = book.put("Cá nhân", cell, header);
    }
    let folder = tempfile::tempdir().expect("a folder");
    book.save(folder.path().join("a.xlsx"));
    let options = Options { threads: 1, accept_legacy: true, ..Options::default() };
    let intake = read(folder.path(), &Assets::default(), &options, &|_| true, &|_| ()).expect("a folder");
    let told = [
        "nhắc [Cá nhân!L1] Trang “Cá nhân” có cột không dùng đến: “Tổng số”",
        "nhắc [Cá nhân!B2] Danh xưng của “Nguyễn Văn An” là Bà",
    ];
    assert_eq!(lines(&intake), told);
    let first = &intake.units[0].candidates[0];
    let said = [
        first.code.value.as_str(),
        hoso::cell::text_of(first.honorific.as_ref()),
        hoso::cell::text_of(first.origin.as_ref()),
    ];
    assert_eq!(said, ["VP01", "Bà", "Xã Tam Phước"]);
}

#[test]
fn one_cell_in_an_old_font_is_asked_about() {
    for (name, reading, set) in [
        ("Traàn Thò Bích", "Trần Thị Bích", "VNI (phông VNI-Times)"),
        ("Nguyeãn Thò Bích", "Nguyễn Thị Bích", "VNI (phông VNI-Times)"),
        ("Buøi Quang Huy", "Bùi Quang Huy", "VNI (phông VNI-Times)"),
        ("Ph¹m An", "Phạm An", "TCVN3 (phông .VnTime)"),
        // The letter that cleaning takes out.
        ("L\u{AD}u Quang Vinh", "Lưu Quang Vinh", "TCVN3 (phông .VnTime)"),
    ] {
        let shown = name.replace('\u{AD}', "");
        let said =
            format!("nhắc [Cá nhân!C2] “{shown}” có thể là chữ theo bảng mã cũ {set}, khi đó đọc là “{reading}”");
        says(good().put("Cá nhân", "C2", name), &[&said]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    good().put("Cá nhân", "C2", "Traàn Thò Bích").save(folder.path().join("a.xlsx"));
    let options = Options { threads: 1, accept_legacy: true, ..Options::default() };
    let intake = read(folder.path(), &Assets::default(), &options, &|_| true, &|_| ()).expect("a folder");
    assert_eq!(intake.units[0].candidates[0].name.value, "Trần Thị Bích", "and converted where that is asked for");
    assert_eq!(intake.conversions.len(), 1);
    for name in ["Loïc Bích", "Siu Y Êñuôl", "Trần Thị Bích", "José Müller", "H’Aê Niê"] {
        says(good().put("Cá nhân", "B2", "Bà").put("Cá nhân", "C2", name), &[]);
    }
}

/// A header in an old font above answers from a list, and the other way round.
#[test]
fn answers_are_what_they_are_whatever_stands_above_them() {
    let header = good().put("Số liệu", "C1", "KÕt qu¶");
    let said: Vec<String> = lines(&intake(&[("a.xlsx", header)]));
    assert_eq!(said, ["LỖI [Số liệu!C1] Chữ theo bảng mã cũ TCVN3 (phông .VnTime): “KÕt qu¶”, đọc là “Kết quả”"]);
    let mut book = in_an_old_font();
    for (row, origin) in ["X· Tam Ph\u{AD}íc", "X· Long §Êt", "X· B×nh Gi·"].iter().enumerate() {
        book = book.put("Cá nhân", &format!("E{}", row + 2), *origin).put("Cá nhân", &format!("K{}", row + 2), "Kh«ng");
    }
    let folder = tempfile::tempdir().expect("a folder");
    book.save(folder.path().join("a.xlsx"));
    let options = Options { threads: 1, accept_legacy: true, ..Options::default() };
    let intake = read(folder.path(), &Assets::default(), &options, &|_| true, &|_| ()).expect("a folder");
    assert_eq!(lines(&intake), Vec::<String>::new());
}
