//! What the papers' words may speak of: plan, office and person as JSON with the Vietnamese names that the templates use.
//!
//! *Invariant:* only finished strings, whole numbers and booleans; a value that a workbook does not give is the empty
//! string (or the form's blank, where running text needs one).

use serde_json::{Value as Json, json};

use super::ending::{bare, ended};
use super::vietnamese::{self, BLANK, DOTTED};
use crate::cell::text_of;
use crate::judge::{Assessment, Tally, words};
use crate::locality;
use crate::model::{Authority, Birth, Candidate, Council, Kind, Member, Office, Registration, Role};
use crate::number::vietnamese as written;
use crate::plan::{Bound, Electorate, Issued, Plan};
use crate::post;
use crate::text::{fold, name_key};

/// The plan: `ke_hoach`.
pub fn plan(plan: &Plan) -> Json {
    let issuer = format!("Ủy ban nhân dân {}", plan.commune);
    let number = symbol_with_blank(&plan.symbol);
    let short = format!("Kế hoạch số {number} {} của {issuer}", issued(plan.issued));
    json!({
        "ma": plan.code, "phong_trao": plan.campaign, "nam": plan.to.year().to_string(),
        "xa": plan.commune, "huyen": plan.district, "tinh": plan.province, "dia_danh": plan.place,
        "hinh_thuc": plan.award, "hinh_thuc_ngan": short_award(&plan.award),
        "so_luong_toi_da": plan.limit, "mau_bao_cao": report_form(plan), "so_bo": "01 bộ",
        "can_cu": plan.bases.iter().map(|basis| bare(&basis.value)).collect::<Vec<_>>(),
        "van_ban_ngan": short,
        "van_ban": format!(
            "{short} về việc phát động phong trào thi đua “{}” năm {}", plan.campaign, plan.to.year()
        ),
        "tieu_chuan": plan.standards.iter().map(|standard| ended(standard)).collect::<Vec<_>>(),
        "uu_tien": plan.priority.as_deref().filter(|text| !text.is_empty()).map(ended).unwrap_or_default(), "co_uu_tien": plan.priority.is_some(), "cap_tren": plan.level_above,
        "noi_nhan": plan.recipients,
        "tu_ngay": vietnamese::short_date(plan.from), "den_ngay": vietnamese::short_date(plan.to),
    })
}

fn issued(issued: Option<Issued>) -> String {
    match issued {
        Some(Issued { day, month, year }) => {
            let day = day.map_or_else(|| BLANK.to_owned(), |day| format!("{day:02}"));
            format!("ngày {day} tháng {} năm {year}", vietnamese::month(month))
        }
        None => vietnamese::long_date(None),
    }
}

fn symbol_with_blank(symbol: &str) -> String {
    if symbol.is_empty() {
        BLANK.to_owned()
    } else if symbol.starts_with('/') {
        format!("{BLANK}{symbol}")
    } else {
        symbol.to_owned()
    }
}

/// The report's form; its decree is cited short where the papers' legal bases, which come first, cite it in full.
fn report_form(plan: &Plan) -> &str {
    let short = plan.report_form.split_once(" ngày ").map_or("", |(short, _)| short);
    let decree = short.rsplit_once(", ").map_or("", |(_, decree)| decree);
    let cited = !decree.is_empty() && plan.bases.iter().any(|basis| basis.value.starts_with(&format!("{decree} ")));
    if cited { short } else { &plan.report_form }
}

/// `Giấy khen` of `Giấy khen của Chủ tịch …`.
pub fn short_award(award: &str) -> &str {
    award.split_once(" của ").map_or(award, |(short, _)| short)
}

/// To whom a submission to these addressees submits, within a sentence: the Chairman, where one of them is, who decides (Luật
/// Thi đua, khen thưởng, Điều 80 khoản 3); whoever else stands first considers it and submits it to the Chairman.
fn submits_to(addressees: &[&str], chairman: &str) -> String {
    match addressees.iter().find(|line| locality::names_chairman(line)) {
        Some(chairman) => format!("{chairman} xem xét,"),
        None => addressees
            .first()
            .map_or_else(|| format!("{chairman} xem xét,"), |first| format!("{first} xem xét, trình {chairman}")),
    }
}

