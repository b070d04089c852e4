//! Saved pages: from HTML to the article in it.
//!
//! *What it finds*: title, lead, the lines of the body with what each of them is (paragraph, heading, caption, byline,
//! source line), the publication time as Vietnam's clock showed it, authors, paper, address, section and tags.
//!
//! *What it leaves out*: comments, navigation, links to other articles, advertising, share bars, scripts. A list of
//! articles, such as a home page, is told to be none.
//!
//! *How*: one parse, one tree. Metadata comes from JSON-LD, then `<meta>`, then what readers see. The body is the element
//! that the profile of the paper names ([`site`]), else one that many sites name alike, provided that it holds the page's
//! densest text; else a readability library chooses, and a diagnostic (`article/readability`) tells how far it may be
//! wrong. Lines are read and labelled by the same code whoever chose the element.
//!
//! *Sources*: `sites/SOURCES.md`.

mod body;
mod charset;
mod dom;
mod head;
mod json_ld;
mod label;
mod nesting;
mod page;
mod probe;
mod site;
mod skim;
mod time;
mod words;

use std::cell::OnceCell;
use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};
use serde_json::Value;

use super::Settings;
use super::repair::repair_texts;
use crate::article::{BlockKind, Meta, Part};
use crate::decode::Decoded;
use crate::diagnostic::{Diagnostic, Severity};

use body::{Line, Rules};
use dom::Prose;
use head::Head;
use label::Story;
use page::{Body, Fields};
use site::Site;
pub use site::Sites;
use words::{clean, folded, is_alike, is_name, persons};

/// The article of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub meta: Meta,
    /// Its blocks, in the order in which a reader meets them; empty where the page holds no article.
    pub parts: Vec<Part>,
    pub encoding: &'static str,
    /// How sure the encoding is; absent where there is no doubt.
    pub confidence: Option<f64>,
    pub diagnostics: Vec<Diagnostic>,
}

/// True for what begins like a page.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    const HEAD: usize = 1024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let mut rest = head.trim_start_matches(['\u{feff}', '\0']).trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        rest = after.trim_start();
    }
    rest.starts_with("<!doctype html")
        || rest.starts_with("<html")
        || rest.starts_with("<?xml") && rest.contains("<html")
}

/// True for text with the markup of paragraphs: the body of a page that a scraper cut out.
pub(super) fn is_fragment(text: &str) -> bool {
    const HEAD: usize = 4096;
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    let has = |tag: &[u8]| memchr::memmem::find(head, tag).is_some();
    memchr::memchr(b'<', head).is_some()
        && (has(b"</p>") || has(b"</div>") || has(b"<br>") || has(b"<br/>") || has(b"<br />"))
}

/// Reads the body of a page that a scraper cut out.
pub(super) fn read_fragment(html: &str) -> (Vec<Part>, Vec<Diagnostic>) {
    if nesting::is_too_deep(html) {
        return (Vec::new(), vec![too_deep()]);
    }
    let fragment = Document::fragment(html);
    let prose = Prose::of(&fragment.root()).total;
    let told = HashSet::new();
    let mut page = Page::default();
    page.finish(body::lines(&fragment.root(), &Rules { site: Site::generic(), told: &told, title: None, prose }));
    page.repair();
    (page.parts, page.diagnostics)
}

/// Reads a page. `url` is its address, where that is known from elsewhere.
pub(super) fn read(bytes: &[u8], url: Option<&str>, settings: &Settings) -> Page {
    let Decoded { text, encoding, confidence, diagnostics, .. } = charset::text(bytes, settings.encoding);
    let mut page = Page { meta: Meta::default(), parts: Vec::new(), encoding, confidence, diagnostics };
    let text = skim::skim(&text);
    if nesting::is_too_deep(&text) {
        page.diagnostics.push(too_deep());
        return page;
    }
    let document = Document::from(text.as_ref());
    let chosen = Reader::new(&document, url, &settings.sites).read(&mut page);
    if chosen == Chosen::None {
        page.read_by_library(document);
    }
    page.repair();
    page
}

/// Whether the body was found.
#[derive(PartialEq, Eq)]
enum Chosen {
    /// By a profile, or not needed: the page is no article.
    Done,
    /// Not at all.
    None,
}

