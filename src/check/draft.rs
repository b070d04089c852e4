//! A draft of gold from what the program says, for a person to correct.

use std::fmt::Write;

use crate::record::Record;
use crate::score::{Found, locate, mentions};
use crate::text::{Places, one_line};

const HEAD: &str = "\
# A draft from today's output: correct it until it says what is right, then check it with `trich lint`.
#   N | surface | value | unit        D | surface | TIMEX value
#   R | surface | canonical           P | surface | entity | title ; title
# The surface is copied from the text, in its order. Lines with #> are the sentences: take out what is no mention, add what
# is missing below its sentence. `# skip | words` passes over a place of these words that is not marked.
";

/// The draft: every sentence as a remark, and its mentions below it.
pub fn draft(record: &Record<'_>) -> String {
    let mut found = mentions(record);
    found.sort_by_key(|mention| (mention.start, mention.end));
    let places = Places::new(&record.text);
    let mut draft = Draft { text: &record.text, cursor: 0, out: HEAD.to_owned() };
    let mut found = found.iter().peekable();
    for sentence in &record.sentences {
        let [start, end] = sentence.chars.map(|char| places.byte(char));
        while let Some(mention) = found.next_if(|mention| mention.start < start) {
            draft.mention(mention);
        }
        draft.sentence(&record.text[start..end.max(start)]);
        while let Some(mention) = found.next_if(|mention| mention.start < end) {
            draft.mention(mention);
        }
    }
    found.for_each(|mention| draft.mention(mention));
    draft.out
}

/// A draft while it is written.
struct Draft<'t> {
    text: &'t str,
    /// Byte after the last mention or passed-over place.
    cursor: usize,
    out: String,
}

impl Draft<'_> {
    // Writing to a string cannot fail.
    fn sentence(&mut self, sentence: &str) {
        let _ = writeln!(self.out, "\n#> {}", one_line(sentence));
    }

    fn mention(&mut self, mention: &Found) {
        let surface = &self.text[mention.start..mention.end];
        let line = line(surface, mention);
        let is_plain = !surface.contains('\n') && !surface.contains(" |") && surface == surface.trim();
        match self.lead(surface, mention).filter(|_| is_plain && mention.start >= self.cursor) {
            Some(lead) => {
                let _ = writeln!(self.out, "{lead}{line}");
                self.cursor = mention.end;
            }
            None => {
                let _ = writeln!(self.out, "# doubt: cannot be written as a mention: {}", line.replace('\n', " "));
            }
        }
    }

    /// What has to stand before the line so that it is aligned with its place; nothing, where that is not to be had.
    fn lead(&self, surface: &str, mention: &Found) -> Option<String> {
        let is_glued = locate(self.text, mention.start, surface, mention.kind, false) != Some(mention.start);
        let mut lead = String::new();
        let mut cursor = self.cursor;
        loop {
            match locate(self.text, cursor, surface, mention.kind, is_glued) {
                Some(at) if at == mention.start => break,
                Some(at) if at < mention.start => {
                    let plain = cursor + self.text[cursor..].find(surface)?;
                    cursor = plain + surface.len();
                    let _ = writeln!(lead, "# skip | {surface}");
                }
                _ => return None,
            }
        }
        if is_glued {
            lead.push_str("# glued | ");
        }
        Some(lead)
    }
}

fn line(surface: &str, mention: &Found) -> String {
    let Found { kind, value, unit, titles, .. } = mention;
    let mut line = format!("{kind} | {surface} | {value}");
    let last = if *kind == 'P' { &titles.join(" ; ") } else { unit };
    if !last.is_empty() {
        let _ = write!(line, " | {}", last.replace('\n', " "));
    }
    line
}
