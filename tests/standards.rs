//! Both standards, judged by veraPDF where it is at hand (`verapdf` on the path), and what pikepdf knows of PDF/A-2b: every
//! paper of the sample, and papers with everything as long as a clerk could make it.

use std::path::Path;
use std::process::Command;

use crate::paper::{self, have};

#[test]
fn every_paper_conforms_to_both_standards() {
    if !have("verapdf", &["--version"]) {
        return;
    }
    let home = every_paper();
    for flavour in ["2a", "ua1"] {
        let judged = Command::new("verapdf")
            .args(["--flavour", flavour, "--format", "text", "--recurse"])
            .arg(home.path())
            .output()
            .expect("veraPDF starts");
        let (said, complaints) = (String::from_utf8_lossy(&judged.stdout), String::from_utf8_lossy(&judged.stderr));
        let passed = said.lines().filter(|line| line.starts_with("PASS ")).count();
        assert!(
            judged.status.success() && passed == said.lines().count() && passed > 100,
            "{flavour}: {said}{complaints}"
        );
    }
}

/// pikepdf approves only what it knows of PDF/A-2b: objects, page content, colours and font programs. It knows no form
/// fields, which are taken out first, nor what level A and PDF/UA add to the metadata; that is listed here, and any other
/// finding fails.
#[test]
fn pages_fonts_and_colours_are_those_of_an_archive() {
    const JUDGE: &str = r#"
import io, pathlib, re, sys, pikepdf, pikepdf.pdfa
known = [
    'XMP namespace xmpTPg=',
    'XMP namespace pdfaExtension=',
    'XMP namespace pdfaSchema=',
    'XMP namespace pdfaProperty=',
    'XMP property pdfaExtension:schemas ',
    'XMP property pdfuaid:part ',
    'XMP property xmpTPg:NPages ',
    'the content of structured XMP property xmpMM:History ',
    "pdfaid:conformance is 'A'",
    '/CIDSet on a CIDFontType2 subset is not checked',
]
# A destination may be an object of its own (ISO 32000-1, 7.3.10).
own_object = re.compile(r"'\d+ 0 R' is not valid under any of the given schemas")
def told(pdf):
    file = io.BytesIO()
    pdf.save(file)
    findings = pikepdf.pdfa.validate_written(file, '2b').findings
    strange = [str(it) for it in findings if not it.message.startswith(tuple(known))
        and not (it.where.endswith('/Dest') and own_object.fullmatch(it.message))]
    # Only whoever reached the fonts can say this.
    return strange, any('/CIDSet' in it.message for it in findings)
def opened(path):
    pdf = pikepdf.open(path)
    for holder, key in [(pdf.Root, '/AcroForm'), *((page, '/Annots') for page in pdf.pages)]:
        if key in holder: del holder[key]
    return pdf
papers = sorted(pathlib.Path(sys.argv[1]).rglob('*.pdf'))
for path in papers:
    strange, reached = told(opened(path))
    assert not strange and reached, (path, strange)
# The judge is awake.
pdf = opened(papers[0])
del pdf.Root.OutputIntents
for font in [it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and it.get('/Type') == '/FontDescriptor']: del font.FontFile2
strange, _ = told(pdf)
assert any('no OutputIntents' in it for it in strange) and any('not embedded' in it for it in strange), strange
print(len(papers))
"#;
    if !paper::python("pikepdf.pdfa") {
        return;
    }
    let home = every_paper();
    let judged = paper::told("python3", &["-c", JUDGE], home.path(), &[]);
    assert!(judged.trim().parse::<usize>().expect("a count") > 100);
}

/// A folder with every paper of the sample, on plain paper and for printed blanks, and one that has everything and long.
fn every_paper() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    for blanks in [&[][..], &["--phoi"][..]] {
        let output = home.path().join(format!("output-{}", blanks.len()));
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoso"));
        let run = command.arg("--input").arg(&sample).arg("--output").arg(output).args(blanks).output();
        assert!(run.expect("the program starts").status.success());
    }
    let long = [paper::submission(), paper::minutes(), paper::report()].map(paper::absurd);
    let long = [paper::contents(), paper::annex()].into_iter().chain(long).collect();
    std::fs::write(home.path().join("dai.pdf"), paper::print("dai", long).pdf).expect("a file");
    home
}
