//! A council's votes added up: against the members who were there, and against the ballots.
//!
//! *Invariant:* what one slip makes of all rows, a member not counted or a ballot too many, is said once.

use std::collections::BTreeMap;

use crate::cell::At;
use crate::judge::present;
use crate::model::{Council, Vote};
use crate::phrase::more;
use crate::problem::{Place, Severity};
use crate::read::desk::Desk;

/// Checks every vote.
pub fn votes(council: &Council, desk: &mut Desk) {
    let Some(member) = council.members.first() else { return };
    let present = present(council);
    let total = |vote: &Vote| vote.favour.value.saturating_add(vote.against.value).saturating_add(vote.abstain.value);
    let (over, within): (Vec<&Vote>, Vec<&Vote>) = council.votes.iter().partition(|vote| total(vote) > present);
    let over = by(over, total).into_iter().map(|(total, votes)| {
        let what = format!("có {total} phiếu, nhiều hơn {present} thành viên có mặt");
        (votes, what)
    });
    tell(over, &member.name, "Kiểm tra số phiếu, và cột “Có mặt” ở trang “Hội đồng”", desk);
    for vote in &within {
        again(vote, present, &member.name, desk);
    }
    let Some(ballots) = &council.ballots else { return };
    let valid = ballots.valid.value;
    let differing = within.into_iter().filter(|vote| total(vote) != valid).collect();
    let differing = by(differing, total).into_iter().map(|(total, votes)| {
        let what = format!("có tổng {total} phiếu, khác số phiếu hợp lệ {valid}");
        (votes, what)
    });
    tell(differing, &ballots.valid, "Đồng ý + Không đồng ý + Không có ý kiến phải bằng số phiếu hợp lệ", desk);
}

/// Tells of the votes of each total once, beside what they contradict.
fn tell<'a, T>(found: impl Iterator<Item = (Vec<&'a Vote>, String)>, other: &At<T>, hint: &str, desk: &mut Desk) {
    for (votes, what) in found {
        let others = more(votes.len() - 1, "; ", " mã nữa cũng vậy");
        let places = votes.iter().map(|vote| Place::from(&vote.favour)).chain([Place::from(other)]).collect();
        let message = format!("Mã “{}” {what}{others}", votes[0].code.value);
        desk.problems.between(Severity::Error, places, message, hint);
    }
}

/// More votes in a second vote than members were there.
fn again<T>(vote: &Vote, present: u64, member: &At<T>, desk: &mut Desk) {
    let Some(again) = vote.again.as_ref().filter(|again| again.value > present) else { return };
    desk.problems.between(
        Severity::Error,
        vec![Place::from(again), Place::from(member)],
        format!(
            "Mã “{}” có {} phiếu biểu quyết lại, nhiều hơn {present} thành viên có mặt",
            vote.code.value, again.value
        ),
        "Kiểm tra cột “Biểu quyết lại”, và cột “Có mặt” ở trang “Hội đồng”",
    );
}

/// Votes by their totals, in the workbook's order.
fn by(votes: Vec<&Vote>, total: impl Fn(&Vote) -> u64) -> BTreeMap<u64, Vec<&Vote>> {
    let mut by: BTreeMap<u64, Vec<&Vote>> = BTreeMap::new();
    for vote in votes {
        by.entry(total(vote)).or_default().push(vote);
    }
    by
}

/// More ballots handed out than members were there to take them.
pub fn ballots(council: &Council, desk: &mut Desk) {
    let present = present(council);
    let (Some(ballots), Some(first)) = (&council.ballots, council.members.first()) else { return };
    if ballots.issued.value > present {
        desk.problems.between(
            Severity::Error,
            vec![Place::from(&ballots.issued), Place::from(&first.name)],
            format!("Phát ra {} phiếu, nhiều hơn {present} thành viên có mặt", ballots.issued.value),
            "Kiểm tra số phiếu phát ra, và cột “Có mặt” ở trang “Hội đồng”",
        );
    }
}
