//! What the program says of an article, in lines that a person can compare.
//!
//! One line a block, sentence end, mention or diagnostic, tab-separated: what, span in Unicode scalar values, rule, words,
//! value. The lines of two runs are compared as text; each that is gained or lost is a change of output.

use std::fmt::Write;

use crate::extract::Facts;
use crate::json;
use crate::record::Record;
use crate::text::flat;

/// The lines of a record: metadata, blocks, sentences, mentions by kind in text order, diagnostics.
pub fn expected(record: &Record<'_>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_meta(&mut out, record);
    let _ = write_structure(&mut out, record);
    for line in mention_lines(record) {
        let _ = writeln!(out, "{line}");
    }
    for note in &record.diagnostics {
        let _ = writeln!(out, "diagnostic\t{}\t{}\t{}", place(note.chars), note.code, flat(&note.message));
    }
    out
}

fn write_meta(out: &mut String, record: &Record<'_>) -> std::fmt::Result {
    let article = &record.article;
    let fields = [
        ("title", article.title.as_deref()),
        ("lead", article.lead.as_deref()),
        ("published", article.published.as_deref()),
        ("credit", article.credit.as_deref()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(out, "article\t{name}\t{}", flat(value))?;
        }
    }
    for author in &article.authors {
        writeln!(out, "article\tauthor\t{}", flat(author))?;
    }
    Ok(())
}

fn write_structure(out: &mut String, record: &Record<'_>) -> std::fmt::Result {
    for block in &record.blocks {
        let kind = json::name(block.kind);
        writeln!(out, "block\t{}\t{kind}", place(Some(block.chars)))?;
    }
    for sentence in &record.sentences {
        writeln!(out, "sentence\t{}", place(Some(sentence.chars)))?;
    }
    Ok(())
}

/// The mentions, kind by kind in text order, without their line ends.
fn mention_lines(record: &Record<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    record.facts.each_fact(&mut |kind, summary, mentions| {
        let order = Facts::place(kind);
        for mention in mentions {
            let words = flat(&mention.text);
            let line = format!("{kind}\t{}\t{}\t{words}\t{}", place(Some(mention.chars)), mention.rule, flat(&summary));
            lines.push((order, mention.chars, line));
        }
    });
    lines.sort();
    lines.into_iter().map(|(_, _, line)| line).collect()
}

fn place(chars: Option<[u32; 2]>) -> String {
    chars.map_or_else(|| "-".to_owned(), |[start, end]| format!("{start}..{end}"))
}