/// The same of an office's own addressees, in a commune of this name.
pub fn submits(office: &Office, commune: &str) -> String {
    let addressees: Vec<&str> = office.addressees.iter().map(|at| addressee(&at.value)).collect();
    submits_to(&addressees, &format!("Chủ tịch Ủy ban nhân dân {commune}"))
}

/// A unit or the commune: `don_vi`.
pub fn office(office: &Office, plan: &Plan) -> Json {
    let parent = text_of(office.parent.as_ref());
    let place = text_of(office.place.as_ref());
    let addressees: Vec<&str> = office.addressees.iter().map(|at| addressee(&at.value)).collect();
    json!({
        "ten": vietnamese::capitalised(&office.name),
        "trinh": submits(office, &plan.commune),
        "co_quan_cap_tren": if parent.is_empty() { format!("UBND {}", plan.commune) } else { parent.to_owned() }.to_uppercase(),
        "dia_danh": if place.is_empty() { plan.place.as_str() } else { place },
        "ky_hieu": office.symbol.as_ref().map_or(BLANK, |symbol| symbol.value.as_str()),
        "kinh_gui": addressees,
        "noi_nhan": recipients(&office.recipients.iter().map(|at| at.value.as_str()).collect::<Vec<_>>()),
    })
}

/// An addressee, without the label that the paper prints itself.
fn addressee(line: &str) -> &str {
    let label = |line: &str| {
        line.split_once(':').filter(|(label, _)| fold(label) == "kinh gui").map(|(label, _)| label.len() + 1)
    };
    bare(label(line).map_or(line, |at| &line[at..])).trim_start_matches(['-', ' '])
}

/// Recipients with the decree's punctuation: `;` after each, a full stop after the last (Mục II.9).
pub fn recipients(lines: &[&str]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let line = bare(line.trim_start_matches(['-', ' ']));
            format!("{line}{}", if index == last { "." } else { ";" })
        })
        .collect()
}

/// Who signs: `nguoi_ky`, with the lines of capacity and post (NĐ 30/2020, Phụ lục I, Mục II.7).
pub fn signer(authority: Authority, title: &str, name: &str, body: &str) -> Json {
    // A post that no cell says is written by hand, where somebody is known to sign.
    let unsaid = title.is_empty() && (!name.is_empty() || authority != Authority::Own);
    let title = if unsaid { DOTTED } else { title };
    let first = title.lines().next().unwrap_or("");
    let on_behalf = (authority == Authority::OnBehalf).then(|| format!("TM. {body}"));
    let posts = match (authority.before_head(), post::head_of(first)) {
        (Some(mark), _) => {
            let (head, own) = post::head_and_own(title);
            // Written by hand where no cell says whose place, order or authority it is.
            vec![format!("{mark} {}", head.unwrap_or(DOTTED)), own.to_owned()]
        }
        (None, _) if authority == Authority::Acting => vec![format!("Q. {first}")],
        // A deputy signs in the head's place, whatever is said of it.
        (None, Some(head)) => vec![format!("KT. {head}"), first.to_owned()],
        (None, None) => vec![first.to_owned()],
    };
    let lines = on_behalf.into_iter().chain(posts).filter(|line| !line.is_empty());
    json!({"dong": lines.map(|line| line.to_uppercase()).collect::<Vec<_>>(), "ten": name})
}

/// A citation such as `Biên bản số 05/BB-HĐTĐKT ngày 05 tháng 12 năm 2023`, with the form's blanks.
pub fn citation(kind: &str, number: Option<&str>, symbol: &str, date: Option<jiff::civil::Date>) -> String {
    let number = number.map_or_else(|| BLANK.to_owned(), padded_number);
    format!("{kind} số {number}/{symbol} {}", vietnamese::long_date(date))
}

/// The same of a registered paper, dated by `date`, else by its own day.
pub fn cited(kind: &str, paper: &Registration, symbol: &str, date: Option<jiff::civil::Date>) -> String {
    let number = paper.number.as_ref().map(|number| number.value.as_str());
    citation(kind, number, symbol, date.or_else(|| paper.date.as_ref().map(|date| date.value)))
}

/// A number below ten with its leading zero (Mục II.3.c); anything else as written.
pub fn padded_number(number: &str) -> String {
    match number.parse::<u64>() {
        Ok(n) if n < 10 && number.len() == 1 => format!("0{n}"),
        _ => number.to_owned(),
    }
}

/// The number of a registration as the head prints it.
pub fn number(registration: &Registration) -> String {
    registration.number.as_ref().map_or_else(String::new, |number| padded_number(&number.value))
}

