//! What a finished paper tells a reader that does not see it: lists, headings, tables, bookmarks, in reading order.
//! pikepdf reads the tag tree, not the program that wrote it.

use serde_json::Value as Json;

use crate::paper::{self, File};

/// Prints the tree's elements, one a line, indented: role, attributes, and the words it holds itself.
const TREE: &str = r#"
import re, sys, pikepdf
pdf = pikepdf.open(sys.argv[1])
words = {}
for page in pdf.pages:
    maps = {}
    for name, font in page.obj.Resources.get('/Font', {}).items():
        known, told = {}, font.ToUnicode.read_bytes().decode('latin1')
        text = lambda code: bytes.fromhex(code).decode('utf-16-be')
        for block in re.findall(r'beginbfchar(.*?)endbfchar', told, re.S):
            known.update((int(a, 16), text(b)) for a, b in re.findall(r'<(\w+)>\s*<(\w+)>', block))
        for block in re.findall(r'beginbfrange(.*?)endbfrange', told, re.S):
            for a, b, c in re.findall(r'<(\w+)>\s*<(\w+)>\s*<(\w+)>', block):
                known.update((n, chr(int(c, 16) + n - int(a, 16))) for n in range(int(a, 16), int(b, 16) + 1))
        maps[name] = known
    open_marks, known, found = [None], {}, {}
    for operands, operator in pikepdf.parse_content_stream(page.obj):
        operator = str(operator)
        if operator in ('BDC', 'BMC'):
            inner = operands[1] if len(operands) > 1 else None
            open_marks.append(int(inner.MCID) if isinstance(inner, pikepdf.Dictionary) and '/MCID' in inner else open_marks[-1] if str(operands[0]) == '/Span' else 'artifact')
        elif operator == 'EMC': open_marks.pop()
        elif operator == 'Tf': known = maps[str(operands[0])]
        elif operator in ('Tj', 'TJ'):
            assert open_marks[-1] is not None, 'text outside the tree'
            for piece in operands[0] if operator == 'TJ' else operands:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    letters = ''.join(known[int.from_bytes(raw[i:i + 2], 'big')] for i in range(0, len(raw), 2))
                    found[open_marks[-1]] = found.get(open_marks[-1], '') + letters
    words[page.obj.objgen] = found
def kids(node):
    inner = node.get('/K', [])
    return list(inner) if isinstance(inner, pikepdf.Array) else [inner]
def walk(node, depth, page, parent):
    assert node.P.objgen == parent, 'an element knows its parent'
    page = node.Pg.objgen if '/Pg' in node else page
    own, inner = '', []
    for kid in kids(node):
        if isinstance(kid, int): own += words[page].pop(kid, '')
        elif '/S' in kid: inner.append(kid)
        elif '/MCID' in kid: own += words[kid.Pg.objgen if '/Pg' in kid else page].pop(int(kid.MCID), '')
    given = node.get('/A', [])
    given = list(given) if isinstance(given, pikepdf.Array) else [given]
    scope = ''.join(str(each.Scope) for each in given if isinstance(each, pikepdf.Dictionary) and '/Scope' in each)
    print(' ' * depth + str(node.S)[1:] + scope + (': ' + own if own else ''))
    for kid in inner: walk(kid, depth + 1, page, node.objgen)
for top in kids(pdf.Root.StructTreeRoot): walk(top, 0, None, pdf.Root.StructTreeRoot.objgen)
left = [text for found in words.values() for mark, text in found.items() if mark != 'artifact']
assert not left, left
"#;

/// The tree of a paper, a line an element; none where pikepdf is missing.
fn tree(parts: Vec<Json>) -> Option<Vec<String>> {
    let print = paper::print("cây", parts);
    let told =
        paper::python("pikepdf").then(|| paper::told("python3", &["-c", TREE], &File::new(&print.pdf).path, &[]))?;
    Some(told.lines().map(str::to_owned).collect())
}

