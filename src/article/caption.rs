//! Captions with their credits, also where a scraper put them inside a flattened text.
//!
//! A caption is found by its credit: `… phát biểu. Ảnh: Doãn Tấn - TTXVN`, `… (Ảnh: Getty).`, `Ảnh minh họa. Nguồn:
//! Internet`. In flat text it begins with the sentence before the credit and ends with the credit's name. Where the name
//! runs into the next sentence (`Ảnh: Thu Giang Sáng 3/7, dưới sự…`) it is cut only where the words leave no doubt: at
//! an agency, before a word that opens sentences, after a name of two words.

use super::line::{ends_with, head};
use super::lists::{ILLUSTRATION, Lists, Words};
use crate::segment::Kind;
use crate::text::Span;

/// Bytes that a caption and a credit take at most.
const LONGEST_CAPTION: usize = 500;
const LONGEST_CREDIT: usize = 160;
/// Bytes of story behind a credit that make it one of a picture.
const STORY: usize = 200;

/// A label and where its credit ends.
struct Credit {
    /// Byte at which the label begins, with the bracket or dash before it.
    start: usize,
    end: usize,
}

/// The captions inside `text`, in order. `is_flat` is false where each paragraph stands for itself, so that a short one
/// that ends with a credit is a caption as a whole.
pub(super) fn captions(lists: &Lists, text: &str, is_flat: bool) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(credit) = next_credit(lists, text, from) {
        let is_whole = !is_flat && from == 0 && credit.end == text.len() && text.len() <= LONGEST_CAPTION;
        // Below the story it is the source of the whole; in its middle, of a picture.
        let is_bare_source = text[credit.start..].starts_with("Nguồn:") && text.len() - credit.end <= STORY;
        let start = match (is_whole, is_bare_source) {
            (true, _) => 0,
            (false, true) => credit.start,
            (false, false) => caption_start(lists, text, from, credit.start),
        };
        out.push(Span::new(start as u32, credit.end as u32));
        from = credit.end;
    }
    out
}

/// The next label with a credit that ends for sure.
fn next_credit(lists: &Lists, text: &str, from: usize) -> Option<Credit> {
    let mut at = from;
    loop {
        let colon = memchr::memchr(b':', &text.as_bytes()[at..]).map(|len| at + len);
        let to = colon.unwrap_or(text.len());
        let illustration = lists.illustration.find(&text.as_bytes()[at..to]).map(|len| at + len);
        let (found, next) = match (illustration, colon) {
            (Some(start), _) => (illustration_credit(lists, text, start), start + ILLUSTRATION.len()),
            (None, Some(colon)) => (colon_credit(lists, text, from, colon), colon + 1),
            (None, None) => return None,
        };
        if found.is_some() {
            return found;
        }
        at = next;
    }
}

/// `Ảnh minh họa`, and the credit that may follow.
fn illustration_credit(lists: &Lists, text: &str, start: usize) -> Option<Credit> {
    let words = Words::new(head(&text[start..], LONGEST_CREDIT));
    if !matches!(words.word(2), "họa" | "hoạ") {
        return None;
    }
    let begin = label_start(text, start);
    let is_bracketed = text[begin..start].starts_with('(');
    let mut next = 3;
    while words.is_mark(next, &[')', '.', ':', '/', '-', '–', '(', ',']) {
        next += 1;
    }
    let label = lists.credit_labels.iter().find(|label| starts_with(&words, next, label));
    if let Some(label) = label {
        let after = next + label.split(' ').count();
        if words.is_mark(after, &[':']) {
            let from = start + words.token(after).span.end as usize;
            let is_bracketed = words.is_mark(next - 1, &['(']) || is_bracketed;
            let len = credit_len(lists, &text[from..], is_bracketed)?;
            return Some(Credit { start: begin, end: from + len });
        }
    }
    if next > 3 && words.is_mark(next - 1, &[':', '/']) {
        let from = start + words.token(next - 1).span.end as usize;
        return credit_len(lists, &text[from..], is_bracketed).map(|len| Credit { start: begin, end: from + len });
    }
    let is_alone = next > 3 || next >= words.len() || words.is_capital(next) || words.kind(next) == Kind::Digits;
    let end = words.tokens[..next].iter().rposition(|token| !token.is_mark('(')).map_or(3, |last| last + 1);
    is_alone.then(|| Credit { start: begin, end: start + words.token(end - 1).span.end as usize })
}

fn starts_with(words: &Words<'_>, at: usize, label: &str) -> bool {
    label.split(' ').enumerate().all(|(i, part)| words.word(at + i).to_lowercase() == part)
}

