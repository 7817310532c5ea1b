//! The commune's workbook: its office, the papers' numbers and days, the council and its votes.
//!
//! *Invariant:* what its votes name is not known here; whether some unit nominates them is `judge`'s to say.

use super::book::Book;
use super::desk::Desk;
use super::pairs::Pairs;
use super::{council, office, sheet, sheet_or_error};
use crate::locality::names_committee;
use crate::model::{Blanks, Commune, Council, Registration};
use crate::plan::Plan;

/// Reads the commune's workbook; `None` where its first sheet cannot be read. Without a plan no day is compared with its.
pub fn read(book: &Book, plan: Option<&Plan>, desk: &mut Desk) -> Option<Commune> {
    let about = sheet(book, "Xã")?;
    let members = sheet_or_error(book, about, "Hội đồng", desk);
    let votes = sheet_or_error(book, about, "Biểu quyết", desk);
    let pairs = Pairs::read(about, &office::COMMUNE, desk)?;
    let signer = office::signer(&pairs, office::SIGNER, desk);
    // Whoever signs for the council holds a title in it: a post in the committee stands below, as it is (Mục II.7.c).
    let of_committee = signer.title.as_ref().is_some_and(|title| names_committee(&title.value));
    let signer = if of_committee { signer } else { office::acting(signer) };
    let office = office::office(&pairs, "Tên xã", signer, desk);
    let mut council = Council::default();
    office::meeting(&pairs, &mut council, desk);
    if let Some(grid) = members {
        council::members(grid, &mut council, desk);
        council::ballots(&council, desk);
    }
    if let Some(grid) = votes {
        council::votes(grid, &council::VOTES, &mut council, desk);
    }
    let minutes =
        Registration { date: council.date.clone(), ..office::registration(&pairs, "Số biên bản", None, desk) };
    let commune = Commune {
        file: about.file.clone(),
        name_cell: pairs.field("Tên xã").cell,
        blanks: Blanks { labels: pairs.blank(), ..Blanks::default() },
        office,
        submission: office::registration(&pairs, "Số tờ trình", Some("Ngày tờ trình"), desk),
        minutes,
        decision: office::registration(&pairs, "Số quyết định", Some("Ngày quyết định"), desk),
        proposal: office::registration(&pairs, "Số tờ trình cấp trên", Some("Ngày tờ trình cấp trên"), desk),
        decision_signer: office::acting(office::signer(
            &pairs,
            ["Quyền hạn ký quyết định", "Chức vụ người ký quyết định", "Người ký quyết định"],
            desk,
        )),
        council,
    };
    if let Some(plan) = plan {
        let days = [
            ("Ngày họp", commune.council.date.as_ref()),
            ("Ngày tờ trình", commune.submission.date.as_ref()),
            ("Ngày quyết định", commune.decision.date.as_ref()),
            ("Ngày tờ trình cấp trên", commune.proposal.date.as_ref()),
        ];
        office::days(plan, &days, desk);
    }
    Some(commune)
}
