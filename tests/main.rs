//! Every integration test, in one binary: one link, one place to look.

#![allow(clippy::float_arithmetic, reason = "places on a page are judged by their distances")]

mod book;
mod certificate;
mod cli;
mod commune;
mod ends;
mod evidence;
mod formats;
mod hostile;
mod init;
mod law;
mod made;
mod page;
mod paper;
mod press;
mod problem_sheet;
mod read;
mod record;
mod rerun;
mod said;
mod standards;
mod store;
mod summary;
mod tags;
mod tidy;
