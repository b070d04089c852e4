//! Kinds of facts that the user defines, as `trich.toml` has them.
//!
//! ```toml
//! [[kind]]
//! name = "case_number"
//! triggers = ["vụ án số", "bản án số"]
//! pattern = '(?:vụ án|bản án) số (?<number>\d+)/(?<year>\d{4})/(?<code>[A-ZĐ-]+)'
//! value = "{number}/{year}/{code}"
//! counterexamples = ["vụ án số một của năm"]
//!
//! [[kind.examples]]
//! text = "Theo bản án số 12/2020/HS-ST, bị cáo kháng cáo."
//! finds = "bản án số 12/2020/HS-ST"
//! value = "12/2020/HS-ST"
//! ```

use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use toml::Spanned;

use crate::error::{Error, line_at};

/// A kind of fact of the user.
#[derive(Clone, Debug)]
pub struct OwnKind {
    /// Its name: small letters, digits and `_`.
    pub name: String,
    /// The file that defines it, for messages.
    pub file: String,
    /// Its line there, from 1.
    pub line: usize,
    /// Words at which the pattern is tried.
    pub triggers: Vec<String>,
    /// What the text from a trigger on has to begin with.
    pub pattern: Regex,
    /// The value, with named groups in braces; absent for the words themselves.
    pub value: Option<String>,
    /// Texts that hold a fact of the kind.
    pub examples: Vec<Example>,
    /// Texts that hold none.
    pub counterexamples: Vec<String>,
}

/// A text that holds a fact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The words that are the fact.
    pub finds: String,
    /// Its value; absent where that does not matter.
    pub value: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    #[serde(default)]
    kind: Vec<Spanned<Raw>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    triggers: Vec<String>,
    pattern: String,
    value: Option<String>,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    counterexamples: Vec<String>,
}

/// Bytes that a compiled pattern may take.
const MAX_PATTERN: usize = 1 << 20;

impl OwnKind {
    /// Reads the kinds of a `trich.toml`; `file` is shown in messages.
    pub fn parse(file: &str, text: &str) -> Result<Vec<OwnKind>, Error> {
        let parsed: File = toml::from_str(text).map_err(|error| Error::toml(file, text, &error))?;
        let kinds: Vec<OwnKind> = parsed
            .kind
            .into_iter()
            .map(|raw| own_kind(file, line_at(text, raw.span().start), raw.into_inner()))
            .collect::<Result<_, _>>()?;
        for (at, kind) in kinds.iter().enumerate() {
            if kinds[..at].iter().any(|other| other.name == kind.name) {
                return Err(kind.error("expected a name of its own, but it stands twice"));
            }
        }
        Ok(kinds)
    }

    fn error(&self, message: &str) -> Error {
        Error::lexicon(format!("{}:{}: kind {:?}: {message}", self.file, self.line, self.name))
    }
}

fn own_kind(file: &str, line: usize, raw: Raw) -> Result<OwnKind, Error> {
    let fail = |message: String| Error::lexicon(format!("{file}:{line}: kind {:?}: {message}", raw.name));
    let is_name = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_';
    if raw.name.is_empty() || !raw.name.chars().all(is_name) {
        return Err(fail("expected a name of small letters a-z, digits and _".to_owned()));
    }
    if raw.triggers.is_empty() || raw.triggers.iter().any(|words| words.trim().is_empty()) {
        return Err(fail("expected triggers: the words that its pattern begins with".to_owned()));
    }
    let anchored = format!(r"\A(?:{})", raw.pattern);
    let pattern = RegexBuilder::new(&anchored).size_limit(MAX_PATTERN).build();
    let pattern = pattern.map_err(|error| fail(format!("expected a regular expression as pattern: {error}")))?;
    for group in raw.value.as_deref().map(groups).unwrap_or_default() {
        if !pattern.capture_names().flatten().any(|name| name == group) {
            return Err(fail(format!("expected named groups of the pattern in its value, but found {{{group}}}")));
        }
    }
    let Raw { name, triggers, value, examples, counterexamples, .. } = raw;
    Ok(OwnKind { name, file: file.to_owned(), line, triggers, pattern, value, examples, counterexamples })
}

/// The names in braces.
fn groups(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        OwnKind::parse("trich.toml", text)
            .map_or_else(|error| error.to_string(), |kinds| format!("{} kinds", kinds.len()))
    }

    #[test]
    fn what_is_wrong_with_a_kind_is_told() {
        let kind = |rest: &str| format!("[[kind]]\nname = \"a\"\ntriggers = [\"số\"]\n{rest}");
        assert_eq!(told(&kind("pattern = 'số (?<n>\\d+)'\nvalue = \"{n}\"")), "1 kinds");
        assert_eq!(told("[score.floors]\n\"x\" = 1.0"), "0 kinds");
        assert!(told(&kind("pattern = 'số ('")).contains("kind \"a\": expected a regular expression"));
        assert!(told(&kind("pattern = 'số'\nvalue = \"{m}\"")).contains("found {m}"));
        assert!(told(&kind("pattern = 'số'\nvalues = \"{m}\"")).contains("values"));
        assert!(told("[[kind]]\nname = \"A b\"\ntriggers = [\"x\"]\npattern = 'x'").contains("small letters"));
        assert!(told("[[kind]]\nname = \"a\"\ntriggers = []\npattern = 'x'").contains("triggers"));
        assert!(told(&kind("pattern = '(a{1000}){1000}'")).contains("regular expression"));
        assert!(told("kind = 3").starts_with("trich.toml:1: "));
    }
}
