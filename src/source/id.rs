//! The ids of a run: each once.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;

use memchr::memchr2;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Severity};
use crate::spill::Counts;

/// Hands out ids. Keeps hashes only, so that a run over millions of articles stays small; two ids with one hash would
/// merely cost the later one its plain form.
pub(super) struct Ids {
    /// How often each id was asked for.
    taken: Counts,
}

impl Ids {
    /// No id so far; what memory has no room for will be in `folder`.
    pub(super) fn new(folder: &Path) -> Ids {
        Ids { taken: Counts::new(folder) }
    }

    /// `wanted`, or a like id that is still free, with a diagnostic that says so.
    pub(super) fn unique(&mut self, wanted: String) -> io::Result<(String, Option<Diagnostic>)> {
        let mut number = self.take(&wanted)?;
        if number == 1 {
            return Ok((wanted, None));
        }
        loop {
            let id = format!("{wanted}~{number}");
            if self.take(&id)? == 1 {
                let message = format!("expected an id of its own, but {wanted:?} is taken: named {id:?} here");
                return Ok((id, Some(Diagnostic::new("source/duplicate-id", Severity::Info, message))));
            }
            number = self.take(&wanted)?;
        }
    }

    /// Counts a request for `id`.
    fn take(&mut self, id: &str) -> io::Result<u64> {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        self.taken.add(hasher.finish())
    }
}

/// The id that a JSON object gives itself: a string that is not blank, or a number. The object is not parsed for it:
/// its first field `id` is found by passing over the strings and the nested values before.
pub(super) fn given(object: &[u8]) -> Option<String> {
    let value = field(object, b"id")?;
    match serde_json::from_slice::<Value>(value).ok()? {
        Value::String(id) => Some(id).filter(|id| !id.trim().is_empty()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The bytes of the value of a field of an object, where it is a string or a number.
fn field<'a>(object: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut at = object.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if object[at] != b'{' {
        return None;
    }
    let mut depth = 0usize;
    let mut is_name = false;
    while at < object.len() {
        match object[at] {
            b'{' | b'[' => {
                depth += 1;
                is_name = depth == 1;
            }
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b',' => is_name = depth == 1,
            b'"' => {
                let end = string_end(object, at)?;
                if std::mem::take(&mut is_name) && &object[at + 1..end - 1] == name {
                    return value(object[end..].trim_ascii_start().strip_prefix(b":")?.trim_ascii_start());
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The string or number at the beginning of `bytes`.
fn value(bytes: &[u8]) -> Option<&[u8]> {
    match bytes.first()? {
        b'"' => bytes.get(..string_end(bytes, 0)?),
        b'{' | b'[' => None,
        _ => bytes.split(|byte| matches!(byte, b',' | b'}') || byte.is_ascii_whitespace()).next(),
    }
}

/// Where the string that begins at `start` ends, its quotation mark included.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr2(b'"', b'\\', &bytes[at..])?;
        match bytes[at] {
            b'"' => return Some(at + 1),
            _ => at = (at + 2).min(bytes.len()),
        }
    }
}

/// True where [`given`] took the object's `id`, so that it is not an unknown field.
pub(super) fn is_given(object: &Map<String, Value>) -> bool {
    match object.get("id") {
        Some(Value::String(id)) => !id.trim().is_empty(),
        Some(Value::Number(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_unique_in_order() {
        let mut ids = Ids::new(Path::new(""));
        let wanted = ["a", "a", "a~2", "a", "b"];
        let got: Vec<String> = wanted.iter().map(|id| ids.unique((*id).to_owned()).unwrap().0).collect();
        assert_eq!(got, ["a", "a~2", "a~2~2", "a~3", "b"]);
    }

    #[test]
    fn an_id_is_a_string_or_a_number() {
        assert_eq!(given(br#"{"id":"x","text":"\ud83d"}"#).as_deref(), Some("x"));
        assert_eq!(given(br#"{"text":"","id":17}"#).as_deref(), Some("17"));
        assert_eq!(given(br#"{"id":" "}"#), None);
        assert_eq!(given(br#"{"id":{"a":1}}"#), None);
        assert_eq!(
            given(br#"{"a":{"id":1},"b":["id","x"],"c":"id","\\":"\"", "id" : "y\u00e0"}"#).as_deref(),
            Some("yà")
        );
        assert_eq!(given(br#"{"text":"\"id\":3","id":-2.5}"#).as_deref(), Some("-2.5"));
        assert_eq!(given(br#"{"text":"cut \"#), None);
        assert_eq!(given(br#"{"id"#), None);
        assert_eq!(given(b"[1]"), None);
        assert_eq!(given(b"{"), None);
    }
}
