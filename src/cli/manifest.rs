//! What a manifest says of a run.

use serde_json::{Map, Value, json};
use trich::batch::Tally;
use trich::extract::Facts;
use trich::sink::Manifest;

use super::run::Args;

/// The manifest of a run that came to this.
pub fn of(args: &Args, total: &Tally) -> Manifest {
    Manifest { options: options(args), counts: counts(total) }
}

/// What the results depend on besides the articles; what was not asked for is left out.
fn options(args: &Args) -> Map<String, Value> {
    let mut options = args.forms.options();
    options.extend(args.reading.options());
    options.extend(given([
        ("dedup", args.dedup.then_some(json!(true))),
        ("shard", args.shard.map(|articles| json!(articles))),
        ("sample", args.sample.map(|articles| json!(articles))),
        ("seed", args.sample.map(|_| json!(args.seed))),
    ]));
    options
}

/// Those that have a value.
pub fn given<const N: usize>(options: [(&str, Option<Value>); N]) -> impl Iterator<Item = (String, Value)> {
    options.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)))
}

fn counts(total: &Tally) -> Map<String, Value> {
    let facts: Map<String, Value> =
        Facts::KINDS.iter().zip(&total.facts).map(|(kind, count)| ((*kind).to_owned(), json!(count))).collect();
    let counts = [
        ("articles", json!(total.articles)),
        ("failed", json!(total.failed)),
        ("copies", json!(total.copies)),
        ("bytes", json!(total.bytes)),
        ("formats", json!(total.formats)),
        ("facts", Value::Object(facts)),
        ("diagnostics", json!(total.diagnostics)),
    ];
    counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}
