//! A page taken apart: which element holds what.

use std::collections::HashSet;

use dom_query::{Document, Matcher, NodeId, NodeRef};

use super::dom::{Prose, Role, role, with_text, words};
use super::head::Head;
use super::site::Site;
use super::words::{folded, is_alike};

/// Elements that a profile points to.
pub(super) struct Fields<'a> {
    nodes: Vec<NodeRef<'a>>,
}

impl<'a> Fields<'a> {
    /// Finds all elements that `site` may name, in one walk.
    pub(super) fn find(page: &'a Document, site: &Site) -> Fields<'a> {
        let nodes = page.root().descendants_it().filter(|node| site.probe.may_match(node)).collect();
        Fields { nodes }
    }

    /// Elements that match, of the first selector that any matches.
    pub(super) fn get(&self, selectors: &[Matcher]) -> Vec<NodeRef<'a>> {
        let all = |one| self.matching(one).collect::<Vec<_>>();
        selectors.iter().map(all).find(|nodes| !nodes.is_empty()).unwrap_or_default()
    }

    /// The first element, in the order of the selectors, that has words.
    pub(super) fn first(&self, selectors: &[Matcher]) -> Option<(NodeRef<'a>, String)> {
        selectors.iter().flat_map(|one| self.matching(one)).find_map(|node| words(&node).map(|words| (node, words)))
    }

    fn matching(&self, selector: &Matcher) -> impl Iterator<Item = NodeRef<'a>> {
        self.nodes.iter().filter(|node| node.is_match(selector)).copied()
    }
}

/// The element that holds the story.
pub(super) struct Body<'a> {
    pub node: NodeRef<'a>,
    /// Running text inside, in bytes.
    pub prose: usize,
}

/// Running text of a story, in bytes, at least.
const STORY: usize = 200;

/// The body by a profile: the first element that holds a story, else the one with most text.
pub(super) fn body_by<'a>(fields: &Fields<'a>, selectors: &[Matcher]) -> Option<Body<'a>> {
    let mut best: Option<Body<'a>> = None;
    for selector in selectors {
        for node in fields.matching(selector) {
            let prose = Prose::of(&node).total;
            if prose >= STORY {
                return Some(Body { node, prose });
            }
            if prose > 0 && best.as_ref().is_none_or(|best| prose > best.prose) {
                best = Some(Body { node, prose });
            }
        }
    }
    best
}

/// The body by the shared selectors, where it holds the better part of the page's densest text.
pub(super) fn body_by_habit<'a>(fields: &Fields<'a>, page: &Prose) -> Option<Body<'a>> {
    let (_, dense) = page.densest()?;
    let bodies = Site::generic().body.iter().flat_map(|selector| fields.matching(selector));
    bodies
        .map(|node| Body { prose: Prose::of(&node).total, node })
        .find(|body| body.prose * 5 >= dense * 4 && body.prose >= STORY / 2)
}

/// The element with the densest text, where it holds most running text of the page; comments and footers have the rest.
pub(super) fn body_by_density<'a>(page: &'a Document, prose: &Prose) -> Option<Body<'a>> {
    let (id, dense) = prose.densest()?;
    let node = page.tree.get(&id)?;
    (dense >= STORY && dense * 4 >= prose.total * 3).then_some(Body { node, prose: dense })
}

/// The element whose parts hold the running text of the page, none of them most of it: a story told in sections or in
/// pictures.
pub(super) fn body_by_sections<'a>(page: &'a Document, prose: &Prose) -> Option<Body<'a>> {
    let sums = prose.sums(page);
    let sum = |node: &NodeRef<'_>| sums.get(&node.id).copied().unwrap_or_default();
    let mut node = page.body()?;
    loop {
        let whole = sum(&node);
        if whole < STORY || whole * 3 < prose.total * 2 {
            return None;
        }
        let most = node.children_it(false).max_by_key(|child| sum(child))?;
        if sum(&most) * 5 <= whole * 3 {
            let sections = node.children_it(false).filter(|child| sum(child) > 0).count();
            return (sections >= 3).then_some(Body { node, prose: whole });
        }
        node = most;
    }
}

