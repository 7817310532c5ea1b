//! The order of the days of a set's papers (plan III.4, V.4): each paper is dated after those it speaks of.
//!
//! *Invariant:* nothing here stops papers; a day left blank contradicts none.

use jiff::civil::Date;

use super::short_date;
use crate::cell::At;
use crate::judge::JudgedUnit;
use crate::model::{Commune, Unit};
use crate::phrase;
use crate::plan::{Issued, Plan};
use crate::problem::{Place, Problems, Severity};

/// Checks a unit's days.
pub fn unit(plan: &Plan, unit: &Unit, problems: &mut Problems) {
    let meeting = unit.council.date.as_ref();
    before_plan(plan, meeting, problems);
    submitted_early(unit.submission.date.as_ref(), meeting, problems);
}

/// Checks the commune's days, and those of the units that nominate beside them.
pub fn commune(plan: &Plan, commune: &Commune, units: &[JudgedUnit], problems: &mut Problems) {
    let meeting = commune.council.date.as_ref();
    before_plan(plan, meeting, problems);
    submitted_early(commune.submission.date.as_ref(), meeting, problems);
    let (met, submitted) = (("ngày họp Hội đồng", meeting), ("ngày tờ trình", commune.submission.date.as_ref()));
    let decision = commune.decision.date.as_ref();
    if let Some(decision) = decision {
        let hint = "Quyết định được ký sau khi Hội đồng họp và trình; kiểm tra hai ngày này";
        early(("Ngày quyết định", decision), &[met, submitted], hint, problems);
    }
    if let Some(proposal) = &commune.proposal.date {
        let hint = "Tờ trình cấp trên dẫn các văn bản này nên được ký sau; kiểm tra hai ngày";
        early(("Ngày tờ trình cấp trên", proposal), &[met, ("ngày quyết định", decision)], hint, problems);
    }
    if let Some(meeting) = meeting {
        met_before_units(meeting, units, problems);
    }
}

/// A council cannot meet on a campaign that is not launched yet.
fn before_plan(plan: &Plan, meeting: Option<&At<Date>>, problems: &mut Problems) {
    let (Some(meeting), Some(Issued { day, month, year })) = (meeting, plan.issued) else { return };
    // Of a plan whose day is still blank only the month counts.
    let of = |date: Date| (date.year(), date.month(), day.map_or(0, |_| date.day()));
    if of(meeting.value) < (year, month, day.unwrap_or(0)) {
        let issued = day.and_then(|day| Date::new(year, month, day).ok()).map(short_date);
        let issued = issued.unwrap_or_else(|| format!("tháng {month} năm {year}"));
        problems.between(
            Severity::Warning,
            vec![Place::from(meeting), Place::from(plan.cell("Ngày ban hành"))],
            format!("Ngày họp {} trước khi ban hành Kế hoạch ({issued})", short_date(meeting.value)),
            "Hội đồng họp sau khi có Kế hoạch; kiểm tra ngày họp và năm",
        );
    }
}

fn submitted_early(submission: Option<&At<Date>>, meeting: Option<&At<Date>>, problems: &mut Problems) {
    if let Some(submission) = submission {
        let hint = "Tờ trình được ký sau khi Hội đồng họp; kiểm tra hai ngày này";
        early(("Ngày tờ trình", submission), &[("ngày họp", meeting)], hint, problems);
    }
}

/// A paper dated before others that it speaks of.
fn early(paper: (&str, &At<Date>), others: &[(&str, Option<&At<Date>>)], hint: &str, problems: &mut Problems) {
    let (what, day) = paper;
    for (of, other) in others.iter().filter_map(|(of, other)| Some((of, (*other)?))) {
        if day.value < other.value {
            problems.between(
                Severity::Warning,
                vec![Place::from(day), Place::from(other)],
                format!("{what} {} trước {of} {}", short_date(day.value), short_date(other.value)),
                hint,
            );
        }
    }
}

/// The commune's council judges what units have submitted.
fn met_before_units(meeting: &At<Date>, units: &[JudgedUnit], problems: &mut Problems) {
    let nominating = units.iter().filter(|judged| judged.stopped || judged.nominated().next().is_some());
    let later = nominating.filter_map(|judged| {
        let days = [judged.unit.submission.date.as_ref(), judged.unit.council.date.as_ref()];
        let latest = days.into_iter().flatten().max_by_key(|day| day.value)?;
        (latest.value > meeting.value).then_some((judged, latest))
    });
    let later: Vec<(&JudgedUnit, &At<Date>)> = later.collect();
    let Some((first, day)) = later.first() else { return };
    let others = phrase::more(later.len() - 1, " và của ", " đơn vị nữa");
    problems.between(
        Severity::Warning,
        std::iter::once(Place::from(meeting)).chain(later.iter().map(|(_, day)| Place::from(*day))).collect(),
        format!(
            "Hội đồng cấp xã họp ngày {}, trước ngày họp hoặc ngày tờ trình {} của “{}”{others}",
            short_date(meeting.value),
            short_date(day.value),
            first.unit.office.name
        ),
        "Hội đồng cấp xã xét hồ sơ sau khi các đơn vị đã họp và trình; kiểm tra các ngày này",
    );
}
