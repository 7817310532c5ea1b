//! What the papers' words may speak of: plan, offices, people and councils, under the Vietnamese names that the templates use.
//!
//! A paper's own names stand with the paper, in `unit` and `commune`. A template that asks for a name that is in none of
//! its paper's structures fails, so the names are a promise to every office that keeps templates of its own.
//!
//! *Invariant:* only finished strings, whole numbers and booleans; a value that a workbook does not give is the empty
//! string (or the form's blank, where running text needs one).

mod council;
mod office;
mod person;
mod plan;

pub use council::{
    Case, Decided, Meeting, Remark, Voted, Without, attendance, further, highlights, role, votes, why_not,
};
pub use office::{Commune, Office, Signature, cited, council_symbol, number, padded_number, signer};
pub use person::{Person, addressed, addressed_within, is_unit_itself, name, post_and_workplace};
pub use plan::{Plan, short_award};
