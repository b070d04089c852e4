//! Numbers and codes: `100/2019/NĐ-CP`, `04-ĐA/TU`, `763/UBND.TNMT`, `19-2017/NQ-CP`, `50/2020/HS-ST`.
//!
//! A code is read token by token: a number, then segments behind separators. Blanks and slips are allowed where the
//! segments are known, so that `121/2013/NĐ – CP` and `45/2016/QĐ-ƯBND` are read as meant; what was repaired is noted.

use std::borrow::Cow;

use super::lists::{Lists, Segment};
use crate::extract::Context;
use crate::segment::{Key, Kind, Token};

/// Greatest number of digits in a document's number.
const MOST_DIGITS: u32 = 6;
/// Greatest number of letters in an unknown segment.
const MOST_LETTERS: usize = 14;
/// Greatest number of tokens in a segment, and the mark behind it: `T.Ư12/`.
const MOST_TOKENS: usize = 8;
/// Greatest number of segments.
const MOST_SEGMENTS: usize = 9;

/// A number and what follows it, in good spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    /// As printed, leading zeros kept: `04`, `30a`.
    pub number: String,
    pub year: Option<u16>,
    /// Segments after number and year, without slips.
    pub segments: Vec<String>,
    /// Letters of the type, where a segment has them.
    pub type_code: Option<String>,
    /// The Party's way: `04-ĐA/TU`.
    pub is_party: bool,
    /// Number and year joined by a dash: `19-2017/NQ-CP`.
    pub is_annual: bool,
    /// Some issuer is known.
    pub has_issuer: bool,
    /// What was repaired, for a person.
    pub repairs: Vec<String>,
}

impl Code {
    /// The code in a text of its own that has no slips: `100/2019/NĐ-CP`, `04-ĐA/TU`.
    pub fn parse(lists: &Lists, text: &str) -> Option<Code> {
        let mut parts = text.split(['/', '-']);
        let number = parts.next()?;
        let mut segments: Vec<String> = parts.map(str::to_owned).collect();
        let year = segments.first().and_then(|year| year.parse().ok()).filter(|year| (1930..=2100).contains(year));
        segments.drain(..usize::from(year.is_some()));
        let is_number =
            number.starts_with(|char: char| char.is_ascii_digit()) && number.chars().all(char::is_alphanumeric);
        let is_code = !segments.is_empty() && segments.iter().all(|segment| !segment.is_empty());
        let type_code = segments.first().filter(|first| lists.segment(first).is_type).cloned();
        let is_party = text[number.len()..].starts_with('-') && year.is_none();
        let has_issuer = segments.iter().any(|segment| lists.segment(segment).issuer.is_some());
        let code =
            Code { number: number.to_owned(), year, segments, type_code, is_party, has_issuer, ..Code::default() };
        (is_number && is_code).then_some(code)
    }

    /// True where only a number, or a number and a year, is there.
    pub fn is_bare(&self) -> bool {
        self.segments.is_empty()
    }

    /// The code after the number in good spelling: `NĐ-CP`, `ĐA/TU`, `UBND-TNMT`.
    pub fn text(&self) -> Option<String> {
        let (first, rest) = self.segments.split_first()?;
        if (self.is_party || self.is_before_1992()) && !rest.is_empty() {
            return Some(format!("{first}/{}", rest.join("-")));
        }
        Some(self.segments.join("-"))
    }

    /// Number, year and code in good spelling: `100/2019/NĐ-CP`.
    pub fn full(&self) -> String {
        let mut full = self.number.clone();
        if let Some(year) = self.year {
            full.push_str(if self.is_annual { "-" } else { "/" });
            full.push_str(&year.to_string());
        }
        if let Some(code) = self.text() {
            full.push_str(if self.is_party || self.is_before_1992() { "-" } else { "/" });
            full.push_str(&code);
        }
        full
    }

    /// True for the codes of the Council of Ministers and of laws until 1992, which had a hyphen behind the number
    /// (`217-HĐBT`, `40-LCT/HĐNN8`), as printed in the gazettes of that time.
    fn is_before_1992(&self) -> bool {
        const CODES: [&str; 2] = ["HĐBT", "LCT"];
        self.year.is_none() && self.segments.first().is_some_and(|first| CODES.contains(&first.as_str()))
    }

