//! Files of annotation tools: `brat/`, `doccano.jsonl`, `label-studio.json`, `articles.conll`, `spacy.jsonl`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::folder::failed;
use super::json::{create_new, parts, placed};
use super::pack::{Pack, Stream};
use crate::annotation::{Tool, brat, conll, doccano, label_studio, spacy};
use crate::error::Error;
use crate::json;
use crate::record::Record;

/// What tools get of some articles.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    brat: Vec<Pair>,
    doccano: Vec<u8>,
    label_studio: Vec<u8>,
    conll: Vec<u8>,
    spacy: Vec<u8>,
}

/// The files of an article for brat.
#[derive(Debug)]
struct Pair {
    parts: Vec<String>,
    text: String,
    annotation: String,
}

/// Renders a record for a tool. `stem` is the path of its file below the folder that was read.
pub(super) fn render(tool: Tool, record: &Record<'_>, stem: &str, out: &mut Pieces) {
    match tool {
        Tool::Brat => out.brat.push(Pair {
            parts: parts(&record.id, record.source.line, stem),
            text: record.text.to_string(),
            annotation: brat::write(record),
        }),
        // doccano refuses a text without a character
        Tool::Doccano if record.text.is_empty() => {}
        Tool::Doccano => push_line(&doccano::write(record), &mut out.doccano),
        // a list: the writer takes the first comma away
        Tool::LabelStudio => {
            out.label_studio.extend_from_slice(b",\n");
            push(&label_studio::write(record), &mut out.label_studio);
        }
        Tool::Conll => out.conll.extend_from_slice(conll::write(record).as_bytes()),
        Tool::Spacy => push_line(&spacy::write(record), &mut out.spacy),
    }
}

fn push(value: &impl Serialize, out: &mut Vec<u8>) {
    // JSON holds every JSON value, so there is nothing that could fail.
    let _ = json::write(value, out);
}

fn push_line(value: &impl Serialize, out: &mut Vec<u8>) {
    push(value, out);
    out.push(b'\n');
}

/// The files.
pub(super) struct Writer {
    folder: PathBuf,
    files: Vec<(Tool, Stream)>,
    pack: Pack,
    has_tasks: bool,
}

impl Writer {
    pub(super) fn create(folder: &Path, tools: impl Iterator<Item = Tool>, pack: Pack) -> Result<Writer, Error> {
        let mut writer = Writer { folder: folder.to_owned(), files: Vec::new(), pack, has_tasks: false };
        for tool in tools {
            match tool {
                Tool::Brat => {
                    writer.beside("brat/annotation.conf", brat::ANNOTATION_CONF)?;
                    writer.beside("brat/visual.conf", &brat::visual_conf())?;
                }
                Tool::Doccano => {
                    writer.open(tool, "doccano.jsonl")?;
                    writer.beside("doccano-labels.json", &doccano::labels())?;
                }
                Tool::LabelStudio => {
                    writer.open(tool, "label-studio.json")?;
                    writer.beside("label-studio.xml", &label_studio::config())?;
                }
                Tool::Conll => writer.open(tool, "articles.conll")?,
                Tool::Spacy => writer.open(tool, "spacy.jsonl")?,
            }
        }
        Ok(writer)
    }

    fn open(&mut self, tool: Tool, name: &str) -> Result<(), Error> {
        self.files.push((tool, Stream::create(&self.folder, name, self.pack)?));
        Ok(())
    }

    /// Writes a small file that the tool needs besides.
    fn beside(&self, name: &str, content: &str) -> Result<(), Error> {
        let path = self.folder.join(name);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, content));
        written.map_err(|error| failed("could not write", &path, error))
    }

    pub(super) fn write(&mut self, pieces: Pieces) -> Result<(), Error> {
        pieces.brat.iter().try_for_each(|pair| self.write_pair(pair))?;
        let Pieces { doccano, mut label_studio, conll, spacy, .. } = pieces;
        if let Some(comma) = label_studio.first_mut().filter(|_| !self.has_tasks) {
            *comma = b'[';
            self.has_tasks = true;
        }
        for (tool, piece) in
            [(Tool::Doccano, doccano), (Tool::LabelStudio, label_studio), (Tool::Conll, conll), (Tool::Spacy, spacy)]
        {
            let file = self.files.iter_mut().find(|(other, _)| *other == tool);
            file.map_or(Ok(()), |(_, file)| file.write(piece))?;
        }
        Ok(())
    }

    fn write_pair(&self, pair: &Pair) -> Result<(), Error> {
        let (folder, name) = placed(&self.folder.join("brat"), &pair.parts);
        let written = fs::create_dir_all(&folder).and_then(|()| create_pair(&folder, name, pair));
        written.map_err(|error| failed("could not write", &folder.join(name), error))
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        for (tool, mut file) in self.files {
            let end: &[u8] = match tool {
                Tool::LabelStudio if self.has_tasks => b"\n]\n",
                Tool::LabelStudio => b"[]\n",
                _ => b"",
            };
            file.write(end.to_vec())?;
            file.finish()?;
        }
        Ok(())
    }
}

/// Creates both files under one name.
fn create_pair(folder: &Path, name: &str, pair: &Pair) -> std::io::Result<()> {
    let (mut text, name) = create_new(folder, name, ".txt")?;
    text.write_all(pair.text.as_bytes())?;
    fs::write(folder.join(format!("{name}.ann")), &pair.annotation)
}
