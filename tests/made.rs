//! A made-up commune in model values, for the rooms behind `judge` that need no workbook: every verdict, every measure.

use std::collections::BTreeMap;
use std::sync::Arc;

use hoso::cell::{At, Cell};
use hoso::compose;
use hoso::judge::{self, Judged};
use hoso::model::*;
use hoso::number::{Decimal, Fraction};
use hoso::plan::*;
use hoso::problem::Problems;
use hoso::record::{Record, record};
use jiff::Span;
use jiff::civil::{date, time};
use litemap::LiteMap;

/// A run's input.
pub struct Made {
    pub plan: Plan,
    pub units: Vec<Unit>,
    pub commune: Option<Commune>,
    pub problems: Problems,
}

impl Made {
    pub fn judged(&self) -> Judged<'_> {
        judge::judge(&self.plan, &self.units, self.commune.as_ref(), self.problems.clone(), 1)
    }
}

/// The record with every paper that the judged data lead to.
pub fn recorded<T>(judged: &Judged, then: impl FnOnce(&Record) -> T) -> T {
    then(&record(judged, &compose::papers(judged)))
}

pub fn cell(file: &str, sheet: &str, row: u32, column: u32) -> Cell {
    Cell::named(file, sheet, row, column)
}

pub fn percent(n: i64) -> Fraction {
    Fraction::new(n.into(), 100.into())
}

fn at<T>(value: T, cell: Cell) -> At<T> {
    At::new(value, cell)
}

