//! Gold files.
//!
//! ```text
//! N | surface | value | unit
//! D | surface | TIMEX value
//! R | surface | canonical
//! P | surface | entity | title ; title
//! # remark
//! # skip | surface                passes over the next place of these words
//! # glued | P | surface | …       a mention that the text glues to its neighbour
//! ```
//!
//! Surfaces are aligned with the text from left to right, at word boundaries; one that is not found is an error that
//! names the line.

/// A mention that a person marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldMention {
    /// `N`, `D`, `R` or `P`.
    pub kind: char,
    /// Bytes of the text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Value with unit, TIMEX value, canonical, or entity.
    pub value: String,
    /// Titles at this mention of a person.
    pub titles: Vec<String>,
}

/// The gold of one article.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Mentions in text order.
    pub mentions: Vec<GoldMention>,
    /// What could not be aligned or read: `line 12: not found: "…"`.
    pub errors: Vec<String>,
}

/// Reads a gold file and aligns it with its text.
pub fn parse(gold: &str, text: &str) -> Gold {
    let mut out = Gold::default();
    let mut at = 0;
    for (index, line) in gold.lines().enumerate() {
        if let Err(message) = take_line(line, text, &mut at, &mut out.mentions) {
            out.errors.push(format!("line {}: {message}", index + 1));
        }
    }
    out.mentions.sort_by_key(|mention| (mention.start, mention.end));
    out
}

fn take_line(line: &str, text: &str, at: &mut usize, mentions: &mut Vec<GoldMention>) -> Result<(), String> {
    let line = line.trim_end();
    let (line, is_glued) = match line.strip_prefix('#') {
        None => (line, false),
        Some(remark) => match directive(remark) {
            Directive::Skip(surface) => {
                let start = text[*at..].find(surface).ok_or_else(|| format!("skip not found: {surface:?}"))?;
                *at += start + surface.len();
                return Ok(());
            }
            Directive::Glued(line) => (line, true),
            Directive::None => return Ok(()),
        },
    };
    if line.trim().is_empty() {
        return Ok(());
    }
    let fields: Vec<&str> = line.split(" |").map(str::trim).collect();
    let (kind, surface, value) = match fields[..] {
        [kind @ ("N" | "D" | "R" | "P"), surface, value, ..] => (kind.as_bytes()[0] as char, surface, value),
        _ => return Err(format!("expected `N|D|R|P | surface | value`, but found {line:?}")),
    };
    let start = find(text, *at, surface, kind, is_glued).ok_or_else(|| format!("not found: {surface:?}"))?;
    let end = start + surface.len();
    *at = end;
    let last = fields.get(3).copied().unwrap_or("");
    let titles = if kind == 'P' { last } else { "" };
    let value = if kind == 'N' && !last.is_empty() { format!("{value} {last}") } else { value.to_owned() };
    let titles = titles.split(" ; ").map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned).collect();
    mentions.push(GoldMention { kind, start, end, value, titles });
    Ok(())
}

enum Directive<'a> {
    Skip(&'a str),
    Glued(&'a str),
    None,
}

fn directive(remark: &str) -> Directive<'_> {
    match remark.trim_start().split_once('|') {
        Some((word, rest)) if word.trim() == "skip" => Directive::Skip(rest.trim()),
        Some((word, rest)) if word.trim() == "glued" => Directive::Glued(rest.trim()),
        _ => Directive::None,
    }
}

/// The next place of `surface` at word boundaries. A number may touch the letters after it (`5m`).
pub(crate) fn find(text: &str, from: usize, surface: &str, kind: char, is_glued: bool) -> Option<usize> {
    let mut from = from;
    loop {
        let start = from + text[from..].find(surface)?;
        let end = start + surface.len();
        let cut_before = joins(text[..start].chars().next_back(), surface.chars().next());
        let cut_after = kind != 'N' && joins(surface.chars().next_back(), text[end..].chars().next());
        if is_glued || !(cut_before || cut_after) {
            return Some(start);
        }
        from = start + surface.chars().next().map_or(1, char::len_utf8);
    }
}

/// True where both are letters or digits, so that a cut between them would go through a word.
fn joins(left: Option<char>, right: Option<char>) -> bool {
    left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aligns_in_order_and_skips() {
        let text = "Hai bên thu hai tấn, 5m, Lê Văn Bổnnói.";
        let gold = "N | hai | 2 | t\nN | 5m | 5 | m\n# glued | P | Lê Văn Bổn | p1 | Luật sư ; Tổ trưởng\n# note\n";
        let gold = parse(gold, text);
        assert!(gold.errors.is_empty(), "{:?}", gold.errors);
        let found: Vec<&str> = gold.mentions.iter().map(|m| &text[m.start..m.end]).collect();
        assert_eq!(found, ["hai", "5m", "Lê Văn Bổn"]);
        assert_eq!(gold.mentions[0].value, "2 t");
        assert_eq!(gold.mentions[2].titles, ["Luật sư", "Tổ trưởng"]);
    }

    #[test]
    fn names_the_line_that_does_not_align() {
        assert_eq!(parse("\nD | hôm qua | 2020-01-01", "hôm nay").errors, ["line 2: not found: \"hôm qua\""]);
    }
}
