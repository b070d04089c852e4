//! Many articles: shared out over threads, written in the order in which they came.
//!
//! One thread reads chunks of articles, a pool works on them, one thread writes. The queue between reading and writing
//! holds a place for every chunk under way, in order; that keeps the order of the output whatever the number of
//! threads, and its bound keeps memory flat.

mod chunks;
mod piece;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::ThreadPoolBuilder;

use crate::diagnostic::Severity;
use crate::error::Error;
use crate::extract::Facts;
use crate::guard::guarded;
use crate::journal::{Earlier, Key, Noted};
use crate::near::{Compared, Sketch, Turns};
use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::sink::{Failure, Formats, Rendered, Writer};
use crate::source::{Raw, Reader, Settings};
use chunks::{Chunk, Chunks};
use piece::{Found, Piece, load, with_record};

/// Chunks under way for each thread.
const AHEAD: usize = 4;

/// What a run, or a stretch of it, came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles, failed ones included.
    pub articles: u64,
    /// Articles that failed.
    pub failed: u64,
    /// Facts of each kind, in the order of [`Facts::KINDS`].
    pub facts: Vec<u64>,
    /// Articles that are copies of earlier ones.
    pub copies: u64,
    /// Articles by the form in which they came: `html`, `jsonl`.
    pub formats: BTreeMap<String, u64>,
    /// Diagnostics by code.
    pub diagnostics: BTreeMap<String, u64>,
    /// Bytes read.
    pub bytes: u64,
}

impl Tally {
    /// Adds a record that is left out.
    fn count_left_out(&mut self, record: &Record<'_>) {
        self.articles += 1;
        self.copies += 1;
        *self.formats.entry(record.source.format.to_string()).or_default() += 1;
    }

    /// Adds a record.
    fn count(&mut self, record: &Record<'_>) {
        self.articles += 1;
        self.failed += u64::from(record.diagnostics.iter().any(|note| note.severity == Severity::Error));
        self.add_facts(record.facts.counts().into_iter().map(|count| count as u64));
        self.copies += u64::from(record.duplicate_of.is_some());
        *self.formats.entry(record.source.format.to_string()).or_default() += 1;
        for note in &record.diagnostics {
            *self.diagnostics.entry(note.code.to_string()).or_default() += 1;
        }
    }

    /// Adds another stretch.
    pub fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.failed += other.failed;
        self.bytes += other.bytes;
        self.copies += other.copies;
        for (format, count) in &other.formats {
            *self.formats.entry(format.clone()).or_default() += count;
        }
        self.add_facts(other.facts.iter().copied());
        for (code, count) in &other.diagnostics {
            *self.diagnostics.entry(code.clone()).or_default() += count;
        }
    }

    fn add_facts(&mut self, counts: impl Iterator<Item = u64>) {
        self.facts.resize(Facts::KINDS.len(), 0);
        for (sum, count) in self.facts.iter_mut().zip(counts) {
            *sum += count;
        }
    }
}

/// Threads that work on articles: as many as asked for, else one for each processor.
pub fn threads(asked: Option<NonZero<usize>>) -> usize {
    let all = || thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    asked.unwrap_or_else(all).get()
}

/// What is done with each article.
pub struct Batch<'b> {
    /// Rules and lists.
    pub pipeline: &'b Pipeline,
    /// How articles are read.
    pub settings: &'b Settings,
    /// What to render.
    pub formats: &'b Formats,
    /// True where only the first of several copies of an article is kept.
    pub dedup: bool,
    /// True where an article without any text still gets its record: a line out for every line in.
    pub keep_empty: bool,
    /// Threads that work on articles.
    pub jobs: usize,
    /// What earlier runs made.
    pub earlier: Earlier,
    /// Set from outside to end the run: what is under way is still written.
    pub stop: Option<&'b AtomicBool>,
}

