//! The press: what it refuses, what it prints literally, and what the finished file holds besides its pages.

use std::collections::BTreeMap;

use hoso::assets::Assets;
use hoso::press::Press;
use lopdf::{Document as Pdf, Object};
use serde_json::{Value as Json, json};

use crate::paper::{self, File, have};

/// Cells that were tried against every template engine and every format on the way (house.md, “What was tried”).
const HOSTILE: [&str; 24] = [
    "#eval(\"1\")",
    "#read(\"/etc/passwd\")",
    "*b* _i_ `r` $x$",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "\\u{41} \\n",
    "<b>x</b> @ref <lbl>",
    "= H",
    "- x",
    "+ y",
    "// c /* d */",
    "https://a.b/c?d=e&f",
    "“a” 'b' \"c\"",
    "-- --- ...",
    "#",
    "]",
    "}",
    "\\",
    "$",
    "`",
    "ffi fi",
    "(a) Tj ET",
    "x² 50₫",
    "=HYPERLINK(\"x\")",
];

fn print_with(templates: &[(&str, &str)], part: Json) -> anyhow::Result<usize> {
    let assets = assets_with(templates);
    let press = Press::new(&assets)?;
    let print = press.print(&paper::document("thử", vec![part], press.family()))?;
    Ok(print.pages)
}

fn assets_with(templates: &[(&str, &str)]) -> Assets {
    let embedded = Assets::default();
    let owned = |(name, bytes): (&str, &[u8])| (name.to_owned(), bytes.to_vec());
    let mut files: BTreeMap<String, Vec<u8>> = embedded.templates().map(owned).collect();
    files.extend(templates.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())));
    Assets::from_files(files, embedded.fonts().map(owned).collect()).expect("texts")
}

