//! `report/`: pages on which a person looks at what was found, in any browser, from the disk, without a network.
//!
//! `index.html` holds the program of the page and an [`index`] of all articles: what lists, filters and plots need.
//! The records themselves stand in chunks, `data/0.js` and so on, each loaded when an article of it is opened, so that
//! many thousand articles stay quick. Small runs have their chunks inside `index.html`, one file that can be sent
//! around.
//!
//! The page is made from `template/`: plain HTML, CSS and JavaScript. Every word of an article reaches the page as JSON
//! in which `<` and the line ends of JavaScript are escaped ([`script`]), and is put there as text, never as markup.

mod index;
mod page;
mod script;

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::folder::failed;
use crate::error::Error;
use crate::extract::Facts;
use crate::json;
use crate::record::Record;
use index::{Card, Index};

/// A chunk with as many bytes is closed.
const CHUNK: usize = 400 << 10;

/// Bytes of all chunks up to which they stand in the page itself.
const MAX_INLINE: usize = 1600 << 10;

/// What the report shows of an article.
#[derive(Debug)]
pub struct Entry {
    card: Card,
    /// The record with what `show` lists of each fact, as JSON that may stand in a script.
    body: Vec<u8>,
}

/// Renders a record.
pub(super) fn render(record: &Record<'_>) -> Entry {
    Entry { card: Card::of(record), body: body(record, &[]) }
}

/// A candidate that lost its place to another one.
#[derive(Clone, Debug, Serialize)]
pub struct Lost<'t> {
    /// Its words.
    pub text: &'t str,
    /// The rule that proposed it.
    pub rule: &'static str,
    /// The words of the one that won.
    pub winner_text: &'t str,
    /// The rule of that.
    pub winner: &'static str,
    /// Why it lost.
    pub reason: &'static str,
}

/// A page for one article, in which `lost` is listed, too.
pub fn page(record: &Record<'_>, lost: &[Lost<'_>]) -> Vec<u8> {
    let mut index = Index::default();
    index.add(Card::of(record));
    index.close_chunk();
    let mut json = Vec::new();
    script::push(&index, &mut json);
    page::page(&json, &[body(record, lost)])
}

/// The record with what `show` lists of each fact.
fn body(record: &Record<'_>, lost: &[Lost<'_>]) -> Vec<u8> {
    let mut body = Vec::with_capacity(record.text.len() * 3);
    body.extend_from_slice(b"{\"record\":");
    script::push(record, &mut body);
    body.extend_from_slice(b",\"summaries\":");
    script::push(&summaries(record), &mut body);
    if !lost.is_empty() {
        body.extend_from_slice(b",\"lost\":");
        script::push(&lost, &mut body);
    }
    body.push(b'}');
    body
}

/// The facts in few words, for each kind in the order of the record.
fn summaries(record: &Record<'_>) -> Vec<Vec<String>> {
    let mut summaries = vec![Vec::new(); Facts::KINDS.len()];
    record.facts.each_fact(&mut |kind, summary, _| {
        if let Some(at) = Facts::place(kind) {
            summaries[at].push(summary);
        }
    });
    summaries
}

/// The report's files.
pub(super) struct Writer {
    root: PathBuf,
    index: Index,
    /// The chunk that is being filled: entries with commas between them.
    chunk: Vec<u8>,
    /// The closed chunks, as long as they are few enough for the page.
    inline: Option<Vec<Vec<u8>>>,
}

impl Writer {
    pub(super) fn create(folder: &Path) -> Result<Writer, Error> {
        let root = folder.join("report");
        fs::create_dir(&root).map_err(|error| failed("could not create", &root, error))?;
        Ok(Writer { root, index: Index::default(), chunk: Vec::new(), inline: Some(Vec::new()) })
    }

    pub(super) fn write(&mut self, entries: Vec<Entry>) -> Result<(), Error> {
        for Entry { card, body } in entries {
            self.index.add(card);
            if !self.chunk.is_empty() {
                self.chunk.push(b',');
            }
            self.chunk.extend_from_slice(&body);
            if self.chunk.len() >= CHUNK {
                self.close_chunk()?;
            }
        }
        Ok(())
    }

    fn close_chunk(&mut self) -> Result<(), Error> {
        let chunk = std::mem::take(&mut self.chunk);
        let number = self.index.close_chunk();
        let Some(inline) = &mut self.inline else {
            return self.write_chunk(number, &chunk);
        };
        inline.push(chunk);
        if inline.iter().map(Vec::len).sum::<usize>() > MAX_INLINE {
            let chunks = self.inline.take().unwrap_or_default();
            for (number, chunk) in chunks.iter().enumerate() {
                self.write_chunk(number, chunk)?;
            }
        }
        Ok(())
    }

    /// Writes a chunk as a script: pages opened from the disk may load scripts, but not data.
    fn write_chunk(&self, number: usize, chunk: &[u8]) -> Result<(), Error> {
        let folder = self.root.join("data");
        fs::create_dir_all(&folder).map_err(|error| failed("could not create", &folder, error))?;
        let path = folder.join(format!("{number}.js"));
        let script = [format!("trichChunk({number},[").as_bytes(), chunk, b"]);\n"].concat();
        fs::write(&path, script).map_err(|error| failed("could not write", &path, error))
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
        if !self.chunk.is_empty() {
            self.close_chunk()?;
        }
        let mut index = Vec::new();
        json::write(&self.index, &mut index).map_err(|error| failed("could not write", &self.root, error))?;
        let chunks = self.inline.unwrap_or_default();
        let path = self.root.join("index.html");
        fs::write(&path, page::page(&script::escaped(&index), &chunks))
            .map_err(|error| failed("could not write", &path, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Input, Pipeline};

    fn entry(pipeline: &Pipeline, text: &str) -> Entry {
        render(&pipeline.extract(&pipeline.read(Input::from_text(text))))
    }

    #[test]
    fn chunks_leave_the_page_when_they_are_many() {
        let pipeline = Pipeline::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::create(folder.path()).unwrap();
        for _ in 0..3 {
            writer.write(vec![entry(&pipeline, &"Có 5 người. ".repeat(20_000))]).unwrap();
        }
        assert_eq!(writer.inline, None);
        writer.write(vec![entry(&pipeline, "Hết.")]).unwrap();
        writer.finish().unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.path().join("report").join(name)).unwrap();
        assert!(read("data/0.js").starts_with("trichChunk(0,[{\"record\":{\"schema\":\"trich/1\""));
        assert!(read("data/3.js").contains("Hết."));
        assert!(!read("index.html").contains("\"record\":{"));
    }

    #[test]
    fn markup_in_an_article_is_no_markup_of_the_page() {
        let pipeline = Pipeline::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::create(folder.path()).unwrap();
        writer.write(vec![entry(&pipeline, "</script><script>alert(1)</script><!--\u{2028}")]).unwrap();
        writer.finish().unwrap();
        let page = std::fs::read_to_string(folder.path().join("report/index.html")).unwrap();
        assert!(!page.contains("alert(1)</script>") && !page.contains('\u{2028}'));
        assert!(page.contains("\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\u003c!--"));
    }
}
