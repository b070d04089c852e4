//! The word lists of the room, and quick questions to them.

use crate::error::Error;
use crate::extract::Context;
use crate::lexicon::{Builder, Row, Table, Tag, Tags};
use crate::segment::{Key, Kind};

/// What sort of title a word is; see `lexicon/titles.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleKind {
    Fixed,
    Office,
    Degree,
    Rank,
    Honour,
    Faith,
    Work,
    Crowd,
    Public,
    Status,
}

/// What a head word names; an office may stand alone. See `lexicon/heads.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadKind {
    Org,
    Firm,
    Office,
    Place,
    Thing,
    /// A word that only ends like a head word: `tình báo`.
    None,
}

impl HeadKind {
    /// True for organisations.
    pub fn is_org(self) -> bool {
        matches!(self, HeadKind::Org | HeadKind::Firm | HeadKind::Office)
    }
}

/// What a word does beside a name; see `lexicon/words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    Say,
    State,
    Act,
    Human,
    Aux,
    Opener,
    SoftOpener,
    Org,
    Stop,
    Field,
    Never,
    Alias,
}

/// What sort of place; see `lexicon/places.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Country,
    City,
    Local,
}

/// Gender and number of a form of address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Honorific {
    pub gender: Option<super::Gender>,
    pub many: bool,
    /// True for words that only end like a form of address: `dụng cụ`.
    none: bool,
}

/// How often a Vietnamese syllable stands where in names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Syllable {
    pub middle: u32,
    pub last: u32,
    pub alone: u32,
    pub small: u32,
}

/// How often a foreign word stands where in names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Foreign {
    pub first: u32,
    pub last: u32,
}

const TITLE_KINDS: &[(&str, TitleKind)] = &[
    ("fixed", TitleKind::Fixed),
    ("office", TitleKind::Office),
    ("degree", TitleKind::Degree),
    ("rank", TitleKind::Rank),
    ("honour", TitleKind::Honour),
    ("faith", TitleKind::Faith),
    ("work", TitleKind::Work),
    ("crowd", TitleKind::Crowd),
    ("public", TitleKind::Public),
    ("status", TitleKind::Status),
];
const HEAD_KINDS: &[(&str, HeadKind)] = &[
    ("org", HeadKind::Org),
    ("firm", HeadKind::Firm),
    ("office", HeadKind::Office),
    ("place", HeadKind::Place),
    ("thing", HeadKind::Thing),
    ("none", HeadKind::None),
];
const WORD_KINDS: &[(&str, WordKind)] = &[
    ("say", WordKind::Say),
    ("state", WordKind::State),
    ("act", WordKind::Act),
    ("human", WordKind::Human),
    ("aux", WordKind::Aux),
    ("opener", WordKind::Opener),
    ("soft_opener", WordKind::SoftOpener),
    ("org", WordKind::Org),
    ("stop", WordKind::Stop),
    ("field", WordKind::Field),
    ("never", WordKind::Never),
    ("alias", WordKind::Alias),
];
const PLACE_KINDS: &[(&str, PlaceKind)] =
    &[("country", PlaceKind::Country), ("city", PlaceKind::City), ("local", PlaceKind::Local)];

/// A department where it is written with a capital, else an affair: `vụ Trịnh Văn A`.
const AFFAIR: Key = Key::of("vụ");

/// The lists, with the tags under which the lexicon knows their entries.
pub(super) struct Lists {
    surname: Tag,
    syllable: Tag,
    foreign: Tag,
    title: Tag,
    honorific: Tag,
    head: Tag,
    words: [Tag; WORD_KINDS.len()],
    place: Tag,
    false_friend: Tag,
    known: Tag,
    compound: Tag,
    before: Tag,
    after: Tag,
    syllables: Vec<Syllable>,
    foreigns: Vec<Foreign>,
    honorifics: Vec<Honorific>,
    sets: Sets,
}

