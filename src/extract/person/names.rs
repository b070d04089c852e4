//! Runs of capitalised words, and how much each looks like a name.

use super::lists::{Lists, WordKind};
use super::peel::starts_sentence;
use super::syllable::is_syllable;
use crate::extract::Context;
use crate::segment::{Key, Kind};

/// What a part of a run looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A Vietnamese syllable: `Quang`.
    Syllable,
    /// Another word: `Trump`, `Hang-seo`, `H'Hen`, `V.Pu-tin`.
    Foreign,
    /// Several capitals that are no syllable: `UBND`.
    Acronym,
    /// A letter, or letters with points: `A`, `T.`, `N.V.A.`.
    Initial,
    /// A small word inside a foreign name: `van`, `de`.
    Particle,
}

/// A word of a run, with what a hyphen, an apostrophe or a point joins to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    from: u32,
    len: u16,
    pub form: Form,
}

impl Part {
    /// The part in tokens `from..to`.
    fn new(from: usize, to: usize, form: Form) -> Part {
        Part { from: from as u32, len: (to - from) as u16, form }
    }

    /// Its first token.
    #[inline]
    pub fn from(self) -> usize {
        self.from as usize
    }

    /// The token after it.
    #[inline]
    pub fn to(self) -> usize {
        self.from as usize + usize::from(self.len)
    }
}

/// Parts that a run may have; a longer one is a headline in capitals.
const MOST_PARTS: usize = 12;

/// A run of capitalised words with blanks between them.
#[derive(Clone, Copy)]
pub(super) struct Run {
    parts: [Part; MOST_PARTS],
    len: usize,
}

/// A run that is still to be read.
const EMPTY: Run = Run { parts: [Part { from: 0, len: 0, form: Form::Syllable }; MOST_PARTS], len: 0 };

/// What a whole name looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A Vietnamese surname and more: `Lê Duẩn`.
    Full,
    /// Vietnamese syllables without a surname: `Quang Hải`, `Bảo`.
    Given,
    /// Foreign or minority names: `Donald Trump`, `Y Thanh Hà Niê`.
    Foreign,
    /// Letters that hide the name: `N.V.A.`, `Nguyễn Văn T.`.
    Initials,
}

const PARTICLES: &[Key] = &[
    Key::of("van"),
    Key::of("von"),
    Key::of("de"),
    Key::of("der"),
    Key::of("den"),
    Key::of("del"),
    Key::of("della"),
    Key::of("di"),
    Key::of("da"),
    Key::of("dos"),
    Key::of("bin"),
    Key::of("ibn"),
    Key::of("al"),
    Key::of("el"),
    Key::of("ten"),
    Key::of("ter"),
    Key::of("la"),
    Key::of("le"),
    Key::of("du"),
    Key::of("zu"),
];
const NUN: Key = Key::of("nữ");
const MONK: Key = Key::of("Thích");
const THI: Key = Key::of("Thị");
const VAN: Key = Key::of("Văn");
/// Two letters that stand for one in initials: `B.T.Th.`.
const DIGRAPHS: &[Key] = &[
    Key::of("Th"),
    Key::of("Ng"),
    Key::of("Ph"),
    Key::of("Nh"),
    Key::of("Kh"),
    Key::of("Tr"),
    Key::of("Ch"),
    Key::of("Gi"),
    Key::of("Qu"),
];
/// Names of the South begin with the place among brothers and sisters: `Tám Hòa`.
const BIRTH_ORDER: &[Key] =
    &[Key::of("Út"), Key::of("Bảy"), Key::of("Tám"), Key::of("Chín"), Key::of("Sáu"), Key::of("Tư")];
/// Prefixes of Ê Đê, Gia Rai, Cơ Ho names.
const PREFIXES: &[Key] = &[Key::of("H"), Key::of("Y"), Key::of("K"), Key::of("A")];

