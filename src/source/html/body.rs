//! The text of an element: its lines, in order, each with what it is.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::dom::{PIECE, Prose, Role, Visitor, role, walk, with_text};
use super::site::Site;
use super::words::clean;
use crate::article::BlockKind;

/// A line of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What it is as far as the markup tells.
    pub kind: BlockKind,
    pub text: String,
    /// True where it begins a paragraph.
    pub is_paragraph: bool,
    /// True where (nearly) all of it is a link.
    pub is_link: bool,
    /// True where all of it is bold.
    pub is_bold: bool,
    /// True where it is set to the right, as bylines are.
    pub is_right: bool,
    /// True for the cell of a table.
    pub is_cell: bool,
    /// True where a picture stands right before it.
    pub follows_picture: bool,
    /// True where it stands apart from the text: in the middle, in italics or in a cell.
    pub is_apart: bool,
    /// True where it stands over the title, or between it and the text.
    pub is_by_title: bool,
}

/// What is known of the page while its body is walked.
pub(super) struct Rules<'a> {
    pub site: &'a Site,
    /// Elements told already: title, lead, time.
    pub told: &'a HashSet<NodeId>,
    /// The element that shows the title, which may stand in the body.
    pub title: Option<NodeId>,
    /// Running text of the body, in bytes. What holds most of it is the body's frame, whatever its name.
    pub prose: usize,
}

/// The lines of an element.
pub(super) fn lines(root: &NodeRef<'_>, rules: &Rules<'_>) -> Vec<Line> {
    let mut reader = Reader::new(rules);
    walk(root, &mut reader);
    reader.end_line();
    reader.mark_title();
    reader.lines
}

/// How the letters stand that are being read.
#[derive(Clone, Copy, Default)]
struct Style {
    kind: Option<BlockKind>,
    is_link: bool,
    is_bold: bool,
    is_right: bool,
    is_cell: bool,
    is_italic: bool,
    is_centred: bool,
}

/// The line that is being read.
#[derive(Default)]
struct Draft {
    text: String,
    /// Letters and digits in all, in links, in bold.
    letters: usize,
    linked: usize,
    bold: usize,
    style: Style,
}

struct Reader<'a> {
    rules: &'a Rules<'a>,
    lines: Vec<Line>,
    draft: Draft,
    style: Style,
    /// Styles to go back to, one for each open element.
    outer: Vec<Style>,
    begins_paragraph: bool,
    /// A picture stands before the next line.
    has_picture: bool,
    /// Lines before the title, once that was met.
    title_at: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(rules: &'a Rules<'a>) -> Reader<'a> {
        Reader {
            rules,
            lines: Vec::new(),
            draft: Draft::default(),
            style: Style::default(),
            outer: Vec::new(),
            begins_paragraph: true,
            has_picture: false,
            title_at: None,
        }
    }

    /// Marks what surrounds the title: section and author, clock and counts. The text begins with a line as long as a
    /// piece of running text, or with one that ends like a sentence.
    fn mark_title(&mut self) {
        let Some(title) = self.title_at else { return };
        let has_text = self.lines[title..].iter().any(|line| line.text.len() >= PIECE);
        if !has_text {
            return;
        }
        let begins = |line: &Line| line.text.len() >= PIECE || line.text.ends_with(['.', '?', '!', '…', '”', '"', ':']);
        let behind = self.lines[title..].iter().take_while(|line| !begins(line)).count();
        self.lines[..title + behind].iter_mut().for_each(|line| line.is_by_title = true);
    }

    fn add(&mut self, text: &str) {
        let letters = text.chars().filter(|char| char.is_alphanumeric()).count();
        if self.draft.letters == 0 {
            self.draft.style = self.style;
        }
        self.draft.text.push_str(text);
        self.draft.letters += letters;
        self.draft.linked += if self.style.is_link { letters } else { 0 };
        self.draft.bold += if self.style.is_bold { letters } else { 0 };
    }

    fn end_line(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        let Some(text) = clean(&draft.text).filter(|_| draft.letters > 0) else { return };
        let Draft { letters, linked, bold, style, .. } = draft;
        let stands_apart = style.is_centred || style.is_italic || style.is_cell;
        self.lines.push(Line {
            kind: style.kind.unwrap_or(BlockKind::Body),
            text,
            is_paragraph: std::mem::take(&mut self.begins_paragraph),
            is_link: linked * 10 >= letters * 9,
            is_bold: bold == letters,
            is_right: style.is_right,
            is_cell: style.is_cell,
            follows_picture: std::mem::take(&mut self.has_picture),
            is_apart: stands_apart,
            is_by_title: false,
        });
    }

    fn end_paragraph(&mut self) {
        self.end_line();
        self.begins_paragraph = true;
    }

    fn is_left_out(&self, node: &NodeRef<'_>) -> bool {
        if self.rules.told.contains(&node.id) {
            return true;
        }
        // Every selector of `remove` asks for an attribute.
        has_attributes(node)
            && (self.rules.site.remove.matches(node)
                || Site::generic().remove.matches(node) && Prose::of(node).total * 2 <= self.rules.prose
                || is_hidden(node))
    }

    fn is_caption(&self, node: &NodeRef<'_>) -> bool {
        has_attributes(node) && (self.rules.site.caption.matches(node) || Site::generic().caption.matches(node))
    }

    fn is_dateline(&self, node: &NodeRef<'_>) -> bool {
        self.rules.site.dateline.as_ref().is_some_and(|matcher| node.is_match(matcher))
    }

    /// The style inside an element.
    fn style_in(&self, node: &NodeRef<'_>, role: Role) -> Style {
        let mut style = self.style;
        match role {
            Role::Link => style.is_link = true,
            Role::Bold => style.is_bold = true,
            Role::Heading => style.kind = style.kind.or(Some(BlockKind::Heading)),
            Role::Caption => style.kind = Some(BlockKind::Caption),
            Role::Line if node.has_name("td") || node.has_name("th") => style.is_cell = true,
            _ => {}
        }
        if is_block(role) {
            style.is_right |= is_set(node, "right");
            style.is_centred |= is_set(node, "center");
        }
        style.is_italic |= node.has_name("em") || node.has_name("i");
        if is_block(role) && self.is_caption(node) {
            style.kind = Some(BlockKind::Caption);
        } else if role == Role::Inline && self.is_dateline(node) {
            style.kind = Some(BlockKind::Dateline);
        }
        style
    }
}