/// Sets of tags that rule a token out at one look.
struct Sets {
    /// Counted syllables.
    syllable: Tags,
    /// What a small word inside the name of an organisation is.
    org: Tags,
    /// What stands before a name in one run with it.
    peel: Tags,
    /// What opens a run that follows another one.
    opening: Tags,
    /// Words that open sentences, alone or with the next syllable.
    opener: Tags,
    /// Verbs.
    verb: Tags,
}

impl Lists {
    /// Payloads are not negative: so much is added to points.
    const POINTS: i32 = 8;

    /// Reads the lists and registers their entries.
    pub fn load(builder: &mut Builder) -> Result<Lists, Error> {
        let compound = builder.capital_tag("person/compound");
        let [syllable, title, honorific, head, place, false_friend] =
            ["syllable", "title", "honorific", "head", "place", "false-friend"]
                .map(|name| builder.tag(&format!("person/{name}")));
        let words: [Tag; WORD_KINDS.len()] =
            std::array::from_fn(|kind| builder.tag(&format!("person/word-{}", WORD_KINDS[kind].0)));
        let word = |kind: WordKind| words[kind as usize];
        let sets = Sets {
            syllable: Tags::of(&[syllable]),
            org: Tags::of(&[word(WordKind::Org), head]),
            peel: Tags::of(&[false_friend, place, title, honorific, head, word(WordKind::Field)]),
            opening: Tags::of(&[title, head, word(WordKind::Opener), word(WordKind::SoftOpener)]),
            opener: Tags::of(&[word(WordKind::Opener), word(WordKind::SoftOpener), compound]),
            verb: Tags::of(&[
                word(WordKind::Say),
                word(WordKind::State),
                word(WordKind::Act),
                word(WordKind::Human),
                word(WordKind::Aux),
            ]),
        };
        let mut lists = Lists {
            surname: builder.tag("person/surname"),
            syllable,
            foreign: builder.tag("person/foreign"),
            known: builder.tag("person/known"),
            compound,
            before: builder.tag("person/before"),
            after: builder.tag("person/after"),
            title,
            honorific,
            head,
            words,
            place,
            false_friend,
            sets,
            syllables: Vec::new(),
            foreigns: Vec::new(),
            honorifics: Vec::new(),
        };
        lists.load_names(builder)?;
        lists.load_titles(builder)?;
        lists.load_surroundings(builder)?;
        Ok(lists)
    }

    fn load_names(&mut self, builder: &mut Builder) -> Result<(), Error> {
        let text = include_str!("lexicon/surnames.tsv");
        for row in Table::parse("surnames.tsv", text, &["surname", "people", "weight"])?.rows() {
            let row = row?;
            builder.add(row.get(0), self.surname, row.parse(2, "a weight from 1 to 3")?)?;
        }
        let columns = ["syllable", "first", "middle", "last", "alone", "small", "elsewhere"];
        for row in Table::parse("syllables.tsv", include_str!("lexicon/syllables.tsv"), &columns)?.rows() {
            let row = row?;
            builder.add(row.get(0), self.syllable, self.syllables.len() as u32)?;
            let count = |column| row.parse(column, "a count");
            let (middle, last, alone) = (count(2)?, count(3)?, count(4)?);
            self.syllables.push(Syllable { middle, last, alone, small: count(5)? });
        }
        let columns = ["word", "first", "last", "elsewhere"];
        for row in Table::parse("foreign.tsv", include_str!("lexicon/foreign.tsv"), &columns)?.rows() {
            let row = row?;
            builder.add(row.get(0), self.foreign, self.foreigns.len() as u32)?;
            self.foreigns.push(Foreign { first: row.parse(1, "a count")?, last: row.parse(2, "a count")? });
        }
        for row in Table::parse("known.tsv", include_str!("lexicon/known.tsv"), &["name"])?.rows() {
            builder.add(row?.get(0), self.known, 0)?;
        }
        const GIVEN: Foreign = Foreign { first: 3, last: 0 };
        const FAMILY: Foreign = Foreign { first: 0, last: 1 };
        let given = ("given_names", include_str!("lexicon/given_names.tsv"), GIVEN);
        let family = ("family_names", include_str!("lexicon/family_names.tsv"), FAMILY);
        for (list, text, counts) in [given, family] {
            for row in builder.rows(list, text, &["name"])? {
                builder.add(row.get(0), self.foreign, self.foreigns.len() as u32)?;
            }
            self.foreigns.push(counts);
        }
        Ok(())
    }