/// The lines of a tree that say so, without their indent.
fn having<'a>(tree: &'a [String], start: &str) -> Vec<&'a str> {
    tree.iter().map(|line| line.trim_start()).filter(|line| line.starts_with(start)).collect()
}

#[test]
fn what_is_printed_with_a_dash_is_a_list() {
    for part in [paper::submission(), paper::minutes(), paper::report(), paper::absurd(paper::submission())] {
        let Some(tree) = tree(vec![part]) else { return };
        let (items, labels) = (having(&tree, "LI"), having(&tree, "Lbl: "));
        assert!(items.len() >= 2 && items.len() == labels.len() && items.len() == having(&tree, "LBody").len());
        assert!(labels.iter().all(|label| ["Lbl: -", "Lbl: +"].contains(label)), "{labels:?}");
        assert!(!tree.iter().any(|line| line.contains(": - ") || line.contains(": + ")), "{tree:?}");
    }
}

#[test]
fn a_list_that_the_page_parts_is_one_list() {
    // The last item goes with the signatures, the others do not.
    let mut part = paper::submission();
    part["body"] = serde_json::json!([
        paper::block("p", "Gồm:"),
        paper::block("item", &paper::words(60)),
        paper::block("item", &paper::words(60)),
        paper::block("sub", "một;"),
        paper::block("sub", "hai;"),
        paper::block("item", "ba."),
        paper::block("p", "Kính trình./."),
    ]);
    let Some(tree) = tree(vec![part]) else { return };
    let lists: Vec<&String> = tree.iter().filter(|line| line.trim() == "L").collect();
    // The addressees, the items, those within an item, the recipients.
    assert_eq!(lists.len(), 4, "{}", tree.join("\n"));
}

#[test]
fn a_paragraph_that_the_page_parts_is_one_paragraph() {
    let (long, last) = (format!("Đoạn dài {} như sau:", paper::words(150)), format!("Ý dài {}./.", paper::words(150)));
    let mut part = paper::submission();
    part["body"] = serde_json::json!([
        paper::block("p", &long),
        paper::table("de-nghi", paper::rows(2, 5, 12)),
        paper::block("item", &last),
    ]);
    let Some(tree) = tree(vec![part]) else { return };
    for (start, role) in [("P: Đoạn dài", "P"), ("P: Ý dài", "P")] {
        let at = tree.iter().position(|line| line.trim_start().starts_with(start)).expect("the first half");
        let depth = tree[at].find(role).expect("a role");
        let half = &tree[at + 1];
        assert!(half.trim_start().starts_with("Span: ") && half.find('S') == Some(depth + 1), "{half}");
    }
}

#[test]
fn headings_of_one_kind_are_of_one_level() {
    let mut part = paper::submission();
    let annex = serde_json::json!({"kind": "annex", "label": "", "title": ["DANH SÁCH", "CÁ NHÂN, TẬP THỂ"], "attached": "(Kèm theo Tờ trình số ……/TTr-VPTK)"});
    let body = part["body"].as_array_mut().expect("a body");
    body.push(annex);
    for words in ["I. Cá nhân", "II. Tập thể"] {
        body.push(paper::block("h2", words));
        body.push(paper::table("de-nghi", paper::rows(2, 5, 12)));
    }
    for (part, expected) in [(part, &["H1", "H2", "H2", "H3", "H3"][..]), (paper::annex(), &["H1", "H2", "H2"])] {
        let Some(tree) = tree(vec![part]) else { return };
        let headings = tree.iter().map(|line| line.trim_start()).filter(|line| line.starts_with('H'));
        assert_eq!(headings.map(|line| &line[..2]).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn every_column_has_a_head() {
    let Some(tree) = tree(vec![paper::minutes()]) else { return };
    let heads = having(&tree, "TH");
    let heads: Vec<&&str> = heads.iter().filter(|line| !line.starts_with("THead")).collect();
    assert_eq!(heads.len(), 9);
    assert!(heads.iter().all(|head| head.starts_with("TH/Column")), "{heads:?}");
}
