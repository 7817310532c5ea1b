//! What one unit's workbook has of another's: meeting, symbol and signer, as where the sheet of a neighbour was taken over and only
//! the unit's name changed.
//!
//! *Invariant:* nothing here stops papers; each thing shared is said once, at every unit's cell. Units that share their council may
//! well meet together and have one signer.

use std::collections::{BTreeMap, BTreeSet};

use super::shortened;
use crate::cell::Cell;
use crate::judge::JudgedUnit;
use crate::locality::names_committee;
use crate::name::person_key;
use crate::phrase::short_date;
use crate::problem::{Place, Problems, Severity};
use crate::text::fold;

/// How many units of one thing are named.
const NAMED: usize = 5;

/// Looks at what units share that only one can have.
pub fn check(units: &[&JudgedUnit], problems: &mut Problems) {
    say(
        units,
        false,
        |unit| {
            let council = &unit.unit.council;
            let (day, hour) = (council.date.as_ref()?, council.begins.as_ref()?);
            let venue = &council.venue.as_ref()?.value;
            let shown = format!("{} giờ {:02}, ngày {}", hour.value.hour(), hour.value.minute(), short_date(day.value));
            Some((format!("{shown} {}", fold(venue)), format!("{shown}, {}", shortened(venue)), &day.cell))
        },
        |meeting| format!("cùng ghi một cuộc họp ({meeting})"),
        "Hai đơn vị không họp cùng giờ trong cùng phòng: nếu chép trang “Đơn vị” thì ghi lại cuộc họp của từng đơn vị; nếu \
         đúng là họp chung thì không phải sửa",
        problems,
    );
    say(
        units,
        true,
        |unit| {
            let symbol = unit.unit.office.symbol.as_ref()?;
            Some((symbol.value.to_lowercase(), symbol.value.clone(), &symbol.cell))
        },
        |symbol| format!("cùng có ký hiệu “{symbol}”"),
        "Ký hiệu gồm chữ viết tắt tên của đơn vị ban hành: ghi lại “Ký hiệu đơn vị” của từng đơn vị, hoặc để trống",
        problems,
    );
    say(
        units,
        false,
        |unit| {
            let office = &unit.unit.office;
            let (signer, title) = (office.signer.as_ref()?, office.signer_title.as_ref()?);
            let leads = names_committee(&title.value) || fold(&title.value).contains("chu tich");
            (!leads).then(|| (person_key(&signer.value), shortened(&signer.value), &signer.cell))
        },
        |signer| format!("có tờ trình cùng do “{signer}” ký"),
        "Nếu chép trang “Đơn vị” thì ghi lại người ký của từng đơn vị; nếu đúng là một người ký cho các đơn vị này thì không \
         phải sửa",
        problems,
    );
}

/// A unit that has a thing, how that is shown, and its cell.
type Sharer<'u> = (&'u JudgedUnit<'u>, String, &'u Cell);

/// Whether these units have the same members in their councils.
fn share_a_council(alike: &[Sharer]) -> bool {
    let names = |unit: &JudgedUnit| -> BTreeSet<String> {
        unit.unit.council.members.iter().map(|member| person_key(&member.name.value)).collect()
    };
    let first = names(alike[0].0);
    alike[1..].iter().all(|(unit, ..)| names(unit) == first)
}

/// Says of each thing that several units have, by a key, how it is shown, and its cell.
fn say<'u>(
    units: &[&'u JudgedUnit<'u>],
    same_council_too: bool,
    thing: impl Fn(&'u JudgedUnit<'u>) -> Option<(String, String, &'u Cell)>,
    message: impl Fn(&str) -> String,
    hint: &str,
    problems: &mut Problems,
) {
    let mut shared: BTreeMap<String, Vec<Sharer>> = BTreeMap::new();
    for unit in units {
        if let Some((key, shown, cell)) = thing(unit) {
            shared.entry(key).or_default().push((unit, shown, cell));
        }
    }
    for alike in shared.values().filter(|alike| alike.len() > 1 && (same_council_too || !share_a_council(alike))) {
        let names: Vec<String> =
            alike.iter().take(NAMED).map(|(unit, ..)| format!("“{}”", shortened(&unit.unit.office.name))).collect();
        let others = if alike.len() > NAMED { " và các đơn vị khác" } else { "" };
        problems.between(
            Severity::Warning,
            alike.iter().take(NAMED).map(|(.., cell)| Place::from(*cell)).collect(),
            format!("Các đơn vị {}{others} {}", names.join(", "), message(&alike[0].1)),
            hint,
        );
    }
}