/// The plan of `ke-hoach-2023.md` in outline.
pub fn plan() -> Plan {
    let source = cell("ke-hoach.xlsx", "Kế hoạch", 0, 0);
    let least = |n| Bounds { met: Bound::AtLeast(percent(n)), exceeded: Some(Bound::MoreThan(percent(n))) };
    let all = || Measure::Share(Bounds { met: Bound::AtLeast(percent(100)), exceeded: None });
    let one = Decimal::ONE;
    let indices = ["PAR INDEX", "SIPAS", "PAPI", "PCI", "DTI", "POBI"];
    let list = indices.map(|code| Item { code: code.into(), name: format!("Chỉ số {code}") });
    let count = Bounds { met: Bound::AtLeast(one), exceeded: Some(Bound::AtLeast(one + one)) };
    let cut = Bounds { met: Bound::AtLeast(percent(35)), exceeded: Some(Bound::AtLeast(percent(40))) };
    #[rustfmt::skip]
    let rows = [
        ("4.1.1", 0, "Thực hiện mệnh lệnh hành chính cấp trên đúng hạn, bảo đảm chất lượng", "văn bản", Measure::Share(least(95))),
        ("4.1.2", 0, "Phối hợp kịp thời, hiệu quả, văn bản đúng hạn và có chất lượng", "văn bản", all()),
        ("4.1.3", 0, "Triển khai các nội dung liên quan đến các Chỉ số CCHC", "", Measure::Checklist(list.to_vec())),
        ("4.1.4", 0, "Giải pháp, sáng kiến trong công tác CCHC", "sáng kiến", Measure::Count(count)),
        ("4.2.1", 1, "Văn bản quy phạm pháp luật bảo đảm thời gian, chất lượng, đúng quy định", "văn bản", all()),
        ("4.3.1", 2, "Giải quyết hồ sơ TTHC đúng hạn", "hồ sơ", Measure::Share(least(99))),
        ("4.3.2", 2, "Rút ngắn thời gian giải quyết TTHC", "ngày", Measure::Cut(cut)),
        ("4.3.3", 2, "Bố trí nhân sự, trang thiết bị, niêm yết tại Bộ phận Một cửa", "", Measure::YesNo),
        ("4.4.1", 3, "Sắp xếp tổ chức bộ máy theo Nghị định số 34/2019/NĐ-CP", "", Measure::YesNo),
        ("4.5.1", 4, "Cán bộ, công chức chấp hành nội quy, quy chế", "người", all()),
        ("4.5.2", 4, "Cán bộ, công chức bị xử lý kỷ luật", "trường hợp", Measure::NoViolation),
        ("4.7.1", 5, "Hồ sơ dịch vụ công trực tuyến", "hồ sơ", Measure::Share(least(80))),
    ];
    let criteria = rows.into_iter().zip(0..).map(|((code, area, name, unit, measure), row)| Criterion {
        code: at(code.into(), cell("ke-hoach.xlsx", "Chỉ tiêu", row + 1, 0)),
        area,
        short: name.to_owned(),
        name: name.to_owned(),
        counts_initiatives: matches!(measure, Measure::Count(_)),
        measure,
        unit: unit.to_owned(),
        kinds: Vec::new(),
        sentence: None,
        target_words: String::new(),
    });
    let areas = [
        ("3.1", "Về công tác chỉ đạo điều hành"),
        ("3.2", "Về cải cách thể chế"),
        ("3.3", "Về cải cách thủ tục hành chính và thực hiện cơ chế Một cửa"),
        ("3.4", "Về cải cách tổ chức bộ máy hành chính nhà nước"),
        ("3.5", "Về cải cách chế độ công vụ"),
        ("3.7", "Về xây dựng và phát triển Chính quyền điện tử, chính quyền số"),
    ];
    Plan {
        code: "cchc-2023".to_owned(),
        campaign: "Nâng cao trách nhiệm người đứng đầu trong thực hiện các nhiệm vụ cải cách hành chính".to_owned(),
        symbol: "/KH-UBND".to_owned(),
        issued: None,
        from: date(2023, 1, 1),
        to: date(2023, 12, 31),
        commune: "xã Tam Phước".to_owned(),
        district: "huyện Long Điền".to_owned(),
        province: "tỉnh Bà Rịa - Vũng Tàu".to_owned(),
        bases: Vec::new(),
        award: "Giấy khen của Chủ tịch Ủy ban nhân dân xã".to_owned(),
        limit: 5,
        quorum: hoso::plan::Bound::AtLeast(Fraction::new(2.into(), 3.into())),
        threshold: Threshold { bound: Bound::MoreThan(percent(50)), of: Electorate::Present },
        report_form: "Mẫu số 07".to_owned(),
        coefficient: Some(At::new(Decimal::new(15, 2), source.clone())),
        base_salary: Some(At::new(Decimal::from(1_800_000), source.clone())),
        level_above: String::new(),
        award_above: String::new(),
        subject: String::new(),
        standards: Vec::new(),
        priority: Priority::ByRule(String::new()),
        recipients: Vec::new(),
        place: "Tam Phước".to_owned(),
        areas: areas.map(|(code, name)| Area { code: code.to_owned(), name: name.to_owned() }).to_vec(),
        criteria: criteria.collect(),
        source,
        cells: BTreeMap::new(),
    }
}

/// What one person brings: on time of 4.3.1, hours of 4.3.2, initiatives, and the unit council's favourable votes of 7.
pub struct Person {
    pub code: String,
    pub name: String,
    pub kind: Kind,
    pub orders: (u64, u64),
    pub files: (u64, u64),
    pub hours: (u64, u64),
    pub online: (u64, u64),
    pub initiatives: usize,
    pub favour: Option<u64>,
}

impl Person {
    pub fn new(code: &str, name: &str, kind: Kind) -> Self {
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            kind,
            orders: (57, 60),
            files: (412, 413),
            hours: (60, 100),
            online: (83, 100),
            initiatives: 1,
            favour: Some(6),
        }
    }
}

