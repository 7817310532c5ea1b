//! A council's members: whether enough of them were there, and whether one of them is nominated, or sits twice, under a spelling
//! that hides it (rule 6).
//!
//! *Invariant:* two spellings are only asked about; nobody is taken for somebody else.

use std::collections::HashMap;

use crate::cell::At;
use crate::judge::present;
use crate::model::{Candidate, Council, Member};
use crate::name::{may_be_one, person_key};
use crate::number::{Decimal, ratio};
use crate::plan::targets::share;
use crate::plan::{Bound, Plan};
use crate::post::in_full;
use crate::problem::{Place, Problems, Severity};

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
        self.of_key(&person_key(name))
    }

    fn of_key(&self, key: &str) -> &[&'c Member] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// All of them, if they are few enough for one to be looked for among them.
    fn few(&self) -> &[(String, &'c Member)] {
        if self.in_order.len() > MOST { &[] } else { &self.in_order }
    }

    /// A candidate who sits on the council, or may under another spelling. Who was not there did not vote.
    pub fn nominated(&self, candidate: &Candidate, whose: &str, problems: &mut Problems) {
        let name = &candidate.name.value;
        let key = person_key(name);
        let named = self.of_key(&key);
        for member in named.iter().filter(|member| member.present) {
            problems.between(
                Severity::Warning,
                vec![Place::from(&candidate.name), Place::from(&member.name)],
                format!("“{name}” vừa được đề nghị khen thưởng vừa là thành viên Hội đồng {whose}"),
                "Văn bản vẫn được lập; Hội đồng cân nhắc để người này không biểu quyết cho chính mình",
            );
        }
        let may_be = |(other, member): &&(String, &Member)| {
            named.is_empty() && member.present && may_be_one(&key, other) && !differ(&candidate.post, &member.post)
        };
        for (_, member) in self.few().iter().filter(may_be) {
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
        let members = self.few();
        for (index, (key, member)) in members.iter().enumerate() {
            let is_one =
                |(other, first): &&(String, &Member)| may_be_one(key, other) && !differ(&first.post, &member.post);
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

/// Whether two posts, both given, say that these are two people.
fn differ(one: &Option<At<String>>, other: &Option<At<String>>) -> bool {
    let said = |post: &Option<At<String>>| post.as_ref().map(|post| in_full(&post.value));
    said(one).zip(said(other)).is_some_and(|(one, other)| one != other)
}

/// Whether enough members were there for the plan.
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
