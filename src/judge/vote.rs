//! How a council voted (rule 4): shares over what the plan says they are of, exact.
//!
//! *Invariant:* a share is never rounded before it is compared with the plan's threshold.

use std::collections::HashMap;

use crate::model::{Council, Vote};
use crate::number::{Decimal, Fraction, percent, ratio};
use crate::plan::{Bound, Electorate, Plan};
use crate::text::code_key;

/// A council's votes by whom they are on, as [`code_key`] has it; of two on one code, which reading refuses, the first.
#[derive(Debug)]
pub struct Votes<'a> {
    present: u64,
    members: u64,
    by_code: HashMap<String, &'a Vote>,
}

impl<'a> Votes<'a> {
    /// The votes of a council.
    pub fn of(council: &'a Council) -> Self {
        let mut by_code = HashMap::with_capacity(council.votes.len());
        for vote in &council.votes {
            by_code.entry(code_key(&vote.code.value)).or_insert(vote);
        }
        Self { present: present(council), members: u64::try_from(council.members.len()).unwrap_or(u64::MAX), by_code }
    }

    /// The vote on the person of this code.
    pub fn on(&self, code: &str) -> Option<&'a Vote> {
        self.by_code.get(&code_key(code)).copied()
    }

    /// The same, counted by the plan's rule.
    pub fn tally(&self, plan: &Plan, code: &str) -> Option<Tally> {
        let electorate = match plan.threshold.of {
            Electorate::Present => self.present,
            Electorate::Members => self.members,
        };
        self.on(code).map(|vote| tally(plan, electorate, vote))
    }
}

/// One candidate's vote, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Votes in favour.
    pub favour: u64,
    /// Votes against.
    pub against: u64,
    /// Members who voted neither way.
    pub abstain: u64,
    /// What the share is of: members present or all members, as the plan says.
    pub electorate: u64,
    /// Whether the share reaches the plan's threshold.
    pub carried: bool,
    /// The threshold, for writing the share on its right side.
    pub threshold: Fraction,
    /// Votes in favour when the council voted again between equals; `None` where it did not.
    pub again: Option<u64>,
    /// `Ý kiến`.
    pub remark: String,
}

impl Tally {
    /// Votes in favour over the electorate; 0 where the electorate is empty.
    pub fn share(&self) -> Fraction {
        share(self.favour, self.electorate)
    }

    /// The share in percent, plain notation.
    pub fn percent(&self) -> String {
        percent(&self.share(), std::slice::from_ref(&self.threshold))
    }
}

/// Members present.
pub fn present(council: &Council) -> u64 {
    council.members.iter().map(|member| u64::from(member.present)).sum()
}

fn share(favour: u64, electorate: u64) -> Fraction {
    if electorate == 0 { Fraction::default() } else { ratio(Decimal::from(favour), Decimal::from(electorate)) }
}

/// Counts one vote by the plan's rule.
fn tally(plan: &Plan, electorate: u64, vote: &Vote) -> Tally {
    let threshold: &Bound = &plan.threshold.bound;
    Tally {
        favour: vote.favour.value,
        against: vote.against.value,
        abstain: vote.abstain.value,
        electorate,
        carried: electorate > 0 && threshold.admits(&share(vote.favour.value, electorate)),
        threshold: threshold.value().clone(),
        again: vote.again.as_ref().map(|again| again.value),
        remark: crate::cell::text_of(vote.remark.as_ref()).to_owned(),
    }
}
