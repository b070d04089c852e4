//! Walks over a page.

use std::collections::HashMap;

use dom_query::{Document, NodeData, NodeId, NodeRef};

/// What is done at each node of a walk.
pub(super) trait Visitor {
    /// Called at every node, in the order of the page. True where its children are to be visited.
    fn enter(&mut self, node: NodeRef<'_>) -> bool;

    /// Called after the children of a node that was entered.
    fn leave(&mut self, _node: NodeRef<'_>) {}
}

/// Visits what is below `root`. No recursion: pages nest as deep as they like.
pub(super) fn walk(root: &NodeRef<'_>, visitor: &mut dyn Visitor) {
    let mut next = root.first_child();
    let mut open: Vec<NodeRef<'_>> = Vec::new();
    loop {
        match next {
            Some(node) if visitor.enter(node) => {
                open.push(node);
                next = node.first_child();
            }
            Some(node) => next = node.next_sibling(),
            None => {
                let Some(node) = open.pop() else { return };
                visitor.leave(node);
                next = node.next_sibling();
            }
        }
    }
}

/// Calls `visit` with the text of a node that is one.
pub(super) fn with_text(node: &NodeRef<'_>, visit: impl FnOnce(&str)) {
    node.query(|data| {
        if let NodeData::Text { contents } = &data.data {
            visit(contents);
        }
    });
}

/// What an element is to the layout of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Never shown as text, or never part of a story: scripts, forms, navigation.
    Nothing,
    /// A paragraph or a frame around some.
    Block,
    /// A line inside a paragraph, list or table.
    Line,
    /// A heading.
    Heading,
    /// Words under a picture.
    Caption,
    /// A link.
    Link,
    /// Bold letters.
    Bold,
    /// Runs on in the line.
    Inline,
}

/// The role of an element; `None` for nodes that are not elements.
pub(super) fn role(node: &NodeRef<'_>) -> Option<Role> {
    node.query(|data| match &data.data {
        // An anchor is no link.
        NodeData::Element(element) if &*element.name.local == "a" && !element.has_attr("href") => Some(Role::Inline),
        NodeData::Element(element) => Some(role_of(&element.name.local)),
        _ => None,
    })?
}

fn role_of(name: &str) -> Role {
    // A form is a block: some servers wrap whole pages in one.
    match name {
        "script" | "style" | "noscript" | "template" | "iframe" | "label" | "button" | "input" | "select"
        | "textarea" | "svg" | "math" | "nav" | "aside" | "footer" | "audio" | "video" | "object" | "canvas"
        | "head" | "dialog" => Role::Nothing,
        "p" | "div" | "section" | "article" | "main" | "header" | "figure" | "blockquote" | "pre" | "ul" | "ol"
        | "dl" | "table" | "center" | "address" | "hr" | "body" | "form" | "details" | "summary" => Role::Block,
        "br" | "li" | "tr" | "td" | "th" | "dt" | "dd" => Role::Line,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "figcaption" | "caption" => Role::Caption,
        "a" => Role::Link,
        "b" | "strong" => Role::Bold,
        _ => Role::Inline,
    }
}

/// The words of an element on one line.
pub(super) fn words(node: &NodeRef<'_>) -> Option<String> {
    let mut words = Words::default();
    walk(node, &mut words);
    super::words::clean(&words.text)
}

#[derive(Default)]
struct Words {
    text: String,
}

impl Visitor for Words {
    fn enter(&mut self, node: NodeRef<'_>) -> bool {
        with_text(&node, |text| self.text.push_str(text));
        match role(&node) {
            None | Some(Role::Nothing) => false,
            Some(Role::Link | Role::Bold | Role::Inline) => true,
            Some(_) => {
                self.text.push(' ');
                true
            }
        }
    }

    fn leave(&mut self, node: NodeRef<'_>) {
        if !matches!(role(&node), Some(Role::Link | Role::Bold | Role::Inline)) {
            self.text.push(' ');
        }
    }
}

/// Bytes of running text that stand right inside an element: in its paragraphs, or in itself. Links do not count.
#[derive(Default)]
pub(super) struct Prose {
    /// Bytes for each element that has some.
    counts: Vec<(NodeId, usize)>,
    /// Bytes of running text in all.
    pub total: usize,
    /// Bytes of text inside links.
    pub linked: usize,
    /// Links with a headline in them.
    pub headlines: usize,
    links: usize,
    line: usize,
    link_text: usize,
}

/// Running text comes in pieces of at least so many bytes; shorter ones are labels and headlines.
pub(super) const PIECE: usize = 80;

impl Prose {
    /// Measures what is below `root`.
    pub(super) fn of(root: &NodeRef<'_>) -> Prose {
        let mut prose = Prose::default();
        walk(root, &mut prose);
        prose
    }

    /// The element with most running text right inside.
    pub(super) fn densest(&self) -> Option<(NodeId, usize)> {
        let mut sums = HashMap::new();
        for &(id, count) in &self.counts {
            *sums.entry(id).or_insert(0) += count;
        }
        sums.into_iter().max_by_key(|&(id, sum)| (sum, std::cmp::Reverse(id)))
    }

    /// Running text inside each element that has some, in bytes.
    pub(super) fn sums(&self, page: &Document) -> HashMap<NodeId, usize> {
        let mut sums = HashMap::new();
        for &(id, count) in &self.counts {
            let Some(node) = page.tree.get(&id) else { continue };
            for above in std::iter::once(node).chain(node.ancestors_it(None)) {
                *sums.entry(above.id).or_insert(0) += count;
            }
        }
        sums
    }

    /// Ends the line that stands in `block`.
    fn end_line(&mut self, block: NodeRef<'_>) {
        let line = std::mem::take(&mut self.line);
        if line < PIECE {
            return;
        }
        self.total += line;
        let is_paragraph = block.has_name("p") || block.has_name("span") || block.has_name("blockquote");
        let owner = if is_paragraph { block.parent() } else { Some(block) };
        if let Some(owner) = owner {
            self.counts.push((owner.id, line));
        }
    }
}

impl Visitor for Prose {
    fn enter(&mut self, node: NodeRef<'_>) -> bool {
        with_text(&node, |text| {
            let len: usize = text.split_whitespace().map(str::len).sum();
            if self.links > 0 {
                self.linked += len;
                self.link_text += len;
            } else {
                self.line += len;
            }
        });
        match role(&node) {
            None | Some(Role::Nothing) => false,
            Some(Role::Link) => {
                self.links += 1;
                self.link_text = 0;
                true
            }
            Some(Role::Bold | Role::Inline) => true,
            Some(Role::Line) if node.has_name("br") => false,
            Some(_) => {
                if let Some(parent) = node.parent() {
                    self.end_line(parent);
                }
                true
            }
        }
    }

    fn leave(&mut self, node: NodeRef<'_>) {
        match role(&node) {
            Some(Role::Link) => {
                const HEADLINE: usize = 30;
                self.links = self.links.saturating_sub(1);
                self.headlines += usize::from(self.link_text >= HEADLINE);
                self.link_text = 0;
            }
            Some(Role::Bold | Role::Inline) => {}
            _ => self.end_line(node),
        }
    }
}
