//! What was found, in Vietnamese: the phrases that reasons, papers and the page share.
//!
//! *Invariant:* every number written here is written the Vietnamese way and lies on the right side of its target.

use super::{Finding, Reading, Tally};
use crate::number::{vietnamese, written};
use crate::phrase::{self, counted, padded};
use crate::plan::Measure;
use crate::plan::targets::unit_suffix;

/// How many agreed, true of raised hands and of papers alike: `09/09 thành viên đồng ý`.
pub fn agreed(vote: &Tally) -> String {
    format!("{}/{} thành viên đồng ý", counted(vote.favour), counted(vote.electorate))
}

/// The figure as counts: `412/413 hồ sơ`, `Có`, `02 sáng kiến`, `05/06 mục`; empty where there is none.
pub fn figure(finding: &Finding) -> String {
    let unit = unit_suffix(finding.criterion);
    match &finding.reading() {
        Reading::Nothing => String::new(),
        Reading::Rate { result, total } => format!("{}/{}{unit}", padded(*result), padded(*total)),
        Reading::YesNo(yes) => if *yes { "Có" } else { "Không" }.to_owned(),
        Reading::Count(count) => format!("{}{unit}", padded(*count)),
        Reading::Items { done, concerned } => {
            let unit = if unit.is_empty() { " mục".to_owned() } else { unit };
            phrase::of(*done, *concerned) + &unit
        }
    }
}

/// A count of what must not be: `01 trường hợp`, or in the criterion's own unit.
pub fn cases(finding: &Finding) -> String {
    let figure = figure(finding);
    if finding.criterion.unit.is_empty() { format!("{figure} trường hợp") } else { figure }
}

/// The figure with its percentage: `đạt 98,5% (197/200 hồ sơ)`; of a reduction, what was taken of what was allowed.
pub fn figure_with_percent(finding: &Finding) -> String {
    if let (Measure::Cut(_), Some(percent), Reading::Rate { result, total }) =
        (&finding.criterion.measure, finding.percent(), &finding.reading())
    {
        let (result, total, unit) = (written(*result), written(*total), unit_suffix(finding.criterion));
        let (more, percent) = match percent.strip_prefix('-') {
            Some(more) => (true, more.to_owned()),
            None => (false, percent),
        };
        let percent = vietnamese(&percent);
        if !finding.criterion.reduces_time() {
            let change = if more { "tăng thêm" } else { "giảm" };
            return format!("{change} {percent}% ({result}{unit} so với {total}{unit})");
        }
        let change = if more { "kéo dài thêm" } else { "rút ngắn" };
        return format!("{change} {percent}% (thực hiện {result}{unit} so với {total}{unit} theo quy định)");
    }
    match finding.percent() {
        Some(percent) => format!("đạt {}% ({})", vietnamese(&percent), figure(finding)),
        None => figure(finding),
    }
}
