//! A quick look at an element that tells whether any of a profile's selectors can match it.
//!
//! Matching a hundred selectors at every element of a page takes longer than parsing it. Nearly all of them end in a class,
//! an id or an attribute, which a set tells at once.

use std::collections::HashSet;

use dom_query::{Element, NodeData, NodeRef};

/// What the elements that a list of selectors may match have: one of these.
#[derive(Debug, Default)]
pub(super) struct Probe {
    classes: HashSet<String>,
    ids: HashSet<String>,
    attributes: HashSet<String>,
    /// Parts of classes and ids: of `[class*=sapo]`, `[id*=related]`.
    class_parts: Vec<String>,
    id_parts: Vec<String>,
    tags: HashSet<String>,
    /// True where a selector is of a form that tells nothing of the element: any may match.
    is_open: bool,
}

impl Probe {
    /// The probe of a list of selectors.
    pub(super) fn new<'s>(selectors: impl IntoIterator<Item = &'s String>) -> Probe {
        let mut probe = Probe::default();
        for selector in selectors.into_iter().flat_map(|list| alternatives(list)) {
            probe.add(last_compound(selector.trim()));
        }
        probe
    }

    fn add(&mut self, compound: &str) {
        let compound = without_pseudo(compound);
        let bare = compound.split('[').next().unwrap_or(compound);
        let part = |mark: char| {
            let (_, rest) = bare.split_once(mark)?;
            rest.split(['.', '#']).next().map(str::to_owned)
        };
        let attribute =
            || compound.split_once('[').and_then(|(_, rest)| rest.split(['=', '*', '^', '$', '~', '|', ']']).next());
        if compound.contains('\\') || compound.ends_with(" i]") {
            self.is_open = true;
        } else if let Some(class) = part('.') {
            self.classes.insert(class);
        } else if let Some(id) = part('#') {
            self.ids.insert(id);
        } else if let Some(part) = part_of(compound, "[class") {
            self.class_parts.push(part);
        } else if let Some(part) = part_of(compound, "[id") {
            self.id_parts.push(part);
        } else if let Some(name) = attribute().filter(|name| !["class", "id"].contains(name)) {
            self.attributes.insert(name.to_owned());
        } else if !bare.is_empty() && bare != "*" {
            self.tags.insert(bare.to_ascii_lowercase());
        } else {
            self.is_open = true;
        }
    }

    /// False where no selector matches the node.
    pub(super) fn may_match(&self, node: &NodeRef<'_>) -> bool {
        node.query_or(false, |data| match &data.data {
            NodeData::Element(element) => self.may_match_element(element),
            _ => false,
        })
    }

    fn may_match_element(&self, element: &Element) -> bool {
        let has = |set: &HashSet<String>, name: &str| !set.is_empty() && set.contains(name);
        self.is_open
            || has(&self.tags, &element.name.local)
            || element.attrs.iter().any(|attr| match &*attr.name.local {
                "class" => {
                    attr.value.split_ascii_whitespace().any(|class| self.classes.contains(class))
                        || self.class_parts.iter().any(|part| attr.value.contains(part.as_str()))
                }
                "id" => {
                    has(&self.ids, &attr.value) || self.id_parts.iter().any(|part| attr.value.contains(part.as_str()))
                }
                name => has(&self.attributes, name),
            })
    }
}

/// `sapo` of `[class*='sapo']`, whatever the sign before `=`: what matches holds it.
fn part_of(compound: &str, attribute: &str) -> Option<String> {
    let (_, rest) = compound.split_once(attribute)?;
    let (_, part) = rest.split_once(']')?.0.split_once('=')?;
    Some(part.trim_matches(['\'', '"']).to_owned())
}

/// The selectors of a list, which commas part.
fn alternatives(list: &str) -> Vec<&str> {
    let mut depth = 0usize;
    let at_comma = |char| {
        match char {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        char == ',' && depth == 0
    };
    list.split(at_comma).collect()
}

/// `.hidden` of `.hidden:not([class*=':'])`: what an element may not be, or holds, does not tell it.
fn without_pseudo(compound: &str) -> &str {
    let mut depth = 0usize;
    let colon = compound.find(|char| {
        match char {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        char == ':' && depth == 0
    });
    &compound[..colon.unwrap_or(compound.len())]
}

/// The part of a selector that speaks of the element itself: `p.author` of `.credit > p.author`.
fn last_compound(selector: &str) -> &str {
    let mut depth = 0usize;
    for (at, char) in selector.char_indices().rev() {
        match char {
            ']' | ')' => depth += 1,
            '[' | '(' => depth = depth.saturating_sub(1),
            ' ' | '>' | '+' | '~' if depth == 0 => return &selector[at + 1..],
            _ => {}
        }
    }
    selector
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn the_element_itself_is_looked_at() {
        assert_eq!(last_compound(".a > p.b[style*='x y']"), "p.b[style*='x y']");
        assert_eq!(last_compound("h1"), "h1");
    }

    #[test]
    fn nothing_that_matches_is_passed_over() {
        let selectors = [
            "h1.title",
            ".credit #name",
            "[itemprop=author]",
            "article > h2",
            "p, a[rel=author]",
            "[class*='sapo']",
            "[id*=box]",
        ];
        let selectors: Vec<String> = selectors.iter().map(|selector| (*selector).to_owned()).collect();
        let probe = Probe::new(&selectors);
        let html = "<h1 class='big title'></h1><b id=name></b><i itemprop=author></i><h2></h2><p></p><a rel=author></a><u class=big-sapo></u><s id=box2></s>";
        let page = Document::fragment(html);
        for (name, expected) in [
            ("h1", true),
            ("#name", true),
            ("i", true),
            ("h2", true),
            ("p", true),
            ("a", true),
            ("u", true),
            ("html", false),
        ] {
            let node = page.select(name).nodes()[0];
            assert_eq!(probe.may_match(&node), expected, "{name}");
        }
    }

    #[test]
    fn selectors_of_any_form_pass_over_nothing() {
        let page = Document::fragment("<h1 class=\"Big sm:wide\" id=x data-a=b>a</h1>");
        for selector in [
            "*",
            ":is(h1, h2)",
            "div, :where(.Big)",
            ":not([class*=small])",
            "h1:not([class*=small], .none)",
            "[class]",
            "[id]",
            "[class*='big' i]",
            "[class*=':']",
            ".sm\\:wide",
            "H1",
            "h1[data-a='b']",
        ] {
            let matcher = dom_query::Matcher::new(selector).unwrap();
            let node = page.select("h1").nodes()[0];
            assert!(node.is_match(&matcher), "{selector} matches");
            assert!(Probe::new([&selector.to_owned()]).may_match(&node), "{selector}");
        }
    }
}
