//! Facts of kinds that the user defines.
//!
//! # What it finds
//! What a `[[kind]]` of a `trich.toml` describes ([`OwnKind`]): the pattern is tried wherever one of its triggers stands,
//! and the text from there on has to begin with it.
//!
//! # What it leaves out
//! Facts over more than one line, or longer than 300 characters. Of facts that overlap, the longer one is kept, be it of
//! the user or built in; of equally long ones, that of the user.
//!
//! # Examples
//!
//! | pattern | text | value |
//! |---|---|---|
//! | `bản án số (?<number>\d+/\d+)`, value `{number}` | `bản án số 12/2020` | `12/2020` |
//!
//! # Grammar
//! Regular expressions, each anchored at a trigger.
//!
//! # Sources
//! The user's.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::extract::{Candidate, Cell, Column, Context, Fact, Finding, Mention, Room, Shared, Triggers};
use crate::lexicon::{Builder, OwnKind, Tag, kept};
use crate::text::Span;

/// A fact of a kind that the user defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Custom<'a> {
    /// Where it stands.
    #[serde(flatten)]
    pub mention: Mention<'a>,
    /// Name of the kind, as the user gave it.
    pub kind: Cow<'a, str>,
    /// Its value, by the template of the kind; the words where the kind has none.
    pub value: Cow<'a, str>,
    /// The named groups of the pattern that took part, with their words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
}

/// Bytes from a trigger on that a pattern sees.
const WINDOW: usize = 600;

/// A kind with its rule id.
struct Kind {
    own: OwnKind,
    rule: &'static str,
}

/// The room.
pub struct Customs {
    tag: Tag,
    kinds: Vec<Kind>,
}

/// What a pattern saw: the index of its kind.
#[derive(Clone, Copy, Debug)]
pub struct Seen(u32);

impl Room for Customs {
    const NAME: &'static str = "custom";
    const IS_OWN: bool = true;
    type Seen = Seen;
    type Fact<'a> = Custom<'a>;

    fn load(builder: &mut Builder) -> Result<Customs, Error> {
        let tag = builder.tag("custom/trigger");
        let mut kinds = Vec::new();
        for own in builder.own_kinds() {
            for words in &own.triggers {
                builder.add(words, tag, kinds.len() as u32)?;
            }
            let rule = kept(format!("custom/{}", own.name));
            kinds.push(Kind { own, rule });
        }
        Ok(Customs { tag, kinds })
    }

    fn triggers(&self) -> Triggers {
        Triggers { kinds: Vec::new(), tags: if self.kinds.is_empty() { Vec::new() } else { vec![self.tag] } }
    }

    fn find(&self, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
        let start = cx.token(at).span.start;
        for hit in cx.entries(at).iter().filter(|hit| hit.tag == self.tag) {
            let Some(kind) = self.kinds.get(hit.payload as usize) else { continue };
            let found = kind.own.pattern.find(window(cx.text, start)).filter(|found| !found.is_empty());
            if let Some(found) = found {
                finding.push(Span::new(start, start + found.end() as u32), kind.rule, Seen(hit.payload));
            }
        }
        at + 1
    }

    fn resolve<'a>(
        &self,
        cx: &Context<'a>,
        mentions: Vec<Candidate<Seen>>,
        _shared: &mut Shared,
        _diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Custom<'a>> {
        let fact = |Candidate { span, rule, seen }: Candidate<Seen>| {
            let kind = self.kinds.get(seen.0 as usize)?;
            let captures = kind.own.pattern.captures(window(cx.text, span.start))?;
            let named = kind.own.pattern.capture_names().flatten();
            let groups = named.filter_map(|name| Some((Cow::Owned(name.to_owned()), captures.name(name)?)));
            let groups: BTreeMap<Cow<'a, str>, Cow<'a, str>> =
                groups.map(|(name, group)| (name, Cow::Owned(group.as_str().to_owned()))).collect();
            let value = match &kind.own.value {
                Some(template) => Cow::Owned(filled(template, &groups)),
                None => Cow::Borrowed(span.of(cx.text)),
            };
            let kind = Cow::Owned(kind.own.name.clone());
            Some(Custom { mention: cx.mention(span, rule), kind, value, groups })
        };
        mentions.into_iter().filter_map(fact).collect()
    }
}

