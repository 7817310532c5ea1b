//! Units, councils and a plan in code, small enough to read and whole enough to judge and to compose.

use std::collections::BTreeMap;
use std::sync::Arc;

use hoso::cell::{At, Cell};
use hoso::judge::{Judged, judge};
use hoso::model::*;
use hoso::number::{Decimal, Fraction};
use hoso::plan::*;
use hoso::problem::Problems;
use jiff::civil::{Date, date, time};
use litemap::LiteMap;

pub fn cell(file: &str, sheet: &str, row: u32, column: u32) -> Cell {
    Cell::named(file, sheet, row, column)
}

pub fn share(n: i64, d: i64) -> Fraction {
    Fraction::new(n.into(), d.into())
}

fn criterion(code: &str, name: &str, measure: Measure, unit: &str) -> Criterion {
    Criterion {
        code: At::new(code.into(), cell("ke-hoach", "Chỉ tiêu", 1, 0)),
        area: 0,
        short: name.to_owned(),
        name: name.to_owned(),
        counts_initiatives: matches!(measure, Measure::Count(_)),
        measure,
        unit: unit.to_owned(),
        kinds: Vec::new(),
        sentence: None,
        target_words: String::new(),
    }
}

/// A plan of 2023 with a rate, a cut and a count of initiatives.
pub fn plan() -> Plan {
    let basis = |text: &str, row| At::new(text.to_owned(), cell("ke-hoach", "Kế hoạch", row, 1));
    let bounds = |met, exceeded| Bounds { met, exceeded: Some(exceeded) };
    let ratio = |n| share(n, 100);
    Plan {
        code: "thu-2023".to_owned(),
        campaign: "Nâng cao trách nhiệm người đứng đầu trong cải cách hành chính".to_owned(),
        symbol: "/KH-UBND".to_owned(),
        issued: Some(Issued { day: None, month: 4, year: 2023 }),
        from: date(2023, 1, 1),
        to: date(2023, 12, 31),
        commune: "xã Tam Phước".to_owned(),
        district: "huyện Long Điền".to_owned(),
        province: "tỉnh Bà Rịa - Vũng Tàu".to_owned(),
        bases: vec![
            basis("Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003", 1),
            basis("Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ", 2),
        ],
        award: "Giấy khen của Chủ tịch Ủy ban nhân dân xã".to_owned(),
        limit: 5,
        quorum: Bound::AtLeast(share(2, 3)),
        threshold: Threshold { bound: Bound::MoreThan(share(1, 2)), of: Electorate::Present },
        report_form: "Mẫu số 07, Nghị định số 91/2017/NĐ-CP".to_owned(),
        coefficient: Some(At::new(Decimal::new(15, 2), cell("ke-hoach", "Kế hoạch", 3, 1))),
        base_salary: Some(At::new(Decimal::from(1_800_000), cell("ke-hoach", "Kế hoạch", 4, 1))),
        level_above: "Ủy ban nhân dân huyện Long Điền".to_owned(),
        award_above: String::new(),
        subject: String::new(),
        standards: vec!["Đạt các chỉ tiêu của Kế hoạch".to_owned()],
        priority: Priority::ByRule("Ưu tiên công chức chuyên môn, người hoạt động không chuyên trách".to_owned()),
        recipients: Vec::new(),
        place: "Tam Phước".to_owned(),
        areas: vec![Area { code: "3.1".to_owned(), name: "Về công tác chỉ đạo điều hành".to_owned() }],
        criteria: vec![
            criterion(
                "4.3.1",
                "Hồ sơ TTHC đúng hạn",
                Measure::Share(bounds(Bound::AtLeast(ratio(99)), Bound::MoreThan(ratio(99)))),
                "hồ sơ",
            ),
            criterion(
                "4.3.2",
                "Rút ngắn thời gian giải quyết TTHC",
                Measure::Cut(bounds(Bound::AtLeast(ratio(35)), Bound::AtLeast(ratio(40)))),
                "giờ",
            ),
            criterion(
                "4.1.4",
                "Giải pháp, sáng kiến",
                Measure::Count(Bounds {
                    met: Bound::AtLeast(Decimal::ONE),
                    exceeded: Some(Bound::AtLeast(Decimal::TWO)),
                }),
                "sáng kiến",
            ),
        ],
        source: cell("ke-hoach", "Kế hoạch", 0, 0),
        cells: BTreeMap::new(),
    }
}