impl Run {
    /// The run that begins at a capitalised token.
    pub fn read(lists: &Lists, cx: &Context<'_>, at: usize) -> Run {
        let mut run = EMPTY;
        if is_particle_before(lists, cx, at) {
            run.push(Part::new(at - 1, at, Form::Particle));
        }
        run.push(part(lists, cx, at));
        while run.len < MOST_PARTS {
            let at = run.end();
            if particle(lists, cx, &run) {
                run.push(Part::new(at, at + 1, Form::Particle));
                continue;
            }
            if is_article(cx, &run) {
                run.push(Part::new(at, at + 3, Form::Foreign));
                continue;
            }
            let token = cx.token(at);
            if !token.kind.is_capital() || token.is_glued() || token.starts_line() || ends_with_point(cx, &run) {
                break;
            }
            let known = lists.known(cx, run.parts[0].from()).is_some_and(|end| end > at);
            if (!known && begins_another(lists, cx, at)) || changes_case(cx, &run, at) || is_addressed(lists, cx, &run)
            {
                break;
            }
            run.push(part(lists, cx, at));
        }
        run
    }

    fn push(&mut self, part: Part) {
        self.parts[self.len] = part;
        self.len += 1;
    }

    /// The parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts[..self.len]
    }

    /// The token after the run.
    pub fn end(&self) -> usize {
        self.parts[self.len - 1].to()
    }

    /// True for an abbreviation or a word in capitals alone, which no name is.
    pub fn is_code(&self, cx: &Context<'_>) -> bool {
        self.len == 1 && is_code(cx, self.parts[0])
    }

    /// Index of the part that begins at a token; the number of parts where none does.
    pub fn part_at(&self, token: usize) -> usize {
        self.parts().iter().position(|part| part.from() >= token).unwrap_or(self.len)
    }
}

/// True where small letters follow words in capitals: a credit in capitals, then the next sentence.
fn changes_case(cx: &Context<'_>, run: &Run, at: usize) -> bool {
    let capitals = run.parts().iter().all(|&part| is_capitals(cx, part));
    capitals && run.len > 1 && cx.token(at).kind == Kind::Capitalized
}

/// True where `Ông` opens the sentence that is glued to a credit: `Ảnh: VPF Ông Trần Văn Lộc nói`.
fn is_addressed(lists: &Lists, cx: &Context<'_>, run: &Run) -> bool {
    const FORMS: &[Key] = &[Key::of("Ông"), Key::of("Bà")];
    let at = run.end();
    FORMS.contains(&cx.token(at).key)
        && cx.token(at).kind == Kind::Capitalized
        && cx.token(at + 1).kind == Kind::Capitalized
        && (matches!(run.parts[run.len - 1].form, Form::Acronym | Form::Initial)
            || (run.len > 1 && lists.is_common_surname(cx, at + 1)))
        && cx.token(at + 2).kind.is_word()
}

/// True where the run so far ends with initials and their point, which may end a sentence.
fn ends_with_point(cx: &Context<'_>, run: &Run) -> bool {
    let last = run.parts[run.len - 1];
    last.form == Form::Initial
        && cx.is_mark(last.to() - 1, '.')
        && run.len > 1
        && run.parts[run.len - 2].form == Form::Syllable
}

/// True where a small word continues a foreign name, or `nữ` a nun's.
fn particle(lists: &Lists, cx: &Context<'_>, run: &Run) -> bool {
    let at = run.end();
    let token = cx.token(at);
    if token.kind != Kind::Lower || token.is_glued() || token.starts_line() {
        return false;
    }
    let last = run.parts[run.len - 1];
    if token.key == NUN {
        return cx.is(last.from(), MONK) && cx.token(at + 1).kind.is_capital();
    }
    // `Van` has the shape of a syllable.
    let opens = run.len == 1 && PARTICLES.contains(&cx.token(last.from()).key);
    let foreign = opens || matches!(last.form, Form::Foreign | Form::Particle);
    if !foreign || !PARTICLES.contains(&token.key) {
        return false;
    }
    let next = cx.token(at + 1);
    let last_particle = PARTICLES.contains(&next.key) && cx.token(at + 2).kind.is_capital();
    last_particle || (next.kind.is_capital() && form(lists, cx, at + 1) == Form::Foreign)
}

