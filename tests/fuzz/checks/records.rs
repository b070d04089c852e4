//! Records that any program wrote.

use trich::query::{Query, Question};
use trich::score::{expected, mentions};
use trich::{Pipeline, Record, annotation};

use super::text;
use super::whole::check_json;

thread_local! {
    /// Rules and lists, loaded once.
    pub static PIPELINE: Pipeline = Pipeline::new().expect("the built-in lists");
}

/// A record that some other program wrote: read, asked and written without a fault, and unchanged.
pub fn record(data: &[u8]) {
    let text = text(data);
    let Ok(mut record) = serde_json::from_str::<Record<'_>>(&text) else { return };
    check_json(&record);
    check_readers(&record);
    let question = Question { kinds: vec!["money".to_owned()], text: Some("5".to_owned()), ..Question::default() };
    Query::new(question).expect("a question").ask(&mut record);
}

/// All that reads records: it must live with any.
fn check_readers(record: &Record<'_>) {
    drop((expected(record), mentions(record)));
    drop((annotation::brat::write(record), annotation::conll::write(record), annotation::spacy::write(record)));
    drop((annotation::doccano::write(record), annotation::label_studio::write(record)));
}
