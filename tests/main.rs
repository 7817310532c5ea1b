//! Every integration test, in one binary: one link, one place to look.

mod commune;
mod made;
mod page;
mod record;
//! The one binary of integration tests.

#[expect(dead_code, reason = "a builder offers more than each room uses")]
mod book;
mod read;
mod record;
mod store;
