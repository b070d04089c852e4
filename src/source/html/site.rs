//! Site profiles: where papers keep the parts of an article, as data (`sites/*.toml`).
//!
//! A profile names CSS selectors. Of a list in `title`, `lead`, `body`, `author`, `time` and `section` the first one
//! that matches is taken; `caption`, `dateline`, `source` and `remove` are sets. `generic.toml` holds what many sites
//! share; it backs up every profile and serves alone where the site is unknown. Profiles of the user ([`Sites`]) have the
//! same form and go before the built-in ones. `title_looks`, the marks of a headline on pages without headings, is for
//! unknown sites and counts in `generic.toml` alone.

use std::sync::{Arc, LazyLock};

use dom_query::{Matcher, NodeRef};
use serde::Deserialize;
use toml::Spanned;

use super::probe::Probe;
use crate::error::{Error, line_at};
use crate::lexicon::OwnSite;

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
    hosts: Vec<Spanned<String>>,
    title: Selectors,
    title_looks: Selectors,
    lead: Selectors,
    body: Selectors,
    author: Selectors,
    author_near: Selectors,
    time: Selectors,
    section: Selectors,
    source: Selectors,
    dateline: Selectors,
    caption: Selectors,
    remove: Selectors,
    noise: Vec<String>,
}

/// Selectors with their places in the file, for messages.
type Selectors = Vec<Spanned<String>>;

/// Where a site keeps the parts of an article.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// The file of a profile that is the user's; absent where it is built in.
    pub own: Option<String>,
    /// Name of the paper.
    pub outlet: Option<String>,
    /// Each with the line that it stands in.
    hosts: Vec<(String, usize)>,
    /// Of the selectors of all fields below up to `source`.
    pub probe: Probe,
    pub title: Vec<Matcher>,
    /// How headlines look on pages that have no headings.
    pub title_looks: Set,
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
    pub caption: Set,
    /// What stands in the body and is no part of the story.
    pub remove: Set,
    /// Lines that are labels of buttons, in small letters.
    pub noise: Vec<String>,
}

/// A set of selectors.
#[derive(Debug, Default)]
pub(super) struct Set {
    matcher: Option<Matcher>,
    probe: Probe,
}

impl Set {
    /// True for an element that any of the selectors matches.
    pub(super) fn matches(&self, node: &NodeRef<'_>) -> bool {
        self.matcher.as_ref().is_some_and(|matcher| self.probe.may_match(node) && node.is_match(matcher))
    }
}

/// Profiles of the user. They go before the built-in ones of the same hosts.
#[derive(Clone, Debug, Default)]
pub struct Sites(Arc<[Site]>);

impl Sites {
    /// Reads profiles. The message tells file and line of what is wrong: a field or selector that is none, a host that is
    /// an address, no host at all, or one that two profiles claim.
    pub fn new(own: &[OwnSite]) -> Result<Sites, Error> {
        let mut sites: Vec<Site> = Vec::new();
        for OwnSite { name, text } in own {
            let site = Site { own: Some(name.clone()), ..Site::parse(name, text)? };
            site.check_hosts(name, &sites)?;
            sites.push(site);
        }
        Ok(Sites(sites.into()))
    }

    /// The profile of a host, such as `suckhoe.vnexpress.net`.
    pub(super) fn of_host(&self, host: &str) -> Option<&Site> {
        self.0.iter().find(|site| site.is_of(host)).or_else(|| PROFILES.iter().find(|site| site.is_of(host)))
    }
}

impl Site {
    fn is_of(&self, host: &str) -> bool {
        let is_end = |name: &str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        self.hosts.iter().any(|(name, _)| is_end(name))
    }

