//! Workbooks to begin with.
