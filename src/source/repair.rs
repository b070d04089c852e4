//! Repairs several texts of one article together, so that they tell each other's encoding.

use std::borrow::Cow;

use crate::decode::{Decoded, decode_field};
use crate::diagnostic::{Diagnostic, Severity};

/// Repairs the texts; says what was repaired. A text with line breaks, or one that would get some, is left.
pub(super) fn repair_texts(mut texts: Vec<&mut String>) -> Vec<Diagnostic> {
    texts.retain(|text| !text.contains('\n'));
    let joined = texts.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("\n");
    let Decoded { text, diagnostics, .. } = decode_field(&joined, None);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return diagnostics;
    }
    let Cow::Owned(repaired) = text else { return Vec::new() };
    let lines: Vec<&str> = repaired.split('\n').collect();
    if lines.len() != texts.len() {
        return Vec::new();
    }
    for (text, line) in texts.into_iter().zip(lines) {
        line.clone_into(text);
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_repaired_together() {
        let (mut title, mut body) = ("Qu&#7843;n l&yacute;".to_owned(), "Há»™i nghá»‹".to_owned());
        let diagnostics = repair_texts(vec![&mut title, &mut body]);
        assert_eq!((title.as_str(), body.as_str()), ("Quản lý", "Hội nghị"));
        assert_eq!(diagnostics.len(), 2);
    }

    #[test]
    fn good_texts_are_left() {
        let mut title = "Quản lý R&D".to_owned();
        assert!(repair_texts(vec![&mut title]).is_empty());
        assert_eq!(title, "Quản lý R&D");
    }
}