/// One candidate: `nguoi`, without the achievements.
pub fn person(candidate: &Candidate) -> Json {
    let post = text_of(candidate.post.as_ref());
    let workplace = text_of(candidate.workplace.as_ref());
    let collective = candidate.kind == Kind::Collective;
    json!({
        "ma": candidate.code.value, "ho_ten": name(candidate), "xung_ten": addressed(candidate),
        "xung_ten_trong_cau": addressed_within(candidate),
        "danh_xung": text_of(candidate.honorific.as_ref()),
        "ngay_sinh": candidate.born.as_ref().map_or_else(String::new, |born| birth(born.value)),
        "que_quan": text_of(candidate.origin.as_ref()), "thuong_tru": text_of(candidate.residence.as_ref()),
        "chuc_vu": post, "don_vi_cong_tac": workplace, "chuc_vu_don_vi": joined(post, workplace),
        "doi_tuong": candidate.kind.vietnamese(), "trinh_do": text_of(candidate.education.as_ref()),
        "tap_the": collective, "goi_tap_the": if collective { called_collective(&candidate.name.value) } else { String::new() },
    })
}

/// The same with the council's vote, where it held one.
pub fn with_votes(candidate: &Candidate, vote: Option<&Tally>) -> Json {
    let mut nguoi = person(candidate);
    nguoi["phieu"] = json!(vote.map_or_else(String::new, votes));
    nguoi
}

/// The name as it begins a line: a collective's may begin with a common noun (`ấp An Thạnh`).
pub fn name(candidate: &Candidate) -> String {
    match candidate.kind {
        Kind::Collective => vietnamese::capitalised(&candidate.name.value),
        Kind::Head | Kind::Official | Kind::PartTime => candidate.name.value.clone(),
    }
}

/// `Ông Nguyễn Văn An`; the name alone where no honorific is given.
pub fn addressed(candidate: &Candidate) -> String {
    let honorific = text_of(candidate.honorific.as_ref());
    if honorific.is_empty() { name(candidate) } else { format!("{honorific} {}", candidate.name.value) }
}

/// The same within a sentence: `ông Nguyễn Văn An` (Phụ lục II: a title has its capital only where a sentence begins).
pub fn addressed_within(candidate: &Candidate) -> String {
    let honorific = text_of(candidate.honorific.as_ref());
    if honorific.is_empty() {
        name_within(&candidate.name.value)
    } else {
        format!("{} {}", words::lower_first(honorific), candidate.name.value)
    }
}

/// A collective's name within a sentence, where it may call itself one: `tập thể ấp An Thạnh`.
fn name_within(name: &str) -> String {
    match itself_collective(name) {
        Some(rest) => format!("{COLLECTIVE} {}", locality::within(rest)),
        None => locality::within(name),
    }
}

/// Whether a collective is the unit that nominates it, be it named with its commune or as the committee of a hamlet.
pub fn is_unit_itself(candidate: &Candidate, unit: &str, plan: &Plan) -> bool {
    let commune = format!(" {}", name_key(locality::bare(&plan.commune)));
    let own = |name: &str| {
        let key = name_key(itself_collective(name).unwrap_or(name));
        let key = key.strip_suffix(&commune).unwrap_or(&key);
        key.strip_prefix("ban ").unwrap_or(key).to_owned()
    };
    candidate.kind == Kind::Collective && own(&candidate.name.value) == own(unit)
}

const COLLECTIVE: &str = "tập thể";

/// What follows `Tập thể` in a name that begins so.
fn itself_collective(name: &str) -> Option<&str> {
    let (at, _) = name.char_indices().nth(COLLECTIVE.chars().count() + 1)?;
    (fold(&name[..at]) == fold(COLLECTIVE)).then(|| &name[at..])
}

/// The same, called a collective once whatever its name is.
fn called_collective(name: &str) -> String {
    format!("{COLLECTIVE} {}", locality::within(itself_collective(name).unwrap_or(name)))
}

/// What the council said of one candidate.
pub fn remark(candidate: &Candidate, vote: &Tally) -> Json {
    json!({"ten": addressed_within(candidate), "noi_dung": ended(&vote.remark)})
}

/// Post and workplace as one phrase.
pub fn post_and_workplace(candidate: &Candidate) -> String {
    joined(text_of(candidate.post.as_ref()), text_of(candidate.workplace.as_ref()))
}

