//! The page: the template with style, program and data in their places.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// The page, with marks where the rest comes in.
const PAGE: &str = include_str!("template/page.html");

/// The style, in parts that are read one after the other.
const STYLES: [&str; 4] = [
    include_str!("template/frame.css"),
    DARK,
    include_str!("template/lists.css"),
    include_str!("template/article.css"),
];

/// The colours of the dark theme.
const DARK: &str = include_str!("template/dark.css");

/// The program, in parts that are read one after the other.
const SCRIPTS: [&str; 9] = [
    include_str!("template/words.js"),
    include_str!("template/text.js"),
    include_str!("template/data.js"),
    include_str!("template/filter.js"),
    include_str!("template/plots.js"),
    include_str!("template/facets.js"),
    include_str!("template/overview.js"),
    include_str!("template/article.js"),
    include_str!("template/main.js"),
];

/// The page, with its index and, where they are few, its chunks; both are JSON that may stand in a script.
pub(super) fn page(index: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    let script = format!("(() => {{\n\"use strict\";\n{}}})();\n", SCRIPTS.join("\n"));
    let style = STYLES.join("\n") + &dark_by_system();
    let mut page = Vec::with_capacity(index.len() + chunks.iter().map(Vec::len).sum::<usize>() + (200 << 10));
    for (at, part) in PAGE.split("{{").enumerate() {
        let (mark, rest) = if at == 0 { ("", part) } else { part.split_once("}}").unwrap_or(("", part)) };
        match mark {
            "policy" => page.extend_from_slice(policy(&script, &style).as_bytes()),
            "style" => page.extend_from_slice(style.as_bytes()),
            "index" => page.extend_from_slice(index),
            "chunks" => chunks.iter().enumerate().for_each(|chunk| push_chunk(chunk, &mut page)),
            "script" => page.extend_from_slice(script.as_bytes()),
            _ => {}
        }
        page.extend_from_slice(rest.as_bytes());
    }
    page
}

/// The dark theme for those who chose none and whose system is dark.
fn dark_by_system() -> String {
    let colours = DARK.replace("[data-theme=\"dark\"]", ":not([data-theme=\"light\"])");
    format!("@media (prefers-color-scheme: dark) {{\n{colours}}}\n")
}

fn push_chunk((number, chunk): (usize, &Vec<u8>), page: &mut Vec<u8>) {
    page.extend_from_slice(format!("<script type=\"application/json\" id=\"chunk-{number}\">[").as_bytes());
    page.extend_from_slice(chunk);
    page.extend_from_slice(b"]</script>\n");
}

/// What the browser is told to allow: this program and style, chunks that stand beside the page, and nothing else. Were
/// markup of an article to get into the page, it would find every door shut.
fn policy(script: &str, style: &str) -> String {
    let (script, style) = (hash(script), hash(style));
    format!(
        "default-src 'none'; script-src 'sha256-{script}' 'self' file:; style-src 'sha256-{style}'; base-uri 'none'; \
         form-action 'none'"
    )
}

/// SHA-256 in base64.
fn hash(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_browsers_compute() {
        assert_eq!(hash("alert(1)"), "bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=");
    }

    #[test]
    fn the_program_makes_no_markup_of_texts() {
        for script in SCRIPTS {
            for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "</script"] {
                assert!(!script.contains(way), "{way} in a script of the template");
            }
        }
    }

    #[test]
    fn everything_has_its_place() {
        let page = String::from_utf8(page(b"{\"i\":1}", &[b"{\"c\":0}".to_vec()])).unwrap();
        assert!(page.contains("id=\"index\">{\"i\":1}</script>"));
        assert!(page.contains("id=\"chunk-0\">[{\"c\":0}]</script>"));
        assert!(!page.contains("{{") || !page.contains("{{script}}"));
    }
}