#[test]
fn whatever_a_cell_holds_is_printed_literally() {
    if !have("pdftotext", &["-v"]) {
        return;
    }
    let mut part = paper::minutes();
    let mut body = Vec::new();
    for cell in HOSTILE {
        body.push(paper::block("p", &format!("đoạn {cell} hết")));
        body.push(paper::block("h1", &format!("mục {cell} hết")));
        body.push(json!({"kind": "fact", "label": format!("nhãn {cell} hết"), "runs": [{"t": cell, "b": true}]}));
    }
    body.push(paper::table("thanh-phan", HOSTILE.iter().map(|cell| vec![(*cell).to_owned(); 5]).collect()));
    body.push(paper::block("decree", HOSTILE[0]));
    body.push(paper::block("p", "#x./."));
    part["body"] = Json::Array(body);
    part["name"] = json!("#BIÊN *BẢN*");
    part["bookmark"] = json!("#x | *y*");
    part["signatures"][0]["name"] = json!("#panic() | a.b");
    part["recipients"] = json!(["#x;", "*y*."]);
    let print = paper::print("ô hiểm", vec![part]);
    let text = paper::told("pdftotext", &["-raw"], &File::new(&print.pdf).path, &["-"]);
    for cell in HOSTILE {
        for words in [format!("đoạn {cell} hết"), format!("mục {cell} hết"), format!("nhãn {cell} hết: {cell}")]
        {
            assert!(text.contains(&words), "{words}\n{text}");
        }
    }
    for words in ["#BIÊN *BẢN*", "#panic() | a.b", "- #x;", "- *y*."] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn text_copied_out_is_the_text_put_in() {
    if !have("pdftotext", &["-v"]) {
        return;
    }
    let letters = "Ạ ạ Ả ả Ấ ấ Ầ ầ Ẩ ẩ Ẫ ẫ Ậ ậ Ắ ắ Ằ ằ Ẳ ẳ Ẵ ẵ Ặ ặ Ẹ ẹ Ẻ ẻ Ẽ ẽ Ế ế Ề ề Ể ể Ễ ễ Ệ ệ Ỉ ỉ Ị ị Ọ ọ Ỏ ỏ Ố ố Ồ ồ Ổ ổ Ỗ ỗ Ộ ộ Ớ ớ Ờ ờ Ở ở Ỡ ỡ Ợ ợ Ụ ụ Ủ ủ Ứ ứ Ừ ừ Ử ử Ữ ữ Ự ự Ỳ ỳ Ỵ ỵ Ỷ ỷ Ỹ ỹ Đ đ Ơ ơ Ư ư";
    let sentence = format!(
        "{} Điều 1 khoản 4 Mục II; 01 bộ hồ sơ; ông Nguyễn Văn Ngoãn; số 12/KH-UBND ngày 05 tháng 01 năm 2023 “Thi đua - Khen thưởng” {}",
        letters.replace(' ', "ng "),
        paper::words(300)
    );
    let mut part = paper::submission();
    part["body"] = json!([paper::block("p", &sentence), paper::block("p", &format!("Hết {sentence}./."))]);
    let print = paper::print("chữ", vec![part]);
    let text = paper::told("pdftotext", &["-raw"], &File::new(&print.pdf).path, &["-"]);
    // Page numbers stand between the pages' texts.
    let text: Vec<&str> = text.lines().map(str::trim).filter(|line| line.parse::<u32>().is_err()).collect();
    let text = text.join(" ").replace('\u{c}', "");
    assert!(text.contains(&format!("Hết {sentence}./.")), "{text}");
    assert!(!text.contains('\u{a0}'));
}

#[test]
fn a_template_fault_names_file_and_line() {
    let broken =
        "#import \"nghi-dinh-30.typ\": *\n\n#let minutes(part) = sheet(part, {\n  head(part, width: nam)\n})\n";
    let fault = print_with(&[("bien-ban.typ", broken)], paper::minutes()).expect_err("an unknown name");
    let told = format!("{fault:#}");
    assert!(
        told.contains(
            "Mẫu trang “bien-ban.typ”, dòng 4: dùng một tên không có\n  Chi tiết kỹ thuật: unknown variable: nam"
        ),
        "{told}"
    );

    let fault = print_with(&[("van-ban.typ", "#let x = (\n")], paper::submission()).expect_err("bad syntax");
    assert!(format!("{fault:#}").contains("Mẫu trang “van-ban.typ”, dòng 1: có dấu mở mà không đóng"), "{fault:#}");

    let warned = "#let minutes(part) = [\n#set text(font: \"Arial\")\nxin chào]\n";
    let fault = print_with(&[("bien-ban.typ", warned)], paper::minutes()).expect_err("a warning is a fault");
    assert!(
        format!("{fault:#}").contains("Mẫu trang “bien-ban.typ”, dòng 2: dùng một phông chữ không có"),
        "{fault:#}"
    );

    for secret in [
        "read(\"/etc/passwd\")",
        "read(\"../../../etc/passwd\")",
        "image(\"/etc/passwd\")",
        "{ import \"@preview/cetz:0.3.0\" }",
        "datetime.today()",
    ] {
        let template = format!("#let minutes(part) = [#{secret}]\n");
        print_with(&[("bien-ban.typ", &template)], paper::minutes()).expect_err(secret);
    }
    let mut unknown = paper::minutes();
    unknown["kind"] = json!("la-lung");
    let fault = print_with(&[], unknown).expect_err("no such kind");
    assert!(format!("{fault:#}").contains("Mẫu trang “main.typ”"), "{fault:#}");
}

/// Nothing of an office's own template is left out without a word.
#[test]
fn an_annex_has_no_place_for_signatures_and_recipients() {
    for (key, value) in
        [("recipients", serde_json::json!(["Như trên;"])), ("signatures", paper::minutes()["signatures"].clone())]
    {
        let mut part = paper::annex();
        part[key] = value;
        let told = print_with(&[], part).expect_err("they would be lost");
        assert!(format!("{told:#}").contains("mẫu của phụ lục chỉ có nội dung sau @phu-luc"), "{told:#}");
    }
}

#[test]
fn one_document_one_file_whatever_the_threads() {
    let parts = [paper::submission(), paper::minutes(), paper::report(), paper::absurd(paper::submission())];
    let documents: Vec<_> =
        (0..12).map(|n| paper::document(&n.to_string(), vec![parts[n % 4].clone()], paper::press().family())).collect();
    let bytes = |threads| -> Vec<Vec<u8>> {
        hoso::parallel::map(threads, &documents, |document| paper::press().print(document).expect("a print").pdf)
    };
    let first = bytes(1);
    assert!(bytes(4) == first, "four threads, the same bytes");
    let other = Press::new(&Assets::default()).expect("another press");
    assert!(other.print(&documents[3]).expect("a print").pdf == first[3], "another press, the same bytes");
}

#[test]
fn glyphs_that_no_face_has_are_known_beforehand() {
    let press = paper::press();
    assert_eq!(press.family(), "Liberation Serif");
    assert!("ẮằỡỰđĐ“”…–²₫½§ 09".chars().all(|c| press.can_print(c)));
    for c in ['\u{0}', '\u{7f}', '\u{202e}', '\u{200b}', '\u{feff}', '\u{e000}', '\u{fffd}', '☐', '中', '😀', '\t']
    {
        assert!(!press.can_print(c), "{c:?}");
    }
    // Whatever can be printed is: one paper with every such character.
    let all: Vec<char> = (' '..='\u{ffff}').filter(|c| press.can_print(*c)).collect();
    let mut part = paper::minutes();
    part["body"] = all
        .chunks(60)
        .map(|some| paper::block("p", &some.iter().map(|c| format!("{c} ")).collect::<String>()))
        .collect();
    paper::print("mọi chữ", vec![part]);
}

#[test]
fn fonts_come_in_whole_families() {
    let embedded = Assets::default();
    let owned = |(name, bytes): (&str, &[u8])| (name.to_owned(), bytes.to_vec());
    let templates: BTreeMap<String, Vec<u8>> = embedded.templates().map(owned).collect();
    let mut fonts: BTreeMap<String, Vec<u8>> = embedded.fonts().map(owned).collect();
    fonts.remove("LiberationSerif-Bold.ttf");
    let fault =
        Press::new(&Assets::from_files(templates, fonts).expect("texts")).err().expect("a face is missing").to_string();
    assert!(fault.contains("thiếu kiểu: đậm (timesbd.ttf)"), "{fault}");
}

/// Renames the embedded faces to the law's font, as only fontTools can; none where it is missing.
fn renamed(faces: usize) -> Option<BTreeMap<String, Vec<u8>>> {
    const SCRIPT: &str = "
import sys
from fontTools.ttLib import TTFont
for path in sys.argv[1:]:
    font = TTFont(path)
    for record in font['name'].names:
        record.string = str(record).replace('Liberation Serif', 'Times New Roman').replace('LiberationSerif', 'TimesNewRoman')
    font.save(path)
";
    if !paper::python("fontTools") {
        return None;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut fonts = BTreeMap::new();
    for (name, bytes) in Assets::default().fonts().take(faces) {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a temporary file");
        paper::told("python3", &["-c", SCRIPT], &path, &[]);
        fonts.insert(format!("times-{name}"), std::fs::read(&path).expect("a font"));
    }
    Some(fonts)
}

#[test]
fn times_new_roman_is_used_where_it_is_supplied_whole() {
    let Some(real) = renamed(4) else { return };
    let embedded = Assets::default();
    let owned = |(name, bytes): (&str, &[u8])| (name.to_owned(), bytes.to_vec());
    let templates: BTreeMap<String, Vec<u8>> = embedded.templates().map(owned).collect();
    let mut fonts: BTreeMap<String, Vec<u8>> = embedded.fonts().map(owned).collect();
    fonts.extend(real.clone());
    let press =
        Press::new(&Assets::from_files(templates.clone(), fonts.clone()).expect("texts")).expect("two families");
    assert_eq!(press.family(), "Times New Roman");
    let document = paper::document("phông", vec![paper::absurd(paper::report())], press.family());
    let print = press.print(&document).expect("a print");
    if have("pdffonts", &["-v"]) {
        let file = File::new(&print.pdf);
        let told = paper::told("pdffonts", &[], &file.path, &[]);
        assert!(told.lines().skip(2).all(|line| line.contains("TimesNewRoman")), "{told}");
        let own = File::new(&paper::print("phông", vec![paper::absurd(paper::report())]).pdf);
        let box_of = |path| paper::told("pdftotext", &["-bbox-layout"], path, &["-"]);
        assert_eq!(box_of(&file.path), box_of(&own.path), "no reflow between fonts of the same measures");
    }
    fonts.retain(|name, _| !name.starts_with("times-") || name.contains("Regular"));
    let fault = Press::new(&Assets::from_files(templates, fonts).expect("texts"))
        .err()
        .expect("three faces are missing")
        .to_string();
    assert!(
        fault.contains(
            "“Times New Roman” thiếu kiểu: đậm (timesbd.ttf), nghiêng (timesi.ttf), đậm nghiêng (timesbi.ttf)"
        ),
        "{fault}"
    );
}

/// Real Times New Roman is nobody's to pass on: whoever has it names its folder in `HOSO_TIMES`.
#[test]
fn real_times_new_roman_breaks_lines_and_pages_alike() {
    let Some(folder) = std::env::var_os("HOSO_TIMES") else {
        eprintln!("bỏ qua: HOSO_TIMES không chỉ thư mục có phông Times New Roman");
        return;
    };
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let embedded = Assets::default();
    let owned = |(name, bytes): (&str, &[u8])| (name.to_owned(), bytes.to_vec());
    let fonts = std::fs::read_dir(folder).expect("a folder of fonts").map(|entry| {
        let path = entry.expect("an entry").path();
        (path.display().to_string(), std::fs::read(&path).expect("a font"))
    });
    let press =
        Press::new(&Assets::from_files(embedded.templates().map(owned).collect(), fonts.collect()).expect("texts"))
            .expect("four faces");
    assert_eq!(press.family(), "Times New Roman");
    let mut parts = vec![paper::contents(), paper::submission(), paper::minutes(), paper::report()];
    parts.extend([paper::submission(), paper::minutes(), paper::report()].map(paper::absurd));
    let real = press.print(&paper::document("phông thật", parts.clone(), press.family())).expect("a print");
    let (real, own) = (File::new(&real.pdf), File::new(&paper::print("phông thật", parts).pdf));
    let (real, own) = (paper::texts(&real.path), paper::texts(&own.path));
    assert_eq!(real.len(), own.len());
    for (real, own) in real.iter().zip(&own) {
        let near = |a: f64, b: f64| (a - b).abs() < 1.5;
        assert!(real.text == own.text && real.page == own.page, "{real:?}\n{own:?}");
        assert!(
            near(real.left, own.left) && near(real.right, own.right) && near(real.top, own.top),
            "{real:?}\n{own:?}"
        );
    }
}

fn set() -> Vec<Json> {
    vec![paper::contents(), paper::submission(), paper::minutes(), paper::report()]
}

#[test]
fn each_signature_is_a_field_that_the_structure_owns() {
    let print = paper::print("bộ", set());
    assert!(print.pdf.ends_with(b"%%EOF\n"), "what a signature appends begins a line");
    let pdf = Pdf::load_mem(&print.pdf).expect("a PDF");
    let catalog = pdf.catalog().expect("a catalog");
    let form = catalog.get_deref(b"AcroForm", &pdf).and_then(Object::as_dict).expect("a form");
    let fields = form.get(b"Fields").and_then(Object::as_array).expect("fields");
    let mut names = Vec::new();
    for field in fields {
        let id = field.as_reference().expect("a reference");
        let widget = pdf.get_dictionary(id).expect("a widget");
        let words = |key: &[u8]| lopdf::decode_text_string(widget.get(key).expect("a text")).expect("UTF-16");
        names.push(words(b"T"));
        assert!(words(b"TU").starts_with("Chữ ký số: "));
        assert_eq!(widget.get(b"FT").and_then(Object::as_name).expect("a type"), b"Sig");
        assert!(widget.get(b"V").is_err() && widget.get(b"A").is_err(), "empty, and no link any more");
        let rect: Vec<f32> = widget
            .get(b"Rect")
            .and_then(Object::as_array)
            .expect("a place")
            .iter()
            .map(|n| n.as_float().expect("a number"))
            .collect();
        assert!(rect[2] - rect[0] > 150.0 && rect[3] - rect[1] > 80.0, "{rect:?}");
        let page =
            pdf.get_dictionary(widget.get(b"P").and_then(Object::as_reference).expect("a page")).expect("a page");
        assert_eq!(page.get(b"Tabs").and_then(Object::as_name).expect("an order"), b"S");
        let owners: Vec<&lopdf::Dictionary> = pdf
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|element| element.get(b"S").and_then(Object::as_name).is_ok_and(|role| role == b"Form"))
            .filter(|element| format!("{element:?}").contains(&format!("{} 0 R", id.0)))
            .collect();
        assert_eq!(owners.len(), 1, "one Form element owns {}", names[names.len() - 1]);
    }
    assert_eq!(
        names,
        ["1-chu-ky-nguoi-ky", "2-chu-ky-thu-ky", "2-chu-ky-chu-toa", "3-chu-ky-xac-nhan", "3-chu-ky-nguoi-bao-cao"]
    );
    let single = paper::print("một", vec![paper::minutes()]);
    assert_eq!(field_names(&single.pdf), ["chu-ky-thu-ky", "chu-ky-chu-toa"]);
}

#[test]
fn a_paper_is_the_same_alone_and_from_the_pages_of_its_set() {
    let mut parts = set();
    parts.push(paper::absurd(paper::submission()));
    parts.push(paper::report());
    let press = paper::press();
    let whole = paper::document("bộ", parts.clone(), press.family());
    let pages = press.lay_out(&whole).expect("a layout");
    for (index, part) in parts.into_iter().enumerate().skip(1) {
        let alone = paper::document(&format!("phần {index}"), vec![part], press.family());
        let cut = pages.print_part(index, &alone.front).expect("its pages are marked").expect("a print");
        let printed = press.print(&alone).expect("a print");
        assert_eq!(cut.pages, printed.pages);
        assert!(cut.pdf == printed.pdf, "part {index}");
    }
    assert!(pages.print_part(6, &whole.front).is_none(), "there are six parts");
    assert!(pages.print(&whole.front).expect("a print").pdf == press.print(&whole).expect("a print").pdf);
}

#[test]
fn with_page_templates_of_an_office_a_set_is_printed_and_nothing_cut_from_it() {
    let embedded = Assets::default();
    let (_, main) = embedded.texts(".typ").find(|(name, _)| *name == "main.typ").expect("an entry");
    let unmarked = main.replace("[#metadata(name) #label(name + \"-\" + str(index))]", "none");
    assert_ne!(unmarked, main);
    let own = ("van-ban.typ", "#import \"bien-ban.typ\": minutes\n#let named-paper = minutes\n");
    let press = Press::new(&assets_with(&[own])).expect("a press");
    let pages = press.lay_out(&paper::document("bộ", set(), press.family())).expect("a layout");
    assert!(pages.print_part(1, &paper::document("một", set(), press.family()).front).is_none(), "of an office's own");
    let press = Press::new(&assets_with(&[("main.typ", &unmarked)])).expect("a press");
    let whole = paper::document("bộ", set(), press.family());
    let pages = press.lay_out(&whole).expect("a layout");
    assert!(pages.print_part(1, &whole.front).is_none());
    let fields = field_names(&pages.print(&whole.front).expect("a print").pdf);
    assert_eq!(
        fields,
        ["chu-ky-nguoi-ky", "chu-ky-thu-ky", "chu-ky-chu-toa", "chu-ky-xac-nhan", "chu-ky-nguoi-bao-cao"]
    );
}

/// The names of a file's signature fields.
fn field_names(pdf: &[u8]) -> Vec<String> {
    let pdf = Pdf::load_mem(pdf).expect("a PDF");
    let form =
        pdf.catalog().expect("a catalog").get_deref(b"AcroForm", &pdf).and_then(Object::as_dict).expect("a form");
    let fields = form.get(b"Fields").and_then(Object::as_array).expect("fields");
    let name = |field: &Object| {
        let widget = pdf.get_dictionary(field.as_reference().expect("a reference")).expect("a widget");
        lopdf::decode_text_string(widget.get(b"T").expect("a name")).expect("UTF-16")
    };
    fields.iter().map(name).collect()
}

#[test]
fn the_set_lists_where_each_paper_begins() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let print = paper::print("bộ", set());
    let texts = paper::texts(&File::new(&print.pdf).path);
    let page = |start: &str| texts.iter().rfind(|text| text.bold && text.text == start).expect(start).page;
    let column: Vec<&str> = texts
        .iter()
        .filter(|text| {
            text.page == 1 && (163.0..180.0).contains(&(text.left / paper::MM)) && !text.bold && text.size < 13.5
        })
        .map(|text| text.text.as_str())
        .collect();
    let starts: Vec<String> =
        ["TỜ TRÌNH", "BIÊN BẢN", "BÁO CÁO THÀNH TÍCH"].iter().map(|name| page(name).to_string()).collect();
    for (found, start) in column.iter().zip(&starts) {
        assert_eq!(found.split('-').next(), Some(start.as_str()), "{column:?}");
    }
    assert_eq!(column.len(), 3, "{column:?}");
}