struct Reader<'a> {
    document: &'a Document,
    head: Head<'a>,
    site: Option<&'a Site>,
    /// Elements that the profile of the site names.
    fields: Fields<'a>,
    generic: OnceCell<Fields<'a>>,
    prose: Prose,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, url: Option<&str>, sites: &'a Sites) -> Reader<'a> {
        let head = Head::read(document, url);
        let site = head.url().as_deref().and_then(host).and_then(|host| sites.of_host(host));
        Reader {
            fields: site.map_or_else(|| Fields::find(document, &Site::default()), |site| Fields::find(document, site)),
            generic: OnceCell::new(),
            prose: document.body().map(|body| Prose::of(&body)).unwrap_or_default(),
            document,
            head,
            site,
        }
    }

    /// The profile of the site, or an empty one.
    fn site(&self) -> &'a Site {
        self.site.unwrap_or_else(|| Site::generic())
    }

    /// Elements that the shared profile names; found when they are first needed.
    fn generic(&self) -> &Fields<'a> {
        self.generic.get_or_init(|| Fields::find(self.document, Site::generic()))
    }

    fn read(&self, page: &mut Page) -> Chosen {
        let known = page::body_by(&self.fields, &self.site().body).filter(|_| self.site.is_some());
        page.diagnostics.extend(self.misfit(known.is_some()));
        let known = known.or_else(|| page::body_by_habit(self.generic(), &self.prose));
        let known_prose = known.as_ref().map(|body| body.prose);
        let body = known.or_else(|| self.body_by_density());
        let (title_node, title) = self.title(body.as_ref());
        if page::is_list(&self.head, &self.prose, known_prose, title.as_deref()) {
            page.diagnostics.push(list_page(self.prose.headlines));
            return Chosen::Done;
        }
        let body = body.map(|body| page::own_part(title_node.as_ref(), body));
        let lead = self.lead(title_node.as_ref(), body.as_ref());
        page.meta = self.meta(title, title_node.as_ref(), lead.as_ref().map(|(node, _)| node));
        page.begin(self.section().as_deref(), lead.as_ref().map(|(_, lines)| lines.as_slice()));
        let told = self.told(title_node.as_ref(), lead.as_ref().map(|(node, _)| node));
        let Some(Body { node, prose }) = body else { return Chosen::None };
        if known_prose.is_none() {
            page.diagnostics.push(unknown_layout("density", doubt(&Prose::of(&node), self.prose.total)));
        }
        let title = title_node.map(|title| title.id);
        page.finish(body::lines(&node, &Rules { site: self.site(), told: &told, title, prose }));
        Chosen::Done
    }

    /// What the profile of the user names in vain: the site may have changed. Built-in profiles keep selectors of layouts
    /// that are long gone and say nothing.
    fn misfit(&self, has_body: bool) -> Option<Diagnostic> {
        let site = self.site?;
        let file = site.own.as_ref()?;
        let has_title = self.fields.first(&site.title).is_some();
        let missing = match (has_title || site.title.is_empty(), has_body || site.body.is_empty()) {
            (true, true) => return None,
            (false, true) => "title",
            (true, false) => "body",
            (false, false) => "title and body",
        };
        let message = format!("expected the {missing} that {file} points to, but the page has no such element");
        Some(Diagnostic::new("article/site-profile", Severity::Warning, message))
    }

    /// The body by nothing but where the page's text stands.
    fn body_by_density(&self) -> Option<Body<'a>> {
        page::body_by_density(self.document, &self.prose).or_else(|| page::body_by_sections(self.document, &self.prose))
    }

    /// The headline and the element that shows it.
    fn title(&self, body: Option<&Body<'a>>) -> (Option<NodeRef<'a>>, Option<String>) {
        let told =
            self.head.linked.title.clone().or_else(|| self.head.meta(&["og:title", "its_title", "twitter:title"]));
        if let Some((node, title)) = self.fields.first(&self.site().title).filter(|_| self.site.is_some()) {
            return (Some(node), Some(title));
        }
        let shown = |node: &NodeRef<'a>| dom::words(node).map(|title| (*node, title));
        let mut candidates = self.head.h1.iter().filter_map(shown).chain(self.generic().first(&Site::generic().title));
        let is_told = |title: &str| told.as_deref().is_some_and(|told| is_alike(told, title));
        let all: Vec<(NodeRef<'a>, String)> = candidates.by_ref().collect();
        let by_agreement = all.iter().find(|(_, title)| is_told(title)).cloned();
        let by_agreement = by_agreement.or_else(|| self.subheading(told.as_deref().or(self.head.title.as_deref())?));
        let alone = || all.iter().find(|(_, title)| title.split_whitespace().count() >= 4).cloned();
        match by_agreement.or_else(alone) {
            Some((node, title)) if told.is_none() || is_told(&title) => (Some(node), Some(title)),
            Some((node, _)) => (Some(node), told.map(|told| self.bare_title(&told))),
            None if told.is_some() => (None, told.map(|told| self.bare_title(&told))),
            None => match page::title_by_looks(self.document, body, self.head.title.as_deref()) {
                Some((node, title)) => (Some(node), Some(title)),
                None => (None, self.head.title.as_deref().map(|title| self.bare_title(title))),
            },
        }
    }

    /// The heading of a lower level that shows the title; some sites keep the first level for their name.
    fn subheading(&self, told: &str) -> Option<(NodeRef<'a>, String)> {
        let shown = self.head.h2.iter().filter_map(|node| dom::words(node).map(|title| (*node, title)));
        shown.into_iter().find(|(_, title)| title.split_whitespace().count() >= 4 && is_alike(told, title))
    }

    /// A title without the name of the site at its end: `Tin mới - Báo Mẫu`.
    fn bare_title(&self, title: &str) -> String {
        let names: Vec<String> = [self.outlet(), self.head.meta(&["og:site_name"]), self.host_name()]
            .into_iter()
            .flatten()
            .map(|name| folded(&name))
            .collect();
        let cut =
            [" - ", " | ", " – "].iter().filter_map(|mark| title.rsplit_once(mark)).min_by_key(|(_, tail)| tail.len());
        match cut {
            Some((head, tail)) if names.iter().any(|name| folded(tail).contains(name.as_str())) => {
                head.trim().to_owned()
            }
            _ => title.to_owned(),
        }
    }

    /// The standfirst: the element that shows it, and its lines.
    fn lead(&self, title: Option<&NodeRef<'a>>, body: Option<&Body<'a>>) -> Option<(NodeRef<'a>, Vec<Line>)> {
        let by_site = self.fields.first(&self.site().lead).filter(|_| self.site.is_some());
        let by_habit = || {
            let (node, text) = self.generic().first(&Site::generic().lead)?;
            // The shared names are vague: the words must be those of the page's description, or stand by the title.
            let told = self.description();
            let is_told = told.is_some_and(|told| is_alike(&told, &text));
            let is_near = title.is_some_and(|title| is_beside(title, &node));
            let is_past = body.is_some_and(|body| page::is_past(&node, body));
            ((is_told || is_near) && !is_past).then_some((node, text))
        };
        let by_words = || page::showing(self.document, &self.description()?);
        let by_place = || page::opening(self.document, title?, body?);
        let (node, _) = by_site.or_else(by_habit).or_else(by_words).or_else(by_place)?;
        let is_frame = body
            .is_some_and(|body| node.id == body.node.id || node.descendants_it().any(|inner| inner.id == body.node.id));
        if is_frame || title.is_some_and(|title| title.id == node.id) {
            return None;
        }
        let told = HashSet::new();
        let mut lines = body::lines(&node, &Rules { site: self.site(), told: &told, title: None, prose: usize::MAX });
        lines.retain(|line| !line.is_link && line.kind != BlockKind::Caption);
        for line in lines.iter_mut().filter(|line| line.kind != BlockKind::Dateline) {
            line.kind = BlockKind::Lead;
        }
        (!lines.is_empty()).then_some((node, lines))
    }

    fn description(&self) -> Option<String> {
        self.head
            .linked
            .lead
            .clone()
            .or_else(|| self.head.meta(&["og:description", "description", "twitter:description"]))
    }

    /// Elements whose words are told apart from the body.
    fn told(&self, title: Option<&NodeRef<'a>>, lead: Option<&NodeRef<'a>>) -> HashSet<NodeId> {
        let site = self.site();
        let mut told: HashSet<NodeId> = [title, lead].into_iter().flatten().map(|node| node.id).collect();
        for list in [&site.title, &site.time, &site.section, &site.source] {
            told.extend(self.fields.get(list).iter().filter(|_| self.site.is_some()).map(|node| node.id));
        }
        told.extend(self.head.h1.iter().chain(&self.head.times).map(|node| node.id));
        told
    }

    fn meta(&self, title: Option<String>, title_node: Option<&NodeRef<'a>>, lead: Option<&NodeRef<'a>>) -> Meta {
        let url = self.head.url();
        let published = time::published(&self.published(), self.visible_time(title_node).as_deref(), url.as_deref());
        let mut meta = Meta {
            title,
            lead: lead.and_then(dom::words).or_else(|| self.description()),
            published_raw: self.published().into_iter().next(),
            published,
            outlet: self.outlet(),
            authors: self.authors(title_node),
            credit: self.fields.first(&self.site().source).and_then(|(_, text)| credit(&text)),
            url,
            ..Meta::default()
        };
        let tags: Vec<Value> = self.head.tags().into_iter().map(Value::String).collect();
        if !tags.is_empty() {
            meta.extra.insert("tags".to_owned(), Value::Array(tags));
        }
        if let Some(section) = self.section() {
            meta.extra.insert("section".to_owned(), Value::String(section));
        }
        meta
    }

    fn published(&self) -> Vec<String> {
        let mut raw = self.head.published();
        raw.extend(self.head.marked_times());
        raw
    }

    fn visible_time(&self, title: Option<&NodeRef<'a>>) -> Option<String> {
        let by_site = self.fields.first(&self.site().time).map(|(_, text)| text).filter(|_| self.site.is_some());
        let by_habit = || self.generic().first(&Site::generic().time).map(|(_, text)| text);
        let is_time =
            |raw: &String| crate::article::Published::parse(raw, crate::article::PublishedFrom::Timestamp).is_some();
        by_site.filter(is_time).or_else(|| title.and_then(page::visible_time)).or_else(|| by_habit().filter(is_time))
    }

    fn outlet(&self) -> Option<String> {
        let by_site = self.site.and_then(|site| site.outlet.clone());
        let told = || self.head.linked.publisher.clone().or_else(|| self.head.meta(&["og:site_name"]));
        by_site.or_else(told).or_else(|| self.host_name())
    }

    fn host_name(&self) -> Option<String> {
        let url = self.head.url()?;
        host(&url).map(|host| host.trim_start_matches("www.").to_owned())
    }

    fn section(&self) -> Option<String> {
        let by_site = self.fields.first(&self.site().section).map(|(_, text)| text).filter(|_| self.site.is_some());
        let told = || self.head.meta(&["article:section", "its_section"]).or_else(|| self.head.linked.section.clone());
        let first = |text: String| text.split([',', '/', '>']).next().and_then(clean);
        by_site
            .or_else(told)
            .or_else(|| self.generic().first(&Site::generic().section).map(|(_, text)| text))
            .and_then(first)
    }

    /// The authors: by JSON-LD, by what is visible, by `<meta>`.
    fn authors(&self, title: Option<&NodeRef<'a>>) -> Vec<String> {
        let is_outlet = |name: &str| self.is_outlet(name);
        let keep = |names: Vec<String>| -> Option<Vec<String>> {
            let mut kept: Vec<String> = Vec::new();
            for name in names.into_iter().filter(|name| !is_outlet(name)) {
                if !kept.iter().any(|other| folded(other) == folded(&name)) {
                    kept.push(name);
                }
            }
            (!kept.is_empty()).then_some(kept)
        };
        let shown = |fields: &Fields<'a>, site: &Site| {
            let nodes = fields.get(&site.author);
            keep(nodes.iter().filter_map(dom::words).flat_map(|line| persons(&line)).collect())
        };
        let metas = || {
            let names = ["dable:author", "article:author", "author"];
            names.iter().find_map(|name| {
                keep(self.head.all(name).flat_map(|line| persons(&line)).filter(|name| is_full(name)).collect())
            })
        };
        keep(self.head.linked.authors.clone())
            .or_else(|| self.site.and_then(|site| shown(&self.fields, site)))
            .or_else(|| shown(self.generic(), Site::generic()))
            .or_else(metas)
            .or_else(|| keep(self.names_beside(title?)))
            .unwrap_or_default()
    }

    /// Whole names beside the title, in elements that are called so: the nearest ones, since other articles may follow.
    fn names_beside(&self, title: &NodeRef<'a>) -> Vec<String> {
        let nodes = self.generic().get(&Site::generic().author_near);
        let names_below = |above: NodeRef<'a>| -> Vec<String> {
            let is_below = |node: &&NodeRef<'a>| node.ancestors_it(Some(LEVELS)).any(|other| other.id == above.id);
            let lines = nodes.iter().filter(is_below).filter_map(dom::words);
            lines.flat_map(|line| persons(&line)).filter(|name| is_full(name)).collect()
        };
        title.ancestors_it(Some(LEVELS)).map(names_below).find(|names| !names.is_empty()).unwrap_or_default()
    }

    /// True for the name of the paper or of its owner.
    fn is_outlet(&self, name: &str) -> bool {
        let name = folded(name);
        let host = self.host_name().map(|host| folded(host.split('.').next().unwrap_or(&host)));
        let names = [
            self.outlet(),
            self.head.meta(&["og:site_name"]),
            self.head.linked.publisher.clone(),
            self.head.meta(&["copyright"]),
        ];
        let names = names.into_iter().flatten().map(|own| folded(&own));
        host.is_some_and(|host| name.starts_with(&host))
            || names.into_iter().any(|own| own.contains(&name) || name.contains(&own))
            || name.starts_with("báo") && name != "báo"
            || ["admin", "vccorpvn", "banbiêntập", "tòasoạn"].contains(&name.as_str())
    }
}

