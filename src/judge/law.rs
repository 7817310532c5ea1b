//! The law of the day: which law, decree, level of government, coefficient and base salary applied when, as data, and a
//! warning at the plan's or the paper's own cell where they say otherwise (contract's *After 2023*).
//!
//! *Invariant:* everything here is a warning; the law is the office's to read and the plan's to cite.

mod periods;

pub use periods::{
    PERIODS, Period, SALARIES, TWO_TIERS, base_salary, is_of_local_government, local_government, period, preference,
};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::JudgedUnit;
use crate::cell::{At, Cell};
use crate::locality::{COMMUNE_KINDS, LEVELS_ABOVE, committee_kind, commune_kind};
use crate::model::{Commune, Kind, Office};
use crate::number::{Decimal, written};
use crate::phrase;
use crate::phrase::short_date;
use crate::plan::{Issued, Plan};
use crate::problem::{Place, Problems, Severity};
use crate::text::fold;

/// The day the commune's decision is dated by: its own, else the submission's, else the meeting's, else the plan's last.
pub fn day_of(plan: &Plan, commune: Option<&Commune>) -> Date {
    dated(commune).map_or(plan.to, |at| at.value)
}

fn dated(commune: Option<&Commune>) -> Option<&At<Date>> {
    let commune = commune?;
    commune.decision.date.as_ref().or(commune.submission.date.as_ref()).or(commune.council.date.as_ref())
}

/// Holds plan, papers and dates against the law of their day.
pub fn look(plan: &Plan, units: &[JudgedUnit], commune: Option<&Commune>, problems: &mut Problems) {
    citations(plan, commune, problems);
    district(plan, commune, problems);
    giver(plan, problems);
    priority(plan, problems);
    no_commune_gives(plan, problems);
    giver_above(plan, problems);
    for unit in units.iter().map(|judged| judged.unit) {
        let day = unit.submission.date.as_ref().or(unit.council.date.as_ref()).map_or(plan.to, |date| date.value);
        recipients(&unit.office, day, problems);
    }
    if let Some(commune) = commune {
        recipients(&commune.office, day_of(plan, Some(commune)), problems);
    }
    money(plan, commune, problems);
    households(plan, units, commune, problems);
}

/// The day of the plan: the day it was issued, else the first day it judges.
fn plan_day(plan: &Plan) -> Date {
    match plan.issued {
        Some(Issued { day, month, year }) => Date::new(year, month, day.unwrap_or(1)).unwrap_or(plan.from),
        None => plan.from,
    }
}

/// The same as far as the plan says it.
fn plan_time(plan: &Plan) -> String {
    match plan.issued {
        Some(Issued { day: None, month, year }) => format!("tháng {month} năm {year}"),
        Some(_) => format!("ngày {}", short_date(plan_day(plan))),
        None => format!("xét từ ngày {}", short_date(plan.from)),
    }
}

/// That a decree is no longer in force after its last day.
fn lapsed(period: &Period, to: Date) -> String {
    let after = short_date(to.saturating_add(1.day()));
    let unless = |article| format!(" nếu không được thay thế sớm hơn ({article})");
    format!("Nghị định số {} hết hiệu lực từ {after}{}", period.decree, period.lapses.map(unless).unwrap_or_default())
}

/// A legal act cited by the plan that was not in force on the plan's day, or no longer on the decision's.
fn citations(plan: &Plan, commune: Option<&Commune>, problems: &mut Problems) {
    let day = plan_day(plan);
    let Some(now) = period(day) else {
        if let Some(last @ Period { to: Some(to), .. }) = PERIODS.last()
            && day > *to
        {
            problems.warning(
                plan.cell("Ngày ban hành"),
                format!(
                    "Thời điểm của kế hoạch ({}) sau thời hạn của các nghị định mà chương trình biết",
                    plan_time(plan)
                ),
                format!("{}; kiểm tra căn cứ, mẫu báo cáo và mức tiền thưởng đang áp dụng", lapsed(last, *to)),
            );
        }
        return;
    };
    let form = At::new(plan.report_form.clone(), plan.cell("Mẫu báo cáo").clone());
    for cited in plan.bases.iter().chain(std::iter::once(&form)) {
        let Some(other) = outdated(&cited.value, now) else { continue };
        problems.warning(
            cited,
            format!(
                "“{}” không áp dụng vào thời điểm của kế hoạch ({})",
                phrase::shortened(&cited.value),
                plan_time(plan)
            ),
            format!(
                "Sửa ô này của kế hoạch: {other}; {}{}",
                applies(now),
                if cited.cell == form.cell { "; xem lại cả số của mẫu" } else { "" }
            ),
        );
    }
    let Some(decision) = dated(commune) else { return };
    let later = period(decision.value).filter(|later| later.from > now.from);
    let cited = plan.bases.iter().find(|basis| cites(&basis.value, now));
    if let (Some(later), Some(cited)) = (later, cited) {
        problems.between(
            Severity::Warning,
            vec![Place::from(decision), Place::from(cited)],
            format!(
                "Văn bản của xã đề ngày {} nhưng căn cứ của kế hoạch là văn bản áp dụng trước ngày {}",
                short_date(decision.value),
                short_date(later.from)
            ),
            format!("Kiểm tra quy định chuyển tiếp; {}", applies(later)),
        );
    }
}