    fn load_titles(&mut self, builder: &mut Builder) -> Result<(), Error> {
        for row in builder.rows("titles", include_str!("lexicon/titles.tsv"), &["words", "kind"])? {
            builder.add(row.get(0), self.title, one_of(&row, 1, TITLE_KINDS)?)?;
        }
        let columns = ["words", "gender", "number"];
        for row in Table::parse("honorifics.tsv", include_str!("lexicon/honorifics.tsv"), &columns)?.rows() {
            let row = row?;
            let gender = match row.get(1) {
                "m" => Some(super::Gender::M),
                "f" => Some(super::Gender::F),
                "-" => None,
                _ => return Err(row.expected(1, "m, f or -")),
            };
            builder.add(row.get(0), self.honorific, self.honorifics.len() as u32)?;
            self.honorifics.push(Honorific { gender, many: row.get(2) == "many", none: row.get(2) == "none" });
        }
        Ok(())
    }

    fn load_surroundings(&self, builder: &mut Builder) -> Result<(), Error> {
        for row in builder.rows("heads", include_str!("lexicon/heads.tsv"), &["words", "kind"])? {
            builder.add(row.get(0), self.head, one_of(&row, 1, HEAD_KINDS)?)?;
        }
        for row in Table::parse("words.tsv", include_str!("lexicon/words.tsv"), &["words", "kind"])?.rows() {
            let row = row?;
            builder.add(row.get(0), self.words[one_of(&row, 1, WORD_KINDS)? as usize], 0)?;
        }
        for row in builder.rows("things", include_str!("lexicon/things.tsv"), &["word", "articles"])? {
            builder.add(row.get(0), self.words[WordKind::Never as usize], 0)?;
        }
        for row in Table::parse("places.tsv", include_str!("lexicon/places.tsv"), &["name", "kind"])?.rows() {
            let row = row?;
            builder.add(row.get(0), self.place, one_of(&row, 1, PLACE_KINDS)?)?;
        }
        let text = include_str!("lexicon/false_friends.tsv");
        for row in Table::parse("false_friends.tsv", text, &["words", "kind"])?.rows() {
            let row = row?;
            builder.add(row.get(0), self.false_friend, u32::from(row.get(1) == "doubtful"))?;
        }
        let columns = ["side", "word", "points", "persons", "others"];
        for row in Table::parse("contexts.tsv", include_str!("lexicon/contexts.tsv"), &columns)?.rows() {
            let row = row?;
            let side = match row.get(0) {
                "before" => self.before,
                "after" => self.after,
                _ => return Err(row.expected(0, "before or after")),
            };
            let points: i32 = row.parse(2, "points from -3 to 3")?;
            builder.add(row.get(1), side, (points + Self::POINTS) as u32)?;
        }
        for row in Table::parse("compounds.tsv", include_str!("lexicon/compounds.tsv"), &["words"])?.rows() {
            builder.add(row?.get(0), self.compound, 0)?;
        }
        Ok(())
    }

    /// Length in tokens and weight of the longest surname at a token.
    #[inline]
    pub fn surname(&self, cx: &Context<'_>, at: usize) -> Option<(usize, u32)> {
        cx.entry(at, self.surname).map(|hit| (hit.len as usize, hit.payload))
    }

    /// True where a surname stands at a token that is neither rare nor an ordinary word.
    pub fn is_common_surname(&self, cx: &Context<'_>, at: usize) -> bool {
        self.surname(cx, at).is_some_and(|(_, weight)| weight > 1)
    }

    /// Counts of the syllable at a token.
    #[inline]
    pub fn syllable(&self, cx: &Context<'_>, at: usize) -> Option<Syllable> {
        cx.entry(at, self.syllable).map(|hit| self.syllables[hit.payload as usize])
    }

