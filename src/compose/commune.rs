//! The commune's papers: what lies before its council, what the council and the Chairman sign (plan III.3, III.4, V.4).
//!
//! The summary needs no vote. Everything else waits until every workbook is without error, the council has voted, and no
//! tie lies across the plan's number; [`withheld`] says in Vietnamese what is still missing.
//!
//! *Invariant:* the people in the submission, the minutes, the decision, the certificates and the list are one list, in
//! one order: the ranking's.

mod papers;
mod signing;
pub mod summary;
mod views;

use std::collections::BTreeSet;

use super::annex::{Annexed, annexes};
use super::{Paper, PaperKind, names, volumes_of};
use crate::judge::{Assessment, Judged, JudgedUnit, Line, Ranked};
use crate::locality;
use crate::text::{slug, unique};

/// Which of the commune's papers; the number is a place in the order of those selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommunePaper {
    /// Bảng tổng hợp: every candidate against every target; a volume of it where there are many.
    Summary(usize),
    /// Tờ trình of the council to the Chairman.
    Submission,
    /// Biên bản of the council.
    Minutes,
    /// Phụ lục of submission, minutes or decision, from 0.
    Annex(Annexed, usize),
    /// Quyết định of the Chairman, a draft with its list.
    Decision,
    /// Giấy khen of one of those selected.
    Certificate(usize),
    /// Tờ trình of the commune to the level above.
    Proposal,
    /// Báo cáo thành tích of one of those selected, which asks for the award of the level above.
    Report(usize),
}

/// How certificates are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Certificates {
    /// Only the text, at its places on a sheet that already bears frame, heads and emblem (phôi in sẵn).
    pub text_only: bool,
    /// Whether the templates hold the picture `quoc-huy.png`; else the emblem's place stays free.
    pub emblem: bool,
}

/// Whether the papers that follow the council's vote are made.
pub fn issued(judged: &Judged) -> bool {
    judged.commune.is_some()
        && !judged.commune_stopped
        && judged.ranking.waiting.is_empty()
        && judged.ranking.voted
        && judged.ranking.line == Line::Clear
}

/// The commune's papers of this run, in order.
pub fn list(judged: &Judged) -> Vec<Paper> {
    let mut papers = Vec::new();
    let paper = |name: &str, kind| Paper { path: format!("{}/{name}.pdf", names::COMMUNE).into(), kind };
    let mut add = |name: &str, kind| papers.push(paper(name, PaperKind::Commune(kind)));
    let anybody = judged.units.iter().any(|unit| !unit.assessments.is_empty());
    let plan_stops = judged.problems.stop(judged.plan.source.file());
    if !anybody || plan_stops {
        return papers;
    }
    for volume in 0..summary::volumes(judged) {
        add(&names::volume(names::SUMMARY, volume), CommunePaper::Summary(volume));
    }
    if !issued(judged) {
        return papers;
    }
    let set = set(judged);
    let chosen: Vec<&Ranked> = judged.ranking.selected().collect();
    let mut taken = BTreeSet::new();
    let mut above = Vec::new();
    for kind in &set {
        let PaperKind::Commune(kind) = *kind else { continue };
        let name = match kind {
            // The summary stands above already; the level above is written to last.
            CommunePaper::Summary(_) => continue,
            CommunePaper::Proposal => {
                above.push((names::PROPOSAL.to_owned(), kind));
                continue;
            }
            CommunePaper::Report(index) => {
                let of = &chosen[index];
                let name = slug(&person(judged, of).candidate.name.value);
                let name = format!("{}-{}-{name}", names::REPORT_ABOVE, slug(&of.code));
                above.push((unique(&name, &mut taken), kind));
                continue;
            }
            CommunePaper::Submission => Annexed::Submission.file().to_owned(),
            CommunePaper::Minutes => Annexed::Minutes.file().to_owned(),
            CommunePaper::Decision => Annexed::Decision.file().to_owned(),
            CommunePaper::Annex(annexed, annex) => annexed.annex_file(annex),
            CommunePaper::Certificate(index) => {
                unique(&format!("{}-{}", names::CERTIFICATE, slug(&chosen[index].code)), &mut taken)
            }
        };
        add(&name, kind);
    }
    for (name, kind) in above {
        add(&name, kind);
    }
    for volume in 0..volumes_of(&set).len() {
        papers.push(paper(&names::volume(names::SET, volume), PaperKind::CommuneSet(volume)));
    }
    papers
}

/// The papers of the commune's set, in order. A summary of several volumes is bound apart.
pub fn set(judged: &Judged) -> Vec<PaperKind> {
    use CommunePaper::{Annex, Certificate, Decision, Minutes, Proposal, Report, Submission, Summary};
    let selected: Vec<&Ranked> = judged.ranking.selected().collect();
    let chosen = selected.len();
    let parts = |annexed, people| (0..annexes(people)).map(move |annex| Annex(annexed, annex));
    let mut set = Vec::new();
    if chosen > 0 {
        set.push(Submission);
        set.extend(parts(Annexed::Submission, chosen));
    }
    set.push(Minutes);
    set.extend(parts(Annexed::Minutes, judged.ranking.all().count()));
    if summary::volumes(judged) == 1 {
        set.push(Summary(0));
    }
    if chosen > 0 {
        set.push(Decision);
        set.extend(parts(Annexed::Decision, chosen));
    }
    set.extend((0..chosen).map(Certificate));
    if proposes_further(judged) {
        set.push(Proposal);
        let of = |(index, ranked): (usize, &&Ranked)| person(judged, ranked).candidate.further.then_some(Report(index));
        set.extend(selected.iter().enumerate().filter_map(of));
    }
    set.into_iter().map(PaperKind::Commune).collect()
}

