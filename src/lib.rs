//! `hoso`: from a commune's spreadsheets to award dossiers that only need a signature.
//!
//! One run is one line, each step a room that takes what the rooms before it made, and small rules that all share ([`text`],
//! [`name`], [`number`], [`phrase`], [`problem`]). `read` looks ahead in two things: it counts a council's members as [`judge`] does, and
//! knows which folders and digests are [`store`]'s:
//!
//! 1. [`assets`] — templates, fonts and plans, embedded, with the office's own over them;
//! 2. [`read`] — workbooks to plain records ([`model`], [`plan`]); every value keeps its [`cell`]; knows calamine;
//! 3. [`judge`] — records against the plan: verdicts, votes, ranks; pure, exact ([`number`]), and it cannot fail;
//! 4. [`compose`] — verdicts to the words of each paper (minijinja) as data for the page;
//! 5. [`press`] — data to pages to PDF; knows typst; sees no disk, no clock and no network;
//! 6. [`store`] — the finished papers moved into place as one whole, and kept in the archive.
//!
//! [`run()`] is that story. Beside it stand what a run also leaves behind: the [`record`] for programs, the [`page`] for
//! people, the [`problem_sheet`] for the clerk; every workbook that is written gets its bytes from [`xlsx`].
//!
//! Comments cite rules, the plan and the law by number: `docs/rules.md` says what they are, and where to change what.
//!
//! # What is absent on purpose
//! No clerk's text ever becomes template source, markup or a formula. No binary float decides anything. No figure is
//! computed in a template. No clock, environment or terminal in the library: the day and the folders come in with the
//! [`Job`]. No state between runs but the published folder and the archive. No network.

pub mod assets;
pub mod cell;
pub mod compose;
pub mod init;
pub mod judge;
pub mod locality;
pub mod model;
pub mod name;
pub mod number;
pub mod page;
pub mod parallel;
pub mod phrase;
pub mod plan;
pub mod post;
pub mod press;
pub mod problem;
pub mod problem_sheet;
pub mod read;
pub mod record;
pub mod run;
pub mod store;
pub mod text;
pub mod xlsx;

pub use read::excerpt::{Excerpts, Field};
pub use run::{Job, Outcome, Refused, Step, UnitOutcome, Waits, Why, run};
