//! Who signs: what the papers need to say of it, and what the lists of members say besides (NĐ 30/2020, Phụ lục I, Phần I,
//! Mục II.7).
//!
//! *Invariant:* nothing here stops papers; what is not known is left to be written by hand, and said.

use super::shortened;
use super::written::has_degree;
use crate::cell::{At, Cell};
use crate::locality::{names_committee, stands_apart};
use crate::model::{Authority, Blanks, Candidate, Commune, Council, Member, Role, Unit};
use crate::name::person_key;
use crate::post;
use crate::problem::{Place, Problems, Severity};
use crate::text::fold;

/// Checks who signs a unit's papers.
pub fn unit(unit: &Unit, problems: &mut Problems) {
    let (office, blank) = (&unit.office, (&unit.blanks, &unit.name_cell));
    unknown_head(office.authority, office.signer_title.as_ref(), problems);
    if office.signer_title.is_none() {
        no_post("Chức vụ người ký", office.authority, office.signer.as_ref(), blank, problems);
    }
    on_behalf_of_nobody(unit, problems);
    if !may_bear_titles(&office.name) {
        honours(office.signer.as_ref(), problems);
    }
    nearly_a_member(office.signer.as_ref(), &unit.council, problems);
    in_anothers_post(office.signer.as_ref().zip(office.signer_title.as_ref()), &unit.council, problems);
    other_post(unit, problems);
    no_parent(unit, problems);
}

/// Checks who signs the papers of the commune's council and of the Chairman.
pub fn commune(commune: &Commune, problems: &mut Problems) {
    let listed = |name: Option<&At<String>>| commune.council.member(&name?.value);
    let (office, blank) = (&commune.office, (&commune.blanks, &commune.name_cell));
    if office.signer_title.is_none() && listed(office.signer.as_ref()).is_none() {
        no_post("Chức vụ người ký", office.authority, office.signer.as_ref(), blank, problems);
    }
    let signer = &commune.decision_signer;
    let known = listed(signer.name.as_ref()).is_some_and(|member| member.post.is_some());
    // Without any other word it is the Chairman, or for the Chairman, who signs, unless the list knows another for that.
    let other = signer.name.is_some() && commune.council.chairman().is_some();
    if signer.title.is_none() && !known && (other || signer.authority.before_head().is_some()) {
        no_post("Chức vụ người ký quyết định", signer.authority, signer.name.as_ref(), blank, problems);
    }
    honours(office.signer.as_ref(), problems);
    honours(signer.name.as_ref(), problems);
    nearly_a_member(office.signer.as_ref(), &commune.council, problems);
    nearly_a_member(signer.name.as_ref(), &commune.council, problems);
    in_anothers_post(signer.name.as_ref().zip(signer.title.as_ref()), &commune.council, problems);
    other_chair(commune, problems);
    outside_the_council(commune, problems);
    for_oneself(commune, problems);
    to_oneself(commune, problems);
    no_signer_of_decisions(commune, listed(signer.name.as_ref()).and_then(|member| member.post.as_ref()), problems);
    no_chair(commune, problems);
}

/// Somebody who signs the council's submission and is no member of it.
fn outside_the_council(commune: &Commune, problems: &mut Problems) {
    let (Some(signer), members) = (&commune.office.signer, &commune.council.members) else { return };
    let key = fold(&person_key(&signer.value));
    let Some(first) = members.first() else { return };
    if members.iter().all(|member| fold(&person_key(&member.name.value)) != key) {
        problems.between(
            Severity::Warning,
            vec![Place::from(signer), Place::from(&first.name)],
            format!("“{}” ký tờ trình thay mặt Hội đồng mà không có tên ở trang “Hội đồng”", shortened(&signer.value)),
            "Sửa tên người ký, hoặc ghi đủ thành viên Hội đồng",
        );
    }
}

/// The council's chair who signs in the chair's place.
fn for_oneself(commune: &Commune, problems: &mut Problems) {
    let office = &commune.office;
    let Some(signer) = office.signer.as_ref().filter(|_| office.authority == Authority::ForHead) else { return };
    let key = fold(&person_key(&signer.value));
    let is_he = |member: &Member| member.role == Role::Chair && fold(&person_key(&member.name.value)) == key;
    if commune.council.members.iter().any(is_he) {
        problems.warning(
            signer,
            format!("“{}” là Chủ tịch Hội đồng mà ký thay (KT.) Chủ tịch Hội đồng", shortened(&signer.value)),
            "Chủ tịch tự ký thì xóa KT. ở “Quyền hạn ký”; Phó Chủ tịch ký thay thì sửa “Người ký”",
        );
    }
}

