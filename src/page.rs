//! `tong-hop.html`: the record for a person to look at, one file that opens anywhere and asks nothing of a network.
//!
//! Everything is in the markup, so that the page works without its script and prints as it stands; the script only
//! filters, sorts and shows a figure's entry in a dialog by cloning it. The words and the look are
//! `templates/tong-hop.html`, `.css` and `.js`; what they may speak of is `view`.
//!
//! *Invariant:* data is never code. Values reach the page through one escaping formatter, the script holds no data, and the
//! page's own policy admits no script but that one, by its digest, and no address at all.

mod draw;
mod line;
mod list;
mod order;
mod person;
mod view;

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use anyhow::Context as _;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value, context};
use sha2::{Digest as _, Sha256};

use crate::assets::Assets;
use crate::compose::words::fault;
use crate::judge::Judged;
use crate::parallel;
use crate::record::Record;

const NAME: &str = "tong-hop.html";

/// Steps the template may take for each figure and each problem, and besides: far above need, far below a minute.
const FUEL_EACH: u64 = 5_000;
const FUEL_BASE: u64 = 5_000_000;

/// Writes the page of what was judged.
///
/// # Errors
/// Its template is at fault, or the writer.
pub fn page(judged: &Judged, record: &Record, assets: &Assets, to: impl Write) -> anyhow::Result<()> {
    let text = |name: &str| {
        let bytes = assets.template(name).with_context(|| format!("Không có mẫu “{name}”"))?;
        std::str::from_utf8(bytes).with_context(|| format!("Mẫu “{name}” không phải là văn bản UTF-8"))
    };
    // A browser digests the script with line feeds alone.
    let script = text("tong-hop.js")?.replace("\r\n", "\n");
    let script = script.trim();
    let pages = view::Pages::new(judged, record);
    let listed = u64::try_from(pages.figures() + judged.problems.len()).unwrap_or(u64::MAX);
    let mut environment = Environment::new();
    // A fault shows its line in a release build too.
    environment.set_debug(true);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL_EACH.saturating_mul(listed).saturating_add(FUEL_BASE)));
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the engine's own delimiters"));
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(escaped);
    for (name, text) in assets.texts(".html") {
        environment.add_template(name, text).map_err(|error| fault::said(&error))?;
    }
    let template = environment.get_template(NAME).map_err(|error| fault::said(&error))?;
    let style = Value::from_safe_string(text("tong-hop.css")?.trim().to_owned());
    let frame = context! {
        style,
        script => Value::from_safe_string(script.to_owned()),
        script_digest => base64(&Sha256::digest(script.as_bytes())),
    };
    parallel::answering(
        |members: Vec<_>| members.into_iter().map(|member| pages.member(member)).collect(),
        |asker| {
            let view = pages.view(&Arc::new(asker));
            let written = template.render_captured_to(context! { ..frame, ..Value::from(Serde(&view)) }, to);
            written.map(|_| ()).map_err(|error| fault::said(&error))
        },
    )
}

/// Prints a value so that it is text in an element and in a quoted attribute.
fn escaped(out: &mut minijinja::Output, _: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        return Ok(());
    }
    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
    if value.is_safe() {
        return out.write_str(&text).map_err(Error::from);
    }
    let mut rest = &*text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let escape = match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        };
        out.write_str(&rest[..at]).and_then(|()| out.write_str(escape)).map_err(Error::from)?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest).map_err(Error::from)
}

/// Base64, as the policy names a digest.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = usize::try_from(bits >> (18 - 6 * place) & 63).expect("six bits");
            text.push(if place <= three.len() { char::from(LETTERS[letter]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_written_as_the_policy_wants_them() {
        for (text, shown) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(text.as_bytes()), shown);
        }
    }
}
