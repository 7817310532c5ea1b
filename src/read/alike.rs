//! One copy of the texts that are alike: offices prove many figures of many people by one report.
//!
//! *Invariant:* a text that is kept says what it said, in memory that the calling thread filled.

use std::collections::HashSet;
use std::sync::Arc;

/// The texts known so far.
#[derive(Debug, Default)]
pub struct Alike(HashSet<Arc<str>>);

impl Alike {
    /// Puts the first of its kind in a text's place; a copy of its own where there is none yet.
    pub fn settle(&mut self, text: &mut Arc<str>) {
        *text = match self.0.get(&**text) {
            Some(first) => first.clone(),
            None => {
                let own: Arc<str> = Arc::from(&**text);
                self.0.insert(own.clone());
                own
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_alike_are_one() {
        let mut alike = Alike::default();
        let mut texts: [Arc<str>; 3] = ["Báo cáo số 8".into(), "Báo cáo số 9".into(), "Báo cáo số 8".into()];
        texts.iter_mut().for_each(|text| alike.settle(text));
        assert_eq!(texts.each_ref().map(|text| &**text), ["Báo cáo số 8", "Báo cáo số 9", "Báo cáo số 8"]);
        assert!(Arc::ptr_eq(&texts[0], &texts[2]) && !Arc::ptr_eq(&texts[0], &texts[1]));
    }
}