/// At least two words: `<meta name=author>` often holds a site's short name.
fn is_full(name: &str) -> bool {
    is_name(name) && name.contains(' ')
}

/// The paper that a source line names.
fn credit(text: &str) -> Option<String> {
    let rest = text
        .trim_start_matches(['(', ' '])
        .trim_start_matches("Theo")
        .trim_start_matches("Nguồn")
        .trim_start_matches(':');
    clean(rest.trim_end_matches(')'))
}

/// Levels of parents within which an element is beside the title.
const LEVELS: usize = 3;

/// True where the element stands within some levels of the title's parents.
fn is_beside(title: &NodeRef<'_>, node: &NodeRef<'_>) -> bool {
    title.ancestors_it(Some(LEVELS)).any(|above| node.ancestors_it(Some(LEVELS)).any(|other| other.id == above.id))
}

/// The host of an address.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    rest.split(['/', '?', '#', ':']).next().filter(|host| !host.is_empty())
}

fn too_deep() -> Diagnostic {
    let (deepest, fullest) = (nesting::DEEPEST, nesting::FULLEST);
    let message = format!(
        "expected a page, but found tags that nest deeper than {deepest} or have more than {fullest} attributes"
    );
    Diagnostic::new("article/too-deep", Severity::Error, message)
}