/// True where the particle of a surname stands before a foreign word: `van Dijk`, but not `chiếc van Bramut`.
fn is_particle_before(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const SURE: &[Key] = &[Key::of("van"), Key::of("von"), Key::of("der"), Key::of("ter"), Key::of("bin")];
    const CARS: &[Key] = &[Key::of("xe"), Key::of("chiếc"), Key::of("dòng"), Key::of("mẫu")];
    let particle = cx.before(at);
    at > 1
        && particle.kind == Kind::Lower
        && SURE.contains(&particle.key)
        && !cx.token(at).is_glued()
        && !cx.token(at).starts_line()
        && !particle.starts_line()
        && !CARS.contains(&cx.token(at - 2).key)
        && form(lists, cx, at) == Form::Foreign
}

/// True where the Arabic article and a name that it touches continue a foreign name: `Bashar al-Assad`.
fn is_article(cx: &Context<'_>, run: &Run) -> bool {
    const ARTICLES: &[Key] = &[Key::of("al"), Key::of("el"), Key::of("ul")];
    let at = run.end();
    let token = cx.token(at);
    let joined = cx.is_mark(at + 1, '-') && cx.token(at + 1).is_glued() && cx.token(at + 2).is_glued();
    token.kind == Kind::Lower
        && ARTICLES.contains(&token.key)
        && !token.is_glued()
        && !token.starts_line()
        && run.parts[run.len - 1].form == Form::Foreign
        && joined
        && cx.token(at + 2).kind.is_capital()
}

/// True where a token of a run begins something else: a title, an organisation, the next sentence of glued text.
fn begins_another(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    if !lists.may_begin_another(cx, at) {
        return false;
    }
    let crosses = |end: usize| {
        let token = cx.token(at);
        let short = matches!(token.kind, Kind::Upper | Kind::Mixed) && token.span.len() > 1;
        short || (at + 1..end).any(|at| cx.token(at).kind == Kind::Lower)
    };
    if lists.title(cx, at, usize::MAX).is_some_and(|title| crosses(title.0)) {
        return true;
    }
    if lists.head(cx, at).is_some_and(|head| crosses(head.0)) {
        return true;
    }
    let named = cx.is(at - 1, THI) || cx.is(at - 1, VAN) || lists.surname(cx, at).is_some();
    let next = cx.token(at + 1).kind;
    let hard = lists.word(cx, at, WordKind::Opener).is_some();
    let opens = is_opener(lists, cx, at) && !named && (next == Kind::Lower || (hard && next.is_word()));
    opens || (may_open(lists, cx, at) && next == Kind::Digits)
}

/// True for a word that opens sentences and is no part of names.
pub(super) fn is_opener(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    if lists.word(cx, at, WordKind::Opener).is_some() {
        return true;
    }
    let rare = |counts: super::lists::Syllable| counts.last + counts.middle < 2 && counts.alone < 3;
    lists.word(cx, at, WordKind::SoftOpener).is_some() && lists.syllable(cx, at).is_none_or(rare)
}

/// True for a word that stands alone at the start of a sentence and is no name there: `Theo quy định`, `Công ty mới`.
/// Most of the capitals in a text are such words.
pub(super) fn is_lone_opener(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let next = cx.token(at + 1);
    let alone = next.kind == Kind::Lower && !next.is_glued() && !next.starts_line();
    alone
        && lists.may_be_opener(cx, at)
        && starts_sentence(cx, at)
        && !PARTICLES.contains(&next.key)
        && (is_opener(lists, cx, at) || lists.is_compound(cx, at))
}

/// True for a word that opens sentences, though it may also be a name.
fn may_open(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    lists.word(cx, at, WordKind::Opener).or_else(|| lists.word(cx, at, WordKind::SoftOpener)).is_some()
}

/// Reads one part.
fn part(lists: &Lists, cx: &Context<'_>, at: usize) -> Part {
    const MOST_TOKENS: u16 = 1000;
    let mut part = Part::new(at, at + 1, form(lists, cx, at));
    while part.len < MOST_TOKENS
        && let Some((to, form)) = joined(lists, cx, part)
    {
        part = Part::new(at, to, form);
    }
    part
}