    /// True for a syllable that is counted.
    pub fn is_counted(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.hits.tags(at).meets(self.sets.syllable)
    }

    /// Counts of the foreign word at a token.
    #[inline]
    pub fn foreign(&self, cx: &Context<'_>, at: usize) -> Option<Foreign> {
        cx.entry(at, self.foreign).map(|hit| self.foreigns[hit.payload as usize])
    }

    /// End of the name of a well-known person at a token.
    pub fn known(&self, cx: &Context<'_>, at: usize) -> Option<usize> {
        cx.entry(at, self.known).map(|hit| at + hit.len as usize)
    }

    /// True where tokens `from..to` are the name of a well-known person.
    pub fn is_known(&self, cx: &Context<'_>, from: usize, to: usize) -> bool {
        cx.entry(from, self.known).is_some_and(|hit| from + hit.len as usize == to)
    }

    /// End and kind of the longest title that begins at a token and ends by `limit`.
    #[inline]
    pub fn title(&self, cx: &Context<'_>, at: usize, limit: usize) -> Option<(usize, TitleKind)> {
        let (end, payload) = within(cx, at, self.title, limit)?;
        Some((end, TITLE_KINDS[payload as usize].1))
    }

    /// Start and kind of the longest title that ends before token `end`.
    #[inline]
    pub fn title_ending(&self, cx: &Context<'_>, end: usize) -> Option<(usize, TitleKind)> {
        let (start, payload) = ending(cx, end, self.title)?;
        Some((start, TITLE_KINDS[payload as usize].1))
    }

    /// Start and row of the longest form of address that ends before token `end`.
    #[inline]
    pub fn honorific_ending(&self, cx: &Context<'_>, end: usize) -> Option<(usize, Honorific)> {
        let (start, payload) = ending(cx, end, self.honorific)?;
        Some((start, self.honorifics[payload as usize])).filter(|(_, honorific)| !honorific.none)
    }

    /// End of the longest form of address at a token.
    #[inline]
    pub fn honorific(&self, cx: &Context<'_>, at: usize) -> Option<usize> {
        let hit = cx.entry(at, self.honorific).filter(|hit| !self.honorifics[hit.payload as usize].none)?;
        Some(at + hit.len as usize)
    }

    /// End and kind of the longest head word at a token.
    #[inline]
    pub fn head(&self, cx: &Context<'_>, at: usize) -> Option<(usize, HeadKind)> {
        let hit = cx.entry(at, self.head)?;
        Some((at + hit.len as usize, HEAD_KINDS[hit.payload as usize].1)).filter(|&(_, kind)| kind != HeadKind::None)
    }

    /// Start and kind of the longest head word that ends before token `end`.
    pub fn head_ending(&self, cx: &Context<'_>, end: usize) -> Option<(usize, HeadKind)> {
        let (start, payload) = ending(cx, end, self.head)?;
        let inside = |tag| ending(cx, end, tag).is_some_and(|(longer, _)| longer < start);
        if inside(self.place) || inside(self.words[WordKind::Field as usize]) {
            return None;
        }
        let is_case = cx.is(start, AFFAIR) && cx.token(start).kind == Kind::Lower && end - start == 1;
        Some((start, HEAD_KINDS[payload as usize].1)).filter(|&(_, kind)| kind != HeadKind::None && !is_case)
    }

    /// End and kind of the longest place at a token that ends by `limit`.
    #[inline]
    pub fn place(&self, cx: &Context<'_>, at: usize, limit: usize) -> Option<(usize, PlaceKind)> {
        let (end, payload) = within(cx, at, self.place, limit)?;
        Some((end, PLACE_KINDS[payload as usize].1))
    }

    /// Start of the longest place that ends before token `end`.
    #[inline]
    pub fn place_ending(&self, cx: &Context<'_>, end: usize) -> Option<usize> {
        ending(cx, end, self.place).map(|(start, _)| start)
    }

