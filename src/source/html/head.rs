//! What a page says of itself outside the story: `<head>`, JSON-LD, microdata.

use std::sync::LazyLock;

use dom_query::{Document, Matcher, NodeRef};

use super::dom::words;
use super::json_ld::{self, Linked};
use super::words::{clean, decode};

/// All that is looked at, for one walk over the page.
static ANY: LazyLock<Option<Matcher>> = LazyLock::new(|| {
    Matcher::new(
        "meta, title, h1, link[rel=canonical], script[type='application/ld+json'], time, [itemprop=datePublished]",
    )
    .ok()
});

/// The metadata of a page.
#[derive(Default)]
pub(super) struct Head<'a> {
    /// `<meta>`: name in small letters, content.
    metas: Vec<(String, String)>,
    pub title: Option<String>,
    pub h1: Vec<NodeRef<'a>>,
    pub times: Vec<NodeRef<'a>>,
    canonical: Option<String>,
    pub linked: Linked,
    /// True where JSON-LD tells an article.
    pub has_linked: bool,
}

impl<'a> Head<'a> {
    pub(super) fn read(page: &'a Document) -> Head<'a> {
        let mut head = Head::default();
        let mut scripts = Vec::new();
        let Some(any) = ANY.as_ref() else { return head };
        for node in page.select_matcher(any).nodes() {
            let name = node.node_name().unwrap_or_default();
            match &*name {
                "meta" => head.add_meta(node),
                "link" => head.canonical = head.canonical.take().or_else(|| clean(&node.attr("href")?)),
                "script" => scripts.push(node.text().to_string()),
                "title" => head.title = head.title.take().or_else(|| words(node)),
                "h1" => head.h1.push(*node),
                _ => head.times.push(*node),
            }
        }
        let linked = json_ld::read(&scripts, head.url().as_deref());
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
        let keywords =
            self.meta(&["news_keywords", "keywords"]).map(|tags| parts(&tags)).filter(|tags| !tags.is_empty());
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

fn parts(tags: &str) -> Vec<String> {
    decode(tags).split([',', ';']).filter_map(clean).collect()
}