/// Whether somebody selected is to be proposed to the level above, and the plan knows that level.
fn proposes_further(judged: &Judged) -> bool {
    !judged.plan.level_above.is_empty() && further(judged).next().is_some()
}

/// Those selected whom the commune should also propose to the level above.
fn further<'a, 'j>(judged: &'j Judged<'a>) -> impl Iterator<Item = &'j Assessment<'a>> {
    judged.ranking.selected().map(|ranked| person(judged, ranked)).filter(|person| person.candidate.further)
}

fn person<'a, 'j>(judged: &'j Judged<'a>, ranked: &Ranked) -> &'j Assessment<'a> {
    &judged.units[ranked.unit].assessments[ranked.person]
}

/// Why which of the commune's papers are not made, one sentence each; empty where all are.
pub fn withheld(judged: &Judged) -> Vec<String> {
    let all = "tờ trình, biên bản, dự thảo quyết định, giấy khen và danh sách của xã";
    if judged.problems.stop(judged.plan.source.file()) {
        return vec![format!("Kế hoạch còn lỗi nên chưa lập bảng tổng hợp, {all}; sửa tệp kế hoạch rồi chạy lại")];
    }
    let mut notices = Vec::new();
    if !judged.ranking.waiting.is_empty() {
        const NAMED: usize = 8;
        let waiting = &judged.ranking.waiting;
        let files: Vec<String> = waiting.iter().take(NAMED).map(|file| whose(judged, file)).collect();
        let more = match waiting.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" và {more} tệp nữa"),
        };
        notices.push(format!("Chưa xếp thứ tự các trường hợp được đề nghị vì còn lỗi ở {}{more}", files.join("; ")));
    }
    if judged.ranking.waiting.is_empty() && judged.units.iter().flat_map(JudgedUnit::nominated).next().is_none() {
        notices.push(format!("Không đơn vị nào đề nghị trường hợp nào nên không lập {all}"));
        return notices;
    }
    match judged.commune {
        None => notices.push(format!(
            "Chưa có tệp của xã (các trang “Xã”, “Hội đồng”, “Biểu quyết”) nên chỉ lập bảng tổng hợp phục vụ phiên họp; \
             {all} được lập sau khi có tệp này"
        )),
        Some(commune) if judged.commune_stopped => {
            notices.push(format!("Tệp của xã “{}” còn lỗi, hoặc còn người bằng nhau phải biểu quyết lại, nên chưa lập {all}", commune.file));
        }
        Some(commune) if !judged.ranking.voted => notices.push(format!(
            "Tệp của xã “{}” chưa có kết quả biểu quyết của Hội đồng (trang “Biểu quyết”) nên chưa lập {all}",
            commune.file
        )),
        Some(_) if !judged.ranking.waiting.is_empty() => notices.push(format!("Vì vậy chưa lập {all}")),
        Some(_) => notices.extend(unmade(judged)),
    }
    notices
}

/// What an issued set lacks.
fn unmade(judged: &Judged) -> Vec<String> {
    let mut notices = Vec::new();
    if judged.ranking.selected().next().is_none() {
        notices.push(
            "Hội đồng cấp xã không chọn trường hợp nào nên chỉ lập biên bản, không lập tờ trình, quyết định và giấy khen"
                .to_owned(),
        );
    }
    let left = |ranked: &&Ranked| !ranked.standing.selected() && person(judged, ranked).candidate.further;
    let left: Vec<&str> =
        judged.ranking.all().filter(left).map(|ranked| &*person(judged, ranked).candidate.name.value).collect();
    if !left.is_empty() && !judged.plan.level_above.is_empty() {
        notices.push(format!(
            "Đơn vị đề nghị lên cấp trên nhưng Hội đồng cấp xã không chọn nên không có trong tờ trình gửi cấp trên: {}",
            left.join(", ")
        ));
    }
    if judged.plan.level_above.is_empty() && further(judged).next().is_some() {
        notices.push(
            "Có người được đề nghị lên cấp trên nhưng kế hoạch không ghi “Cấp trên” nên không lập tờ trình gửi cấp trên"
                .to_owned(),
        );
    }
    notices
}

/// A file by the unit it belongs to.
fn whose(judged: &Judged, file: &str) -> String {
    let unit = judged.units.iter().find(|unit| &*unit.unit.file == file);
    match unit {
        Some(unit) => format!("tệp “{}” của {}", names::printed(file), locality::within(&unit.unit.office.name)),
        None => format!("tệp “{}”", names::printed(file)),
    }
}
