//! `danh-gia.json`: the contract's keys, their order, and the numbers in them.