fn applies(period: &Period) -> String {
    format!("từ {} áp dụng {} và {}", short_date(period.from), period.law_cited, period.decree_cited)
}

fn cites(text: &str, period: &Period) -> bool {
    text.contains(period.decree) || (award_law(text) && text.contains(period.law_year))
}

fn award_law(text: &str) -> bool {
    fold(text).starts_with("luat thi dua khen thuong") || fold(text).starts_with("can cu luat thi dua khen thuong")
}

/// What is wrong with citing this on a day of period `now`; `None` where nothing is.
fn outdated(text: &str, now: &Period) -> Option<String> {
    let decree = PERIODS.iter().find(|period| text.contains(period.decree) && period.decree != now.decree);
    if let Some(other) = decree {
        return Some(span(other));
    }
    let law = PERIODS.iter().find(|period| period.law_year != now.law_year && text.contains(period.law_year));
    let law = law.filter(|_| award_law(text) && !text.contains(now.law_year))?;
    Some(if law.from > now.from {
        format!("Luật này áp dụng từ {}", short_date(law.from))
    } else {
        "Luật này đã được thay thế".to_owned()
    })
}

fn span(period: &Period) -> String {
    let to = period.to.map_or_else(String::new, |to| format!(" đến {}", short_date(to)));
    format!("Nghị định số {} áp dụng từ {}{to}", period.decree, short_date(period.from))
}

/// An award of the Chairman of another kind of commune than the plan's, as in a plan that was filled in with a name alone.
fn giver(plan: &Plan, problems: &mut Problems) {
    if let (Some(own), Some(other)) = (commune_kind(&plan.commune), committee_kind(&plan.award))
        && own != other
    {
        problems.warning(
            plan.cell("Hình thức khen thưởng"),
            format!("“Hình thức khen thưởng” ghi Ủy ban nhân dân {other}, nhưng kế hoạch là của {}", plan.commune),
            format!("Sửa “Hình thức khen thưởng” của kế hoạch, ví dụ: Giấy khen của Chủ tịch Ủy ban nhân dân {own}"),
        );
    }
}

/// A group of priority that the plan words for another kind of commune: the minutes quote it.
fn priority(plan: &Plan, problems: &mut Problems) {
    if let (Some(own), Some(other)) = (commune_kind(&plan.commune), committee_kind(plan.priority.words()))
        && own != other
    {
        problems.warning(
            plan.cell("Ưu tiên"),
            format!("“Ưu tiên” nói đến Ủy ban nhân dân {other}, nhưng kế hoạch là của {}", plan.commune),
            format!("Sửa “Ưu tiên” của kế hoạch, đổi chữ {other} thành {own}: biên bản ghi nguyên văn"),
        );
    }
}

/// An award asked of the level above that names a committee of another kind than that level's.
fn giver_above(plan: &Plan, problems: &mut Problems) {
    // `TP.` and `thành phố` are one kind.
    let spelled = |text: &str| format!(" {} ", fold(text)).replace(" tp ", " thanh pho ");
    let (award, above) = (spelled(&plan.award_above), spelled(&plan.level_above));
    let names = |kind: &&&str| ["nhan dan", "ubnd"].iter().any(|body| award.contains(&format!("{body} {kind}")));
    let named = LEVELS_ABOVE.iter().find(names);
    if named.is_some_and(|kind| !plan.level_above.is_empty() && !above.contains(&format!(" {kind} "))) {
        problems.between(
            Severity::Warning,
            vec![Place::from(plan.cell("Hình thức đề nghị cấp trên")), Place::from(plan.cell("Cấp trên"))],
            format!("“{}” không phải của cấp trên của xã, là {}", plan.award_above, plan.level_above),
            "Sửa “Hình thức đề nghị cấp trên” hoặc “Cấp trên” của kế hoạch cho khớp nhau",
        );
    } else if award.contains(" cua chu tich ")
        && ["uy ban nhan dan ", "ubnd "].iter().any(|body| above.trim_start().starts_with(body))
    {
        problems.between(
            Severity::Warning,
            vec![Place::from(plan.cell("Cấp trên")), Place::from(plan.cell("Hình thức đề nghị cấp trên"))],
            format!("“{}” do Chủ tịch quyết định, nhưng tờ trình gửi {}", plan.award_above, plan.level_above),
            format!("Ghi “Cấp trên” là Chủ tịch {}", plan.level_above),
        );
    }
}