fn list_page(headlines: usize) -> Diagnostic {
    let message = format!("expected an article, but found a page that lists some: {headlines} headlines");
    Diagnostic::new("article/list-page", Severity::Error, message)
}

impl Page {
    /// Repairs words that the page itself had spoilt already: escaped twice, or in the code of an old font.
    fn repair(&mut self) {
        let texts = self.parts.iter_mut().map(|part| &mut part.text).chain(self.meta.texts_mut());
        self.diagnostics.extend(repair_texts(texts.collect()));
    }

    /// Puts kicker, title and lead at the top.
    fn begin(&mut self, section: Option<&str>, lead: Option<&[Line]>) {
        let part = |kind, text: &str| Part { kind, text: text.to_owned(), is_paragraph: true };
        self.parts.extend(section.map(|section| part(BlockKind::Kicker, section)));
        self.parts.extend(self.meta.title.as_deref().map(|title| part(BlockKind::Title, title)));
        self.parts.extend(lead.unwrap_or_default().iter().map(to_part));
    }

    /// Adds the lines of the body.
    fn finish(&mut self, lines: Vec<Line>) {
        let told = [self.meta.title.as_deref(), self.meta.lead.as_deref()];
        // A description that no element showed may well be the first paragraph: then that is the lead.
        let has_lead = self.parts.iter().any(|part| part.kind == BlockKind::Lead);
        let told: Vec<&str> = told.into_iter().take(if has_lead { 2 } else { 1 }).flatten().collect();
        let Story { mut lines, authors, credit } = label::story(lines, &told, &self.meta.authors);
        if !has_lead {
            self.mark_lead(&mut lines);
        }
        if self.meta.authors.is_empty() {
            self.meta.authors = authors;
        }
        self.meta.credit = self.meta.credit.take().or(credit);
        self.parts.extend(lines.iter().map(to_part));
    }

