//! The Rust part of `run.py`: made-up workbooks, the data of their reports for the other programs, and the two rows of
//! the table that are libraries of ours and of Typst's. `records <mode> <folder> [number]`:
//!
//! | mode | does |
//! | --- | --- |
//! | `workbooks` | makes `input/` for so many people |
//! | `data` | writes each report's data as `data/<code>.json`, having seen that hoso sets it on two pages |
//! | `reports` | reads, judges and prints the reports alone to `out-reports/`, on so many threads |
//! | `plain` | the plain loop over the typst library: `data/*.json` to `out-plain/` |

use std::fs;
use std::path::{Path, PathBuf};

use hoso::assets::Assets;
use hoso::compose::{Composer, Document, PaperKind, Words, papers};
use hoso::{judge, parallel, press, read};
use made_up::{evidence, name};

#[path = "../../tests/book.rs"]
#[expect(dead_code, reason = "a builder offers more than a benchmark uses")]
mod book;
#[path = "../scale/made_up.rs"]
mod made_up;
#[path = "../scale/plain.rs"]
mod plain;

/// People a unit.
const UNIT: usize = 20;
/// Pages a report has; the other programs' templates are made for as many.
const PAGES: usize = 2;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    // `cargo bench` without arguments comes by here too.
    let [mode, folder, rest @ ..] = &arguments[..] else { return };
    let folder = Path::new(folder);
    let number = rest.first().and_then(|number| number.parse().ok());
    match mode.as_str() {
        "workbooks" => workbooks(&folder.join("input"), number.expect("how many people")),
        "data" => data(folder),
        "reports" => reports(folder, number.expect("how many threads")),
        "plain" => plain_loop(folder, number.unwrap_or(usize::MAX)),
        _ => panic!("no mode “{mode}”"),
    }
}

// ---------------------------------------------------------------- workbooks

/// A plan and units of twenty people each. No two people have the same figures, so that no report is another's with a new
/// name.
fn workbooks(input: &Path, people: usize) {
    fs::create_dir_all(input).expect("a folder");
    plan().save(input.join("ke-hoach.xlsx"));
    for (unit, first) in (0..people).step_by(UNIT).enumerate() {
        let mut book = book::Book::unit(&format!("Bộ phận số {unit}")).says("Người ký", "Trần Thị Lãnh Đạo");
        for person in first..people.min(first + UNIT) {
            book = nominated(book, person);
        }
        book.save(input.join(format!("don-vi-{unit:04}.xlsx")));
    }
}

/// A campaign with as many targets as two pages hold; the one that a made-up plan has is among them.
fn plan() -> book::Book {
    let plan = book::Book::plan("dan-van-kheo-2023");
    TARGETS.iter().fold(plan, |plan, target| plan.row("Chỉ tiêu", target))
}

const TARGETS: [[&str; 10]; 8] = [
    ["1.2", AREAS[0], "Đối thoại với Nhân dân", "tỷ lệ", "100%", "", "cuộc đối thoại", "", "", ""],
    ["1.3", AREAS[0], "Phân công cán bộ phụ trách từng khu dân cư", "có/không", "có", "", "", "", "", ""],
    ["2.1", AREAS[1], "Giải quyết hồ sơ đúng hạn", "tỷ lệ", "≥ 99%", "> 99%", "hồ sơ", "", "", FILES],
    ["2.2", AREAS[1], "Hồ sơ nộp trực tuyến", "tỷ lệ", "≥ 80%", "> 80%", "hồ sơ", "", "", ""],
    ["2.3", AREAS[1], "Rút ngắn thời gian giải quyết hồ sơ", "mức giảm", "≥ 35%", "> 40%", "giờ", "", "", ""],
    ["3.1", AREAS[2], "Hộ gia đình được tuyên truyền, vận động", "tỷ lệ", "≥ 90%", "> 95%", "hộ", "", "", ""],
    ["3.2", AREAS[2], "Cán bộ, công chức bị xử lý kỷ luật", "không vi phạm", "0", "", "trường hợp", "", "", ""],
    ["3.3", AREAS[2], "Sáng kiến, giải pháp", "số lượng", "≥ 1", "≥ 2", "sáng kiến", "", "Sáng kiến", ""],
];
const AREAS: [&str; 3] = ["1 Công tác dân vận", "2 Cải cách thủ tục hành chính", "3 Xây dựng nếp sống văn hóa"];
const FILES: &str = "Giải quyết đúng hạn {{ ket_qua }}/{{ tong_so }} hồ sơ thủ tục hành chính, đạt tỷ lệ {{ ty_le }} \
    ({{ danh_gia }} {{ muc_dat }})";

