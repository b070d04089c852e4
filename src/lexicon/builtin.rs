//! Every built-in word list, to be looked through: `trich words`.

/// A list as it stands in the sources.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Room and name: `person/titles`.
    pub name: &'static str,
    text: &'static str,
    sources: &'static str,
}

impl List {
    fn lines(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    }

    /// The names of its columns, apart by tabs.
    pub fn columns(&self) -> &'static str {
        self.lines().next().unwrap_or_default()
    }

    /// Its entries, as they stand.
    pub fn entries(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.lines().skip(1)
    }

    /// Where it comes from, as of when, under which licence.
    pub fn source(&self) -> String {
        let file = format!("{}.tsv", self.name.split('/').next_back().unwrap_or_default());
        let is_row = |line: &&str| line.split(['/', '`', ' ', '|', ',', '*', ':']).any(|word| word == file);
        let row = self.sources.lines().find(is_row).unwrap_or_default();
        let (file, row) = (format!("`{file}`"), row.trim_matches(['|', '-', '*', ' ']));
        let cells = row.split('|').map(str::trim).filter(|cell| !cell.is_empty() && *cell != file);
        cells.collect::<Vec<_>>().join("; ")
    }
}

macro_rules! lists {
    ($(($name:literal, $file:literal, $sources:literal),)+) => {
        /// All lists, in the order of their names.
        pub fn lists() -> Vec<List> {
            vec![$(List { name: $name, text: include_str!($file), sources: include_str!($sources) },)+]
        }
    };
}

