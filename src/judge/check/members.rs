//! A council's members: whether enough of them were there, and whether one of them is nominated, or sits twice, under a spelling
//! that hides it (rule 6).
//!
//! *Invariant:* two spellings are only asked about; nobody is taken for somebody else.

use std::collections::HashMap;

use crate::judge::present;
use crate::model::{Candidate, Council, Member};
use crate::name::{may_be_one, person_key};
use crate::number::{Decimal, ratio};
use crate::plan::targets::share;
use crate::plan::{Bound, Plan};
use crate::problem::{Place, Problems, Severity};
use crate::text::fold;

/// Of larger councils than any no two members are held against each other.
const MOST: usize = 200;

/// A council's members by their names.
pub struct Members<'c> {
    by_key: HashMap<String, Vec<&'c Member>>,
    /// In their order, with their keys.
    in_order: Vec<(String, &'c Member)>,
}

impl<'c> Members<'c> {
    /// Those of a council.
    pub fn of(council: &'c Council) -> Self {
        let in_order: Vec<(String, &Member)> =
            council.members.iter().map(|member| (person_key(&member.name.value), member)).collect();
        let mut by_key: HashMap<String, Vec<&Member>> = HashMap::new();
        for (key, member) in &in_order {
            by_key.entry(key.clone()).or_default().push(member);
        }
        Self { by_key, in_order }
    }

    /// Those of a name, in whatever spelling its key allows.
    pub fn named(&self, name: &str) -> &[&'c Member] {
        self.by_key.get(&person_key(name)).map_or(&[], Vec::as_slice)
    }

    /// A candidate who sits on the council, or may under another spelling. Who was not there did not vote.
    pub fn nominated(&self, candidate: &Candidate, whose: &str, problems: &mut Problems) {
        let name = &candidate.name.value;
        for member in self.named(name).iter().filter(|member| member.present) {
            problems.between(
                Severity::Warning,
                vec![Place::from(&candidate.name), Place::from(&member.name)],
                format!("“{name}” vừa được đề nghị khen thưởng vừa là thành viên Hội đồng {whose}"),
                "Văn bản vẫn được lập; Hội đồng cân nhắc để người này không biểu quyết cho chính mình",
            );
        }
        let key = person_key(name);
        for (_, member) in self.in_order.iter().filter(|(other, member)| member.present && may_be_one(&key, other)) {
            problems.between(
                Severity::Warning,
                vec![Place::from(&candidate.name), Place::from(&member.name)],
                format!(
                    "“{name}” được đề nghị khen thưởng và “{}”, thành viên Hội đồng {whose}, gần giống tên nhau",
                    member.name.value
                ),
                "Nếu là một người thì ghi họ tên cho thống nhất; nếu là hai người thì không phải làm gì",
            );
        }
    }

    /// Members who may be one person: they would be counted, and vote, twice.
    pub fn twice(&self, problems: &mut Problems) {
        let members = if self.in_order.len() > MOST { &[] } else { &self.in_order[..] };
        let post = |member: &Member| member.post.as_ref().map(|post| fold(&post.value));
        for (index, (key, member)) in members.iter().enumerate() {
            let is_one = |(other, first): &&(String, &Member)| {
                let differ = post(first).zip(post(member)).is_some_and(|(one, other)| one != other);
                !differ && may_be_one(key, other)
            };
            if let Some((_, first)) = members[..index].iter().find(is_one) {
                problems.between(
                    Severity::Warning,
                    vec![Place::from(&first.name), Place::from(&member.name)],
                    format!("Hai thành viên “{}” và “{}” gần giống tên nhau", first.name.value, member.name.value),
                    "Nếu là một người thì chỉ giữ một dòng; nếu là hai người thì không phải làm gì",
                );
            }
        }
    }
}

pub fn quorum(plan: &Plan, council: &Council, problems: &mut Problems) {
    let present = present(council);
    let members = council.members.len();
    let Some(first) = council.members.first() else { return };
    if plan.quorum.admits(&ratio(Decimal::from(present), Decimal::from(members))) {
        return;
    }
    let asked = match &plan.quorum {
        Bound::AtLeast(least) => format!("chưa đủ {}", share(least)),
        Bound::MoreThan(limit) => format!("phải có trên {}", share(limit)),
    };
    problems.error(
        &first.name.cell,
        format!("Hội đồng có mặt {present}/{members} thành viên, {asked} thành viên theo Kế hoạch"),
        "Kiểm tra cột “Có mặt”; nếu đúng là thiếu thì phải họp lại, văn bản của Hội đồng này chưa được lập",
    );
}
