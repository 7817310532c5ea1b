//! `tong-hop.html`: what is on it, that data stay data, and what a person does with it in a browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use hoso::assets::{Assets, TEMPLATES};
use hoso::page::page;
use sha2::{Digest as _, Sha256};

use crate::made::{self, Made};

fn html(made: &Made) -> String {
    let judged = made.judged();
    let mut bytes = Vec::new();
    made::recorded(&judged, |record| page(&judged, record, &Assets::default(), &mut bytes))
        .expect("the embedded template");
    String::from_utf8(bytes).expect("UTF-8")
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn every_person_and_figure_is_in_the_markup() {
    let made = made::small();
    let html = html(&made);
    for unit in &made.units {
        for candidate in &unit.candidates {
            assert!(html.contains(&candidate.name.value), "{}", candidate.name.value);
        }
    }
    let figures = made.plan.criteria.len() * 10;
    assert_eq!(count(&html, "href=#f"), figures);
    assert_eq!(count(&html, "<li id=f"), figures);
    for shown in [
        ">C6 và D6, F6<",
        "<dt>Trang số liệu<dd class=of>Số liệu<",
        "Báo cáo số 5/BC-VP ngày 15/11/2023",
        "(412/413 hồ sơ)",
        "99,76%",
        "94,97%",
        "Xếp trên Phạm Quốc Bảo nhờ phiếu của Hội đồng cấp xã: 07/07 so với 06/07",
        "href=\"van-phong-thong-ke/03-bao-cao-vp01-nguyen-van-an.pdf\"",
        "Không đạt tỷ lệ đồng ý",
    ] {
        assert!(html.contains(shown), "{shown}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(html(&made::small()), html(&made::small()));
    let mut turned = made::small();
    turned.units.reverse();
    assert_eq!(html(&made::small()), html(&turned));
}

#[test]
fn data_stay_data() {
    let html = html(&made::hostile());
    assert_eq!(count(&html, "<script"), 1);
    assert_eq!(count(&html, "</script"), 1);
    assert_eq!(count(&html, "</style"), 1);
    assert_eq!(count(&html, "<img"), 0);
    assert!(html.contains("{{ 7 * 7 }} {% raw %} {# ghi chú #}"));
    assert!(html.contains("loi &amp; &quot;lạ&quot;.xlsx › Số &lt;i&gt;liệu&lt;/i&gt; › D7"));
}

#[test]
fn the_page_asks_nothing_of_a_network_and_runs_one_script() {
    let html = html(&made::small());
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-";
    let (_, rest) = html.split_once(policy).expect("a policy");
    let (digest, _) = rest.split_once('\'').expect("a digest");
    let (_, script) = html.split_once("<script>").expect("the script");
    let (script, _) = script.split_once("</script>").expect("its end");
    let hex: Vec<String> = Sha256::digest(script.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(unbase64(digest), hex.concat());
    for address in ["http:", "https:", "//cdn", "@import", "url(", " on", "javascript:", "innerHTML"] {
        let found = match address {
            " on" => html.split('<').filter_map(|tag| tag.split_once('>')).any(|(tag, _)| tag.contains(" on")),
            address => html.contains(address),
        };
        assert!(!found, "{address}");
    }
}

fn unbase64(text: &str) -> String {
    let value = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let bits: String = text.trim_end_matches('=').bytes().map(|c| format!("{:06b}", value(c))).collect();
    let whole = bits.as_bytes().chunks_exact(8).map(|byte| byte.iter().fold(0, |n, bit| n * 2 + u32::from(bit - b'0')));
    whole.map(|byte| format!("{byte:02x}")).collect()
}

/// No unit is judged by a plan in error, nor by one that stands in for it.
#[test]
fn a_plan_in_error_is_headed_by_nothing_of_another() {
    let mut made = made::small();
    let place = made::cell("ke-hoach.xlsx", "Kế hoạch", 7, 1);
    made.units.clear();
    made.commune = None;
    made.problems.error(&place, "Ngày không có trong lịch", "Ghi lại ngày");
    made.plan = made.plan.stand_in(place, "dan-van-2026".to_owned(), "Dân vận khéo".to_owned());
    let html = html(&made);
    assert!(html.contains("“Dân vận khéo”") && html.contains("Ngày không có trong lịch"));
    for other in ["Tam Phước", "2023", "Giấy khen của"] {
        assert!(!html.contains(other), "{other}");
    }
}

#[test]
fn a_unit_in_error_is_said_first_and_nobody_is_ranked() {
    let mut made = made::small();
    made.problems.error(&made::cell("tu-phap.xlsx", "Số liệu", 5, 2), "Ô C6 có lỗi", "Sửa ô này");
    let html = html(&made);
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("1 lỗi phải sửa thì văn bản mới được lập") < at("Các trường hợp được đề nghị"));
    assert!(html.contains("Chưa xếp thứ tự"));
    assert!(html.contains("<a href=\"#f3-5\">tu-phap.xlsx › Số liệu › C6</a>"));
    assert!(html.contains("Chưa lập văn bản"));
    assert!(!html.contains("tu-phap-ho-tich/"));
}

#[test]
fn two_thousand_people_are_a_page_still() {
    let html = html(&made::many(2000));
    assert_eq!(count(&html, "<details class=\"sheet "), 2000);
    assert!(html.len() < 10_000_000, "{}", html.len());
    // What is the same for everybody is written once.
    assert_eq!(count(&html, "<h3>4.1.1</h3>"), 2000);
}

/// A page from templates of which one is replaced.
fn with_template(name: &str, text: &str) -> anyhow::Result<Vec<u8>> {
    let files = TEMPLATES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    let mut files: std::collections::BTreeMap<String, Vec<u8>> = files.collect();
    files.insert(name.to_owned(), text.as_bytes().to_vec());
    let made = made::small();
    let judged = made.judged();
    let assets = Assets::from_files(files, std::collections::BTreeMap::new()).expect("texts");
    let mut bytes = Vec::new();
    made::recorded(&judged, |record| page(&judged, record, &assets, &mut bytes))?;
    Ok(bytes)
}

#[test]
fn a_mistake_in_the_template_is_said_with_its_line() {
    for (text, said) in [
        ("một\nhai {{ khong_co }}", "“tong-hop.html”, dòng 2: dùng một tên không có"),
        ("một\n\n{% if %}", "“tong-hop.html”, dòng 3: viết sai cú pháp"),
        ("{{ year | la_lung }}", "“tong-hop.html”, dòng 1: dùng một bộ lọc không có"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}", "lặp quá lâu"),
    ] {
        let fault = with_template("tong-hop.html", text).expect_err(text).to_string();
        assert!(fault.contains(said), "{fault}");
    }
}

#[test]
fn a_script_with_windows_line_ends_still_runs() {
    let script = "let a = 1;\r\nlet b = 2;\r\n";
    let page = with_template("tong-hop.js", script).expect("a page");
    let page = String::from_utf8(page).expect("UTF-8");
    assert!(page.contains("<script>let a = 1;\nlet b = 2;</script>"));
}

/// What a person does, in headless Chromium. It needs `node`, `/usr/bin/chromium`, and `playwright-core` and `axe-core` in
/// the folder that `HOSO_BROWSER` names, or in `target/browser` (`npm install --prefix target/browser …`).
#[test]
fn a_person_uses_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tools = std::env::var_os("HOSO_BROWSER").map_or_else(|| root.join("target/browser"), PathBuf::from);
    let chromium = Path::new("/usr/bin/chromium");
    let node = Command::new("node").arg("--version").output().is_ok_and(|run| run.status.success());
    if !node || !chromium.exists() || !tools.join("node_modules/playwright-core").exists() {
        crate::paper::absent("playwright-core");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut error = made::small();
    error.problems.error(&made::cell("tu-phap.xlsx", "Số liệu", 5, 2), "Ô C6 có lỗi", "Sửa ô này");
    for (name, made) in [
        ("small", made::small()),
        ("many", made::many(60)),
        ("long", made::many(450)),
        ("hostile", made::hostile()),
        ("error", error),
    ] {
        std::fs::write(folder.path().join(format!("{name}.html")), html(&made)).expect("a page");
    }
    let run = Command::new("node").arg(root.join("tests/page.mjs")).arg(&tools).arg(folder.path()).output();
    let run = run.expect("node starts");
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}");
    println!("{said}");
}