    /// The first paragraph is the lead where the page describes itself by it, or where it alone is bold.
    fn mark_lead(&self, lines: &mut [Line]) {
        const WORDS: std::ops::RangeInclusive<usize> = 12..=130;
        let is_story = |line: &Line| matches!(line.kind, BlockKind::Body | BlockKind::Heading);
        let Some(first) = lines.iter().position(is_story) else { return };
        let is_sentence = lines[first].text.ends_with('.');
        let is_told = self.meta.lead.as_ref().is_some_and(|lead| is_alike(&lines[first].text, lead));
        let is_lone = || {
            let next = lines[first + 1..].iter().find(|line| line.kind == BlockKind::Body);
            let is_heading = lines[first].kind == BlockKind::Heading;
            (if is_heading { is_sentence } else { lines[first].is_bold }) && next.is_some_and(|next| !next.is_bold)
        };
        if is_told || is_lone() && WORDS.contains(&lines[first].text.split_whitespace().count()) {
            lines[first].kind = BlockKind::Lead;
        }
    }

    /// Lets the readability library choose the body.
    fn read_by_library(&mut self, document: Document) {
        let total = document.body().map(|body| Prose::of(&body).total).unwrap_or_default();
        let config = dom_smoothie::Config { keep_classes: true, ..dom_smoothie::Config::default() };
        let found =
            dom_smoothie::Readability::with_document(document, None, Some(config)).and_then(|mut it| it.parse());
        let content = found.map(|article| article.content).unwrap_or_default();
        let fragment = Document::fragment(content.as_ref());
        let prose = Prose::of(&fragment.root());
        let told = HashSet::new();
        let before = self.parts.len();
        let rules = Rules { site: Site::generic(), told: &told, title: None, prose: prose.total };
        self.finish(body::lines(&fragment.root(), &rules));
        if self.parts[before..].iter().all(|part| part.kind != BlockKind::Body || part.text.len() < dom::PIECE) {
            self.parts.truncate(before);
            return self.diagnose_missing_body();
        }
        self.diagnostics.push(unknown_layout("readability", doubt(&prose, total)));
    }

