//! What must hold whatever the workbook: the order of things changes nothing, any text ends in words.

use proptest::prelude::*;

use super::*;

/// Everything read, without cells: what must not change when rows and columns change places.
fn told(intake: &Intake) -> Vec<String> {
    let mut told = Vec::new();
    for unit in &intake.units {
        for person in &unit.candidates {
            for (code, figure) in &person.figures {
                let value = match &figure.value {
                    Figure::Share { done, total } => format!("{}/{}", done.value, total.value),
                    Figure::Cut(cut) => format!("{}/{}", cut.taken.value, cut.allowed.value),
                    Figure::YesNo(yes) => yes.value.to_string(),
                    Figure::Count(count) => count.value.to_string(),
                    Figure::Violations(count) => count.value.to_string(),
                    Figure::NotApplicable(reason) => reason.value.clone(),
                    Figure::Checklist(items) => {
                        let mut items: Vec<&str> = items.iter().map(|item| &*item.item).collect();
                        items.sort_unstable();
                        items.concat()
                    }
                };
                told.push(format!("{} {code} {value}", person.name.value));
            }
        }
        told.extend(unit.council.votes.iter().map(|vote| format!("{} {}", vote.code.value, vote.favour.value)));
    }
    told.sort();
    told
}

fn three() -> Book {
    let names = [("VP01", "Nguyễn Văn An"), ("VP02", "Trần Thị Bình"), ("VP03", "Lê Đức Cường")];
    names.into_iter().fold(Book::unit("Văn phòng"), |book, (code, name)| book.candidate(code, name)).complete()
}

fn shuffled<T: Clone>(items: &[T], keys: &[u32]) -> Vec<T> {
    let mut keyed: Vec<(u32, usize)> = (0..items.len())
        .map(|n| (keys[n % keys.len()].rotate_left(u32::try_from(n % 31).expect("small")), n))
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, n)| items[n].clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows and columns in any order, blank rows and unknown columns between them, a title above: all the same.
    #[test]
    fn order_changes_nothing(keys in prop::collection::vec(any::<u32>(), 24), title in 0_usize..4) {
        let plain = three();
        let expected = told(&intake(&[("a.xlsx", plain.clone())]));
        let mut book = plain;
        for (_, rows) in book.sheets.iter_mut().skip(1) {
            let width = rows[0].len() + 1;
            for (n, row) in rows.iter_mut().enumerate() {
                row.resize(width, Value::Blank);
                row[width - 1] = if n == 0 { "Ghi chú riêng".into() } else { Value::Number(0.5) };
                *row = shuffled(row, &keys);
            }
            let (head, body) = rows.split_at(1);
            let mut changed = vec![row(&["BẢNG KÊ"]); title];
            changed.extend(head.iter().cloned());
            for row in shuffled(body, &keys) {
                changed.push(Vec::new());
                changed.push(row);
            }
            *rows = changed;
        }
        book.sheets = shuffled(&book.sheets, &keys);
        let intake = intake(&[("a.xlsx", book)]);
        let errors: Vec<String> = intake.problems.errors().map(line).collect();
        prop_assert_eq!(errors, Vec::<String>::new());
        prop_assert_eq!(told(&intake), expected);
    }

    /// Whatever stands in whatever cell: reading ends, and every problem names a cell of the sheet.
    #[test]
    fn any_text_anywhere(text in "\\PC{0,40}", sheet in 0_usize..6, line in 0_u32..12, column in 0_u32..12) {
        let mut book = three();
        let name = book.sheets[sheet].0.clone();
        let letter = char::from(b'A' + u8::try_from(column).expect("a letter"));
        book = book.put(&name, &format!("{letter}{}", line + 1), text);
        let intake = intake(&[("a.xlsx", book)]);
        for problem in &intake.problems {
            for place in &problem.places {
                prop_assert_eq!(&**place.file(), "a.xlsx");
            }
            prop_assert!(!problem.message.is_empty() && !problem.message.ends_with('.'));
        }
    }

    /// Whole numbers in any spelling are the same count.
    #[test]
    fn counts_survive_their_spelling(done in 0_u32..1_000_000, more in 0_u32..1000) {
        let total = done + more + 1;
        let spelled = hoso::number::vietnamese(&done.to_string());
        let book = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An");
        let book = book.figure("VP01", "4.3.1", spelled, f64::from(total), "Sổ số 1").complete();
        let intake = intake(&[("a.xlsx", book)]);
        let figure = intake.units[0].candidates[0].figures.get("4.3.1").expect("a figure");
        let Figure::Share { done: read, total: of } = &figure.value else {
            panic!("a share")
        };
        prop_assert_eq!((read.value, of.value), (u64::from(done), u64::from(total)));
    }
}
