//! What is kept: the papers on show in `output/<plan>/`, and the archive of every run in `output/luu-tru/`.
//!
//! A run builds its papers aside ([`Stage`]), the archive takes them in as a bag ([`archive::add`]), and the whole folder
//! then trades places with the one on show ([`Ready::publish`]). A bag that is sure to be a new one gets its copies while the
//! papers are made ([`archive::begin`]). The bag comes first: what is on show is always archived,
//! and a run cut off between the two finds its own bag again and adds none.
//!
//! ```text
//! output/
//!   .hoso.lock            held by the run at work
//!   <plan>/               one whole run; `.giay.json` in it says from what each file was made
//!   .<plan>.dang-lap/     a run in the making; after the exchange, for a moment, the run before
//!   .<plan>.cu/           the run before, where the system has no exchange
//!   .<plan>.bo1/          a folder on its way out
//!   giu-lai/<plan>-0001/  the clerk's own or edited files that stood in `<plan>/` when a new run took its place
//!   luu-tru/<plan>-0001/  the bags
//!   .luu-tru.dang-lap/    a bag in the making
//!   .dung-lai/            workbooks under their own names again, while a bag is made again
//!   .*.dang-ghi           one file in the making
//!   .so-luu-tru.txt       the register of bags, so that a removed one is missed
//! ```
//!
//! *Invariant:* at every instant `<plan>/` is one whole run and each folder of `luu-tru/` one whole bag; no file that this
//! program did not make, or that was changed after it, is ever destroyed.

pub mod archive;
pub mod digest;
pub mod disk;
mod home;
mod lock;
mod made;
mod publish;
mod stage;

pub use disk::Make;
pub use lock::Lock;
pub use made::Key;
pub use publish::{Published, Ready};
pub use stage::Stage;

use std::path::Path;

use crate::text::slug;

/// The folder for the clerk's own or edited files.
const KEPT: &str = "giu-lai";
/// Folders of the output that no plan's may be named like.
pub const OWN_FOLDERS: [&str; 2] = [archive::FOLDER, KEPT];

/// Whether a run made this folder of an output: a plan's, the archive, or what was set aside.
pub fn is_own_folder(folder: &Path) -> bool {
    let is_named = || folder.file_name().is_some_and(|name| OWN_FOLDERS.iter().any(|own| name == *own));
    folder.join(made::FILE).is_file() || is_named() && folder.parent().is_some_and(archive::is_registered_in)
}

/// What stands for the code of a plan workbook that says none: only its errors are put there, and they go when a run of
/// another plan is put on show.
pub const NO_PLAN: &str = "ke-hoach-loi";

/// Whether a plan's code can name a folder beside the archive's own, on Windows too, and whatever the disk makes of capitals.
pub fn fit_for_folder(code: &str) -> bool {
    slug(code) == code && !OWN_FOLDERS.contains(&code)
}

/// Whether a path written with `/` stays below its folder and names a file there that is not one of our own hidden ones.
fn safe(path: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    path.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_fit_a_folder() {
        for good in ["cchc-2023", "x", NO_PLAN] {
            assert!(fit_for_folder(good), "{good}");
        }
        for bad in
            ["", "..", ".an", "a/b", "a\\b", "luu-tru", "Giu-Lai", "CCHC", "con", "com1", "kế hoạch", "a.", "a b", "C:"]
        {
            assert!(!fit_for_folder(bad), "{bad}");
        }
        for good in ["danh-gia.json", "van-phong/01-to-trinh.pdf"] {
            assert!(safe(good), "{good}");
        }
        for bad in ["", "/a", "a/", "../a", "a/../b", ".giay.json", "a\\b", "C:/a", "a//b"] {
            assert!(!safe(bad), "{bad}");
        }
    }
}