/// A unit of these people; its council has seven members, all present.
pub fn unit(file: &str, name: &str, people: &[Person]) -> Unit {
    let candidates = people.iter().zip(0..).map(|(person, n)| candidate(file, person, n)).collect();
    let votes = people.iter().zip(0..).filter_map(|(person, row)| {
        let at_row = |column| cell(file, "Biểu quyết", row + 1, column);
        person.favour.map(|favour| Vote {
            code: at(person.code.clone(), at_row(0)),
            name: None,
            favour: at(favour, at_row(1)),
            against: at(7 - favour, at_row(2)),
            abstain: at(0, at_row(3)),
            again: None,
            remark: None,
        })
    });
    Unit {
        file: file.into(),
        name_cell: cell(file, "Đơn vị", 1, 1),
        blanks: hoso::model::Blanks::default(),
        office: Office {
            name: name.to_owned(),
            signer_title: Some(at("Trưởng bộ phận".to_owned(), cell(file, "Đơn vị", 6, 1))),
            signer: Some(at("Đỗ Thị Ký".to_owned(), cell(file, "Đơn vị", 7, 1))),
            ..Office::default()
        },
        submission: Registration::default(),
        minutes: Registration::default(),
        council: council(file, votes.collect()),
        candidates,
        people_unread: false,
        evidence_unread: Vec::new(),
    }
}

fn council(file: &str, votes: Vec<Vote>) -> Council {
    let member = |row: u32| Member {
        name: at(format!("Thành viên {row}"), cell(file, "Hội đồng", row, 0)),
        post: None,
        role: if row == 1 { Role::Chair } else { Role::Member },
        present: true,
        excuse: None,
    };
    let about = |row| cell(file, "Đơn vị", row, 1);
    Council {
        members: (1..=7).map(member).collect(),
        date: Some(at(date(2023, 12, 20), about(2))),
        begins: Some(at(time(8, 0, 0, 0), about(3))),
        ends: Some(at(time(10, 0, 0, 0), about(4))),
        venue: Some(at("Phòng họp".to_owned(), about(5))),
        votes,
        ..Council::default()
    }
}

/// The commune's workbook with these votes: code and votes in favour.
pub fn commune(votes: &[(&str, u64)]) -> Commune {
    let file: Arc<str> = "xa.xlsx".into();
    let vote = |(&(code, favour), row): (&(&str, u64), u32)| {
        let at_row = |column| cell(&file, "Biểu quyết", row + 1, column);
        Vote {
            code: at(code.to_owned(), at_row(0)),
            name: None,
            favour: at(favour, at_row(1)),
            against: at(7 - favour, at_row(2)),
            abstain: at(0, at_row(3)),
            again: None,
            remark: None,
        }
    };
    Commune {
        name_cell: cell(&file, "Xã", 1, 1),
        blanks: hoso::model::Blanks::default(),
        file: file.clone(),
        office: Office { name: "xã Tam Phước".to_owned(), ..Office::default() },
        submission: Registration::default(),
        minutes: Registration::default(),
        decision: Registration::default(),
        proposal: Registration::default(),
        decision_signer: Signer::default(),
        council: council(&file, votes.iter().zip(0..).map(vote).collect()),
    }
}

fn candidate(file: &str, person: &Person, n: u32) -> Candidate {
    let row = n + 1;
    let own = |column| cell(file, "Cá nhân", row, column);
    let text = |text: &str, column| Some(at(text.to_owned(), own(column)));
    let collective = person.kind == Kind::Collective;
    Candidate {
        code: at(person.code.clone(), own(0)),
        honorific: if collective {
            None
        } else {
            text(if person.name.contains(" Thị ") { "Bà" } else { "Ông" }, 1)
        },
        name: at(person.name.clone(), own(2)),
        born: (!collective).then(|| at(Birth::Day(date(1960, 1, 1).saturating_add(Span::new().days(n))), own(3))),
        origin: if collective { None } else { text("huyện Long Điền", 4) },
        residence: if collective { None } else { text("xã Tam Phước", 5) },
        post: if collective { None } else { text("Công chức Văn phòng - Thống kê", 6) },
        workplace: text("Ủy ban nhân dân xã", 7),
        kind: person.kind,
        education: if collective { None } else { text("Đại học", 9) },
        particulars: None,
        discipline: at(false, own(10)),
        further: false,
        figures: figures(file, person, n * 20 + 1),
        without_figure: LiteMap::default(),
        may_have_more: false,
        area_evidence: LiteMap::default(),
        initiatives: (0..person.initiatives)
            .map(|index| Initiative {
                name: at(
                    format!("Niêm yết mã QR tra cứu thủ tục {} ({})", index + 1, person.code),
                    cell(file, "Sáng kiến", row + u32::try_from(index).expect("few"), 1),
                ),
                effect: text("Giảm 02 lượt đi lại", 2),
                recognition: text("Quyết định số 12/QĐ-UBND ngày 15/6/2023", 3),
            })
            .collect(),
    }
}

