//! The ids of a run: each once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Severity};

/// Hands out ids. Keeps hashes only, so that a run over millions of articles stays small; two ids with one hash would
/// merely cost the later one its plain form.
#[derive(Default)]
pub(super) struct Ids {
    /// How often each id was asked for.
    taken: HashMap<u64, u32>,
}

impl Ids {
    /// `wanted`, or a like id that is still free, with a diagnostic that says so.
    pub(super) fn unique(&mut self, wanted: String) -> (String, Option<Diagnostic>) {
        let mut number = self.take(&wanted);
        if number == 1 {
            return (wanted, None);
        }
        loop {
            let id = format!("{wanted}~{number}");
            if self.take(&id) == 1 {
                let message = format!("expected an id of its own, but {wanted:?} is taken: named {id:?} here");
                return (id, Some(Diagnostic::new("source/duplicate-id", Severity::Info, message)));
            }
            number = self.take(&wanted);
        }
    }

    /// Counts a request for `id`.
    fn take(&mut self, id: &str) -> u32 {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let count = self.taken.entry(hasher.finish()).or_insert(0);
        *count += 1;
        *count
    }
}

/// The id that a JSON object gives itself: a string that is not blank, or a number.
pub(super) fn given(object: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        id: Option<Given>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        Text(String),
        Number(serde_json::Number),
        Other(IgnoredAny),
    }
    if !object.trim_ascii_start().starts_with(b"{") {
        return None; // serde would take an array for the fields of a struct
    }
    match serde_json::from_slice::<Named>(object).ok()?.id? {
        Given::Text(id) => Some(id).filter(|id| !id.trim().is_empty()),
        Given::Number(id) => Some(id.to_string()),
        Given::Other(_) => None,
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
        let mut ids = Ids::default();
        let wanted = ["a", "a", "a~2", "a", "b"];
        let got: Vec<String> = wanted.iter().map(|id| ids.unique((*id).to_owned()).0).collect();
        assert_eq!(got, ["a", "a~2", "a~2~2", "a~3", "b"]);
    }

    #[test]
    fn an_id_is_a_string_or_a_number() {
        assert_eq!(given(br#"{"id":"x","text":"\ud83d"}"#).as_deref(), Some("x"));
        assert_eq!(given(br#"{"text":"","id":17}"#).as_deref(), Some("17"));
        assert_eq!(given(br#"{"id":" "}"#), None);
        assert_eq!(given(br#"{"id":{"a":1}}"#), None);
        assert_eq!(given(b"[1]"), None);
        assert_eq!(given(b"{"), None);
    }
}