    /// End of the longest false friend at a token, and whether it is only doubtful.
    #[inline]
    pub fn false_friend(&self, cx: &Context<'_>, at: usize) -> Option<(usize, bool)> {
        cx.entry(at, self.false_friend).map(|hit| (at + hit.len as usize, hit.payload == 1))
    }

    /// True where a token and the one after it are a word of two syllables.
    #[inline]
    pub fn is_compound(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.entry(at, self.compound).is_some()
    }

    /// End of the verb of saying at a token.
    pub fn says(&self, cx: &Context<'_>, at: usize) -> Option<usize> {
        self.word(cx, at, WordKind::Say).max(self.word(cx, at, WordKind::State))
    }

    /// End of a verb at a token, other than of saying, that follows the name of a person.
    pub fn acting(&self, cx: &Context<'_>, at: usize) -> Option<usize> {
        self.word(cx, at, WordKind::Act).max(self.word(cx, at, WordKind::Human))
    }

    /// How much more often the words before token `from` stand before persons than before other names.
    pub fn before(&self, cx: &Context<'_>, from: usize) -> i32 {
        ending(cx, from, self.before).map_or(0, |(_, points)| points as i32 - Self::POINTS)
    }

    /// How much more often the words at token `to` stand after persons than after other names.
    pub fn after(&self, cx: &Context<'_>, to: usize) -> i32 {
        cx.entry(to, self.after).map_or(0, |hit| hit.payload as i32 - Self::POINTS)
    }

    /// False where a small word at a token is none of an organisation.
    pub fn may_be_org(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.hits.tags(at).meets(self.sets.org)
    }

    /// False where a token begins nothing that stands before a name.
    pub fn may_peel(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.hits.tags(at).meets(self.sets.peel)
    }

    /// False where a token inside a run opens no title, organisation or sentence.
    pub fn may_begin_another(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.hits.tags(at).meets(self.sets.opening)
    }

    /// False where a token is no word that opens sentences.
    pub fn may_be_opener(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.hits.tags(at).meets(self.sets.opener)
    }

    /// False where a token is no verb.
    pub fn may_be_verb(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.hits.tags(at).meets(self.sets.verb)
    }

    /// End of the longest entry of a kind of words at a token.
    #[inline]
    pub fn word(&self, cx: &Context<'_>, at: usize, kind: WordKind) -> Option<usize> {
        cx.entry(at, self.words[kind as usize]).map(|hit| at + hit.len as usize)
    }

    /// Start of the longest entry of a kind of words that ends before token `end`.
    pub fn word_ending(&self, cx: &Context<'_>, end: usize, kind: WordKind) -> Option<usize> {
        ending(cx, end, self.words[kind as usize]).map(|(start, _)| start)
    }
}

/// The longest entry of a tag at `at` that ends by token `limit`, as end and payload.
#[inline]
fn within(cx: &Context<'_>, at: usize, tag: Tag, limit: usize) -> Option<(usize, u32)> {
    let longest = cx.entry(at, tag)?;
    let end = at + longest.len as usize;
    if end <= limit { Some((end, longest.payload)) } else { shorter(cx, at, tag, limit) }
}

/// See [`within`], where the longest entry ends beyond the limit.
fn shorter(cx: &Context<'_>, at: usize, tag: Tag, limit: usize) -> Option<(usize, u32)> {
    let hits = cx.entries(at).iter().rev();
    hits.filter(|hit| hit.tag == tag).map(|hit| (at + hit.len as usize, hit.payload)).find(|&(end, _)| end <= limit)
}

/// The longest entry of a tag that ends before token `end`, as start and payload.
fn ending(cx: &Context<'_>, end: usize, tag: Tag) -> Option<(usize, u32)> {
    cx.entry_ending(end, tag).map(|(start, hit)| (start, hit.payload))
}

/// The place of a cell's word in a list of kinds.
fn one_of<K>(row: &Row<'_>, column: usize, kinds: &[(&str, K)]) -> Result<u32, Error> {
    let found = kinds.iter().position(|kind| kind.0 == row.get(column));
    found.map(|index| index as u32).ok_or_else(|| row.expected(column, "one of the kinds that the comment lists"))
}