/// One candidate in a word: code, name, kind, done of 1000, hours of 100, initiatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    pub code: String,
    pub name: String,
    pub kind: Kind,
    pub done: u64,
    pub hours: u64,
    pub initiatives: usize,
    pub further: bool,
    /// The unit's votes in favour of five; `None` for no vote.
    pub unit_vote: Option<u64>,
    /// The commune's votes in favour of nine; `None` for no vote.
    pub commune_vote: Option<u64>,
    /// The commune's second vote on this one; `None` for none.
    pub again: Option<u64>,
}

pub fn spec(code: &str, name: &str, kind: Kind) -> Spec {
    Spec {
        code: code.to_owned(),
        name: name.to_owned(),
        kind,
        done: 995,
        hours: 60,
        initiatives: 1,
        further: false,
        unit_vote: Some(5),
        commune_vote: Some(8),
        again: None,
    }
}

fn text(value: &str, at: &Cell, column: u32) -> Option<At<String>> {
    (!value.is_empty()).then(|| At::new(value.to_owned(), at.in_column(column)))
}

fn candidate(spec: &Spec, file: &str, row: u32) -> Candidate {
    let at = cell(file, "Cá nhân", row, 0);
    let collective = spec.kind == Kind::Collective;
    let home = if collective { "" } else { "xã Tam Phước, huyện Long Điền" };
    let figures = cell(file, "Số liệu", row * 2, 2);
    let evidence = || Some(At::new("Báo cáo số 12/BC-UBND ngày 10/10/2023".into(), figures.in_column(5)));
    let figure = |value, source: Cell| Figure { value, evidence: evidence(), source };
    let number = |value: u64| At::new(value, figures.clone());
    let decimal = |value: u64| At::new(Decimal::from(value), figures.clone());
    Candidate {
        code: At::new(spec.code.clone(), at.clone()),
        honorific: text(if collective { "" } else { "Ông" }, &at, 1),
        name: At::new(spec.name.clone(), at.in_column(2)),
        born: (!collective).then(|| At::new(Birth::Day(date(1980, 5, 12)), at.in_column(3))),
        origin: text(home, &at, 7),
        residence: text(home, &at, 8),
        post: text(if collective { "" } else { "Công chức" }, &at, 4),
        workplace: text("Ủy ban nhân dân xã Tam Phước", &at, 5),
        kind: spec.kind,
        education: text(if collective { "" } else { "Đại học" }, &at, 9),
        particulars: None,
        discipline: At::new(false, at.in_column(6)),
        further: spec.further,
        figures: LiteMap::from_iter([
            ("4.3.1".into(), figure(Value::Share { done: number(spec.done), total: number(1000) }, figures.clone())),
            (
                "4.3.2".into(),
                figure(
                    Value::Cut(Box::new(Cut { taken: decimal(spec.hours), allowed: decimal(100) })),
                    figures.clone(),
                ),
            ),
        ]),
        without_figure: LiteMap::default(),
        may_have_more: false,
        area_evidence: LiteMap::default(),
        initiatives: (0..spec.initiatives)
            .map(|index| Initiative {
                name: At::new(format!("Sáng kiến {index}"), cell(file, "Sáng kiến", row, 1)),
                effect: None,
                recognition: None,
            })
            .collect(),
    }
}

fn member(name: &str, post: &str, role: Role, at: &Cell) -> Member {
    Member { name: At::new(name.to_owned(), at.clone()), post: text(post, at, 1), role, present: true, excuse: None }
}

fn votes(cast: Vec<(&Spec, u64)>, of: u64, file: &str) -> Vec<Vote> {
    let one = |(row, (spec, favour)): (u32, (&Spec, u64))| {
        let at = cell(file, "Biểu quyết", row, 0);
        Vote {
            code: At::new(spec.code.clone(), at.clone()),
            name: None,
            favour: At::new(favour, at.in_column(1)),
            against: At::new(of - favour, at.in_column(2)),
            abstain: At::new(0, at.in_column(3)),
            again: spec.again.filter(|_| file == COMMUNE).map(|again| At::new(again, at.in_column(4))),
            remark: None,
        }
    };
    (1..).zip(cast).map(one).collect()
}

fn council(members: Vec<Member>, day: Date, votes: Vec<Vote>, file: &str) -> Council {
    Council {
        members,
        date: Some(At::new(day, cell(file, "Đơn vị", 9, 1))),
        begins: Some(At::new(time(8, 0, 0, 0), cell(file, "Đơn vị", 10, 1))),
        ends: Some(At::new(time(10, 30, 0, 0), cell(file, "Đơn vị", 11, 1))),
        venue: Some(At::new("Hội trường Ủy ban nhân dân xã".to_owned(), cell(file, "Đơn vị", 12, 1))),
        ballots: None,
        votes,
        votes_unread: false,
    }
}

