//! Who signs: what the papers need to say of it, and what the lists of members say besides (NĐ 30/2020, Phụ lục I, Phần I,
//! Mục II.7).
//!
//! *Invariant:* nothing here stops papers; what is not known is left to be written by hand, and said.

use super::shortened;
use crate::cell::{At, Cell};
use crate::locality::names_committee;
use crate::model::{Authority, Commune, Role, Unit};
use crate::post;
use crate::problem::{Place, Problems, Severity};
use crate::text::{fold, person_key};

/// Checks who signs a unit's papers.
pub fn unit(unit: &Unit, problems: &mut Problems) {
    let office = &unit.office;
    unknown_head(office.authority, office.signer_title.as_ref(), problems);
    if office.signer_title.is_none() {
        let signs = office.signer.as_ref().map(|signer| &signer.cell);
        no_post("Chức vụ người ký", office.authority, signs, &unit.name_cell, problems);
    }
}

/// Checks who signs the papers of the commune's council and of the Chairman.
pub fn commune(commune: &Commune, problems: &mut Problems) {
    let listed = |name: Option<&At<String>>| {
        let key = name.map(|name| person_key(&name.value)).unwrap_or_default();
        commune.council.members.iter().find(|member| !key.is_empty() && person_key(&member.name.value) == key)
    };
    let office = &commune.office;
    if office.signer_title.is_none() && listed(office.signer.as_ref()).is_none() {
        let signs = office.signer.as_ref().map(|signer| &signer.cell);
        no_post("Chức vụ người ký", office.authority, signs, &commune.name_cell, problems);
    }
    let signer = &commune.decision_signer;
    let known = listed(signer.name.as_ref()).is_some_and(|member| member.post.is_some());
    // Without any other word it is the Chairman, or for the Chairman, who signs.
    if signer.title.is_none() && !known && signer.authority.before_head().is_some() {
        let signs = signer.name.as_ref().map(|signer| &signer.cell);
        no_post("Chức vụ người ký quyết định", signer.authority, signs, &commune.name_cell, problems);
    }
    other_chair(commune, problems);
}

/// A signature whose post no cell says.
fn no_post(label: &str, authority: Authority, signs: Option<&Cell>, name: &Cell, problems: &mut Problems) {
    if signs.is_some() || authority != Authority::Own {
        problems.warning(
            signs.unwrap_or(name),
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