lists! {
    ("article/agencies", "../article/lexicon/agencies.tsv", "../article/lexicon/SOURCES.md"),
    ("article/footers", "../article/lexicon/footers.tsv", "../article/lexicon/SOURCES.md"),
    ("article/joints", "../article/lexicon/joints.tsv", "../article/lexicon/SOURCES.md"),
    ("article/markers", "../article/lexicon/markers.tsv", "../article/lexicon/SOURCES.md"),
    ("article/sections", "../article/lexicon/sections.tsv", "../article/lexicon/SOURCES.md"),
    ("article/stops", "../article/lexicon/stops.tsv", "../article/lexicon/SOURCES.md"),
    ("check/open_ends", "../check/lexicon/open_ends.tsv", "../check/lexicon/SOURCES.md"),
    ("decode/syllables", "../decode/lexicon/syllables.tsv", "../decode/lexicon/SOURCES.md"),
    ("blocked/heads", "../extract/blocked/lexicon/heads.tsv", "../extract/blocked/SOURCES.md"),
    ("blocked/not_heads", "../extract/blocked/lexicon/not_heads.tsv", "../extract/blocked/SOURCES.md"),
    ("date/canchi", "../extract/date/lexicon/canchi.tsv", "../extract/date/SOURCES.md"),
    ("date/compounds", "../extract/date/lexicon/compounds.tsv", "../extract/date/SOURCES.md"),
    ("date/counted", "../extract/date/lexicon/counted.tsv", "../extract/date/SOURCES.md"),
    ("date/cues", "../extract/date/lexicon/cues.tsv", "../extract/date/SOURCES.md"),
    ("date/deictic", "../extract/date/lexicon/deictic.tsv", "../extract/date/SOURCES.md"),
    ("date/ends", "../extract/date/lexicon/ends.tsv", "../extract/date/SOURCES.md"),
    ("date/follow", "../extract/date/lexicon/follow.tsv", "../extract/date/SOURCES.md"),
    ("date/habits", "../extract/date/lexicon/habits.tsv", "../extract/date/SOURCES.md"),
    ("date/holidays", "../extract/date/lexicon/holidays.tsv", "../extract/date/SOURCES.md"),
    ("date/lunar_years", "../extract/date/lexicon/lunar_years.tsv", "../extract/date/SOURCES.md"),
    ("date/months", "../extract/date/lexicon/months.tsv", "../extract/date/SOURCES.md"),
    ("date/names", "../extract/date/lexicon/names.tsv", "../extract/date/SOURCES.md"),
    ("date/openers", "../extract/date/lexicon/openers.tsv", "../extract/date/SOURCES.md"),
    ("date/parts", "../extract/date/lexicon/parts.tsv", "../extract/date/SOURCES.md"),
    ("date/rates", "../extract/date/lexicon/rates.tsv", "../extract/date/SOURCES.md"),
    ("date/relative", "../extract/date/lexicon/relative.tsv", "../extract/date/SOURCES.md"),
    ("date/routines", "../extract/date/lexicon/routines.tsv", "../extract/date/SOURCES.md"),
    ("date/seasons", "../extract/date/lexicon/seasons.tsv", "../extract/date/SOURCES.md"),
    ("date/sounds", "../extract/date/lexicon/sounds.tsv", "../extract/date/SOURCES.md"),
    ("date/tense", "../extract/date/lexicon/tense.tsv", "../extract/date/SOURCES.md"),
    ("date/terms", "../extract/date/lexicon/terms.tsv", "../extract/date/SOURCES.md"),
    ("date/units", "../extract/date/lexicon/units.tsv", "../extract/date/SOURCES.md"),
    ("date/weekdays", "../extract/date/lexicon/weekdays.tsv", "../extract/date/SOURCES.md"),
    ("document/countries", "../extract/document/lexicon/countries.tsv", "../extract/document/SOURCES.md"),
    ("document/documents", "../extract/document/lexicon/documents.tsv", "../extract/document/SOURCES.md"),
    ("document/issuers", "../extract/document/lexicon/issuers.tsv", "../extract/document/SOURCES.md"),
    ("document/laws", "../extract/document/lexicon/laws.tsv", "../extract/document/SOURCES.md"),
    ("document/provinces", "../extract/document/lexicon/provinces.tsv", "../extract/document/SOURCES.md"),
    ("document/short_laws", "../extract/document/lexicon/short_laws.tsv", "../extract/document/SOURCES.md"),
    ("document/slips", "../extract/document/lexicon/slips.tsv", "../extract/document/SOURCES.md"),
    ("document/treaties", "../extract/document/lexicon/treaties.tsv", "../extract/document/SOURCES.md"),
    ("document/types", "../extract/document/lexicon/types.tsv", "../extract/document/SOURCES.md"),
    ("document/words", "../extract/document/lexicon/words.tsv", "../extract/document/SOURCES.md"),
    ("number/approximators", "../extract/number/lexicon/approximators.tsv", "../extract/number/SOURCES.md"),
    ("number/comparisons", "../extract/number/lexicon/comparisons.tsv", "../extract/number/SOURCES.md"),
    ("number/currencies", "../extract/number/lexicon/currencies.tsv", "../extract/number/SOURCES.md"),
    ("number/grammar", "../extract/number/lexicon/grammar.tsv", "../extract/number/SOURCES.md"),
    ("number/idioms", "../extract/number/lexicon/idioms.tsv", "../extract/number/SOURCES.md"),
    ("number/negations", "../extract/number/lexicon/negations.tsv", "../extract/number/SOURCES.md"),
    ("number/nouns", "../extract/number/lexicon/nouns.tsv", "../extract/number/SOURCES.md"),
    ("number/ordinals", "../extract/number/lexicon/ordinals.tsv", "../extract/number/SOURCES.md"),
    ("number/scores", "../extract/number/lexicon/scores.tsv", "../extract/number/SOURCES.md"),
    ("number/tallies", "../extract/number/lexicon/tallies.tsv", "../extract/number/SOURCES.md"),
    ("number/tests", "../extract/number/lexicon/tests.tsv", "../extract/number/SOURCES.md"),
    ("number/time", "../extract/number/lexicon/time.tsv", "../extract/number/SOURCES.md"),
    ("number/units", "../extract/number/lexicon/units.tsv", "../extract/number/SOURCES.md"),
    ("person/compounds", "../extract/person/lexicon/compounds.tsv", "../extract/person/SOURCES.md"),
    ("person/contexts", "../extract/person/lexicon/contexts.tsv", "../extract/person/SOURCES.md"),
    ("person/false_friends", "../extract/person/lexicon/false_friends.tsv", "../extract/person/SOURCES.md"),
    ("person/family_names", "../extract/person/lexicon/family_names.tsv", "../extract/person/SOURCES.md"),
    ("person/foreign", "../extract/person/lexicon/foreign.tsv", "../extract/person/SOURCES.md"),
    ("person/known", "../extract/person/lexicon/known.tsv", "../extract/person/SOURCES.md"),
    ("person/given_names", "../extract/person/lexicon/given_names.tsv", "../extract/person/SOURCES.md"),
    ("person/heads", "../extract/person/lexicon/heads.tsv", "../extract/person/SOURCES.md"),
    ("person/honorifics", "../extract/person/lexicon/honorifics.tsv", "../extract/person/SOURCES.md"),
    ("person/places", "../extract/person/lexicon/places.tsv", "../extract/person/SOURCES.md"),
    ("person/surnames", "../extract/person/lexicon/surnames.tsv", "../extract/person/SOURCES.md"),
    ("person/syllables", "../extract/person/lexicon/syllables.tsv", "../extract/person/SOURCES.md"),
    ("person/things", "../extract/person/lexicon/things.tsv", "../extract/person/SOURCES.md"),
    ("person/titles", "../extract/person/lexicon/titles.tsv", "../extract/person/SOURCES.md"),
    ("person/words", "../extract/person/lexicon/words.tsv", "../extract/person/SOURCES.md"),
    ("segment/abbreviations", "../segment/lexicon/abbreviations.tsv", "../segment/lexicon/SOURCES.md"),
    ("segment/honorifics", "../segment/lexicon/honorifics.tsv", "../segment/lexicon/SOURCES.md"),
    ("segment/numbered", "../segment/lexicon/numbered.tsv", "../segment/lexicon/SOURCES.md"),
    ("segment/openers", "../segment/lexicon/openers.tsv", "../segment/lexicon/SOURCES.md"),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_entries_columns_and_a_source() {
        for list in lists() {
            assert!(list.entries().count() > 0 && !list.columns().is_empty(), "{}", list.name);
            assert!(!list.source().is_empty(), "{} has no row in its SOURCES.md", list.name);
        }
    }
}
