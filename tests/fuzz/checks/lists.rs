//! What the user adds: lists, kinds of facts, profiles of sites.

use trich::lexicon::{Own, OwnKind, OwnList, OwnSite};
use trich::source::Sites;
use trich::{Input, Pipeline};

use super::{halves, text, whole};

/// A list of the user, and a text that is read by it.
pub fn lists(data: &[u8]) {
    let (list, text) = halves(data);
    match Pipeline::with_lists(vec![OwnList::new("own.tsv", &list)]) {
        Ok(pipeline) => read(&pipeline, &text),
        Err(error) => assert!(error.to_string().contains("own.tsv"), "the list is not named: {error}"),
    }
}

/// Kinds of facts of the user, and a text that is read by them.
pub fn kinds(data: &[u8]) {
    let (kinds, text) = halves(data);
    let Ok(kinds) = OwnKind::parse("trich.toml", &kinds) else { return };
    if let Ok(pipeline) = Pipeline::with_own(Own { kinds, ..Own::default() }) {
        read(&pipeline, &text);
    }
}

/// A profile of a site.
pub fn sites(data: &[u8]) {
    let site = OwnSite { name: "a.toml".to_owned(), text: text(data).into_owned() };
    if let Err(error) = Sites::new(&[site]) {
        assert!(!error.to_string().is_empty());
    }
}

fn read(pipeline: &Pipeline, text: &str) {
    let article = pipeline.read(Input::from_text(text));
    whole::check(&pipeline.extract(&article), text.len());
}
