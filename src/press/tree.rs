//! Joins in the tag tree what the pages had to part, so that it is read as it was written.
//!
//! To keep the last lines of a text beside its signatures, a template sets a long paragraph as two blocks, and a list as
//! two lists. The second half of a paragraph is marked by its language: `vi` alone, where the document's is `vi-VN`
//! (`templates/doan.typ`, `parted`). Here it becomes a `Span` of the first half, and a list that follows upon a
//! list is taken into it.
//!
//! *Invariant:* the marked content keeps its owners, so the tree of parents stays true; only elements are moved.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// The language of a paragraph's second half.
const SECOND_HALF: &[u8] = b"vi";

/// Joins lists and paragraphs throughout the tree.
pub fn join(document: &mut Document) -> lopdf::Result<()> {
    let root = document.catalog()?.get_deref(b"StructTreeRoot", document)?.as_dict()?;
    let mut tree = Tree { document, changed: BTreeMap::new() };
    for top in references(root.get(b"K")?) {
        tree.join_below(top);
    }
    for (id, element) in tree.changed {
        document.set_object(id, element);
    }
    Ok(())
}

struct Tree<'a> {
    document: &'a Document,
    changed: BTreeMap<ObjectId, Dictionary>,
}

/// The elements that a `K` names; marked content is a number or a dictionary of its own.
fn references(kids: &Object) -> Vec<ObjectId> {
    let one = std::slice::from_ref(kids);
    kids.as_array().map_or(one, Vec::as_slice).iter().filter_map(|kid| kid.as_reference().ok()).collect()
}

impl Tree<'_> {
    fn element(&self, id: ObjectId) -> Option<&Dictionary> {
        self.changed.get(&id).or_else(|| self.document.get_dictionary(id).ok())
    }

    fn edit(&mut self, id: ObjectId) -> Option<&mut Dictionary> {
        let element = self.element(id)?.clone();
        Some(self.changed.entry(id).or_insert(element))
    }

    fn is(&self, id: ObjectId, role: &[u8]) -> bool {
        self.element(id).and_then(|element| element.get(b"S").ok()?.as_name().ok()) == Some(role)
    }

    fn is_second_half(&self, id: ObjectId) -> bool {
        let language = self.element(id).and_then(|element| element.get(b"Lang").ok()?.as_str().ok());
        self.is(id, b"P") && language == Some(SECOND_HALF)
    }

    fn kids(&self, id: ObjectId) -> Vec<Object> {
        match self.element(id).and_then(|element| element.get(b"K").ok()) {
            Some(Object::Array(kids)) => kids.clone(),
            Some(kid) => vec![kid.clone()],
            None => Vec::new(),
        }
    }

    fn join_below(&mut self, parent: ObjectId) {
        let kids = self.kids(parent);
        let mut kept: Vec<Object> = Vec::new();
        for kid in &kids {
            let before = kept.last().and_then(|last| last.as_reference().ok());
            let joined = match (before, kid.as_reference()) {
                (Some(before), Ok(id)) => self.joined(before, id),
                _ => false,
            };
            if !joined {
                kept.push(kid.clone());
            }
        }
        if kept.len() < kids.len()
            && let Some(parent) = self.edit(parent)
        {
            parent.set("K", kept);
        }
        for id in kids.iter().filter_map(|kid| kid.as_reference().ok()) {
            self.join_below(id);
        }
    }

    /// Takes an element into the one before it, where the two belong together.
    fn joined(&mut self, before: ObjectId, id: ObjectId) -> bool {
        if self.is(before, b"L") && self.is(id, b"L") {
            let items = self.kids(id);
            self.adopt(before, items);
            return true;
        }
        let Some(first) = self.is_second_half(id).then(|| self.last_paragraph(before)).flatten() else { return false };
        if let Some(half) = self.edit(id) {
            half.set("S", "Span");
            half.remove(b"Lang");
        }
        self.adopt(first, vec![id.into()]);
        true
    }

    /// The paragraph that an element ends with: itself, or that of its last item.
    fn last_paragraph(&self, id: ObjectId) -> Option<ObjectId> {
        if self.is(id, b"P") {
            return Some(id);
        }
        let holds = [&b"L"[..], b"LI", b"LBody"].iter().any(|role| self.is(id, role));
        let last = self.kids(id).iter().rev().find_map(|kid| kid.as_reference().ok()).filter(|_| holds)?;
        self.last_paragraph(last)
    }

    fn adopt(&mut self, parent: ObjectId, kids: Vec<Object>) {
        for id in kids.iter().filter_map(|kid| kid.as_reference().ok()) {
            if let Some(kid) = self.edit(id) {
                kid.set("P", parent);
            }
        }
        let mut all = self.kids(parent);
        all.extend(kids);
        if let Some(parent) = self.edit(parent) {
            parent.set("K", all);
        }
    }
}
