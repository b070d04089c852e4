//! What articles are read with: flags that several subcommands have.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use trich::decode::Encoding;
use trich::lexicon::{Own, OwnKind};
use trich::source::{MAX_ARTICLE, Settings, Sites};
use trich::{Error, Pipeline, version};

use super::manifest::given;

#[derive(clap::Args)]
#[group(id = "reading")]
pub struct Args {
    /// What to use besides what is built in: a word list, a trich.toml, or a folder of word lists and of sites/*.toml; may
    /// be given several times
    #[arg(long, value_name = "PATH")]
    lexicon: Vec<PathBuf>,

    /// Encoding of all texts [default: found out for each]: utf-8, utf-16le, utf-16be, utf-32le, utf-32be, tcvn3, vni,
    /// windows-1258, viscii, vps, tcvn-5712, viqr, windows-1252
    #[arg(long, value_name = "NAME", hide_possible_values = true)]
    encoding: Option<Encoding>,

    /// Where tables and objects hold a field under another name: text=content
    #[arg(long, value_name = "FIELD=NAME", value_delimiter = ',')]
    map: Vec<String>,

    /// Longest article that is read, uncompressed: in bytes, or with K, M or G behind [default: 32M]
    #[arg(long, value_name = "SIZE")]
    max_article: Option<String>,
}

/// What articles are read with.
pub struct Tools {
    /// Rules and lists.
    pub pipeline: Pipeline,
    /// The user's kinds of facts, which are in the pipeline, too.
    pub kinds: Vec<OwnKind>,
    /// How articles are read.
    pub settings: Settings,
    /// What records are made by ([`version::made_by`]).
    pub made_by: String,
}

impl Args {
    /// Loads what was asked for, and before it what the `trich.toml` at `config` names.
    pub fn tools(&self, config: Option<&Path>) -> Result<Tools, Error> {
        let own = Own::of(config.into_iter().chain(self.lexicon.iter().map(PathBuf::as_path)))?;
        let settings = self.settings(Sites::new(&own.sites)?)?;
        let kinds = own.kinds.clone();
        let made_by = version::made_by(&own, &settings);
        Ok(Tools { pipeline: Pipeline::with_own(own)?, kinds, settings, made_by })
    }

    /// What was asked for, as a manifest has it.
    pub fn options(&self) -> Map<String, Value> {
        let lexicon = (!self.lexicon.is_empty()).then(|| json!(self.lexicon));
        let map = (!self.map.is_empty()).then(|| json!(self.map));
        Map::from_iter(given([
            ("lexicon", lexicon),
            ("encoding", self.encoding.map(|encoding| json!(encoding.name()))),
            ("map", map),
            ("max_article", self.max_article.as_ref().map(|size| json!(size))),
        ]))
    }

    fn settings(&self, sites: Sites) -> Result<Settings, Error> {
        let max_article = self.max_article.as_deref().map_or(Ok(MAX_ARTICLE), size)?;
        let map = self.map.iter().map(|pair| field(pair)).collect::<Result<_, _>>()?;
        Ok(Settings { encoding: self.encoding, max_article, map, sites })
    }
}

fn field(pair: &str) -> Result<(String, String), Error> {
    match pair.split_once('=') {
        Some((field, name)) if !field.is_empty() && !name.is_empty() => Ok((field.to_owned(), name.to_owned())),
        _ => Err(Error::usage(format!("expected --map FIELD=NAME, such as text=content, but found {pair:?}"))),
    }
}

/// `32M`, `500K`, `1000000`
fn size(text: &str) -> Result<usize, Error> {
    let (digits, shift) = match text.strip_suffix(['B', 'b']).unwrap_or(text) {
        text if text.ends_with(['K', 'k']) => (&text[..text.len() - 1], 10),
        text if text.ends_with(['M', 'm']) => (&text[..text.len() - 1], 20),
        text if text.ends_with(['G', 'g']) => (&text[..text.len() - 1], 30),
        text => (text, 0),
    };
    let size = digits.trim().parse::<usize>().ok().and_then(|size| size.checked_mul(1 << shift));
    // places in texts are counted in 32 bits
    size.filter(|size| (1..=1 << 30).contains(size))
        .ok_or_else(|| Error::usage(format!("expected --max-article of 1 byte to 1G, such as 32M, but found {text:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        for (text, expected) in
            [("32M", Some(32 << 20)), ("500kb", Some(500 << 10)), ("12", Some(12)), ("1G", Some(1 << 30))]
        {
            assert_eq!(size(text).ok(), expected);
        }
        for text in ["", "M", "0", "2G", "-1", "1.5M"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