/// The part with one more piece.
fn joined(lists: &Lists, cx: &Context<'_>, part: Part) -> Option<(usize, Form)> {
    let mark = cx.token(part.to());
    if !mark.is_glued() {
        return None;
    }
    if part.form == Form::Initial && mark.kind == Kind::Digits && part.len == 1 {
        return Some((part.to() + 1, Form::Initial));
    }
    if mark.kind != Kind::Mark {
        return None;
    }
    let next = cx.token(part.to() + 1);
    let next_touches = next.is_glued() && next.kind.is_word();
    if mark.is_mark('.') {
        return match part.form {
            Form::Initial if next_touches && next.kind.is_capital() => {
                let form = form(lists, cx, part.to() + 1);
                Some((part.to() + 2, if form == Form::Initial { form } else { Form::Foreign }))
            }
            Form::Initial if !cx.is_mark(part.to() - 1, '.') && !next_touches => Some((part.to() + 1, Form::Initial)),
            _ => None,
        };
    }
    if !next_touches {
        return None;
    }
    let joins = match next.kind {
        _ if mark.is_mark('\'') || mark.is_mark('’') || mark.is_mark('‘') => {
            !cx.is(part.to() + 1, const { Key::of("s") })
        }
        _ if !mark.is_mark('-') => false,
        Kind::Lower => part.form != Form::Initial,
        Kind::Upper if next.span.len() > 2 => false,
        _ => part.form != Form::Syllable || form(lists, cx, part.to() + 1) != Form::Syllable,
    };
    let code = part.form == Form::Acronym && !matches!(next.kind, Kind::Lower | Kind::Capitalized);
    joins.then_some((part.to() + 2, if code { Form::Acronym } else { Form::Foreign }))
}

fn form(lists: &Lists, cx: &Context<'_>, at: usize) -> Form {
    let token = cx.token(at);
    let word = cx.word(at);
    let single = word.len() < 4 && word.chars().nth(1).is_none();
    if word.len() == 2 && DIGRAPHS.contains(&token.key) && cx.token(at + 1).is_glued() && cx.is_mark(at + 1, '.') {
        return Form::Initial;
    }
    if single && !matches!(word, "Ý" | "Á" | "Ô" | "Ơ") {
        Form::Initial
    } else if lists.is_counted(cx, at) || is_syllable(token.key) {
        Form::Syllable
    } else if (token.kind == Kind::Upper && is_short(word)) || is_brand(token.kind, word) {
        Form::Acronym
    } else {
        Form::Foreign
    }
}

/// True for capitals that are hardly a word: few of them, or no vowel among them, as in `NHCSXH`.
fn is_short(word: &str) -> bool {
    word.len() < 6 || (word.is_ascii() && !word.contains(['A', 'E', 'I', 'O', 'U', 'Y']))
}

/// True for a word with capitals inside that no name has: `VinUni`, `LaserJet`, but not `McCain`, `LaRue`.
fn is_brand(kind: Kind, word: &str) -> bool {
    const OPENINGS: &[&str] =
        &["Mc", "MC", "Mac", "De", "Le", "Lee", "La", "Van", "Di", "Fitz", "O", "Da", "Du", "Des"];
    let opens = |opening: &str| {
        let rest = word.strip_prefix(opening);
        rest.is_some_and(|rest| rest.chars().next().is_none_or(|letter| !letter.is_lowercase()))
    };
    kind == Kind::Mixed && !OPENINGS.iter().any(|opening| opens(opening))
}

