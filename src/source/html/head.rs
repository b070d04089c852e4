//! What a page says of itself outside the story: `<head>`, JSON-LD, microdata.

use dom_query::{Document, Element, NodeData, NodeRef};

use super::dom::words;
use super::json_ld::{self, Linked};
use super::words::{clean, decode, folded};

/// The metadata of a page.
#[derive(Default)]
pub(super) struct Head<'a> {
    /// `<meta>`: name in small letters, content.
    metas: Vec<(String, String)>,
    pub title: Option<String>,
    pub h1: Vec<NodeRef<'a>>,
    /// Headings below the first level, the first ones.
    pub h2: Vec<NodeRef<'a>>,
    pub times: Vec<NodeRef<'a>>,
    canonical: Option<String>,
    /// The address that the page's container tells.
    known: Option<String>,
    pub linked: Linked,
    /// True where JSON-LD tells an article.
    pub has_linked: bool,
}

impl<'a> Head<'a> {
    pub(super) fn read(page: &'a Document, known: Option<&str>) -> Head<'a> {
        let mut head = Head { known: known.map(str::to_owned), ..Head::default() };
        let mut scripts = Vec::new();
        for node in page.root().descendants_it() {
            match kind(&node) {
                Some(Kind::Meta) => head.add_meta(&node),
                Some(Kind::Link) => head.canonical = head.canonical.take().or_else(|| clean(&node.attr("href")?)),
                Some(Kind::Linked) => scripts.push(node.text().to_string()),
                Some(Kind::Title) => head.title = head.title.take().or_else(|| words(&node)),
                Some(Kind::Heading) => head.h1.push(node),
                Some(Kind::Subheading) if head.h2.len() < SUBHEADINGS => head.h2.push(node),
                Some(Kind::Time) => head.times.push(node),
                Some(Kind::Subheading) | None => {}
            }
        }
        let linked = json_ld::read(&scripts, head.url().as_deref(), head.title.as_deref());
        head.has_linked = linked.is_some();
        head.linked = linked.unwrap_or_default();
        head
    }

    fn add_meta(&mut self, node: &NodeRef<'_>) {
        let Some(content) = node.attr("content") else { return };
        for key in ["property", "name", "itemprop"] {
            if let Some(name) = node.attr(key) {
                self.metas.push((name.to_lowercase(), content.to_string()));
            }
        }
    }

    /// The first `<meta>` of one of these names that is not empty.
    pub(super) fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// Every `<meta>` of a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = String> {
        self.metas.iter().filter(move |(key, _)| key == name).filter_map(|(_, content)| clean(content))
    }

    /// The address of the page.
    pub(super) fn url(&self) -> Option<String> {
        let is_whole = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        let canonical = self.canonical.clone().filter(is_whole);
        canonical
            .or_else(|| self.meta(&["og:url", "its_url", "twitter:url"]).filter(is_whole))
            .or_else(|| self.linked.url.clone())
            .or_else(|| self.known.clone())
    }

    /// Publication times as written, best first.
    pub(super) fn published(&self) -> Vec<String> {
        const NAMES: [&str; 9] = [
            "article:published_time",
            "og:article:published_time",
            "article:published",
            "pubdate",
            "datepublished",
            "publish-date",
            "publishdate",
            "dc.date.issued",
            "date",
        ];
        let metas = NAMES.iter().filter_map(|name| self.meta(&[name]));
        self.linked.published.clone().into_iter().chain(metas).collect()
    }

    /// Publication times inside the page: `<time datetime>`, `itemprop=datePublished`.
    pub(super) fn marked_times(&self) -> impl Iterator<Item = String> {
        self.times.iter().filter_map(|node| {
            let attr = node.attr("datetime").or_else(|| node.attr("content")).or_else(|| node.attr("title"));
            attr.and_then(|raw| clean(&raw))
                .filter(|raw| raw.bytes().any(|byte| byte.is_ascii_digit()))
                .or_else(|| words(node))
        })
    }

    /// Tags, without those that come twice: the keywords, which most sites show below the article, before the tags and
    /// JSON-LD, which often hold sections and campaigns as well.
    pub(super) fn tags(&self) -> Vec<String> {
        let maker = self.meta(&["generator"]).map(|maker| folded(&maker));
        // Some servers fill in the same words on every page, their own name among them.
        let is_own = |tag: &String| maker.as_ref().is_some_and(|maker| *maker == folded(tag));
        let keywords = self.meta(&["news_keywords", "keywords"]).map(|tags| parts(&tags));
        let keywords = keywords.filter(|tags| !tags.is_empty() && !tags.iter().any(is_own));
        let marked = || {
            Some(self.all("article:tag").flat_map(|tags| parts(&tags)).collect())
                .filter(|tags: &Vec<_>| !tags.is_empty())
        };
        let mut tags: Vec<String> = Vec::new();
        for tag in keywords.or_else(marked).unwrap_or_else(|| self.linked.tags.clone()) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }
}

/// An element that tells something of the page.
enum Kind {
    Meta,
    /// The canonical address.
    Link,
    /// JSON-LD.
    Linked,
    Title,
    Heading,
    Subheading,
    Time,
}

/// Headings below the first level among which a title is looked for.
const SUBHEADINGS: usize = 12;

fn kind(node: &NodeRef<'_>) -> Option<Kind> {
    let kind_of = |element: &Element| {
        let is = |name: &str, value: &str| {
            let mut attrs = element.attrs.iter();
            attrs.any(|attr| &*attr.name.local == name && attr.value.trim().eq_ignore_ascii_case(value))
        };
        match &*element.name.local {
            "meta" => Some(Kind::Meta),
            "title" => Some(Kind::Title),
            "h1" => Some(Kind::Heading),
            "h2" | "h3" => Some(Kind::Subheading),
            "time" => Some(Kind::Time),
            "link" => is("rel", "canonical").then_some(Kind::Link),
            "script" => is("type", "application/ld+json").then_some(Kind::Linked),
            _ => is("itemprop", "datePublished").then_some(Kind::Time),
        }
    };
    node.query(|data| match &data.data {
        NodeData::Element(element) => kind_of(element),
        _ => None,
    })?
}

fn parts(tags: &str) -> Vec<String> {
    decode(tags).split([',', ';']).filter_map(clean).collect()
}