/// True for a page that lists articles: a home page, a section, the results of a search.
pub(super) fn is_list(head: &Head<'_>, prose: &Prose, body: Option<usize>, title: Option<&str>) -> bool {
    const HEADLINES: usize = 6;
    const MANY: usize = 12;
    const DENSE: usize = 700;
    if prose.headlines < HEADLINES {
        return false;
    }
    let dense = prose.densest().map_or(0, |(_, dense)| dense);
    let is_website = head.meta(&["og:type"]).is_some_and(|kind| kind == "website");
    let is_dated = head.has_linked || !head.published().is_empty();
    let title_words = title.map_or(0, |title| title.split_whitespace().count());
    let is_front = head.url().is_some_and(|url| is_front(&url));
    let against = [
        (is_website, 2),
        (!is_dated, 2),
        (prose.headlines >= MANY, 1),
        (prose.linked > prose.total * 3, 2),
        (is_front, 3),
        (title_words < 4, 1),
    ];
    let favour =
        [(is_dated, 3), (body.is_some_and(|body| body >= STORY), 3), (dense >= DENSE, 2), (title_words >= 5, 1)];
    sum(&against) > sum(&favour)
}

fn sum(points: &[(bool, u32)]) -> u32 {
    points.iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum()
}

/// True for the address of a front page or a section: no number in it, as the address of nearly every article has.
fn is_front(url: &str) -> bool {
    const NUMBER: usize = 5;
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let has_number = path.split(|char: char| !char.is_ascii_digit()).any(|run| run.len() >= NUMBER);
    let folders = path.split('/').filter(|name| !name.is_empty()).count();
    let words = path.rsplit('/').next().map_or(0, |name| name.split('-').count());
    !has_number && folders <= 2 && words <= 3
}

/// The block that shows the page's description and nothing else: the lead, whatever it is called.
pub(super) fn showing<'a>(page: &'a Document, description: &str) -> Option<(NodeRef<'a>, String)> {
    const BEGINNING: usize = 16;
    const SHORTEST: usize = 60;
    let beginning: String = description.chars().take(BEGINNING).collect();
    let begins = |node: &NodeRef<'a>| {
        let mut begins = false;
        with_text(node, |text| begins = text.trim_start().starts_with(&beginning));
        begins
    };
    let body = page.body().filter(|_| description.len() >= SHORTEST)?;
    body.descendants_it().filter(|node| node.is_text() && begins(node)).find_map(|node| {
        let block = block_of(&node)?;
        let words = words(&block)?;
        (role(&block) != Some(Role::Nothing) && is_alike(&words, description)).then_some((block, words))
    })
}

/// The block that a text stands in.
fn block_of<'a>(text: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let is_block = |node: &NodeRef<'a>| role(node).is_some_and(|role| role != Role::Inline && role != Role::Bold);
    text.ancestors_it(None).find(is_block)
}

/// The block between title and body that reads like a standfirst, whatever it is called.
pub(super) fn opening<'a>(page: &'a Document, title: &NodeRef<'a>, body: &Body<'a>) -> Option<(NodeRef<'a>, String)> {
    const WORDS: std::ops::RangeInclusive<usize> = 12..=130;
    let is_between = |node: &NodeRef<'a>| title.id < node.id && node.id < body.node.id && !holds(node, &body.node);
    let root = page.body()?;
    let texts = root.descendants_it().take_while(|node| node.id != body.node.id).filter(|node| node.is_text());
    texts.filter_map(|text| block_of(&text)).filter(is_between).find_map(|block| {
        let words = words(&block)?;
        let is_long = WORDS.contains(&words.split_whitespace().count());
        let reads_so = is_long && words.ends_with(['.', '!', '?', '…', '"', '”']);
        (reads_so && Prose::of(&block).linked == 0 && !is_aside(&block)).then_some((block, words))
    })
}

/// True where `inner` stands inside `outer`.
fn holds(outer: &NodeRef<'_>, inner: &NodeRef<'_>) -> bool {
    inner.ancestors_it(None).any(|above| above.id == outer.id)
}

/// True for what is never part of a story, or stands inside such.
fn is_aside(node: &NodeRef<'_>) -> bool {
    std::iter::once(*node).chain(node.ancestors_it(None)).any(|above| role(&above) == Some(Role::Nothing))
}