/// How much parts look like a person's name by themselves, and as what. `None` where they can't be one.
pub(super) fn score(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> Option<(i32, Shape)> {
    if let &[part] = parts {
        return lone(lists, cx, part);
    }
    if is_spelled(cx, parts) {
        return Some((SPELLED, Shape::Initials));
    }
    let coded =
        parts.iter().any(|part| part.form == Form::Acronym) || parts.iter().all(|part| part.form == Form::Initial);
    if coded || cx.token(parts.first()?.to() - 1).kind == Kind::Digits {
        return None;
    }
    let syllables = parts.iter().filter(|part| part.form == Form::Syllable).count();
    let last = parts[parts.len() - 1];
    let pointed = cx.is_mark(last.to() - 1, '.') || parts.len() > 2;
    let hidden = last.form == Form::Initial && pointed;
    let vietnamese = syllables == parts.len() || (hidden && syllables == parts.len() - 1);
    if vietnamese { Some(native(lists, cx, parts, hidden)) } else { foreign(lists, cx, parts) }
}

/// What initials with blanks between them are worth.
const SPELLED: i32 = 5;

/// True for initials with points and blanks between them: `N. T. H`, but not the answers `A. B. C.`
fn is_spelled(cx: &Context<'_>, parts: &[Part]) -> bool {
    let [first, second, .., last] = parts else { return false };
    let is_letter = |part: &Part| part.form == Form::Initial && part.to() - part.from() < 3;
    let is_pointed = |part: &Part| part.to() == last.to() || cx.is_mark(part.to() - 1, '.');
    let answers = cx.is(first.from(), const { Key::of("A") }) && cx.is(second.from(), const { Key::of("B") });
    (3..=4).contains(&parts.len()) && parts.iter().all(|part| is_letter(part) && is_pointed(part)) && !answers
}

/// The score of a single part.
fn lone(lists: &Lists, cx: &Context<'_>, part: Part) -> Option<(i32, Shape)> {
    if is_code(cx, part) || cx.token(part.to() - 1).kind == Kind::Digits {
        return None;
    }
    match part.form {
        Form::Initial => initials(cx, part),
        Form::Syllable => Some((given(lists, cx, &[part]), Shape::Given)),
        _ => foreign(lists, cx, &[part]),
    }
}

/// True for a part that is no name where it stands alone.
fn is_code(cx: &Context<'_>, part: Part) -> bool {
    part.form == Form::Acronym || is_capitals(cx, part)
}

/// True for a word of several capitals.
fn is_capitals(cx: &Context<'_>, part: Part) -> bool {
    part.to() - part.from() == 1 && cx.token(part.from()).kind == Kind::Upper && part.form != Form::Initial
}

fn is_upper(cx: &Context<'_>, parts: &[Part]) -> bool {
    parts.iter().all(|part| cx.token(part.from()).kind == Kind::Upper)
}

fn initials(cx: &Context<'_>, part: Part) -> Option<(i32, Shape)> {
    if opens_address(cx, part) {
        return None;
    }
    let letters = (part.from()..part.to()).filter(|&at| cx.token(at).kind.is_word()).count();
    Some(match letters {
        1 => (-2, Shape::Initials),
        2 => (1, Shape::Initials),
        3..=5 => (5, Shape::Initials),
        _ => return None,
    })
}

/// True for the first letter of an address in the net: `X.com`.
fn opens_address(cx: &Context<'_>, part: Part) -> bool {
    let (mark, next) = (cx.token(part.to()), cx.token(part.to() + 1));
    mark.is_mark('.') && mark.is_glued() && next.kind == Kind::Lower && next.is_glued()
}

/// The score of a name in Vietnamese syllables.
fn native(lists: &Lists, cx: &Context<'_>, parts: &[Part], hidden: bool) -> (i32, Shape) {
    let count = parts.len();
    let surname = lists.surname(cx, parts[0].from()).filter(|&(len, _)| len < count);
    let surname = surname.or_else(|| is_rare_surname(cx, parts).then_some((1, 2)));
    let (taken, weight) = surname.unwrap_or((0, 0));
    if weight == 0 {
        return (given(lists, cx, parts), Shape::Given);
    }
    let (full, shape) = with_surname(lists, cx, parts, taken, weight, hidden);
    let full = full - if is_upper(cx, parts) { 3 } else { 0 };
    let given = given(lists, cx, parts);
    if weight == 1 && count == 2 && given >= full { (given, Shape::Given) } else { (full, shape) }
}

/// True for what stands before `Thị` and a given name: `Liên Thị Tuyết Mai`.
fn is_rare_surname(cx: &Context<'_>, parts: &[Part]) -> bool {
    parts.len() > 2 && cx.is(parts[1].from(), THI)
}

fn with_surname(
    lists: &Lists,
    cx: &Context<'_>,
    parts: &[Part],
    taken: usize,
    weight: u32,
    hidden: bool,
) -> (i32, Shape) {
    let count = parts.len();
    let mut score = [0, 1, 3, 4][weight as usize];
    score += match count - taken {
        1 => 0,
        2 | 3 => 2,
        _ if taken > 1 => 1,
        4 => 0,
        _ => -6,
    };
    let rest = &parts[taken..];
    if lists.is_compound(cx, parts[count - 1].from()) && cx.token(parts[count - 1].to()).kind == Kind::Lower {
        score -= 4;
    }
    if hidden {
        return (score + 3, Shape::Initials);
    }
    score += i32::from(is_given(lists, cx, rest[rest.len() - 1].from())) * 2 - 1;
    if rest.len() > 1 {
        let key = cx.token(rest[0].from()).key;
        let middle = lists.syllable(cx, rest[0].from()).is_some_and(|counts| counts.middle + counts.last > 0);
        score += if key == THI || key == VAN { 2 } else { i32::from(middle) * 2 - 1 };
    }
    (score, Shape::Full)
}

/// The score of Vietnamese syllables without a surname.
fn given(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> i32 {
    let last = parts[parts.len() - 1].from();
    let known = i32::from(is_given(lists, cx, last));
    match parts.len() {
        1 if lists.is_compound(cx, last) => -9,
        1 if is_opener(lists, cx, last) => -6,
        1 if BIRTH_ORDER.contains(&cx.token(last).key) => -2,
        1 => known * 3 - 2,
        2 => {
            let first = cx.token(parts[0].from()).key;
            let count = lists.syllable(cx, parts[0].from()).map_or(0, |counts| counts.middle + counts.last);
            let middle = if first == VAN || first == THI || BIRTH_ORDER.contains(&first) {
                3
            } else {
                i32::from(count > 0) + i32::from(count > 5)
            };
            let compound = lists.is_compound(cx, last);
            known * 2 + middle - 2 - if compound { 6 } else { 0 }
        }
        3 => -1,
        _ => -6,
    }
}

/// True for a syllable that is known to end names.
fn is_given(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    lists.syllable(cx, at).is_some_and(|counts| counts.last > 0 || counts.alone > 1)
}

/// The score of a name with foreign words.
fn foreign(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> Option<(i32, Shape)> {
    let prefix = PREFIXES.contains(&cx.token(parts[0].from()).key);
    let never = parts.iter().any(|part| {
        let word = part.form != Form::Particle && lists.word(cx, part.from(), WordKind::Never).is_some();
        word && lists.foreign(cx, part.from()).is_none_or(|counts| counts.first + counts.last < 3)
    });
    if never || parts.len() > 6 || (parts[0].form == Form::Initial && !prefix && parts.len() > 4) {
        return None;
    }
    let first = lists.foreign(cx, parts[0].from()).map_or(0, |counts| counts.first);
    let last = lists.foreign(cx, parts[parts.len() - 1].from()).map_or(0, |counts| counts.last);
    let mut score = if parts.len() == 1 { -1 } else { i32::from(parts.len() < 4) };
    score += if first > 0 && parts.len() > 1 { 4 } else { 0 };
    score += match last {
        0 => 3 * i32::from(first > 0 && parts.len() == 1),
        1..=5 => 2,
        _ => 4,
    };
    // `Hồ Abraham` is a lake.
    let lake = parts.len() == 2 && lists.head(cx, parts[0].from()).is_some();
    let surname = lists.surname(cx, parts[0].from()).is_some() && !lake;
    let minority = surname || (prefix && parts[0].form == Form::Foreign);
    score += if minority { 3 } else { 0 };
    // `Hạng C`
    let lettered = parts[parts.len() - 1].form == Form::Initial && parts.iter().all(|part| part.form != Form::Foreign);
    let known = prefix || (minority && parts.len() > 2);
    score -= if lettered && !known { 5 } else { 0 };
    Some((score, Shape::Foreign))
}