/// A label before the colon, and the credit after it.
fn colon_credit(lists: &Lists, text: &str, from: usize, colon: usize) -> Option<Credit> {
    let before = text[from..colon].trim_end();
    let label = lists.credit_labels.iter().find(|label| ends_with(before, label))?;
    let start = from + before.len() - label.len();
    let begin = label_start(text, start);
    let is_bracketed = text[begin..start].starts_with('(');
    let is_small = text[start..].starts_with(char::is_lowercase);
    if is_small && !is_bracketed || is_byline_label(&text[..start]) {
        return None;
    }
    let len = credit_len(lists, &text[colon + 1..], is_bracketed).or_else(|| last_words(lists, &text[colon + 1..]))?;
    Some(Credit { start: begin, end: colon + 1 + len })
}

/// Few words that end the paragraph are a credit, whatever they are.
fn last_words(lists: &Lists, text: &str) -> Option<usize> {
    const LONGEST: usize = 60;
    const WORDS: usize = 8;
    let words = text.trim().trim_end_matches(['.', ')']);
    let is_short = text.len() <= LONGEST && words.split(' ').count() <= WORDS;
    (!words.is_empty() && is_short && last_sentence(lists, words) == 0).then_some(text.len())
}

/// `Bài và ảnh:` is a byline.
fn is_byline_label(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(['-', '–', ',', '&']).trim_end();
    ["và", "Bài", "bài", "Tin", "BÀI"].iter().any(|word| before.ends_with(word))
}

/// Where the label begins, with the bracket or dash that stands before it.
fn label_start(text: &str, label: usize) -> usize {
    let before = text[..label].trim_end();
    match before.chars().next_back() {
        Some(mark @ ('(' | '[' | '-' | '–')) => before.len() - mark.len_utf8(),
        _ => label,
    }
}

/// The start of the sentence before a credit; the credit itself where that is too long for a caption.
fn caption_start(lists: &Lists, text: &str, from: usize, credit: usize) -> usize {
    let before = text[from..credit].trim_end();
    let before = before.trim_end_matches(['.', '!', '?', '…', ';', ',']);
    let start = last_sentence(lists, before) + from;
    let start = start + text[start..].len() - text[start..].trim_start().len();
    match credit.max(start) - start <= LONGEST_CAPTION {
        true => start.min(credit),
        false => credit,
    }
}

/// The byte after the last sentence end inside `text`.
fn last_sentence(lists: &Lists, text: &str) -> usize {
    let mut end = text.len();
    while let Some(at) = text[..end].rfind(['.', '!', '?', '…']) {
        let mark = text[at..].chars().next().map_or(1, char::len_utf8);
        let after = &text[at + mark..];
        let rest = after.trim_start_matches(['"', '”', '’', ')', ']']);
        let next = rest.trim_start().chars().next();
        let opens = next.is_some_and(|next| next.is_uppercase() || next.is_ascii_digit() || "\"“‘'-–".contains(next));
        let word = text[..at].rsplit(|char: char| char.is_whitespace() || char == '.').next().unwrap_or("");
        let is_abbreviation = &text[at..at + mark] == "." && (lists.is_abbreviation(word) || is_initial(word));
        if rest.starts_with(' ') && opens && !is_abbreviation {
            return text.len() - rest.len();
        }
        end = at;
    }
    0
}

fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Bytes of the credit at the start of `text`, with its closing bracket or stop; `None` where its end is in doubt.
fn credit_len(lists: &Lists, text: &str, is_bracketed: bool) -> Option<usize> {
    let words = Words::new(head(text, LONGEST_CREDIT));
    let to = if is_bracketed { bracket_end(&words)? } else { credit_end(lists, &words)? };
    let to = (to..words.len()).take_while(|&at| is_tail(&words, at)).last().map_or(to, |at| at + 1);
    Some(words.token(to - 1).span.end as usize)
}

/// A stop or bracket right after the credit.
fn is_tail(words: &Words<'_>, at: usize) -> bool {
    words.is_mark(at, &['.', ')', ']', ';']) && (words.token(at).is_glued() || words.is_mark(at, &[')', '.']))
}

fn bracket_end(words: &Words<'_>) -> Option<usize> {
    const LONGEST: usize = 14;
    words.tokens.iter().take(LONGEST).position(|token| token.is_mark(')') || token.is_mark(']')).map(|at| at + 1)
}

/// The token after the credit.
fn credit_end(lists: &Lists, words: &Words<'_>) -> Option<usize> {
    let mut next = 0;
    // the last name: after the last joint
    let mut name = 0;
    let mut after_agency = None;
    while next < words.len() {
        let keys = words.from(next);
        if let Some(len) = lists.agency(keys).or_else(|| domain(words, next)) {
            next += len;
            after_agency = Some(next);
        } else if words.is_capital(next) {
            let is_title = next > name && lists.is_abbreviation(words.word(next));
            if after_agency == Some(next) || is_title {
                return Some(next);
            }
            next += 1;
        } else if is_joint(lists, words, next) {
            next += 1;
            name = next;
            after_agency = None;
        } else if is_dotted(words, next) {
            next += 2;
            if next > name + 2 && words.kind(next) == Kind::Capitalized {
                return Some(next);
            }
        } else {
            break;
        }
    }
    if let Some(end) = provided(words, next).or_else(|| said_twice(words, name, next)) {
        return Some(end);
    }
    if next == name {
        return None;
    }
    if after_agency == Some(next) {
        return Some(next);
    }
    let ends = next >= words.len() && next < LONGEST_CREDIT / 8 || words.is_mark(next, &['.', ')', ']', ';']);
    match cut_before_opener(lists, words, name, next) {
        Some(cut) => Some(cut),
        None if ends => (next - name <= 5).then_some(next),
        None => cut_name(words, name, next),
    }
}