/// Runs a Python script on a PDF; the script fails by an assertion.
fn judged(modules: &str, script: &str, pdf: &[u8]) -> Option<String> {
    paper::python(modules).then(|| paper::told("python3", &["-c", script], &File::new(pdf).path, &[]))
}

#[test]
fn every_field_can_be_signed_one_after_another() {
    const SIGN: &str = r#"
import sys, io, datetime
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.sign import signers, fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from asn1crypto import x509 as asn1, keys
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'Thu nghiem')])
now = datetime.datetime.now(datetime.timezone.utc)
cert = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=9))
    .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    .add_extension(x509.KeyUsage(True, True, False, False, False, True, False, False, False), critical=True)
    .sign(key, hashes.SHA256()))
der = cert.public_bytes(serialization.Encoding.DER)
asn = asn1.Certificate.load(der)
signer = signers.SimpleSigner(signing_cert=asn, signing_key=keys.PrivateKeyInfo.load(key.private_bytes(
    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())), cert_registry=SimpleCertificateStore())
data = open(sys.argv[1], 'rb').read()
names = [f for f, _, _ in fields.enumerate_sig_fields(PdfFileReader(io.BytesIO(data)))]
for field in names:
    out = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), signers.PdfSignatureMetadata(field_name=field),
        signer=signer, existing_fields_only=True)
    data = out.getvalue()