/// The text from byte `start` on that a pattern sees: the line, and not too much of that.
fn window(text: &str, start: u32) -> &str {
    let rest = &text[start as usize..];
    let mut end = rest.len().min(WINDOW);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &rest[..end];
    rest.split('\n').next().unwrap_or(rest)
}

/// A template with the words of groups in the place of their names; of groups that took no part, nothing.
fn filled(template: &str, groups: &BTreeMap<Cow<'_, str>, Cow<'_, str>>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(groups.get(name).map_or("", AsRef::as_ref));
        rest = after;
    }
    out + rest
}

impl Fact for Custom<'_> {
    fn heading() -> &'static str {
        "loại riêng"
    }

    fn columns() -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::text("kind", "loại", "name of the kind, as the user gave it").asked(),
            Column::text("value", "giá trị", "value by the template of the kind; the words where it has none").asked(),
            Column::text("groups", "nhóm", "named groups of the pattern, `name=words` joined by `; `"),
        ];
        COLUMNS
    }

    fn rows<'s>(&'s self, add: &mut dyn FnMut(&'s Mention<'s>, Vec<Cell<'s>>)) {
        let groups: Vec<String> = self.groups.iter().map(|(name, words)| format!("{name}={words}")).collect();
        let groups = if groups.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(groups.join("; "))) };
        add(&self.mention, vec![Cell::text(Some(&self.kind)), Cell::text(Some(&self.value)), groups]);
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention<'_>> {
        std::iter::once(&self.mention)
    }

    fn summary(&self) -> String {
        format!("{} {}", self.kind, self.value)
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Own, OwnKind};
    use crate::pipeline::{Input, Pipeline};

    fn found(kind: &str, text: &str) -> Vec<(String, String)> {
        let kinds = OwnKind::parse("trich.toml", kind).unwrap();
        let pipeline = Pipeline::with_own(Own { kinds, ..Own::default() }).unwrap();
        let article = pipeline.read(Input::from_text(text));
        let record = pipeline.extract(&article);
        let facts = record.facts.custom.iter();
        facts.map(|fact| (fact.mention.text.to_string(), fact.value.to_string())).collect()
    }

    const LOT: &str = r#"
[[kind]]
name = "lot"
triggers = ["lô", "lô đất"]
pattern = '(?i:lô (?:đất )?)(?<row>[A-Z])(?<number>\d+)?'
value = "{row}-{number}"
"#;

    #[test]
    fn a_pattern_is_tried_at_its_triggers() {
        let text = "Lô đất B12 và lô C ở đây.\nBán lô\nB13, một lô hàng, bilô A1.";
        let expected = [("Lô đất B12", "B-12"), ("lô C", "C-")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(found(LOT, text), expected);
    }

    #[test]
    fn own_kinds_win_over_built_in_ones_of_the_same_words() {
        let kind = "[[kind]]\nname = \"year\"\ntriggers = [\"năm\"]\npattern = 'năm \\d{4}'";
        assert_eq!(found(kind, "Vào năm 2020.").len(), 1);
        assert!(found(kind, "Vào tháng 5 năm 2020.").is_empty(), "a longer date wins");
    }

    #[test]
    fn long_lines_are_read_to_a_bound() {
        let kind = "[[kind]]\nname = \"all\"\ntriggers = [\"lô\"]\npattern = 'lô.*'";
        let text = format!("lô {}", "ệ".repeat(1000));
        let found = found(kind, &text);
        assert!(found.len() == 1 && found[0].0.len() <= super::WINDOW, "{}", found[0].0.len());
    }
}