/// `Nhân vật cung cấp`, before a capital or the end.
fn provided(words: &Words<'_>, from: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let end = (from..from + LONGEST).find(|&at| words.word(at) == "cung" && words.word(at + 1) == "cấp")? + 2;
    let is_plain = words.tokens[..end].iter().all(|token| token.kind.is_word() || token.is_mark('.'));
    (is_plain && words.kind(end) != Kind::Lower).then_some(end)
}

/// `Ảnh: Thể Công Thể Công ra giá…`: the name of the credit opens the next sentence.
fn said_twice(words: &Words<'_>, from: usize, to: usize) -> Option<usize> {
    let half = (to - from) / 2;
    let is_same = (from..from + half).all(|at| words.token(at).key == words.token(at + half).key);
    let goes_on = words.kind(to) == Kind::Lower;
    (half > 0 && to - from == half * 2 && is_same && goes_on).then_some(from + half)
}

/// `aero-mag.com`, `baotintuc.vn`
fn domain(words: &Words<'_>, at: usize) -> Option<usize> {
    let mut next = at;
    while words.kind(next).is_word()
        && words.is_mark(next + 1, &['.', '-'])
        && words.token(next + 1).is_glued()
        && words.token(next + 2).is_glued()
        && words.kind(next + 2) == Kind::Lower
    {
        next += 2;
    }
    (next > at).then(|| next + 1 - at)
}

/// A mark or word between two names of a credit.
fn is_joint(lists: &Lists, words: &Words<'_>, at: usize) -> bool {
    let is_name = words.is_capital(at + 1) || lists.agency(words.from(at + 1)).is_some();
    let is_agency = || lists.agency(words.from(at + 1)).is_some();
    match words.kind(at) {
        Kind::Mark if words.is_mark(at, &['-', '–']) && !words.token(at + 1).is_glued() => at > 0 && is_agency(),
        Kind::Mark if words.is_mark(at, &['/', '-', '–', '&', '+']) => at > 0 && is_name,
        Kind::Mark if words.is_mark(at, &[',']) => at > 0 && is_agency(),
        _ => false,
    }
}

/// The stop inside `X.N`, `TR.L`.
fn is_dotted(words: &Words<'_>, at: usize) -> bool {
    at > 0
        && words.is_mark(at, &['.'])
        && words.token(at).is_glued()
        && words.kind(at - 1) == Kind::Upper
        && words.token(at + 1).is_glued()
        && words.is_capital(at + 1)
}

/// The place before the word that opens the next sentence, where it ends the run of capitals.
fn cut_before_opener(lists: &Lists, words: &Words<'_>, from: usize, to: usize) -> Option<usize> {
    (from + 1..to).find(|&at| {
        let keys = words.from(at);
        let is_name = at - from > 1 || !is_syllable(words, from);
        if !is_name || words.kind(at) != Kind::Capitalized {
            return false;
        }
        let before_name = matches!(words.word(at), "Ông" | "Bà") && words.is_capital(at + 1);
        let opener = lists.opener(keys).filter(|len| at + len < words.len());
        lists.is_stop(keys) || opener.is_some_and(|len| at + len >= to || before_name)
    })
}

/// False for a capital word that is surely no syllable of a Vietnamese name: `VPF`, `Celebmafia`.
fn is_syllable(words: &Words<'_>, at: usize) -> bool {
    const LONGEST: usize = 7;
    let word = words.word(at);
    words.kind(at) == Kind::Capitalized && words.token(at).is_plain() && !(word.is_ascii() && word.len() >= LONGEST)
}

/// Cuts a name that runs into the next sentence: all capitals, or two words before one capital and a small word.
fn cut_name(words: &Words<'_>, from: usize, to: usize) -> Option<usize> {
    let upper = (from..to).take_while(|&at| words.kind(at) == Kind::Upper && words.word(at).len() > 1).count();
    if upper == to - from && words.kind(to) == Kind::Lower {
        return (upper > 1).then(|| to - 1);
    }
    if upper >= 2 || upper == 1 && from + 1 < to && words.kind(from + 1) == Kind::Capitalized {
        return Some(from + upper);
    }
    let is_plain = (from..to).all(|at| words.kind(at) == Kind::Capitalized && words.token(at).is_plain());
    match (to - from, words.kind(to)) {
        (3, Kind::Lower) if is_plain => Some(from + 2),
        (2, Kind::Digits) => Some(to),
        (2 | 3, Kind::Mark) if words.is_mark(to, &['"', '“']) => Some(to),
        _ => None,
    }
}