fn joined(post: &str, workplace: &str) -> String {
    match (post.is_empty(), workplace.is_empty()) {
        (true, _) => workplace.to_owned(),
        (_, true) => post.to_owned(),
        // A post that already names its workplace is not told twice.
        _ if post.to_lowercase().ends_with(&workplace.to_lowercase()) => post.to_owned(),
        _ => format!("{post}, {}", locality::within(workplace)),
    }
}

fn birth(born: Birth) -> String {
    match born {
        Birth::Day(date) => vietnamese::short_date(date),
        Birth::Year(year) => year.to_string(),
    }
}

/// The whole meeting: members, hours, place, chair and secretary, by the names the minutes use.
pub fn meeting(council: &Council, plan: &Plan) -> Json {
    let present: Vec<&Member> = council.members.iter().filter(|member| member.present).collect();
    let absent: Vec<Json> = council
        .members
        .iter()
        .filter(|member| !member.present)
        .map(|member| {
            let excuse = text_of(member.excuse.as_ref());
            json!({
                "ten": member.name.value, "chuc_vu": text_of(member.post.as_ref()),
                "ly_do": ended(if excuse.is_empty() { BLANK } else { excuse }),
            })
        })
        .collect();
    let venue = text_of(council.venue.as_ref());
    json!({
        "gio_bat_dau": vietnamese::hour(council.begins.as_ref().map(|at| at.value)),
        "gio_ket_thuc": vietnamese::hour(council.ends.as_ref().map(|at| at.value)),
        "ngay_hop": vietnamese::long_date(council.date.as_ref().map(|at| at.value)),
        "dia_diem": if venue.is_empty() { BLANK } else { venue },
        "so_thanh_vien": council.members.len(), "so_co_mat": present.len(), "so_vang": absent.len(),
        "vang_mat": absent,
        "toi_thieu_du_hop": match &plan.quorum {
            Bound::AtLeast(value) => format!("ít nhất {}", words::share(value)),
            Bound::MoreThan(value) => format!("trên {}", words::share(value)),
        },
        "chu_toa": officer(chair(council)), "thu_ky": officer(secretary(council)),
        "phieu_kin": council.ballots.as_ref().map(|ballots| json!({
            "phat_ra": vietnamese::count(ballots.issued.value), "thu_vao": vietnamese::count(ballots.returned.value),
            "hop_le": vietnamese::count(ballots.valid.value),
            "khong_hop_le": vietnamese::count(ballots.returned.value.saturating_sub(ballots.valid.value)),
        })),
        "tinh_tren": match plan.threshold.of {
            Electorate::Present => "số thành viên có mặt",
            Electorate::Members => "tổng số thành viên Hội đồng",
        },
        "nguong": match &plan.threshold.bound {
            Bound::AtLeast(value) => format!("từ {} trở lên", words::share(value)),
            Bound::MoreThan(value) => format!("trên {}", words::share(value)),
        },
    })
}

/// Who presided: the chair where present, else the first deputy present.
pub fn chair(council: &Council) -> Option<&Member> {
    [Role::Chair, Role::Deputy]
        .into_iter()
        .find_map(|role| council.members.iter().find(|member| member.present && member.role == role))
}

/// Who took the minutes: the first secretary present.
pub fn secretary(council: &Council) -> Option<&Member> {
    council.members.iter().find(|member| member.present && member.role == Role::Secretary)
}

fn officer(member: Option<&Member>) -> Json {
    match member {
        None => json!({"ten": "", "ten_va_vai_tro": BLANK}),
        Some(member) => {
            let post = text_of(member.post.as_ref());
            let role = role(member.role);
            let post = if post.is_empty() { String::new() } else { format!("{post}, ") };
            json!({"ten": member.name.value, "ten_va_vai_tro": format!("{} - {post}{role} Hội đồng", member.name.value)})
        }
    }
}

/// A role as papers write it.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Chair => "Chủ tịch",
        Role::Deputy => "Phó Chủ tịch",
        Role::Member => "Ủy viên",
        Role::Secretary => "Thư ký",
    }
}

/// `09/09 phiếu đồng ý, đạt 100%`.
pub fn votes(vote: &Tally) -> String {
    format!(
        "{}/{} phiếu đồng ý, đạt {}%",
        vietnamese::count(vote.favour),
        vietnamese::count(vote.electorate),
        written(&vote.percent())
    )
}

