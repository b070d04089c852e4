//! `trich import`

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use trich::annotation::{Corrected, Marked, brat, doccano, gold, label_studio, marked};
use trich::sink::{Folder, safe_parts};
use trich::{Error, Input, Pipeline};

use super::files::below;
use super::message;

/// Turn corrections made in an annotation tool into gold
///
/// Reads what `trich run --format brat,doccano,label-studio` wrote and people corrected: a folder with the .txt and .ann
/// files of brat, lines of JSON that doccano exported, or the JSON (not JSON-MIN) of Label Studio. Writes for each article
/// its text and a gold file, <id>.txt and <id>.gold.tsv, in the format of corpus/GUIDELINES.md.
///
/// What stands behind the words in gold (value and unit, canonical name, person and titles) is the note of the mention in
/// the tool. A mention without a note gets what trich itself reads there; where it reads nothing, ? stands for the value
/// and a message tells the place. A name without a note joins the one person who has it, or is a new person.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files that were exported, or folders of brat
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Folder to write to
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    /// The tool that wrote the files [default: found out for each]
    #[arg(long, value_name = "TOOL")]
    from: Option<Origin>,

    /// Replace the results in a folder that is not empty
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  trich import facts/brat -o gold
  trich import exported.jsonl -o gold
  trich import project-3.json -o gold --from label-studio";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Origin {
    Brat,
    Doccano,
    LabelStudio,
}

/// An article that was read, or why it could not be.
struct Found {
    /// File, and place in it.
    place: String,
    article: Result<Corrected, String>,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let mut found = Vec::new();
    let mut untouched = 0;
    for path in &args.paths {
        read(path, args.from, &mut found, &mut untouched)?;
    }
    let pipeline = Pipeline::new()?;
    let folder = Folder::open(&args.output, args.force)?;
    let mut taken = BTreeMap::new();
    let (mut done, mut failed) = (0, 0);
    for Found { place, article } in found {
        match article.and_then(|article| write(&article, &place, &pipeline, folder.draft(), &mut taken)) {
            Ok(()) => done += 1,
            Err(error) => {
                failed += 1;
                message(&format!("{place}: {error}"));
            }
        }
    }
    folder.publish(false)?;
    tell(done, failed, untouched, &args.output);
    Ok(ExitCode::from(u8::from(failed > 0)))
}

fn tell(done: usize, failed: usize, untouched: usize, output: &Path) {
    let failed = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    let untouched =
        if untouched > 0 { format!(", {untouched} without annotations passed over") } else { String::new() };
    message(&format!("gold of {done} articles{failed}{untouched}, written to {}", output.display()));
}

/// Reads a file or a folder.
fn read(path: &Path, from: Option<Origin>, found: &mut Vec<Found>, untouched: &mut usize) -> Result<(), Error> {
    if path.is_dir() {
        return match from {
            None | Some(Origin::Brat) => read_brat(path, found),
            Some(_) => Err(Error::usage(format!("expected an exported file, but {} is a folder", path.display()))),
        };
    }
    let text = fs::read_to_string(path).map_err(|error| Error::unreadable(path, error))?;
    let is_list = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('[');
    match from.unwrap_or(if is_list { Origin::LabelStudio } else { Origin::Doccano }) {
        Origin::Brat => Err(Error::usage(format!("expected a folder of brat, but {} is a file", path.display()))),
        Origin::Doccano => {
            read_doccano(path, &text, found);
            Ok(())
        }
        Origin::LabelStudio => read_label_studio(path, &text, found, untouched),
    }
}

/// Every `.ann` file below a folder with its text.
fn read_brat(root: &Path, found: &mut Vec<Found>) -> Result<(), Error> {
    let paths = below(root, &["ann"])?.into_iter();
    found.extend(paths.map(|path| Found { place: path.display().to_string(), article: read_pair(root, &path) }));
    Ok(())
}

fn read_pair(root: &Path, path: &Path) -> Result<Corrected, String> {
    let stem = path.with_extension("");
    let names = stem.strip_prefix(root).unwrap_or(&stem).components();
    let names: Vec<String> = names.map(|name| name.as_os_str().to_string_lossy().into_owned()).collect();
    let read =
        |path: &Path| fs::read_to_string(path).map_err(|error| format!("could not read {}: {error}", path.display()));
    brat::read(&names.join("/"), &read(&path.with_extension("txt"))?, &read(path)?)
}

fn read_doccano(path: &Path, text: &str, found: &mut Vec<Found>) {
    for (at, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        if !line.trim().is_empty() {
            found.push(Found { place: format!("{}:{}", path.display(), at + 1), article: doccano::read(line) });
        }
    }
}

fn read_label_studio(path: &Path, text: &str, found: &mut Vec<Found>, untouched: &mut usize) -> Result<(), Error> {
    let tasks = label_studio::read(text.trim_start_matches('\u{FEFF}'));
    let tasks = tasks.map_err(|error| Error::usage(format!("{}: {error}", path.display())))?;
    for task in tasks {
        let place = path.display().to_string();
        match task.transpose() {
            None => *untouched += 1,
            Some(article) => found.push(Found { place, article }),
        }
    }
    Ok(())
}

/// Writes the text and the gold of an article.
fn write(
    article: &Corrected,
    place: &str,
    pipeline: &Pipeline,
    folder: &Path,
    taken: &mut BTreeMap<Vec<String>, String>,
) -> Result<(), String> {
    let written = gold::write(article, &own_reading(article, pipeline))?;
    let mut parts = safe_parts(&article.id);
    if let Some(other) = taken.insert(parts.clone(), place.to_owned()) {
        return Err(format!("expected an id of its own, but {:?} is also that of an article in {other}", article.id));
    }
    for line in &written.open {
        message(&format!("{place}: {line}"));
    }
    let name = parts.pop().unwrap_or_default();
    let folder = parts.iter().fold(folder.to_owned(), |folder, part| folder.join(part));
    let written = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(format!("{name}.txt")), &article.text))
        .and_then(|()| fs::write(folder.join(format!("{name}.gold.tsv")), &written.gold));
    written.map_err(|error| format!("could not write {name}: {error}"))
}

/// What trich itself finds in the text, where that is needed.
fn own_reading(article: &Corrected, pipeline: &Pipeline) -> Vec<Marked> {
    if article.mentions.iter().all(|mention| !mention.note.is_empty()) {
        return Vec::new();
    }
    let read = pipeline.read(Input::from_text(&article.text));
    let record = pipeline.extract(&read);
    // Places are those of the text only where nothing had to be changed in it.
    if record.text == article.text { marked(&record) } else { Vec::new() }
}
