//! Takes out of a page what is never read, before it is parsed: scripts, styles, drawings, comments.
//!
//! On pages of today that is half of the bytes and more, and building a tree is the slowest step of reading one. Only
//! what a parser would drop as a whole is taken out; where a page is so broken that it is not sure, it is left as it is.
//! JSON-LD stays.

use std::borrow::Cow;

use memchr::{memchr, memchr3, memmem};

/// The page without scripts, styles, drawings and comments.
pub(super) fn skim(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out = String::new();
    // what is kept already, and where to look next
    let (mut kept, mut at) = (0, 0);
    while let Some(open) = memchr(b'<', &bytes[at..]).map(|len| at + len) {
        match part(html, open) {
            Part::Kept(end) => at = end,
            Part::Dropped(end) => {
                out.push_str(&html[kept..open]);
                (kept, at) = (end, end);
            }
            Part::Unsure => break,
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

/// What begins at a `<`, and where it ends.
enum Part {
    Kept(usize),
    Dropped(usize),
    /// Nothing more can be told of the page.
    Unsure,
}

fn part(html: &str, open: usize) -> Part {
    let bytes = html.as_bytes();
    match bytes.get(open + 1) {
        Some(b'!') if bytes[open..].starts_with(b"<!--") => {
            // `<!-->` is a whole comment
            memmem::find(&bytes[open + 2..], b"-->").map_or(Part::Unsure, |len| Part::Dropped(open + 2 + len + 3))
        }
        Some(first) if first.is_ascii_alphabetic() => element(html, open),
        _ => Part::Kept(open + 1),
    }
}

fn element(html: &str, open: usize) -> Part {
    let bytes = html.as_bytes();
    let Some(start_end) = tag_end(bytes, open + 1) else { return Part::Unsure };
    let Some(name) = ["script", "style", "svg"].into_iter().find(|name| is_name(&bytes[open + 1..], name)) else {
        return Part::Kept(start_end);
    };
    let Some(close) = end_tag(bytes, start_end, name) else { return Part::Unsure };
    let Some(end) = memchr(b'>', &bytes[close..]).map(|len| close + len + 1) else { return Part::Unsure };
    let inside = &bytes[start_end..close];
    let has = |needle: &[u8]| memmem::find(inside, needle).is_some();
    match name {
        // Such a script ends by rules of its own.
        "script" if has(b"<!--") && has(b"<script") => Part::Unsure,
        "script" if html[open..start_end].to_ascii_lowercase().contains("ld+json") => Part::Kept(end),
        "svg" if bytes[start_end - 2] == b'/' => Part::Kept(start_end),
        "svg" if has(b"<svg") || has(b"<foreignObject") => Part::Kept(start_end),
        _ => Part::Dropped(end),
    }
}

/// The byte after the `>` of a tag. Quotes count where they open a value.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let mark = at + memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        at = match bytes[mark] {
            b'>' => return Some(mark + 1),
            quote if opens_value(&bytes[from..mark]) => mark + 1 + memchr(quote, &bytes[mark + 1..])? + 1,
            _ => mark + 1,
        };
    }
}

fn opens_value(before: &[u8]) -> bool {
    before.iter().rfind(|byte| !byte.is_ascii_whitespace()) == Some(&b'=')
}

/// The next end tag of an element.
fn end_tag(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    let mut closers = memmem::find_iter(&bytes[from..], b"</").map(|len| from + len);
    closers.find(|at| is_name(&bytes[at + 2..], name))
}

fn is_name(bytes: &[u8], name: &str) -> bool {
    bytes.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_never_read_is_taken_out() {
        for (page, expected) in [
            ("<p>a<script>if (a < b) x('</p>')</script>b</p>", "<p>ab</p>"),
            ("<STYLE>p > a {}</Style ><p>a</p>", "<p>a</p>"),
            ("<p>a<!-- <script> --> b<!-->c", "<p>a bc"),
            ("<a title='1 > 0'><svg viewBox='0 0'><path d='M0'/></svg>a</a>", "<a title='1 > 0'>a</a>"),
            ("<p title=\"<!-- \">a</p><!-- b -->", "<p title=\"<!-- \">a</p>"),
            ("<p don't>a</p><script>'</script>", "<p don't>a</p>"),
        ] {
            assert_eq!(skim(page), expected);
        }
    }

    #[test]
    fn what_may_be_read_stays() {
        for page in [
            "<script type=\"application/ld+json\">{\"a\": \"<!-- b -->\"}</script><p>a</p>",
            "<script><!-- document.write('<script>a</script>') --></script><p>b</p>",
            "<p>a<script>b",
            "<p>a<!-- b",
            "a < b, <, <3",
            "<svg/><p>a</p></svg>",
            "<script",
            "<p title='",
        ] {
            assert_eq!(skim(page), page);
        }
    }
}