/// Why somebody was not nominated.
pub fn why_not(person: &Assessment) -> String {
    if !person.eligible() {
        let reasons: Vec<String> = person.reasons.iter().map(|reason| words::lower_first(&reason.message)).collect();
        return format!("không đủ tiêu chuẩn ({})", reasons.join("; "));
    }
    match &person.vote {
        None => "Hội đồng không biểu quyết".to_owned(),
        Some(vote) => format!("không đạt tỷ lệ phiếu ({})", votes(vote)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collective_is_called_one_once() {
        for (name, within, called) in [
            ("Tập thể ấp An Thạnh", "tập thể ấp An Thạnh", "tập thể ấp An Thạnh"),
            ("Ấp An Thạnh", "ấp An Thạnh", "tập thể ấp An Thạnh"),
            ("TẬP THỂ Bộ phận Một cửa", "tập thể Bộ phận Một cửa", "tập thể Bộ phận Một cửa"),
            ("Bộ phận Một cửa", "Bộ phận Một cửa", "tập thể Bộ phận Một cửa"),
            ("Tập thể", "Tập thể", "tập thể Tập thể"),
        ] {
            assert_eq!((name_within(name), called_collective(name)), (within.to_owned(), called.to_owned()));
        }
    }

    #[test]
    fn the_chairman_alone_is_asked_to_decide() {
        let chairman = "Chủ tịch Ủy ban nhân dân xã Tam Phước";
        for (addressees, submits) in [
            (&[][..], "Chủ tịch Ủy ban nhân dân xã Tam Phước xem xét,"),
            (&["Đồng chí Chủ tịch UBND xã"], "Đồng chí Chủ tịch UBND xã xem xét,"),
            (&["Hội đồng Thi đua", "Chủ tịch UBND xã"], "Chủ tịch UBND xã xem xét,"),
            (&["Ủy ban nhân dân xã"], "Ủy ban nhân dân xã xem xét, trình Chủ tịch Ủy ban nhân dân xã Tam Phước"),
            (
                &["Chủ tịch Hội đồng Thi đua", "Văn phòng"],
                "Chủ tịch Hội đồng Thi đua xem xét, trình Chủ tịch Ủy ban nhân dân xã Tam Phước",
            ),
        ] {
            assert_eq!(submits_to(addressees, chairman), submits);
        }
    }

    #[test]
    fn a_deputy_signs_in_the_heads_place_and_nobodys_head_is_guessed() {
        let lines = |authority, title: &str| signer(authority, title, "", "Văn phòng")["dong"].clone();
        let deputy = "Phó Trưởng bộ phận";
        let for_head = json!(["KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN"]);
        assert_eq!(lines(Authority::ForHead, deputy), for_head);
        assert_eq!(lines(Authority::Own, deputy), for_head);
        let on_behalf = json!(["TM. VĂN PHÒNG", "KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN"]);
        assert_eq!(lines(Authority::OnBehalf, deputy), on_behalf);
        assert_eq!(lines(Authority::Own, "Trưởng bộ phận"), json!(["TRƯỞNG BỘ PHẬN"]));
        assert_eq!(lines(Authority::ByOrder, "Trợ lý"), json!(["TL. ……………", "TRỢ LÝ"]));
        assert_eq!(lines(Authority::ForHead, "Ủy viên"), json!(["KT. ……………", "ỦY VIÊN"]));
        let authorised = json!(["TUQ. TRƯỞNG ẤP", "PHÓ TRƯỞNG ẤP"]);
        assert_eq!(lines(Authority::ByAuthorisation, "Phó Trưởng ấp"), authorised);
        assert_eq!(lines(Authority::Acting, "Trưởng phòng"), json!(["Q. TRƯỞNG PHÒNG"]));
        assert_eq!(lines(Authority::ByAuthorisation, ""), json!(["TUQ. ……………", "……………"]));
        assert_eq!(lines(Authority::Acting, ""), json!(["Q. ……………"]));
        assert_eq!(lines(Authority::OnBehalf, ""), json!(["TM. VĂN PHÒNG", "……………"]));
        assert_eq!(lines(Authority::Own, ""), json!([]));
        assert_eq!(lines(Authority::ByOrder, "Chỉ huy trưởng\nTrợ lý"), json!(["TL. CHỈ HUY TRƯỞNG", "TRỢ LÝ"]));
    }
}