/// True for what comes after the body, or is no part of a story. The parser numbers elements as they come.
pub(super) fn is_past(node: &NodeRef<'_>, body: &Body<'_>) -> bool {
    node.id > body.node.id && !holds(&body.node, node) || is_aside(node)
}

/// The headline of a page without headings: set large or called so, before the body; one that the page's title tells,
/// or else the first.
pub(super) fn title_by_looks<'a>(
    page: &'a Document,
    body: Option<&Body<'a>>,
    told: Option<&str>,
) -> Option<(NodeRef<'a>, String)> {
    const WORDS: std::ops::RangeInclusive<usize> = 4..=40;
    let told = told.map(folded).unwrap_or_default();
    let root = page.root();
    let large = root.descendants_it().filter(|node| Site::generic().title_looks.matches(node));
    let large = large.filter(|node| body.is_none_or(|body| node.id < body.node.id && !holds(node, &body.node)));
    let lines = large.filter_map(|node| words(&node).map(|words| (node, words)));
    let is_title = |(node, line): &(NodeRef<'a>, String)| {
        let has_words = WORDS.contains(&line.split_whitespace().count());
        has_words && !line.ends_with('.') && Prose::of(node).linked == 0
    };
    let lines: Vec<(NodeRef<'a>, String)> = lines.filter(is_title).collect();
    let is_told = |line: &str| {
        let line = folded(line);
        told.contains(&line) || !told.is_empty() && line.contains(&told)
    };
    lines.iter().find(|(_, line)| is_told(line)).or(lines.first()).cloned()
}

/// The part of a body that the title stands in, where parts of the same make follow with titles of their own: pages
/// that go on with the next article.
pub(super) fn own_part<'a>(title: Option<&NodeRef<'a>>, body: Body<'a>) -> Body<'a> {
    let Some(title) = title.filter(|title| holds(&body.node, title)) else { return body };
    let Some(name) = title.class().filter(|name| !name.trim().is_empty()) else { return body };
    let is_titled = |node: &NodeRef<'a>| node.descendants_it().any(|inner| inner.class().as_ref() == Some(&name));
    let goes_on = |part: &NodeRef<'a>| {
        let (tag, class) = (part.node_name(), part.class());
        let mut siblings = std::iter::successors(part.next_sibling(), NodeRef::next_sibling);
        siblings.any(|next| next.node_name() == tag && next.class() == class && is_titled(&next))
    };
    let own = title.ancestors_it(None).take_while(|above| above.id != body.node.id).find(goes_on);
    let own = own.map(|node| Body { prose: Prose::of(&node).total, node });
    own.filter(|own| own.prose >= STORY).unwrap_or(body)
}

/// The line near the title that tells when the article appeared: with a clock where there is one.
pub(super) fn visible_time(title: &NodeRef<'_>) -> Option<String> {
    const LEVELS: usize = 4;
    let mut day_only = None;
    for above in title.ancestors_it(Some(LEVELS)) {
        for line in short_lines(&above) {
            let Some(seen) = crate::article::Published::parse(&line, crate::article::PublishedFrom::Timestamp) else {
                continue;
            };
            if seen.text.contains('T') {
                return Some(line);
            }
            day_only.get_or_insert(line);
        }
    }
    day_only
}

/// The short texts below an element that hold a digit, each with the texts beside it in its parent.
fn short_lines(root: &NodeRef<'_>) -> Vec<String> {
    const LONGEST: usize = 80;
    const MOST: usize = 400;
    let mut lines = Vec::new();
    let mut seen: HashSet<NodeId> = HashSet::new();
    for node in root.descendants_it().filter(|node| node.is_text()).take(MOST) {
        let has_digit = node.query_or(false, |data| match &data.data {
            dom_query::NodeData::Text { contents } => {
                contents.len() <= LONGEST && contents.bytes().any(|byte| byte.is_ascii_digit())
            }
            _ => false,
        });
        let Some(parent) = node.parent().filter(|_| has_digit) else { continue };
        if seen.insert(parent.id)
            && let Some(line) = words(&parent).filter(|line| line.len() <= LONGEST)
        {
            lines.push(line);
        }
    }
    lines
}