    /// What many sites share.
    pub(super) fn generic() -> &'static Site {
        &GENERIC
    }

    /// An error where a profile of the user has no hosts, some that are none, or those of `others`.
    fn check_hosts(&self, file: &str, others: &[Site]) -> Result<(), Error> {
        let is_host = |host: &str| {
            let is_letter = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || "-.".contains(char);
            host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && host.chars().all(is_letter)
        };
        if self.hosts.is_empty() {
            let message = format!("{file}: expected hosts, such as hosts = [\"bao.example.vn\"], but found none");
            return Err(Error::lexicon(message));
        }
        for (host, line) in &self.hosts {
            let fail = |message: String| Err(Error::lexicon(format!("{file}:{line}: {message}")));
            if !is_host(host) {
                return fail(format!("expected a host such as \"bao.example.vn\", but found {host:?}"));
            }
            if let Some(other) = others.iter().find(|site| site.hosts.iter().any(|(name, _)| name == host)) {
                let other = other.own.as_deref().unwrap_or_default();
                return fail(format!("expected a host of its own, but {other} has {host:?}, too"));
            }
        }
        Ok(())
    }

    /// Reads a profile. The message tells the line of a selector that is wrong.
    fn parse(file: &str, text: &str) -> Result<Site, Error> {
        let rows: Rows = toml::from_str(text).map_err(|error| Error::toml(file, text, &error))?;
        let one = |selector: &Spanned<String>| {
            Matcher::new(selector.get_ref()).map_err(|_| {
                let line = line_at(text, selector.span().start);
                Error::lexicon(format!("{file}:{line}: expected a CSS selector, but found {:?}", selector.get_ref()))
            })
        };
        let list = |selectors: &Selectors| selectors.iter().map(one).collect::<Result<Vec<_>, _>>();
        let set = |selectors: &Selectors| -> Result<Option<Matcher>, Error> {
            list(selectors)?;
            let joined = texts(selectors).map(String::as_str).collect::<Vec<_>>().join(", ");
            Ok(if selectors.is_empty() { None } else { Matcher::new(&joined).ok() })
        };
        let with_line = |host: Spanned<String>| (host.get_ref().clone(), line_at(text, host.span().start));
        let Rows { title, lead, body, author, author_near, time, section, source, .. } = &rows;
        let fields = [title, lead, body, author, author_near, time, section, source];
        Ok(Site {
            own: None,
            probe: Probe::new(fields.into_iter().flat_map(texts)),
            title: list(&rows.title)?,
            title_looks: Set { matcher: set(&rows.title_looks)?, probe: Probe::new(texts(&rows.title_looks)) },
            lead: list(&rows.lead)?,
            body: list(&rows.body)?,
            author: list(&rows.author)?,
            author_near: list(&rows.author_near)?,
            time: list(&rows.time)?,
            section: list(&rows.section)?,
            source: list(&rows.source)?,
            dateline: set(&rows.dateline)?,
            caption: Set { matcher: set(&rows.caption)?, probe: Probe::new(texts(&rows.caption)) },
            remove: Set { matcher: set(&rows.remove)?, probe: Probe::new(texts(&rows.remove)) },
            outlet: rows.outlet,
            hosts: rows.hosts.into_iter().map(with_line).collect(),
            noise: rows.noise,
        })
    }
}

/// The selectors alone.
fn texts(selectors: &Selectors) -> impl Iterator<Item = &String> {
    selectors.iter().map(Spanned::get_ref)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_can_be_read() {
        let generic = ("generic", include_str!("sites/generic.toml"));
        for &(name, text) in SITES.iter().chain([&generic]) {
            let site = Site::parse(name, text).unwrap_or_else(|error| panic!("{error}"));
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
        let sites = Sites::default();
        assert_eq!(sites.of_host("suckhoe.vnexpress.net").unwrap().outlet.as_deref(), Some("VnExpress"));
        assert!(sites.of_host("notvnexpress.net").is_none());
    }

    fn own(texts: &[&str]) -> Result<Sites, Error> {
        let site = |(at, text): (usize, &&str)| OwnSite { name: format!("{at}.toml"), text: (*text).to_owned() };
        Sites::new(&texts.iter().enumerate().map(site).collect::<Vec<_>>())
    }

    #[test]
    fn own_profiles_go_first() {
        let sites = own(&["outlet = \"Mine\"\nhosts = [\"vnexpress.net\"]"]).unwrap();
        assert_eq!(sites.of_host("suckhoe.vnexpress.net").unwrap().outlet.as_deref(), Some("Mine"));
        assert_eq!(sites.of_host("tuoitre.vn").unwrap().outlet.as_deref(), Some("Tuổi Trẻ"));
    }

    #[test]
    fn what_is_wrong_with_a_profile_is_told() {
        let told = |texts: &[&str]| own(texts).unwrap_err().to_string();
        let host = "hosts = [\"a.vn\"]";
        assert_eq!(
            told(&[&format!("{host}\nbody = [\n  \"p\",\n  \"p[\",\n]")]),
            "0.toml:4: expected a CSS selector, but found \"p[\""
        );
        assert_eq!(
            told(&[&format!("{host}\nremove = [\".a\", \"..b\"]")]),
            "0.toml:2: expected a CSS selector, but found \"..b\""
        );
        assert!(told(&[&format!("{host}\ncontent = [\"p\"]")]).starts_with("0.toml:2: unknown field `content`"));
        assert!(told(&["body = [\"p\"]"]).starts_with("0.toml: expected hosts"));
        for odd in ["https://a.vn/", "a", "A.vn", ".a.vn", ""] {
            let text = format!("hosts = [\n{odd:?}]");
            assert_eq!(
                told(&[&text]),
                format!("0.toml:2: expected a host such as \"bao.example.vn\", but found {odd:?}")
            );
        }
        assert_eq!(told(&[host, host]), "1.toml:1: expected a host of its own, but 0.toml has \"a.vn\", too");
    }
}