fn nominated(book: book::Book, person: usize) -> book::Book {
    let code = format!("N{person:05}");
    let honorific = if person.is_multiple_of(2) { "Ông" } else { "Bà" };
    let born = format!("{:02}/{:02}/{}", person % 28 + 1, person % 12 + 1, 1965 + person % 35);
    let home = format!("Tổ {}, ấp Phước Trinh, xã Tam Phước, huyện Long Điền", person % 17 + 1);
    let posts = ["Công chức Văn phòng - Thống kê", "Công chức Tư pháp - Hộ tịch", "Công chức Tài chính - Kế toán"];
    let about = [
        &code,
        honorific,
        &name(person),
        &born,
        "Xã Tam Phước, huyện Long Điền, tỉnh Bà Rịa - Vũng Tàu",
        &home,
        posts[person % 3],
        "UBND xã Tam Phước",
        "Công chức chuyên môn",
        ["Đại học", "Cao đẳng", "Thạc sĩ"][person % 3],
        "Không",
    ];
    let mut book = book.row("Cá nhân", &about);
    for (index, (target, missed, least)) in SHARES.into_iter().enumerate() {
        let total = least + i32::try_from(person * (index + 3) % 211).expect("below 211");
        book = book.figure(&code, target, total - missed, total, &evidence(person + index));
    }
    for (index, (target, answer)) in [("1.3", "Có"), ("3.2", "0")].into_iter().enumerate() {
        book = book.figure(&code, target, answer, "", &evidence(person + index + 40));
    }
    book.figure(&code, "2.3", 5, 10, &evidence(person + 50))
        .initiative(&code, &format!("Trả kết quả tại nhà cho {} hộ", person % 90 + 11))
        .vote(&code, 4, 0, 0)
}

/// Rates that everybody reaches: the target, how many are missed, and of how many at least.
const SHARES: [(&str, i32, i32); 5] =
    [("1.1", 1, 40), ("1.2", 0, 10), ("2.1", 1, 400), ("2.2", 9, 90), ("3.1", 12, 300)];

// ---------------------------------------------------------------- hoso's own reports

fn data(folder: &Path) {
    let to = folder.join("data");
    fs::create_dir_all(&to).expect("a folder");
    each_report(folder, 2, |press, document| {
        let pages = press.print(document).expect("the paper").pages;
        assert_eq!(pages, PAGES, "{}", document.front.path);
        fs::write(to.join(format!("{}.json", code(document))), serde_json::to_string(document).expect("its data"))
            .expect("a file");
    });
}

fn reports(folder: &Path, threads: usize) {
    let to = folder.join("out-reports");
    fs::create_dir_all(&to).expect("a folder");
    each_report(folder, threads, |press, document| {
        let pdf = press.print(document).expect("the paper").pdf;
        fs::write(to.join(format!("{}.pdf", code(document))), pdf).expect("a file");
    });
}

/// The person's code in `unit/03-bao-cao-<code>-<name>.pdf`.
fn code(document: &Document) -> &str {
    document.front.path.split('-').find(|part| part.starts_with('n') && part.len() == 6).expect("a report's path")
}

fn each_report(folder: &Path, threads: usize, act: impl Fn(&press::Press, &Document) + Sync) {
    let assets = Assets::default();
    let press = press::Press::new(&assets).expect("the press");
    let options = read::Options { threads, ..read::Options::default() };
    let input = folder.join("input");
    let mut intake = read::read(&input, &assets, &options, &|c| press.can_print(c), &|_| ()).expect("the intake");
    let problems = std::mem::take(&mut intake.problems);
    let judged = judge::judge(&intake.plan, &intake.units, None, problems, 1);
    let words = Words::new(assets.texts(".jinja")).expect("the words");
    let composer = Composer::new(&judged, &words, press.family());
    let list = papers(&judged);
    let list: Vec<_> = list.iter().filter(|paper| matches!(paper.kind, PaperKind::Report(..))).collect();
    parallel::crew(
        threads,
        usize::MAX,
        &list,
        |_| parallel::Load::default(),
        |_, paper| act(&press, &composer.compose(paper).expect("the paper's data")),
    );
}

// ---------------------------------------------------------------- the plain loop

fn plain_loop(folder: &Path, most: usize) {
    let to = folder.join("out-plain");
    fs::create_dir_all(&to).expect("a folder");
    let world = plain::World::new(&Assets::default());
    let entries = fs::read_dir(folder.join("data")).expect("the data");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    for file in files.into_iter().take(most) {
        let data = fs::read_to_string(&file).expect("a report's data");
        let pdf = world.print(&data);
        fs::write(to.join(file.file_name().expect("a name")).with_extension("pdf"), pdf).expect("a file");
    }
}
