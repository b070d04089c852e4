//! Site profiles: where papers keep the parts of an article, as data (`sites/*.toml`).
//!
//! A profile names CSS selectors. Of a list in `title`, `lead`, `body`, `author`, `time` and `section` the first one
//! that matches is taken; `caption`, `dateline`, `source` and `remove` are sets. `generic.toml` holds what many sites
//! share; it backs up every profile and serves alone where the site is unknown.

use std::sync::LazyLock;

use dom_query::Matcher;
use serde::Deserialize;

use super::probe::Probe;

macro_rules! sites {
    ($($name:literal),+ $(,)?) => {
        /// Name and text of each profile.
        const SITES: &[(&str, &str)] = &[$(($name, include_str!(concat!("sites/", $name, ".toml")))),+];
    };
}

sites![
    "baochinhphu",
    "baotintuc",
    "cafef",
    "cand",
    "dantri",
    "hanoimoi",
    "kenh14",
    "laodong",
    "nhandan",
    "nld",
    "plo",
    "qdnd",
    "sggp",
    "soha",
    "suckhoedoisong",
    "thanhnien",
    "tienphong",
    "tuoitre",
    "vietnamnet",
    "vietnamplus",
    "vneconomy",
    "vnexpress",
    "vov",
    "vtc",
    "vtv",
    "znews",
];

static PROFILES: LazyLock<Vec<Site>> =
    LazyLock::new(|| SITES.iter().filter_map(|&(name, text)| Site::parse(name, text).ok()).collect());
static GENERIC: LazyLock<Site> =
    LazyLock::new(|| Site::parse("generic", include_str!("sites/generic.toml")).unwrap_or_default());

/// A profile file.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct Rows {
    outlet: Option<String>,
    hosts: Vec<String>,
    title: Vec<String>,
    lead: Vec<String>,
    body: Vec<String>,
    author: Vec<String>,
    author_near: Vec<String>,
    time: Vec<String>,
    section: Vec<String>,
    source: Vec<String>,
    dateline: Vec<String>,
    caption: Vec<String>,
    remove: Vec<String>,
    noise: Vec<String>,
}

/// Where a site keeps the parts of an article.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// Name of the paper.
    pub outlet: Option<String>,
    hosts: Vec<String>,
    /// Of the selectors of all fields below up to `source`.
    pub probe: Probe,
    pub title: Vec<Matcher>,
    pub lead: Vec<Matcher>,
    pub body: Vec<Matcher>,
    pub author: Vec<Matcher>,
    /// Names that count only beside the title.
    pub author_near: Vec<Matcher>,
    pub time: Vec<Matcher>,
    pub section: Vec<Matcher>,
    /// Paper that the article was taken from.
    pub source: Vec<Matcher>,
    /// Place that opens the lead, set apart by its looks only.
    pub dateline: Option<Matcher>,
    /// Words under a picture.
    pub caption: Option<Matcher>,
    /// What stands in the body and is no part of the story.
    pub remove: Option<Matcher>,
    /// Lines that are labels of buttons, in small letters.
    pub noise: Vec<String>,
}

impl Site {
    /// The profile of a host, such as `suckhoe.vnexpress.net`.
    pub(super) fn of_host(host: &str) -> Option<&'static Site> {
        PROFILES.iter().find(|site| {
            site.hosts
                .iter()
                .any(|name| host.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
        })
    }

    /// What many sites share.
    pub(super) fn generic() -> &'static Site {
        &GENERIC
    }

    /// Reads a profile. The message names the selector that is wrong.
    fn parse(name: &str, text: &str) -> Result<Site, String> {
        let rows: Rows = toml::from_str(text).map_err(|error| format!("{name}.toml: {error}"))?;
        let one = |selector: &String| {
            Matcher::new(selector).map_err(|_| format!("{name}.toml: expected a CSS selector, but found {selector:?}"))
        };
        let list = |selectors: &[String]| selectors.iter().map(one).collect::<Result<Vec<_>, _>>();
        let set = |selectors: &[String]| (!selectors.is_empty()).then(|| one(&selectors.join(", "))).transpose();
        let Rows { title, lead, body, author, author_near, time, section, source, .. } = &rows;
        let fields = [title, lead, body, author, author_near, time, section, source];
        Ok(Site {
            probe: Probe::new(fields.into_iter().flatten()),
            title: list(&rows.title)?,
            lead: list(&rows.lead)?,
            body: list(&rows.body)?,
            author: list(&rows.author)?,
            author_near: list(&rows.author_near)?,
            time: list(&rows.time)?,
            section: list(&rows.section)?,
            source: list(&rows.source)?,
            dateline: set(&rows.dateline)?,
            caption: set(&rows.caption)?,
            remove: set(&rows.remove)?,
            outlet: rows.outlet,
            hosts: rows.hosts,
            noise: rows.noise,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_can_be_read() {
        let generic = ("generic", include_str!("sites/generic.toml"));
        for &(name, text) in SITES.iter().chain([&generic]) {
            let site = Site::parse(name, text).unwrap_or_else(|message| panic!("{message}"));
            assert!(name == "generic" || !site.hosts.is_empty() && site.outlet.is_some(), "{name}: hosts and outlet");
        }
    }

    #[test]
    fn every_profile_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/source/html/sites");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
            .filter(|name| name != "generic" && name != "SOURCES")
            .collect();
        names.sort();
        assert_eq!(names, SITES.iter().map(|&(name, _)| name).collect::<Vec<_>>());
    }

    #[test]
    fn hosts_are_whole_names() {
        assert_eq!(Site::of_host("suckhoe.vnexpress.net").unwrap().outlet.as_deref(), Some("VnExpress"));
        assert!(Site::of_host("notvnexpress.net").is_none());
    }
}
