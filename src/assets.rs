//! What the program brings along: the papers' words, their pages, the plans it knows and the fonts, all embedded.
//!
//! A file of the same name in the folder given by `--templates` or `--fonts` takes the place of the embedded one, and a
//! new `.typ` or `.jinja` file beside it can be included by name.
//!
//! *Invariant:* after [`Assets::load`] nothing is read from disk any more; what was loaded is what the archive keeps.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

macro_rules! embedded {
    ($folder:literal: $($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../", $folder, "/", $name)) as &[u8])),*]
    };
}

/// Every embedded template: words (`.jinja`), pages (`.typ`), the page (`.html`, `.css`, `.js`) and plans (`.json`).
pub const TEMPLATES: &[(&str, &[u8])] = &embedded!["templates":
    "bang-tong-hop.jinja",
    "bang-tong-hop.typ",
    "bang.typ",
    "bao-cao.jinja",
    "bao-cao.typ",
    "bien-ban-mo-dau.jinja",
    "bien-ban-phu-luc.jinja",
    "bien-ban.jinja",
    "bien-ban.typ",
    "cau-bao-cao.jinja",
    "chu.typ",
    "doan.typ",
    "giay-khen.jinja",
    "giay-khen.typ",
    "main.typ",
    "ke-hoach-cchc-2023.json",
    "ke-hoach-cchc-2025.json",
    "khuon.typ",
    "muc-luc.jinja",
    "muc-luc.typ",
    "nghi-dinh-30.typ",
    "quyet-dinh-phu-luc.jinja",
    "quyet-dinh.jinja",
    "to-trinh-huyen.jinja",
    "to-trinh-phu-luc.jinja",
    "to-trinh.jinja",
    "tong-hop.css",
    "tong-hop.html",
    "tong-hop.js",
    "van-ban.typ",
    "xa-bien-ban-phu-luc.jinja",
    "xa-bien-ban.jinja",
    "xa-muc-luc.jinja",
    "xa-to-trinh-phu-luc.jinja",
    "xa-to-trinh.jinja",
];

/// The embedded fonts: one family, four faces.
pub const FONTS: &[(&str, &[u8])] = &embedded!["fonts":
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf",
];

/// Templates and fonts in force for one run.
#[derive(Clone, Debug)]
pub struct Assets {
    templates: BTreeMap<String, Cow<'static, [u8]>>,
    fonts: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Default for Assets {
    /// What is embedded.
    fn default() -> Self {
        let owned = |&(name, bytes): &(&str, &'static [u8])| (name.to_owned(), Cow::Borrowed(bytes));
        Self { templates: TEMPLATES.iter().map(owned).collect(), fonts: FONTS.iter().map(owned).collect() }
    }
}

/// Endings of the templates that an office may have of its own.
pub const TEMPLATE_ENDINGS: [&str; 8] = ["jinja", "typ", "html", "css", "js", "json", "png", "svg"];

/// Endings of fonts.
pub const FONT_ENDINGS: [&str; 2] = ["ttf", "otf"];

/// The file of an embedded plan.
pub fn plan_file(code: &str) -> String {
    format!("ke-hoach-{code}.json")
}

/// The code of the plan that such a file holds; none of any other's name.
pub fn plan_code(file: &str) -> Option<&str> {
    file.strip_prefix("ke-hoach-")?.strip_suffix(".json")
}

impl Assets {
    /// The embedded files, with those of the clerk's folders over them.
    ///
    /// # Errors
    /// A folder that cannot be read, or a text template that is not UTF-8.
    pub fn load(templates: Option<&Path>, fonts: Option<&Path>) -> anyhow::Result<Self> {
        let mut assets = Self::default();
        if let Some(folder) = templates {
            overlay(folder, &mut assets.templates, &TEMPLATE_ENDINGS)
                .with_context(|| format!("Không đọc được thư mục mẫu “{}”", folder.display()))?;
        }
        if let Some(folder) = fonts {
            overlay(folder, &mut assets.fonts, &FONT_ENDINGS)
                .with_context(|| format!("Không đọc được thư mục phông chữ “{}”", folder.display()))?;
        }
        assets.checked()
    }

    /// Assets from files kept elsewhere, such as in an archived bag.
    ///
    /// # Errors
    /// A text template that is not UTF-8; in Vietnamese.
    pub fn from_files(templates: BTreeMap<String, Vec<u8>>, fonts: BTreeMap<String, Vec<u8>>) -> anyhow::Result<Self> {
        let owned = |files: BTreeMap<String, Vec<u8>>| files.into_iter().map(|(k, v)| (k, Cow::Owned(v))).collect();
        Self { templates: owned(templates), fonts: owned(fonts) }.checked()
    }

    /// The same, if all text templates are text.
    fn checked(self) -> anyhow::Result<Self> {
        for (name, bytes) in &self.templates {
            if !name.ends_with(".png") && std::str::from_utf8(bytes).is_err() {
                anyhow::bail!("Mẫu “{name}” không phải là văn bản UTF-8; hãy lưu lại tệp ở dạng UTF-8");
            }
        }
        Ok(self)
    }

    /// Text templates whose name ends so (`.jinja`, `.typ`), by name.
    pub fn texts<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.templates
            .iter()
            .filter(move |(name, _)| name.ends_with(ending))
            .map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).unwrap_or_default()))
    }

    /// One template's bytes.
    pub fn template(&self, name: &str) -> Option<&[u8]> {
        self.templates.get(name).map(AsRef::as_ref)
    }

    /// Whether the office supplied a picture of the national emblem for its certificates.
    pub fn has_emblem(&self) -> bool {
        self.template("quoc-huy.png").is_some()
    }

    /// Every template file, by name.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.templates.iter().map(|(name, bytes)| (name.as_str(), bytes.as_ref()))
    }

    /// Whether every page template (`.typ`) is the embedded one.
    pub fn has_embedded_pages(&self) -> bool {
        let embedded = Self::default();
        self.texts(".typ").eq(embedded.texts(".typ"))
    }

    /// Every font file, by name: the clerk's and the embedded.
    pub fn fonts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.fonts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_ref()))
    }

    /// The same files, to be kept: those that are embedded are not copied.
    pub fn font_files(&self) -> impl Iterator<Item = Cow<'static, [u8]>> {
        self.fonts.values().cloned()
    }
}

fn overlay(folder: &Path, files: &mut BTreeMap<String, Cow<'static, [u8]>>, endings: &[&str]) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if endings.contains(&ending.as_str()) && path.is_file() {
            // Windows makes no difference between `.PNG` and `.png`; who asks for a file does.
            let stem = &name[..name.len() - ending.len()];
            files.insert(format!("{stem}{ending}"), Cow::Owned(std::fs::read(&path)?));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let files = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").file_name());
        let mut files: Vec<String> = files.map(|name| name.into_string().expect("a plain name")).collect();
        files.sort();
        assert_eq!(Assets::default().templates().map(|(name, _)| name.to_owned()).collect::<Vec<_>>(), files);
    }
}