    fn diagnose_missing_body(&mut self) {
        let has_lead = self.parts.iter().any(|part| part.kind == BlockKind::Lead);
        let (severity, found) = match has_lead {
            true => (Severity::Warning, "only title and lead"),
            false => (Severity::Error, "a page without one"),
        };
        if !has_lead {
            self.parts.clear();
        }
        self.diagnostics.push(Diagnostic::new(
            "article/no-body",
            severity,
            format!("expected the text of an article, but found {found}"),
        ));
    }
}

/// Says that no selector pointed to the body, and how far the chosen text may be wrong.
fn unknown_layout(chosen_by: &str, doubt: f64) -> Diagnostic {
    let message =
        format!("expected a known layout, but found none: the text was chosen by {chosen_by}; doubt {doubt:.2} of 1");
    Diagnostic::new("article/readability", Severity::Warning, message)
}

/// How far the chosen text may be wrong, from 0 to 1: what it leaves of the page's running text, and the links in it.
fn doubt(chosen: &Prose, total: usize) -> f64 {
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { (part as f64 / whole as f64).min(1.0) };
    1.0 - share(chosen.total, total) * (1.0 - share(chosen.linked, chosen.linked + chosen.total))
}

fn to_part(line: &Line) -> Part {
    Part { kind: line.kind, text: line.text.clone(), is_paragraph: line.is_paragraph }
}
