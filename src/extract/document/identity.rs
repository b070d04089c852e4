//! The two names of a document: `canonical` for people and `uri` for machines.
//!
//! `vn/<type>/<number|~name>/<year|->/<code|->[@scope]`, in ASCII small letters; `-` joins the segments of a State code
//! and `.` stands for the slash of a Party code, so that `qd-ubnd` and `qd.tu` stay apart. `-` in a place says that the
//! part is unknown: compare it as unknown, not as a value.

use super::code::Code;
use super::lists::{Class, Lists};

/// Letters without marks, small, other characters as single dashes: `Đất đai` is `dat-dai`.
pub(super) fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for char in words.chars() {
        if char.is_ascii() {
            push(&mut slug, char);
        } else {
            unicode_normalization::char::decompose_canonical(char, |part| push(&mut slug, part));
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Appends a letter or digit, or a dash for anything else but marks over and under letters.
fn push(slug: &mut String, char: char) {
    match char {
        'đ' | 'Đ' => slug.push('d'),
        _ if char.is_ascii_alphanumeric() => slug.push(char.to_ascii_lowercase()),
        _ if !char.is_ascii() && unicode_normalization::char::is_combining_mark(char) => {}
        _ if slug.is_empty() || slug.ends_with('-') => {}
        _ => slug.push('-'),
    }
}

/// A number without leading zeros, small: `04` is `4`, `30a` stays.
pub(super) fn plain_number(number: &str) -> String {
    let trimmed = number.trim_start_matches('0');
    let plain = if trimmed.is_empty() { number } else { trimmed };
    slug(plain)
}

/// The code of a uri: `nd-cp`, `da.tu`.
pub(super) fn plain_code(code: &Code) -> Option<String> {
    let (first, rest) = code.segments.split_first()?;
    let mut plain = String::with_capacity(16);
    push_segment(&mut plain, first.strip_suffix("QĐi").map_or(first, |_| "QĐ"));
    for (index, segment) in rest.iter().enumerate() {
        plain.push(if code.is_party && index == 0 { '.' } else { '-' });
        push_segment(&mut plain, segment);
    }
    Some(plain)
}

/// Appends a segment without the marks that writers leave out at will: `V.I` is `VI`, and `BGD&ĐT` `BGDĐT`.
fn push_segment(plain: &mut String, segment: &str) {
    match segment.contains(['.', '&']) {
        true => plain.push_str(&slug(&segment.replace(['.', '&'], ""))),
        false => plain.push_str(&slug(segment)),
    }
}

/// The parts of a document's identity.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    pub kind: usize,
    /// Number as printed.
    pub number: Option<String>,
    pub year: Option<u16>,
    /// The fullest code of the article.
    pub code: Option<Code>,
    /// Name of a law or treaty, plenum or congress.
    pub name: Option<String>,
    /// Place of a local issuer, as a slug.
    pub scope: Option<String>,
}

impl Identity {
    /// The uri.
    pub fn uri(&self, lists: &Lists) -> String {
        let kind = &lists.types[self.kind];
        let number = match (&self.number, &self.name) {
            (Some(number), _) => plain_number(number),
            (None, Some(name)) => format!("~{}", slug(name)),
            (None, None) => "~".to_owned(),
        };
        let year = self.year.map_or("-".to_owned(), |year| year.to_string());
        let code = self.code.as_ref().and_then(plain_code).or_else(|| self.implied_code(lists));
        let mut uri = format!("{}/{}/{number}/{year}/{}", self.realm(lists), kind.slug, code.as_deref().unwrap_or("-"));
        if let Some(scope) = &self.scope {
            uri.push('@');
            uri.push_str(scope);
        }
        uri
    }

    fn realm(&self, lists: &Lists) -> &'static str {
        if lists.types[self.kind].class == Class::Treaty { "int" } else { "vn" }
    }

    /// A decree with a year can only be the Government's.
    fn implied_code(&self, lists: &Lists) -> Option<String> {
        let is_decree = lists.types[self.kind].name == "Nghị định";
        (is_decree && self.number.is_some() && self.year.is_some_and(|year| year >= 1997)).then(|| "nd-cp".to_owned())
    }
}

/// The place in an issuer's words, as a slug: `can-tho` of `Thành ủy Cần Thơ`.
pub(super) fn place(lists: &Lists, issuer: &str) -> Option<String> {
    const HEADS: [&str; 22] = [
        "tỉnh",
        "thành phố",
        "TP",
        "Tp",
        "huyện",
        "quận",
        "thị xã",
        "xã",
        "phường",
        "thị trấn",
        "Thành ủy",
        "Thành uỷ",
        "Tỉnh ủy",
        "Tỉnh uỷ",
        "Huyện ủy",
        "Quận ủy",
        "UBND",
        "HĐND",
        "Cục Thuế",
        "Công an",
        "TX",
        "T.P",
    ];
    let after = |head: &str| {
        let at = issuer.find(head)? + head.len();
        let rest = issuer[at..].trim_start_matches([' ', '.']);
        begins_name(rest).then_some((at, rest))
    };
    let Some((_, rest)) = HEADS.iter().filter_map(|head| after(head)).max_by_key(|(at, _)| *at) else {
        return lists.last_province(issuer).map(slug);
    };
    if let Some(province) = lists.province(rest) {
        return Some(slug(province));
    }
    let name: Vec<&str> = rest.split(' ').take_while(|word| begins_name(word)).take(4).collect();
    Some(slug(&name.join(" ")))
}

/// True where the first word begins with a capital and is no head of a place or another body.
fn begins_name(words: &str) -> bool {
    const NOT: [&str; 5] = ["TP", "Tp", "UBND", "HĐND", "Ủy"];
    let first = words.split(' ').next().unwrap_or_default();
    first.chars().next().is_some_and(char::is_uppercase) && !NOT.contains(&first)
}