/// A submission to the Chairman that he signs himself, as the council's chair; a deputy may well sign both in another's place.
fn to_oneself(commune: &Commune, problems: &mut Problems) {
    let (Some(submits), Some(decides)) = (&commune.office.signer, &commune.decision_signer.name) else { return };
    let in_own_post = |authority| matches!(authority, Authority::Own | Authority::OnBehalf);
    if person_key(&submits.value) == person_key(&decides.value)
        && in_own_post(commune.office.authority)
        && in_own_post(commune.decision_signer.authority)
    {
        problems.between(
            Severity::Warning,
            vec![Place::from(submits), Place::from(decides)],
            format!(
                "“{}” vừa ký tờ trình gửi Chủ tịch vừa là Chủ tịch ký quyết định: tự trình chính mình",
                submits.value
            ),
            "Thường Phó Chủ tịch Hội đồng ký thay tờ trình (KT.); nếu đúng là một người ký cả hai thì không phải sửa",
        );
    }
}

/// Somebody nominated who is to sign the decision on his own award.
pub fn of_oneself(commune: &Commune, nominated: &Candidate, problems: &mut Problems) {
    let signer = commune.decision_signer.name.as_ref();
    if let Some(signer) = signer.filter(|signer| person_key(&signer.value) == person_key(&nominated.name.value)) {
        problems.between(
            Severity::Warning,
            vec![Place::from(signer), Place::from(&nominated.name)],
            format!("“{}” ký quyết định khen thưởng cho chính mình", signer.value),
            "Người khác có thẩm quyền ký thay, hoặc đề nghị cấp trên khen thưởng người này",
        );
    }
}

/// A signer whose name is a member's but for its marks: one of the two is misspelt, on every paper or certificate.
fn nearly_a_member(name: Option<&At<String>>, council: &Council, problems: &mut Problems) {
    let Some(name) = name else { return };
    let (key, folded) = (person_key(&name.value), fold(&person_key(&name.value)));
    let alike = |member: &&Member| fold(&person_key(&member.name.value)) == folded;
    let same = |member: &Member| person_key(&member.name.value) == key;
    if let Some(member) = council.members.iter().find(alike).filter(|_| !council.members.iter().any(same)) {
        problems.between(
            Severity::Warning,
            vec![Place::from(name), Place::from(&member.name)],
            format!("Người ký “{}” và thành viên Hội đồng “{}” chỉ khác nhau ở dấu", name.value, member.name.value),
            "Nếu là một người thì ghi họ tên cho thống nhất, đúng như giấy tờ tùy thân",
        );
    }
}

/// Whether a unit is of the armed forces, education or health, whose own rules say what stands before a signer's name (Mục II.7.b).
fn may_bear_titles(unit: &str) -> bool {
    const SECTORS: [&str; 7] =
        ["truong ", "tram y te", "trung tam y te", "benh vien", "cong an", "ban chi huy", "don bien phong"];
    let name = fold(unit);
    SECTORS.iter().any(|sector| name.starts_with(sector))
}

/// A signer's name behind a degree or title of honour (Mục II.7.b).
fn honours(name: Option<&At<String>>, problems: &mut Problems) {
    let Some(name) = name.filter(|name| has_degree(&name.value)) else { return };
    problems.warning(
        name,
        format!("Trước họ tên người ký có ghi học hàm, học vị hoặc danh hiệu: “{}”", shortened(&name.value)),
        "Văn bản hành chính chỉ ghi họ và tên người ký (khoản 7 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP); bỏ phần ghi trước",
    );
}

/// Somebody who signs with the post that the council's list gives another member, and not him. Of deputies there may be several.
fn in_anothers_post(signer: Option<(&At<String>, &At<String>)>, council: &Council, problems: &mut Problems) {
    let Some((name, title)) = signer else { return };
    let own = post::head_and_own(&title.value).1;
    let is_it = |member: &&Member| {
        let post = member.post.as_ref().map(|post| fold(&post.value));
        let is_chairman = |post: &str| post == "chu tich" || post::is_chairman(post);
        post.is_some_and(|post| {
            post == fold(own) && !is_employment(&post) || post::is_chairman(&post) && is_chairman(&fold(own))
        })
    };
    let key = fold(&person_key(&name.value));
    let as_member = council.members.iter().find(|member| fold(&person_key(&member.name.value)) == key);
    if post::is_deputy(own) || as_member.is_some_and(|member| member.post.is_none() || is_it(&member)) {
        return;
    }
    if let Some(member) = council.members.iter().find(is_it) {
        problems.between(
            Severity::Warning,
            vec![Place::from(name), Place::from(&member.name)],
            format!(
                "“{}” ký với chức vụ “{}”, mà trang “Hội đồng” ghi chức vụ này của “{}”",
                shortened(&name.value),
                shortened(own),
                shortened(&member.name.value)
            ),
            "Sửa tên người ký, hoặc sửa chức vụ ở trang “Hội đồng”; nếu cả hai đều đúng thì không phải sửa",
        );
    }
}