fn figures(file: &str, person: &Person, row: u32) -> LiteMap<Arc<str>, Figure> {
    let place = |row: u32, column| cell(file, "Số liệu", row, column);
    let share = |row, (done, total)| Value::Share { done: at(done, place(row, 2)), total: at(total, place(row, 3)) };
    let item = |(code, row): (&str, u32)| Checked {
        item: code.into(),
        done: if code == "POBI" { None } else { Some(at(true, place(row, 2))) },
        excuse: if code == "POBI" {
            Some(Box::new(at("Không được giao".to_owned(), place(row, 4))))
        } else {
            None
        },
        evidence: Some(at(format!("Báo cáo số 8/BC-UBND về {code}").into(), place(row, 5))),
        source: place(row, 2),
    };
    let list = ["PAR INDEX", "SIPAS", "PAPI", "PCI", "DTI", "POBI"].into_iter().zip(row + 12..).map(item).collect();
    let hours = |n: u64, column| at(Decimal::from(n), place(row + 5, column));
    let cut = Value::Cut(Box::new(Cut { taken: hours(person.hours.0, 2), allowed: hours(person.hours.1, 3) }));
    let not = Value::NotApplicable(at("Không được giao tham mưu văn bản".to_owned(), place(row + 3, 4)));
    let rows = [
        ("4.1.1", share(row, person.orders)),
        ("4.1.2", share(row + 1, (48, 48))),
        ("4.1.3", Value::Checklist(list)),
        ("4.2.1", not),
        ("4.3.1", share(row + 4, person.files)),
        ("4.3.2", cut),
        ("4.3.3", Value::YesNo(at(true, place(row + 6, 2)))),
        ("4.4.1", Value::YesNo(at(true, place(row + 7, 2)))),
        ("4.5.1", share(row + 8, (5, 5))),
        ("4.5.2", Value::Violations(at(0, place(row + 9, 2)))),
        ("4.7.1", share(row + 10, person.online)),
    ];
    let mut figures = LiteMap::new_vec();
    for ((code, value), row) in rows.into_iter().zip(row..) {
        let evidence = Some(at(format!("Báo cáo số {row}/BC-VP ngày 15/11/2023").into(), place(row, 5)));
        figures.insert(Arc::from(code), Figure { value, evidence, source: place(row, 2) });
    }
    // A person without initiatives here is one whose online figures are missing too.
    if person.initiatives == 0 {
        figures.remove("4.7.1");
    }
    figures
}