/// An award that no commune's Chairman may give, whose own is the Giấy khen (Luật Thi đua, khen thưởng, Điều 80 khoản 3), or one that
/// a higher level gives.
fn no_commune_gives(plan: &Plan, problems: &mut Problems) {
    const BODIES: [&str; 4] = ["uy ban nhan dan", "ubnd", "chu tich", "cap"];
    let award = format!(" {} ", fold(&plan.award));
    let names = |body: &str, kind: &str| award.contains(&format!(" {body} {kind} "));
    let of_a = |kinds: &[&str]| BODIES.iter().any(|body| kinds.iter().any(|kind| names(body, kind)));
    let is_above = !of_a(&COMMUNE_KINDS.map(fold).each_ref().map(String::as_str))
        && (of_a(&LEVELS_ABOVE) || of_a(&["bo"]) || award.contains(" thu tuong ") || award.contains(" bo truong "));
    if award.starts_with(" bang khen ") || is_above {
        problems.warning(
            plan.cell("Hình thức khen thưởng"),
            format!("“{}” không phải là hình thức khen thưởng của cấp xã", plan.award),
            "Chủ tịch Ủy ban nhân dân cấp xã tặng Giấy khen: sửa “Hình thức khen thưởng” của kế hoạch; khen thưởng của cấp trên thì ghi ở \
             “Hình thức đề nghị cấp trên”. Dự thảo quyết định, giấy khen lập theo ô này không dùng được",
        );
    }
}

/// A district where there is none any more.
fn district(plan: &Plan, commune: Option<&Commune>, problems: &mut Problems) {
    let hint = format!(
        "Từ {} không còn cấp huyện; Ủy ban nhân dân xã đề nghị lên Chủ tịch Ủy ban nhân dân tỉnh (thành phố) qua Sở Nội \
         vụ: để trống “Huyện”, ghi lại “Cấp trên” và “Nơi nhận” của kế hoạch",
        short_date(TWO_TIERS)
    );
    if plan_day(plan) >= TWO_TIERS {
        let district = ("Huyện", &plan.district);
        let recipients = plan.recipients.iter().map(|text| ("Nơi nhận", text));
        let mut named: Vec<_> = [district, ("Cấp trên", &plan.level_above)].into_iter().chain(recipients).collect();
        named.retain(|(_, text)| names_district(text));
        if named.is_empty() && !plan.district.is_empty() {
            named.push(district);
        }
        if !named.is_empty() {
            let mut places: Vec<Place> = named.iter().map(|(label, _)| Place::from(plan.cell(label))).collect();
            places.dedup();
            let named: Vec<&str> = named.into_iter().map(|(_, text)| text.as_str()).collect();
            let message = format!("Kế hoạch ({}) còn ghi cấp huyện: “{}”", plan_time(plan), named.join("”, “"));
            problems.between(Severity::Warning, places, message, hint);
        }
        return;
    }
    let proposal = commune.and_then(|commune| commune.proposal.date.as_ref().or(dated(Some(commune))));
    if let Some(at) = proposal.filter(|at| at.value >= TWO_TIERS && names_district(&plan.level_above)) {
        problems.between(
            Severity::Warning,
            vec![Place::from(at), Place::from(plan.cell("Cấp trên"))],
            format!(
                "Văn bản ngày {} đề nghị lên “{}”, nhưng từ ngày {} không còn cấp huyện",
                short_date(at.value),
                plan.level_above,
                short_date(TWO_TIERS)
            ),
            hint,
        );
    }
}