impl Batch<'_> {
    /// Runs over all articles of `reader` and writes them. `observe` is told of each stretch that is written.
    pub fn run(
        &self,
        reader: Reader,
        writer: &mut Writer,
        observe: &mut (dyn FnMut(&Tally, &[Failure]) + Send),
    ) -> Result<Tally, Error> {
        let mut total = Tally::default();
        let turns = Turns::new(&writer.temporary_folder());
        let write = |worked: Result<(Rendered, Tally), Error>| {
            let (rendered, tally) = worked?;
            total.add(&tally);
            observe(&tally, rendered.failures());
            writer.write(rendered)
        };
        let mut chunks = Chunks::new(reader, self.stop).in_shards(self.formats.shard());
        let numbered = (0..).zip(chunks.by_ref());
        in_order(self.jobs, numbered, |(number, chunk)| self.work(number, &chunk, &turns), write)?;
        chunks.finish()?;
        Ok(total)
    }

    fn work(&self, number: u64, chunk: &Chunk, turns: &Turns) -> Result<(Rendered, Tally), Error> {
        let turn = turns.turn(number);
        let (mut rendered, mut tally) = (Rendered::default(), Tally::default());
        let mut found: Vec<Found> = chunk.articles.iter().map(|raw| self.find(raw)).collect();
        let is_noted = self.formats.has_journal();
        let piece = |(found, raw)| Piece::new(found, raw, self.pipeline, is_noted);
        let mut pieces: Vec<Piece<'_>> = found.iter_mut().zip(&chunk.articles).map(piece).collect();
        turn.compare(pieces.iter_mut().zip(&chunk.articles).map(|(piece, raw)| Compared {
            id: &raw.id,
            sketch: piece.sketch.as_ref(),
            duplicate_of: &mut piece.duplicate_of,
        }))?;
        for (piece, raw) in pieces.into_iter().zip(&chunk.articles) {
            tally.bytes += raw.weight();
            let (key, sketch) = (piece.key, piece.sketch);
            let render = |record: &Record<'_>| self.render(record, raw, (key, sketch), &mut rendered, &mut tally);
            piece.with_record(raw, self.pipeline, render);
        }
        self.formats.seal(&mut rendered, chunk.ends_shard);
        Ok((rendered, tally))
    }

    /// What an earlier run made of an article, else the article.
    fn find(&self, raw: &Raw) -> Found {
        match self.earlier.find(raw, self.settings) {
            Some(known) => Found::Known(Box::new(known)),
            None => Found::Loaded(Box::new(load(raw, self.settings))),
        }
    }

    fn render(
        &self,
        record: &Record<'_>,
        raw: &Raw,
        (key, sketch): (Option<Key>, Option<Sketch>),
        rendered: &mut Rendered,
        tally: &mut Tally,
    ) {
        if self.dedup && record.duplicate_of.is_some() {
            return tally.count_left_out(record);
        }
        tally.count(record);
        let failures: Vec<Failure> = Failure::of(record).collect();
        if self.keep_empty || failures.is_empty() || !record.text.is_empty() {
            let length = self.formats.render(record, &raw.file.stem, rendered);
            if self.formats.has_journal() {
                // what went wrong once may go well the next time
                let key = key.filter(|_| failures.is_empty());
                rendered.note(Noted { id: raw.id.clone(), key, sketch, length });
            }
        }
        rendered.fail(failures);
    }
}

/// Hands every article of `reader` that is `wanted` to `work`, on `jobs` threads, and the results to `take`, in the order
/// of the articles.
pub fn each_record<R: Send>(
    pipeline: &Pipeline,
    settings: &Settings,
    jobs: usize,
    reader: Reader,
    wanted: impl Fn(&Raw) -> bool + Sync,
    work: impl Fn(&Raw, &Record<'_>) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Error> + Send,
) -> Result<(), Error> {
    let on_chunk = |chunk: Chunk| -> Vec<R> {
        let wanted = chunk.articles.iter().filter(|raw| wanted(raw));
        wanted.map(|raw| on_record(raw, pipeline, settings, &work)).collect()
    };
    let mut chunks = Chunks::new(reader, None);
    in_order(jobs, chunks.by_ref(), on_chunk, |results| results.into_iter().try_for_each(&mut take))?;
    chunks.finish()
}

/// Reads one article and hands its record to `work`.
pub fn on_record<R>(
    raw: &Raw,
    pipeline: &Pipeline,
    settings: &Settings,
    work: impl FnOnce(&Raw, &Record<'_>) -> R,
) -> R {
    let mut loaded = load(raw, settings);
    let article = guarded(|| loaded.read(raw, pipeline));
    with_record(&article, raw, pipeline, |record| work(raw, record))
}

/// Works on each item in a pool of `jobs` threads and hands the results to `write` in the order of the items. Ends
/// early where `write` fails. Items are begun in their order, too, so that work on one may wait for that on those before.
pub(crate) fn in_order<T: Send, R: Send>(
    jobs: usize,
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    write: impl FnMut(R) -> Result<(), Error> + Send,
) -> Result<(), Error> {
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build();
    let pool = pool.map_err(|error| Error::io("could not start threads", error))?;
    let (queue, results) = sync_channel::<Receiver<R>>(jobs * AHEAD);
    thread::scope(|scope| {
        let writer = scope.spawn(move || drain(&results, write));
        pool.in_place_scope_fifo(|workers| {
            for item in items {
                let (done, result) = sync_channel(1);
                if queue.send(result).is_err() {
                    break;
                }
                let work = &work;
                workers.spawn_fifo(move |_| send(&done, work(item)));
            }
        });
        drop(queue);
        writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Hands a result to the writer, if it is still there.
fn send<R>(done: &SyncSender<R>, result: R) {
    let _ = done.send(result);
}

fn drain<R>(results: &Receiver<Receiver<R>>, mut write: impl FnMut(R) -> Result<(), Error>) -> Result<(), Error> {
    for result in results {
        // A worker that gave no answer has panicked; the pool passes its panic on.
        if let Ok(result) = result.recv() {
            write(result)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for jobs in [1, 2, 7] {
            let mut written = Vec::new();
            let slow_first = |n: u64| {
                thread::sleep(std::time::Duration::from_micros((200 - n) * 3));
                n
            };
            in_order(jobs, 0..200, slow_first, |n| {
                written.push(n);
                Ok(())
            })
            .unwrap();
            assert!(written.iter().copied().eq(0..200), "{jobs} jobs");
        }
    }

    #[test]
    fn a_failing_writer_ends_the_run() {
        let result = in_order(2, 0.., |n: u64| n, |n| if n < 10 { Ok(()) } else { Err(Error::usage("full")) });
        assert!(result.is_err());
    }
}