    /// The segments that name issuers and units.
    pub fn issuers(&self) -> &[String] {
        &self.segments[usize::from(self.type_code.is_some())..]
    }
}

/// A code and where it ends.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub code: Code,
    /// Token after the last one.
    pub next: usize,
    /// Byte after the last one, where the scraper glued the next word to the code.
    pub end: u32,
}

/// A number with its year and code at token `at`. `is_typed` says that a type word announces it, so that unknown
/// segments may stand in it.
pub(super) fn read(cx: &Context<'_>, lists: &Lists, at: usize, is_typed: bool) -> Option<Read> {
    let first = cx.tokens.get(at)?;
    if first.kind != Kind::Digits || first.span.len() > MOST_DIGITS {
        return None;
    }
    let mut reader = Reader { cx, lists, is_typed, at, end: 0, code: Code::default(), spaced: false };
    reader.number();
    reader.year();
    while reader.code.segments.len() < MOST_SEGMENTS && reader.segment() {}
    reader.finish()
}

/// A mark between two parts of a code, and the token after it.
struct Separator {
    char: char,
    next: usize,
    is_glued: bool,
}

struct Reader<'c, 'a> {
    cx: &'c Context<'a>,
    lists: &'c Lists,
    is_typed: bool,
    at: usize,
    /// Byte after the part read last.
    end: u32,
    code: Code,
    /// Blanks stand inside the code.
    spaced: bool,
}

impl Reader<'_, '_> {
    /// Digits and a letter that belongs to them: `100`, `30a`, `12bis`.
    fn number(&mut self) {
        self.code.number = self.cx.word(self.at).to_owned();
        self.advance(self.at + 1);
        self.range();
        let letter = self.cx.token(self.at);
        if letter.is_glued() && is_number_letter(self.cx.word(self.at), self.cx.token(self.at + 1)) {
            self.code.number.push_str(self.cx.word(self.at));
            self.advance(self.at + 1);
        }
    }

    /// The second of two joined numbers: `01-04/2021/TT-BGDĐT`.
    fn range(&mut self) {
        let (dash, last, slash) = (self.cx.token(self.at), self.cx.token(self.at + 1), self.cx.token(self.at + 2));
        let is_joined = dash.is_mark('-') && slash.is_mark('/');
        let is_glued = dash.is_glued() && last.is_glued() && slash.is_glued();
        if self.is_typed && is_joined && is_glued && last.kind == Kind::Digits && last.span.len() <= 2 {
            self.code.number.push('-');
            self.code.number.push_str(self.cx.word(self.at + 1));
            self.advance(self.at + 2);
        }
    }

    fn advance(&mut self, next: usize) {
        self.at = next;
        self.end = self.cx.token(next - 1).span.end;
    }

    /// The year after the number: `/2019`, or `-2017` where a code follows.
    fn year(&mut self) {
        let Some(mark) = self.separator() else { return };
        let Some(year) = year(self.cx.token(mark.next)) else { return };
        let is_annual = mark.char == '-';
        let follows_code = self.cx.is_mark(mark.next + 1, '/') || self.cx.is_mark(mark.next + 1, '-');
        let goes_on = follows_code && self.cx.token(mark.next + 2).kind.is_capital();
        let fits = match mark.char {
            '/' => mark.is_glued || goes_on || self.is_typed,
            '-' => goes_on || self.is_typed && mark.is_glued && self.code.number.len() <= 3,
            _ => false,
        };
        if fits {
            self.spaced |= !mark.is_glued;
            self.code.year = Some(year);
            self.code.is_annual = is_annual;
            self.advance(mark.next + 1);
        }
    }

    /// The separator at the reader's place.
    fn separator(&self) -> Option<Separator> {
        let token = self.cx.token(self.at);
        if token.kind != Kind::Mark || token.starts_line() {
            return None;
        }
        let char = match self.cx.word(self.at).chars().next()? {
            '/' | '∕' | '⁄' => '/',
            '-' | '–' | '—' | '‐' | '‑' | '‒' | '−' => '-',
            '.' => '.',
            '_' => '_',
            _ => return None,
        };
        let next = self.cx.token(self.at + 1);
        if next.starts_line() {
            return None;
        }
        Some(Separator { char, next: self.at + 1, is_glued: token.is_glued() && next.is_glued() })
    }