/// Whether a post, folded, is what somebody is employed as: several may be, and nobody signs with it.
fn is_employment(post: &str) -> bool {
    ["cong chuc", "vien chuc", "can bo", "chuyen vien", "nhan vien"].iter().any(|rank| post.starts_with(rank))
}

/// A unit's signer whom its own list of members gives another post.
fn other_post(unit: &Unit, problems: &mut Problems) {
    let office = &unit.office;
    let (Some(signer), Some(title)) = (&office.signer, &office.signer_title) else { return };
    let Some(post) = unit.council.member(&signer.value).and_then(|member| member.post.as_ref()) else { return };
    let own = post::head_and_own(&title.value).1;
    let same_rank = post::is_deputy(own) == post::is_deputy(&post.value);
    let (signed, listed) = (post::in_full(own), post::in_full(&post.value));
    // Either may say more than the other, or be abbreviated.
    let employed = is_employment(&listed);
    // What any post may have says nothing of which it is.
    const ANYBODYS: [&str; 12] =
        ["truong", "pho", "ban", "bo", "phan", "phu", "trach", "cong", "tac", "xa", "va", "cua"];
    let tells = |word: &str| !ANYBODYS.contains(&word);
    let shares_a_word = signed.split(' ').any(|word| tells(word) && listed.split(' ').any(|other| other == word));
    let says_more = listed.contains(&signed) || signed.contains(&listed);
    let agree = (shares_a_word || says_more) && same_rank || signed.contains("hoi dong") || employed;
    if !agree {
        problems.between(
            Severity::Warning,
            vec![Place::from(title), Place::from(post)],
            format!(
                "“{}” ký với chức vụ “{}” nhưng trang “Hội đồng” ghi “{}”",
                shortened(&signer.value),
                shortened(&title.value),
                shortened(&post.value)
            ),
            "Sửa ô ghi sai; nếu cả hai đều đúng thì không phải sửa",
        );
    }
}

/// A unit that the plan's commune is not over, and no cell says what is.
fn no_parent(unit: &Unit, problems: &mut Problems) {
    if unit.office.parent.is_none() && stands_apart(&unit.office.name) && !names_committee(&unit.office.name) {
        problems.warning(
            &unit.name_cell,
            format!(
                "“{}” thường không trực thuộc Ủy ban nhân dân nên văn bản để trống dòng cơ quan cấp trên",
                shortened(&unit.office.name)
            ),
            "Ghi “Cơ quan cấp trên” vào trang “Đơn vị” nếu văn bản phải có dòng này",
        );
    }
}

/// The submission signed by a member who neither presides over the council nor is a deputy, without another word.
fn no_chair(commune: &Commune, problems: &mut Problems) {
    let office = &commune.office;
    let (Some(signer), None, Authority::Own | Authority::OnBehalf) =
        (&office.signer, &office.signer_title, office.authority)
    else {
        return;
    };
    let member = commune.council.member(&signer.value);
    if member.is_some_and(|member| matches!(member.role, Role::Member | Role::Secretary)) {
        problems.warning(
            signer,
            format!("“{}” ký tờ trình của Hội đồng nhưng không phải Chủ tịch hay Phó Chủ tịch Hội đồng", signer.value),
            "Tờ trình do Chủ tịch Hội đồng ký, hoặc Phó Chủ tịch ký thay (KT.); kiểm tra “Người ký”",
        );
    }
}

