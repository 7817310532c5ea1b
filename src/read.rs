//! Reading.
pub mod charset;