    /// Takes the next segment, if one follows.
    fn segment(&mut self) -> bool {
        let Some(mark) = self.separator() else { return self.unmarked_segment() };
        let Some(part) = self.part(mark.next) else { return false };
        if !self.accepts(&mark, &part) {
            return false;
        }
        self.spaced |= !mark.is_glued;
        if mark.char == '_' {
            self.code.repairs.push("_ for -".to_owned());
        }
        if self.code.segments.is_empty() && mark.char == '-' && self.code.year.is_none() {
            self.code.is_party = part.known.is_type;
        }
        self.take(part);
        true
    }

    /// A segment without a separator before it: `57 CV/BCSĐ`, `1836 QĐ/TWĐTN`, `105/2023/TT BQP`.
    fn unmarked_segment(&mut self) -> bool {
        if self.is_open() {
            return self.unmarked_issuer();
        }
        let may_go_on = (self.at + 1..self.at + MOST_TOKENS).any(|at| is_mark_of_code(self.cx.token(at)));
        if !self.is_typed || !self.code.segments.is_empty() || !may_go_on || self.cx.token(self.at).starts_line() {
            return false;
        }
        let Some(part) = self.part(self.at) else { return false };
        let goes_on = is_mark_of_code(self.cx.token(part.next)) && self.cx.token(part.next + 1).is_glued();
        if !part.known.is_type || !goes_on {
            return false;
        }
        self.code.repairs.push("a separator is missing after the number".to_owned());
        self.code.is_party = self.code.year.is_none() && self.cx.is_mark(part.next, '/');
        self.take(part);
        true
    }

    /// True where the code ends in the letters of a type, behind a year, so that an issuer must follow.
    fn is_open(&self) -> bool {
        self.is_typed && self.code.year.is_some() && self.code.segments.len() == 1 && self.code.type_code.is_some()
    }

    /// A central issuer behind a blank.
    fn unmarked_issuer(&mut self) -> bool {
        if self.cx.token(self.at).kind != Kind::Upper || self.cx.token(self.at).starts_line() {
            return false;
        }
        let Some(part) = self.part(self.at) else { return false };
        let issuer = part.known.issuer.map(|issuer| &self.lists.issuers[usize::from(issuer)]);
        if part.segments.len() > 1 || issuer.is_none_or(|issuer| issuer.level != "central") {
            return false;
        }
        self.code.repairs.push("a separator is missing before the issuer".to_owned());
        self.take(part);
        true
    }

    /// True where `part` behind `mark` goes on with the code.
    fn accepts(&self, mark: &Separator, part: &Part) -> bool {
        let is_known = part.known.is_type || part.known.issuer.is_some();
        let is_first = self.code.segments.is_empty();
        if mark.char == '.' {
            return mark.is_glued && !is_first && (is_known || self.is_typed && part.is_capitals);
        }
        if is_first {
            return self.accepts_first(mark, part, is_known);
        }
        if mark.is_glued {
            return is_known || self.is_typed && part.is_code;
        }
        let is_complete = self.code.has_issuer && self.code.type_code.is_some();
        let is_spaced = !self.cx.token(self.at).is_glued() && !self.cx.token(mark.next).is_glued();
        if is_complete && is_spaced {
            return part.known.issuer.is_some_and(|issuer| self.lists.issuers[usize::from(issuer)].level == "unit")
                || is_known && self.code.type_code.as_deref().is_some_and(|code| code.starts_with("TT"));
        }
        is_known || self.is_typed && part.is_code && !is_spaced
    }

    /// The first segment: after a dash only a type's code (`04-ĐA/TU`), a known issuer (`64-CP`) or the letters of old
    /// decrees (`17-SL`), since a dash also stands between a number and other words.
    fn accepts_first(&self, mark: &Separator, part: &Part, is_known: bool) -> bool {
        if mark.char == '/' {
            return is_known || self.is_typed && part.is_code;
        }
        if mark.char != '-' {
            return false;
        }
        if self.code.year.is_some() {
            return is_known;
        }
        let goes_on = self.cx.is_mark(part.next, '/') || self.cx.is_mark(part.next, '-');
        let is_old_decree = self.is_typed && part.segments == ["SL"];
        part.known.is_type && goes_on || mark.is_glued && (part.known.issuer.is_some() || is_old_decree)
    }