impl Visitor for Reader<'_> {
    fn enter(&mut self, node: NodeRef<'_>) -> bool {
        with_text(&node, |text| self.add(text));
        let Some(role) = role(&node) else { return false };
        match role {
            Role::Nothing => return false,
            Role::Line => self.end_line(),
            Role::Block | Role::Heading | Role::Caption => self.end_paragraph(),
            Role::Link | Role::Bold | Role::Inline => {}
        }
        if self.rules.title == Some(node.id) {
            self.title_at = Some(self.lines.len());
        }
        if self.is_left_out(&node) {
            return false;
        }
        if role == Role::Line && node.has_name("br") {
            return false;
        }
        self.has_picture |= is_picture(&node);
        let style = self.style_in(&node, role);
        if style.kind == Some(BlockKind::Dateline) {
            self.end_line();
        }
        self.outer.push(std::mem::replace(&mut self.style, style));
        true
    }

    fn leave(&mut self, node: NodeRef<'_>) {
        match role(&node) {
            Some(Role::Line) => self.end_line(),
            Some(Role::Block | Role::Heading | Role::Caption) => self.end_paragraph(),
            _ if self.style.kind == Some(BlockKind::Dateline) => self.end_paragraph(),
            _ => {}
        }
        self.style = self.outer.pop().unwrap_or_default();
    }
}

fn is_block(role: Role) -> bool {
    matches!(role, Role::Block | Role::Line | Role::Heading | Role::Caption)
}

fn has_attributes(node: &NodeRef<'_>) -> bool {
    node.query_or(false, |data| data.as_element().is_some_and(|element| !element.attrs.is_empty()))
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.query(|data| {
        let element = data.as_element()?;
        let hides = |style: &str| {
            let style: String = style.chars().filter(|char| !char.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        };
        let attrs = &element.attrs;
        Some(attrs.iter().any(|attr| match &*attr.name.local {
            "hidden" => true,
            "style" => hides(&attr.value),
            _ => false,
        }))
    })
    .flatten()
    .unwrap_or(false)
}

/// True for an element whose lines are set to one side, or to the middle.
fn is_set(node: &NodeRef<'_>, side: &str) -> bool {
    let is_style = |style: &str| {
        let style = style.to_ascii_lowercase().replace(' ', "");
        style.split_once("text-align:").is_some_and(|(_, value)| value.starts_with(side))
    };
    let is_name = |name: &str| name.strip_prefix("text-").is_some_and(|name| name == side);
    node.attr("style").is_some_and(|style| is_style(&style))
        || node.attr("align").is_some_and(|value| value.eq_ignore_ascii_case(side))
        || node.class().is_some_and(|class| class.split_whitespace().any(is_name))
}

/// True for a picture, however late a script loads it.
fn is_picture(node: &NodeRef<'_>) -> bool {
    ["img", "picture", "amp-img"].iter().any(|name| node.has_name(name))
}