/// Three units and ten people: every verdict, somebody not carried, a collective; the commune voted.
pub fn small() -> Made {
    let p = Person::new;
    let head = |code, name| p(code, name, Kind::Head);
    let office = [
        Person { initiatives: 2, files: (413, 413), ..p("VP01", "Nguyễn Văn An", Kind::Official) },
        Person { hours: (64, 100), online: (80, 100), ..p("VP02", "Trần Thị Bích Ngọc", Kind::Official) },
        Person { files: (96, 100), ..p("VP03", "Lê Hoàng Đức", Kind::PartTime) },
        Person { orders: (60, 60), ..head("VP04", "Đặng Thị Ường") },
    ];
    let justice = [
        Person { hours: (55, 100), ..p("TP01", "Phạm Quốc Bảo", Kind::Official) },
        Person { favour: Some(3), ..p("TP02", "Huỳnh Thị Mỹ Duyên", Kind::PartTime) },
        Person { initiatives: 0, favour: None, ..p("TP03", "Võ Minh Khôi", Kind::Official) },
    ];
    let hamlet = [
        Person { initiatives: 3, ..p("AP01", "Tập thể ấp Phước Trinh", Kind::Collective) },
        Person { online: (98, 100), ..p("AP02", "Bùi Thị Xuân Hương", Kind::PartTime) },
        Person { orders: (2849, 3000), ..head("AP03", "Ngô Đình Phúc") },
    ];
    Made {
        plan: plan(),
        units: vec![
            unit("van-phong.xlsx", "Văn phòng - Thống kê", &office),
            unit("tu-phap.xlsx", "Tư pháp - Hộ tịch", &justice),
            unit("ap/phuoc-trinh.xlsx", "Ấp Phước Trinh", &hamlet),
        ],
        commune: Some(commune(&[("VP01", 7), ("VP02", 6), ("VP04", 6), ("TP01", 6), ("AP01", 7), ("AP02", 5)])),
        problems: Problems::default(),
    }
}

/// Values that a page may not take for its own code, and a unit in error.
pub fn hostile() -> Made {
    let names = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{ 7 * 7 }} {% raw %} {# ghi chú #}",
        "</script></style><!-- & &amp; '",
    ];
    let people: Vec<Person> =
        names.iter().zip(1..).map(|(name, n)| Person::new(&format!("<b>{n}</b>"), name, Kind::Official)).collect();
    let mut problems = Problems::default();
    let place = cell("loi & \"lạ\".xlsx", "Số <i>liệu</i>", 6, 3);
    problems.error(&place, "Ô ghi “<script>alert(2)</script>”", "Bỏ “</script>”");
    let units = vec![unit("a<b>.xlsx", "Đơn vị </script><script>alert(3)</script>", &people)];
    Made { plan: plan(), units, commune: None, problems }
}

/// So many people in units of ten, and no commune workbook yet.
pub fn many(people: usize) -> Made {
    let names = ["Nguyễn Văn", "Trần Thị", "Lê Hoàng", "Phạm Quốc", "Huỳnh Thị", "Võ Minh", "Đặng Thị", "Bùi Xuân"];
    let given = ["An", "Bình", "Cường", "Dung", "Đức", "Giang", "Hạnh", "Khánh", "Lan", "Minh", "Ngọc", "Phúc", "Yến"];
    let person = |n: usize| {
        let whole = u64::try_from(n).expect("few");
        let name = format!("{} {} {}", names[n % names.len()], given[n / 3 % given.len()], given[n % given.len()]);
        Person {
            orders: (if n % 8 == 3 { 94 } else { 95 + whole * 7 % 6 }, 100),
            files: (1000 - if n % 11 == 6 { 17 } else { whole * 5 % 11 }, 1000),
            hours: (50 + whole * 3 % 16, 100),
            online: (10 * if n % 10 == 7 { 71 } else { 80 + whole * 13 % 21 }, 1000),
            initiatives: if n % 9 == 4 { 0 } else { 1 + n % 3 },
            favour: if n % 13 == 5 { None } else { Some(3 + whole * 3 % 5) },
            ..Person::new(&format!("M{n:04}"), &name, Kind::ALL[1 + n % 2])
        }
    };
    let people: Vec<Person> = (0..people).map(person).collect();
    let units =
        people.chunks(10).zip(1..).map(|(people, n)| unit(&format!("ap-{n:03}.xlsx"), &format!("Ấp {n}"), people));
    Made { plan: plan(), units: units.collect(), commune: None, problems: Problems::default() }
}