    fn take(&mut self, part: Part) {
        self.code.repairs.extend(part.repair);
        let is_type = self.code.segments.is_empty() && part.known.is_type;
        if is_type {
            self.code.type_code = Some(part.segments[0].clone());
        }
        self.code.has_issuer |= part.known.issuer.is_some() && (part.segments.len() > 1 || !is_type);
        self.code.segments.extend(part.segments);
        self.at = part.next;
        self.end = part.end;
    }

    /// The letters at token `at` as one segment.
    fn part(&self, at: usize) -> Option<Part> {
        let token = self.cx.token(at);
        if !token.kind.is_capital() || token.starts_line() && at != self.at {
            return None;
        }
        let mut next = at + 1;
        let mut end = token.span.end;
        let mut letters = self.cx.word(at).to_owned();
        if let Some(kept) = unglued(&letters) {
            end = token.span.start + kept as u32;
            letters.truncate(kept);
        } else {
            next = self.rest_of_part(next, &mut letters);
            end = self.cx.token(next - 1).span.end.max(end);
        }
        Part::new(self.lists, &letters, next, end)
    }

    /// What is glued to the letters of a segment: `&ĐT` of `BGD&ĐT`, `13` of `QH13`, `.I` of `V.I`, `.Ư` of `T.Ư`.
    fn rest_of_part(&self, mut next: usize, letters: &mut String) -> usize {
        let cx = self.cx;
        let glued = |at: usize| cx.token(at).is_glued();
        let is_letter = |at: usize| cx.token(at).kind == Kind::Upper && cx.word(at).chars().count() == 1;
        if cx.is_mark(next, '&') && glued(next) && glued(next + 1) && cx.token(next + 1).kind == Kind::Upper {
            letters.push('&');
            letters.push_str(cx.word(next + 1));
            next += 2;
        }
        let is_dotted = is_letter(next - 1) && cx.is_mark(next, '.') && glued(next) && glued(next + 1);
        if is_dotted && is_letter(next + 1) {
            letters.push('.');
            letters.push_str(cx.word(next + 1));
            next += 2;
        }
        if cx.token(next).kind == Kind::Digits && glued(next) && cx.token(next).span.len() <= 2 {
            letters.push_str(cx.word(next));
            next += 1;
        }
        next
    }

    fn finish(mut self) -> Option<Read> {
        if is_cut_short(self.cx, self.at, &self.code) {
            return None;
        }
        self.split_annual();
        self.settle_party();
        if self.spaced && !self.code.is_bare() {
            self.code.repairs.push("blanks inside the code".to_owned());
        }
        Some(Read { code: self.code, next: self.at, end: self.end })
    }

    fn split_annual(&mut self) {
        if self.code.is_bare() {
            self.code.is_annual = false;
        }
    }

    /// Decides between the Party's way of writing and the State's, whichever marks are printed.
    fn settle_party(&mut self) {
        let code = &mut self.code;
        let issuer = code.segments.get(1).and_then(|issuer| self.lists.segment(issuer).issuer);
        let issuer = issuer.map(|row| &self.lists.issuers[usize::from(row)]);
        let system = issuer.map_or("", |issuer| issuer.system);
        let is_state = issuer.is_some_and(|issuer| issuer.level == "central" && issuer.system != "party")
            || issuer.is_some_and(|issuer| matches!(issuer.code, "UBND" | "HĐND"));
        // Telegrams with TW come from the State's board against disasters.
        let is_state_board = code.type_code.as_deref() == Some("CĐ");
        let meant = code.type_code.is_some() && code.year.is_none() && code.segments.len() > 1;
        if code.is_party && !meant {
            code.is_party = false;
        } else if meant && system == "party" && !code.is_party && !is_state_board {
            code.is_party = true;
            code.repairs.push("separators of the State in a number of the Party".to_owned());
        } else if meant && code.is_party && is_state && matches!(system, "state" | "assembly" | "court") {
            code.is_party = false;
            code.repairs.push("separators of the Party in a number of the State".to_owned());
        }
    }
}

/// A slash or hyphen that touches what is before it.
fn is_mark_of_code(token: Token) -> bool {
    (token.is_mark('/') || token.is_mark('-')) && token.is_glued()
}

