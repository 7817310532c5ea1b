//! How far somebody has come: decided once here, and put into words by each room in its own way.

use super::{Assessment, JudgedUnit, Ranking};

/// What became of a candidate in this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The unit's workbook or the plan is in error: nothing is settled yet.
    Stopped,
    /// Not eligible (rule 2).
    Refused,
    /// Eligible, but the unit's council held no vote on the candidate.
    NoVote,
    /// Not carried by the unit's council (rule 4).
    Outvoted,
    /// Nominated, while nobody is ranked yet.
    Nominated,
    /// Among the first, while the commune's council has not voted.
    Expected,
    /// Among the first, and carried by the commune's council.
    Chosen,
    /// Equal to somebody on the other side of the line.
    Tied,
    /// Not carried by the commune's council.
    Declined,
    /// Not voted on by the commune's council, which voted on others.
    PassedOver,
    /// Ranked below the plan's number.
    Beyond,
}

impl Standing {
    /// Every standing, best first.
    pub const ALL: [Self; 11] = [
        Self::Chosen,
        Self::Expected,
        Self::Nominated,
        Self::Tied,
        Self::Beyond,
        Self::Declined,
        Self::PassedOver,
        Self::NoVote,
        Self::Outvoted,
        Self::Refused,
        Self::Stopped,
    ];

    /// Its name in the page's classes and filters.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Refused => "refused",
            Self::NoVote => "novote",
            Self::Outvoted => "outvoted",
            Self::Nominated => "nominated",
            Self::Expected => "expected",
            Self::Chosen => "chosen",
            Self::Tied => "tied",
            Self::Declined => "declined",
            Self::PassedOver => "passedover",
            Self::Beyond => "beyond",
        }
    }

    /// As page and terminal write it.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Stopped => "chưa xét: còn lỗi phải sửa",
            Self::Refused => "không đủ tiêu chuẩn",
            Self::NoVote => "đơn vị chưa biểu quyết",
            Self::Outvoted => "không đạt tỷ lệ đồng ý",
            Self::Nominated => "được đơn vị đề nghị",
            Self::Expected => "đề xuất chọn",
            Self::Chosen => "được chọn",
            Self::Tied => "bằng nhau, chờ Hội đồng cấp xã chọn",
            Self::Declined => "Hội đồng cấp xã không thông qua",
            Self::PassedOver => "Hội đồng cấp xã không biểu quyết",
            Self::Beyond => "ngoài số lượng tối đa",
        }
    }

    /// What the unit alone makes of a candidate, before anything is ranked.
    pub(super) fn in_unit(eligible: bool, carried: Option<bool>) -> Self {
        match (eligible, carried) {
            (false, _) => Self::Refused,
            (true, None) => Self::NoVote,
            (true, Some(false)) => Self::Outvoted,
            (true, Some(true)) => Self::Nominated,
        }
    }

    /// Whether the unit nominates the candidate (rule 4), as far as that is settled.
    pub fn nominated(self) -> bool {
        match self {
            Self::Nominated
            | Self::Expected
            | Self::Chosen
            | Self::Tied
            | Self::Declined
            | Self::PassedOver
            | Self::Beyond => true,
            Self::Stopped | Self::Refused | Self::NoVote | Self::Outvoted => false,
        }
    }

    /// Whether the candidate is among the first (rule 5).
    pub fn selected(self) -> bool {
        matches!(self, Self::Expected | Self::Chosen)
    }
}

/// Tells everybody how far they have come.
pub(super) fn settle(units: &mut [JudgedUnit], ranking: &Ranking) {
    for ranked in ranking.all() {
        units[ranked.unit].assessments[ranked.person].standing = ranked.standing;
    }
}

/// Nothing of a unit in error is settled.
pub(super) fn stop(people: &mut [Assessment]) {
    people.iter_mut().for_each(|person| person.standing = Standing::Stopped);
}
