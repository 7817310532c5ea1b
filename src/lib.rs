//! `hoso`: from a commune's spreadsheets to award dossiers that only need a signature.

pub mod assets;
pub mod cell;
pub mod compose;
pub mod judge;
pub mod model;
pub mod number;
pub mod parallel;
pub mod plan;
pub mod problem;
pub mod read;
pub mod text;