pub fn unit(name: &str, file: &str, people: &[Spec]) -> Unit {
    let members = (1..6)
        .map(|row| {
            let role = [Role::Chair, Role::Deputy, Role::Member, Role::Member, Role::Secretary][row as usize - 1];
            member(&format!("Thành viên {row} {name}"), "", role, &cell(file, "Hội đồng", row, 0))
        })
        .collect();
    let cast = people.iter().filter_map(|spec| spec.unit_vote.map(|favour| (spec, favour))).collect();
    Unit {
        file: Arc::from(file),
        name_cell: cell(file, "Đơn vị", 1, 1),
        blanks: hoso::model::Blanks::default(),
        office: Office {
            name: name.to_owned(),
            signer_title: Some(At::new("Trưởng bộ phận".to_owned(), cell(file, "Đơn vị", 13, 1))),
            signer: Some(At::new("Đỗ Thị Ký".to_owned(), cell(file, "Đơn vị", 14, 1))),
            ..Office::default()
        },
        submission: Registration::default(),
        minutes: Registration::default(),
        council: council(members, date(2023, 12, 8), votes(cast, 5, file), file),
        candidates: (1..).zip(people).map(|(row, spec)| candidate(spec, file, row)).collect(),
        people_unread: false,
        evidence_unread: Vec::new(),
    }
}

pub const COMMUNE: &str = "xa.xlsx";

/// A commune of ten members, nine present; its votes are those of the people given.
pub fn commune(people: &[Spec]) -> Commune {
    let mut members = vec![
        member("Trịnh Xuân Đông", "Chủ tịch Ủy ban nhân dân xã", Role::Chair, &cell(COMMUNE, "Hội đồng", 1, 0)),
        member("Lương Thị Dung", "Phó Chủ tịch Ủy ban nhân dân xã", Role::Deputy, &cell(COMMUNE, "Hội đồng", 2, 0)),
    ];
    for row in 3..=10 {
        let role = if row == 10 { Role::Secretary } else { Role::Member };
        members.push(member(&format!("Ủy viên {row}"), "", role, &cell(COMMUNE, "Hội đồng", row, 0)));
    }
    members[8].present = false;
    let cast = people.iter().filter_map(|spec| spec.commune_vote.map(|favour| (spec, favour))).collect();
    let at = |row| cell(COMMUNE, "Xã", row, 1);
    Commune {
        file: Arc::from(COMMUNE),
        name_cell: at(1),
        blanks: hoso::model::Blanks::default(),
        office: Office {
            name: "xã Tam Phước".to_owned(),
            authority: Authority::ForHead,
            signer_title: Some(At::new("Phó Chủ tịch".to_owned(), at(3))),
            signer: Some(At::new("Lương Thị Dung".to_owned(), at(4))),
            ..Office::default()
        },
        submission: Registration::default(),
        minutes: Registration::default(),
        decision: Registration::default(),
        proposal: Registration::default(),
        decision_signer: Signer::default(),
        council: council(members, date(2023, 12, 18), votes(cast, 9, COMMUNE), COMMUNE),
    }
}

/// Two units with six individuals, a collective, and somebody refused; eight votes down to four.
pub fn people() -> (Vec<Spec>, Vec<Spec>) {
    let mut office = Vec::new();
    for (index, name) in ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung"].iter().enumerate()
    {
        let mut one = spec(&format!("VP0{}", index + 1), name, Kind::Official);
        one.commune_vote = Some(9 - u64::try_from(index).expect("small"));
        office.push(one);
    }
    office[0].further = true;
    let mut refused = spec("VP05", "Võ Văn Em", Kind::Official);
    (refused.done, refused.unit_vote, refused.commune_vote) = (900, None, None);
    office.push(refused);
    let mut hamlet = vec![
        spec("AP01", "Phan Văn Giàu", Kind::PartTime),
        spec("AP02", "Đỗ Thị Hà", Kind::Head),
        spec("AP03", "Ban ấp Phước Trinh", Kind::Collective),
    ];
    hamlet[0].commune_vote = Some(5);
    hamlet[1].commune_vote = Some(4);
    hamlet[2].commune_vote = Some(9);
    (office, hamlet)
}

/// Everything judged, for as long as `then` looks at it.
pub fn judged<R>(
    plan: &Plan,
    units: &[Unit],
    commune: Option<&Commune>,
    problems: Problems,
    then: impl FnOnce(&Judged) -> R,
) -> R {
    then(&judge(plan, units, commune, problems, 1))
}
