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
    /// Parts of classes: of `[class*=sapo]`.
    class_parts: Vec<String>,
    tags: HashSet<String>,
}

impl Probe {
    /// The probe of a list of selectors.
    pub(super) fn new<'s>(selectors: impl IntoIterator<Item = &'s String>) -> Probe {
        let mut probe = Probe::default();
        for selector in selectors.into_iter().flat_map(|list| list.split(',')) {
            probe.add(last_compound(selector.trim()));
        }
        probe
    }

    fn add(&mut self, compound: &str) {
        let bare = compound.split('[').next().unwrap_or(compound).split(':').next().unwrap_or(compound);
        let part = |mark: char| {
            let (_, rest) = bare.split_once(mark)?;
            rest.split(['.', '#']).next().map(str::to_owned)
        };
        let attribute =
            || compound.split_once('[').and_then(|(_, rest)| rest.split(['=', '*', '^', '$', '~', '|', ']']).next());
        if let Some(class) = part('.') {
            self.classes.insert(class);
        } else if let Some(id) = part('#') {
            self.ids.insert(id);
        } else if let Some((_, part)) = compound.split_once("[class*=") {
            self.class_parts.push(part.trim_end_matches(']').trim_matches(['\'', '"']).to_owned());
        } else if let Some(name) = attribute() {
            self.attributes.insert(name.to_owned());
        } else {
            self.tags.insert(bare.to_owned());
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
        has(&self.tags, &element.name.local)
            || element.attrs.iter().any(|attr| match &*attr.name.local {
                "class" => {
                    attr.value.split_ascii_whitespace().any(|class| self.classes.contains(class))
                        || self.class_parts.iter().any(|part| attr.value.contains(part.as_str()))
                }
                "id" => has(&self.ids, &attr.value),
                name => has(&self.attributes, name),
            })
    }
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
        let selectors =
            ["h1.title", ".credit #name", "[itemprop=author]", "article > h2", "p, a[rel=author]", "[class*='sapo']"];
        let selectors: Vec<String> = selectors.iter().map(|selector| (*selector).to_owned()).collect();
        let probe = Probe::new(&selectors);
        let html = "<h1 class='big title'></h1><b id=name></b><i itemprop=author></i><h2></h2><p></p><a rel=author></a><u class=big-sapo></u>";
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
}
