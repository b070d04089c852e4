//! What is measured.

/// Every measure: a kind or `all`, and a level.
pub const MEASURES: [&str; 23] = [
    "all.span",
    "all.overlap",
    "all.value",
    "numbers.span",
    "numbers.overlap",
    "numbers.value",
    "dates.span",
    "dates.overlap",
    "dates.value",
    "documents.span",
    "documents.overlap",
    "documents.value",
    "documents.entity",
    "persons.span",
    "persons.overlap",
    "persons.entity",
    "persons.titles",
    "persons.muc",
    "persons.b3",
    "persons.ceafe",
    CONLL,
    "sentences",
    "blocks",
];

/// The mean of `persons.muc`, `persons.b3` and `persons.ceafe`, which has no counts of its own.
pub const CONLL: &str = "persons.conll";

/// The place of a measure in [`MEASURES`].
pub fn measure(name: &str) -> Option<usize> {
    MEASURES.iter().position(|&measure| measure == name)
}

/// The place of a level of a kind, by its letter.
pub(super) fn of(kind: char, level: &str) -> Option<usize> {
    let kind = match kind {
        'N' => "numbers",
        'D' => "dates",
        'R' => "documents",
        _ => "persons",
    };
    measure(&format!("{kind}.{level}"))
}
