//! Every integration test, in one binary: one link, one place to look.

mod commune;
mod made;
mod page;
mod read;
mod record;
mod store;