/// Addressees and recipients of the district level on a paper dated after it ended.
fn recipients(office: &Office, day: Date, problems: &mut Problems) {
    if day < TWO_TIERS {
        return;
    }
    let listed = office.addressees.iter().chain(&office.recipients).chain(&office.parent);
    for line in listed.filter(|line| names_district(&line.value)) {
        problems.warning(
            line,
            format!("“{}” là cơ quan cấp huyện, nhưng văn bản đề ngày {}", line.value, short_date(day)),
            format!(
                "Từ {} không còn cấp huyện; ghi cơ quan cấp tỉnh hoặc cấp xã đang làm việc này",
                short_date(TWO_TIERS)
            ),
        );
    }
}

fn names_district(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
    words.iter().any(|word| ["huyện", "quận"].contains(word)) || words.windows(2).any(|pair| pair == ["thị", "xã"])
}

/// Households among the collectives nominated, where the law of the day gives them a sum of their own.
fn households(plan: &Plan, units: &[JudgedUnit], commune: Option<&Commune>, problems: &mut Problems) {
    let Some((decree, article)) = period(day_of(plan, commune)).and_then(|now| Some((now.decree, now.household?)))
    else {
        return;
    };
    let household = |name: &str| {
        // Without its marks it could be a lake.
        let name = name.to_lowercase();
        name.trim_start_matches("tập thể ").starts_with("hộ ") || name.contains("hộ gia đình")
    };
    let nominated = units.iter().flat_map(JudgedUnit::nominated).map(|person| person.candidate);
    for candidate in nominated.filter(|one| one.kind == Kind::Collective && household(&one.name.value)) {
        problems.warning(
            &candidate.name,
            format!("“{}” được tính tiền thưởng như tập thể; hộ gia đình có mức riêng", candidate.name.value),
            format!("Hộ gia đình được 1,5 lần mức của cá nhân ({article} Nghị định số {decree}): sửa lại dự thảo quyết định và danh sách trước khi trình ký"),
        );
    }
}

/// Base salary and coefficient against those of the decision's day, where the workbook says that day.
fn money(plan: &Plan, commune: Option<&Commune>, problems: &mut Problems) {
    let Some(decision) = dated(commune) else { return };
    let day = short_date(decision.value);
    let places = |cell: &Cell| vec![Place::from(cell), Place::from(decision)];
    if let (Some(salary), Some((sum, decree))) = (&plan.base_salary, base_salary(decision.value))
        && salary.value != Decimal::from(sum)
    {
        problems.between(
            Severity::Warning,
            places(&salary.cell),
            format!(
                "Mức lương cơ sở của kế hoạch là {} đồng, nhưng vào ngày {day} là {} đồng ({decree})",
                written(salary.value),
                written(sum.into())
            ),
            "Tiền thưởng tính theo mức lương cơ sở tại ngày ký quyết định; sửa “Mức lương cơ sở” của kế hoạch nếu cần",
        );
    }
    let expected = period(decision.value).and_then(|period| Some((period.coefficient?, period.decree)));
    if let (Some(given), Some(((hundredths, article), decree))) = (&plan.coefficient, expected) {
        let expected = Decimal::new(hundredths.into(), 2);
        if given.value != expected {
            problems.between(
                Severity::Warning,
                places(&given.cell),
                format!(
                    "Hệ số tiền thưởng của kế hoạch là {}, nhưng vào ngày {day} {article} Nghị định số {decree} quy định {} đối với cá nhân",
                    written(given.value),
                    written(expected)
                ),
                "Đối chiếu với nghị định và quy định của tỉnh; sửa “Hệ số tiền thưởng” của kế hoạch nếu cần",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn districts_are_known_by_whole_words() {
        for (text, is) in [
            ("UBND huyện (báo cáo)", true),
            ("Phòng Nội vụ huyện", true),
            ("Ủy ban nhân dân Thị xã Phú Mỹ", true),
            ("Quận 1", true),
            ("Công an và BCH Quân sự xã", false),
            ("Ủy ban nhân dân tỉnh", false),
            ("Thị trấn", false),
        ] {
            assert_eq!(names_district(text), is, "{text}");
        }
    }

    #[test]
    fn an_act_of_another_period_is_told_from_one_of_this() {
        let now = period(date(2025, 8, 1)).expect("a period");
        assert!(outdated("Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ", now).is_some());
        assert!(outdated("Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003", now).is_some());
        assert!(outdated("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", now).is_none());
        assert!(outdated("Kế hoạch số 12/KH-UBND năm 2003", now).is_none());
        let then = period(date(2023, 4, 1)).expect("a period");
        assert!(outdated("Nghị định số 152/2025/NĐ-CP", then).is_some());
        assert!(outdated("Mẫu số 07, Nghị định số 91/2017/NĐ-CP", then).is_none());
    }
}