/// Decision and certificates signed by somebody else than the Chairman, or a deputy in the Chairman's place; or with another
/// post than the list of members gives the signer (NĐ 30/2020, Điều 13; Luật Thi đua, khen thưởng, Điều 80 khoản 3).
fn no_signer_of_decisions(commune: &Commune, listed: Option<&At<String>>, problems: &mut Problems) {
    let signer = &commune.decision_signer;
    let Some((given, place)) = signer.title.as_ref().or(listed).zip(signer.name.as_ref().or(signer.title.as_ref()))
    else {
        return;
    };
    let own = post::head_and_own(&given.value).1;
    let (deputy, head) = (post::is_deputy(own), fold(own).starts_with("chu tich"));
    let may_sign = match signer.authority {
        Authority::ForHead => deputy,
        Authority::Own | Authority::OnBehalf => deputy || head,
        Authority::Acting => true,
        Authority::ByOrder | Authority::ByAuthorisation => false,
    };
    let contradicts = listed.is_some_and(|post| post::is_deputy(&post.value) != deputy);
    if let (Authority::Acting, Some(post)) = (signer.authority, listed.filter(|post| post::is_chairman(&post.value))) {
        problems.between(
            Severity::Warning,
            vec![Place::from(place), Place::from(post)],
            format!("Quyết định ký “Q.” (quyền Chủ tịch) nhưng trang “Hội đồng” ghi “{}”", shortened(&post.value)),
            "Người quyền Chủ tịch thì sửa chức vụ ở trang “Hội đồng” thành Quyền Chủ tịch …; nếu đã là Chủ tịch thì xóa “Q.”, “Quyền”",
        );
        return;
    }
    if may_sign && !contradicts {
        return;
    }
    let message = if contradicts {
        format!("Chức vụ người ký quyết định “{}” khác chức vụ ghi ở trang “Hội đồng”", shortened(&given.value))
    } else {
        format!(
            "Người ký quyết định với chức vụ “{}” không phải Chủ tịch, cũng không phải Phó Chủ tịch ký thay",
            shortened(&given.value)
        )
    };
    problems.between(
        Severity::Warning,
        std::iter::once(Place::from(place)).chain(listed.map(Place::from)).collect(),
        message,
        "Quyết định và giấy khen do Chủ tịch ký, hoặc Phó Chủ tịch ký thay (KT.); kiểm tra người ký, chức vụ và quyền hạn ký",
    );
}

/// A signature whose post no cell says.
fn no_post(
    label: &str,
    authority: Authority,
    signer: Option<&At<String>>,
    (blanks, name): (&Blanks, &Cell),
    problems: &mut Problems,
) {
    if signer.is_some() || authority != Authority::Own {
        problems.warning(
            blanks.label(label, signer.map_or(name, |signer| &signer.cell)),
            format!("Chưa ghi “{label}” nên văn bản để trống chức vụ"),
            "Ghi chức vụ của người ký; nếu không thì phải viết tay vào chỗ để trống",
        );
    }
}

/// Somebody signs in the head's place, by the head's order or authority, and no cell tells the head's post.
fn unknown_head(authority: Authority, title: Option<&At<String>>, problems: &mut Problems) {
    let (Some(mark), Some(title)) = (authority.before_head(), title) else { return };
    if post::head_and_own(&title.value).0.is_none() {
        problems.warning(
            title,
            format!(
                "Chức vụ “{}” không cho biết chức vụ của người đứng đầu để ghi sau “{mark}”",
                shortened(&title.value)
            ),
            "Ghi chức vụ của người đứng đầu ở dòng trên của ô này (Alt+Enter), chức vụ người ký ở dòng dưới; nếu không, văn \
             bản để trống chỗ ấy và phải viết tay",
        );
    }
}

/// `TM.` before an office that one head leads: it stands before a body that decides together (Mục II.7.b).
fn on_behalf_of_nobody(unit: &Unit, problems: &mut Problems) {
    const LED: [&str; 6] = ["van phong ", "bo phan ", "phong ", "trung tam ", "tram ", "truong "];
    let office = &unit.office;
    let name = fold(&office.name);
    if let Some(title) = office.signer_title.as_ref().filter(|_| office.authority == Authority::OnBehalf)
        && LED.iter().any(|kind| name.starts_with(kind))
    {
        problems.warning(
            title,
            format!("Tờ trình ký “TM. {}”, nhưng đơn vị này làm việc theo chế độ thủ trưởng", shortened(&office.name)),
            "Xóa “TM.” ở “Quyền hạn ký”: người đứng đầu ký thì để trống, cấp phó ký thay thì ghi KT.",
        );
    }
}

/// The submission signed as the council's chair by somebody else than its list names.
fn other_chair(commune: &Commune, problems: &mut Problems) {
    let office = &commune.office;
    let chair = commune.council.members.iter().find(|member| member.role == Role::Chair);
    let (Some(signer), Some(title), Some(chair)) = (&office.signer, &office.signer_title, chair) else { return };
    // A line that names the committee is the post outside the council.
    let own = title.value.lines().find(|line| !names_committee(line)).map(fold);
    let as_chair = matches!(office.authority, Authority::Own | Authority::OnBehalf)
        && own.is_some_and(|line| line.starts_with("chu tich"));
    if as_chair && person_key(&signer.value) != person_key(&chair.name.value) {
        problems.between(
            Severity::Warning,
            vec![Place::from(signer), Place::from(&chair.name)],
            format!(
                "Tờ trình do “{}” ký với chức vụ Chủ tịch, nhưng Chủ tịch Hội đồng ở trang “Hội đồng” là “{}”",
                signer.value, chair.name.value
            ),
            "Sửa “Người ký” hoặc trang “Hội đồng”; Phó Chủ tịch ký thay thì “Quyền hạn ký” ghi KT. và chức vụ ghi Phó Chủ tịch",
        );
    }
}