/// True where the digits go on after what was read, so that it was no document's number: a date, a ratio, a decimal.
fn is_cut_short(cx: &Context<'_>, at: usize, code: &Code) -> bool {
    let (mark, next) = (cx.token(at), cx.token(at + 1));
    if !code.is_bare() || !mark.is_glued() || !next.is_glued() {
        return false;
    }
    let is_joint = ['/', '-', '.', ',', ':'].iter().any(|&char| mark.is_mark(char));
    is_joint && next.kind == Kind::Digits
}

/// A letter that belongs to a document's number: `30a`, `12bis`, and a capital before a separator: `1234A/QĐ`.
fn is_number_letter(word: &str, next: Token) -> bool {
    match word {
        "a" | "b" | "c" | "d" | "đ" | "e" | "bis" => true,
        "A" | "B" | "C" | "D" => next.is_glued() && (next.is_mark('/') || next.is_mark('-')),
        _ => false,
    }
}

/// A year of four digits.
pub(super) fn year(token: Token) -> Option<u16> {
    let value = token.digits().filter(|_| token.span.len() == 4)?;
    (1930..=2100).contains(&value).then_some(value as u16)
}

/// Where the capitals of a code end and a glued word begins: 2 for `CPcủa`.
fn unglued(letters: &str) -> Option<usize> {
    let small = letters.char_indices().find(|(_, char)| char.is_lowercase())?.0;
    let (head, tail) = letters.split_at(small);
    let is_word = tail.chars().count() >= 2 && tail.chars().all(char::is_lowercase);
    let has_tone = !tail.is_ascii();
    (head.chars().count() >= 2 && is_word && has_tone).then_some(small)
}

/// One or more segments of a code that stand in one run of letters.
struct Part {
    segments: Vec<String>,
    /// What the whole run is.
    known: Segment,
    /// Has the shape of a code: two capitals at least.
    is_code: bool,
    /// Capitals only.
    is_capitals: bool,
    repair: Option<String>,
    next: usize,
    end: u32,
}

impl Part {
    fn new(lists: &Lists, printed: &str, next: usize, end: u32) -> Option<Part> {
        let letters: Cow<'_, str> = match printed.is_ascii() {
            true => Cow::Borrowed(printed),
            false => Cow::Owned(printed.chars().map(latin).collect()),
        };
        let slip = lists.slip(&letters);
        let meant = slip.map_or(letters.as_ref(), |slip| slip.meant);
        let segments = spelled(lists, meant);
        let is_slip = letters != printed || slip.is_some_and(|slip| slip.is_slip);
        let mut known = lists.segment(&segments[0]);
        if segments.len() > 1 {
            known.issuer = lists.segment(&segments[1]).issuer.or(known.issuer);
        }
        let capitals = letters.chars().filter(|char| char.is_uppercase()).count();
        let count = letters.chars().filter(|char| char.is_alphabetic()).count();
        let begins_capital = letters.chars().next().is_some_and(char::is_uppercase);
        let is_known = known.is_type || known.issuer.is_some();
        if !begins_capital || count > MOST_LETTERS || is_known && capitals < 2 && count > 3 {
            return None;
        }
        Some(Part {
            is_code: capitals >= 2 || capitals == 1 && letters.ends_with(|char: char| char.is_ascii_digit()),
            is_capitals: capitals >= 1 && !letters.chars().any(char::is_lowercase),
            repair: is_slip.then(|| format!("{printed} for {meant}")),
            segments,
            known,
            next,
            end,
        })
    }
}

/// The segments of a run of letters, in the spelling of the lists (`TTG` is `TTg`).
fn spelled(lists: &Lists, letters: &str) -> Vec<String> {
    let spell = |segment: &str| {
        let issuer = lists.segment(segment).issuer.map(|row| lists.issuers[usize::from(row)].code);
        match issuer.filter(|code| Key::of(code) == Key::of(segment)) {
            Some(code) => code.to_owned(),
            None => segment.to_owned(),
        }
    };
    letters.split('-').map(spell).collect()
}

/// The Latin letter that a look-alike stands for.
fn latin(char: char) -> char {
    match char {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' => 'đ',
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'І' => 'I',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        other => other,
    }
}