reader = PdfFileReader(io.BytesIO(data))
context = ValidationContext(trust_roots=[asn])
for signature in reader.embedded_signatures:
    status = validate_pdf_signature(signature, context)
    assert status.valid and status.intact and status.trusted and status.bottom_line, status.pretty_print_details()
assert len(reader.embedded_signatures) == len(names)
print(len(names))
"#;
    let print = paper::print("bộ", set());
    if let Some(told) = judged("pyhanko.sign, cryptography", SIGN, &print.pdf) {
        assert_eq!(told.trim(), "5");
    }
}

#[test]
fn made_to_last_and_to_be_read_aloud() {
    const READ: &str = r#"
import sys, pikepdf
pdf = pikepdf.open(sys.argv[1])
root = pdf.Root
assert str(root.Lang).startswith('vi'), root.Lang
assert bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
assert str(root.OutputIntents[0].S) == '/GTS_PDFA1'
with pdf.open_metadata() as xmp:
    assert xmp['pdfaid:part'] == '2' and xmp['pdfaid:conformance'] == 'A', dict(xmp)
    assert xmp['pdfuaid:part'] == '1'
    assert xmp['dc:title'], dict(xmp)
    assert 'dc:creator' not in xmp
assert '/Author' not in pdf.docinfo and str(pdf.docinfo['/CreationDate']).startswith('D:20231205')
seen = []
order = []
def walk(node, inside):
    if not isinstance(node, pikepdf.Dictionary) or '/S' not in node: return
    role = str(node.S)
    order.append((role, inside))
    kids = node.get('/K')
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    for kid in kids: walk(kid, inside + (role,))
for kid in (root.StructTreeRoot.K if isinstance(root.StructTreeRoot.K, pikepdf.Array) else [root.StructTreeRoot.K]): walk(kid, ())
roles = [role for role, _ in order]
headings = [int(role[2:]) for role in roles if role.startswith('/H') and role[2:].isdigit()]
assert headings and headings[0] == 1 and all(b <= a + 1 for a, b in zip(headings, headings[1:])), headings
assert roles.count('/Table') == roles.count('/THead') >= 4, 'only real tables are tables'
assert all('/Table' in inside for role, inside in order if role in ('/TR', '/TH', '/TD'))
assert roles.count('/Form') == 5 and '/Link' not in roles
with pdf.open_outline() as outline:
    titles = [item.title for item in outline.root]
print('|'.join(titles))
"#;
    let print = paper::print("bộ", set());
    if let Some(told) = judged("pikepdf", READ, &print.pdf) {
        let titles: Vec<&str> = told.trim().split('|').collect();
        assert_eq!(titles.len(), 4);
        assert_eq!(titles[1], "TỜ TRÌNH của Văn phòng - Thống kê");
    }
    if have("qpdf", &["--version"]) {
        paper::told("qpdf", &["--check"], &File::new(&print.pdf).path, &[]);
    }
    if have("pdfua", &["--version"]) {
        let told = paper::told("pdfua", &["check"], &File::new(&print.pdf).path, &[]);
        assert!(told.contains("result: PASS (no findings)"), "{told}");
    }
}
