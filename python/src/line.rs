//! Articles of Python as lines of JSON.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

/// The articles as lines of JSON, the bytes that `json.dumps` of Python gives. Texts and dictionaries of texts are written
/// here, in a fifth of the time; `encode` turns other articles into a line.
pub fn lines(articles: &Bound<'_, PyAny>, encode: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    let mut lines = Vec::new();
    for article in articles.try_iter()? {
        let article = article?;
        if !push_plain(&article, &mut lines) {
            lines.extend_from_slice(encode.call1((article,))?.cast::<PyBytes>()?.as_bytes());
        }
        lines.push(b'\n');
    }
    Ok(lines)
}

/// Appends an article that is a text or a dictionary of texts; for any other `lines` stay as they are.
fn push_plain(article: &Bound<'_, PyAny>, lines: &mut Vec<u8>) -> bool {
    let start = lines.len();
    let is_plain = match article.cast_exact::<PyDict>() {
        Ok(fields) => {
            fields.iter().enumerate().all(|(at, (name, value))| {
                lines.extend_from_slice(if at == 0 { b"{" } else { b", " });
                push_text(&name, lines) && {
                    lines.extend_from_slice(b": ");
                    push_text(&value, lines)
                }
            }) && !fields.is_empty()
        }
        Err(_) => {
            lines.extend_from_slice(b"{\"text\": ");
            push_text(article, lines)
        }
    };
    if is_plain {
        lines.push(b'}')
    } else {
        lines.truncate(start)
    }
    is_plain
}

/// Appends a text as a string of JSON; false for what is none, or has halves of surrogate pairs.
fn push_text(value: &Bound<'_, PyAny>, lines: &mut Vec<u8>) -> bool {
    let Ok(text) = value.cast_exact::<PyString>() else { return false };
    text.to_str().is_ok_and(|text| trich::json::write(&text, lines).is_ok())
}
