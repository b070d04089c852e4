//! Why a fact was missed: what the pass made of its words.

use super::{ArticleScore, Mistake, Wrong, mentions};
use crate::article::BlockKind;
use crate::extract::{Explanation, Loser, Weighed};
use crate::record::Record;
use crate::text::{Places, Span, one_line};

/// Letters of the gold, with the room whose rules find the kind.
const ROOMS: [(char, &str); 4] = [('N', "number"), ('D', "date"), ('R', "document"), ('P', "person")];

impl ArticleScore {
    /// True where something was missed.
    pub fn has_missed(&self) -> bool {
        self.mistakes.iter().any(|mistake| mistake.wrong == Wrong::Missed)
    }

    /// Says of everything that was missed what became of its words.
    pub fn explain(&mut self, record: &Record<'_>, explanation: &Explanation) {
        let found = mentions(record);
        let taken: Vec<(Span, &str)> = found.iter().map(|one| (span(one.place()), one.rule.as_str())).collect();
        let story = Story { record, places: Places::new(&record.text), explanation, taken: &taken };
        for mistake in self.mistakes.iter_mut().filter(|mistake| mistake.wrong == Wrong::Missed) {
            mistake.why = story.of(mistake);
        }
    }
}

/// All that is known of an article.
struct Story<'s> {
    record: &'s Record<'s>,
    places: Places,
    explanation: &'s Explanation,
    /// Places of the facts, with their rules.
    taken: &'s [(Span, &'s str)],
}

impl Story<'_> {
    fn of(&self, mistake: &Mistake) -> String {
        let (place, room) = (span(mistake.place), room(mistake.kind));
        let lost = || self.loser(place, room).map(|loser| self.lost(loser));
        let weighed = || self.weighed(place, room).map(|weighed| self.outweighed(weighed));
        let taken = || self.taken.iter().find(|(span, _)| span.overlaps(place)).map(|taken| self.taken_by(*taken));
        let without = || self.block(place).map(|kind| format!("no facts are taken from blocks of kind {kind}"));
        let why = lost().or_else(weighed).or_else(taken).or_else(without);
        why.unwrap_or_else(|| "no rule".to_owned())
    }

    /// The candidate of a room that shares most with a place and lost it.
    fn loser(&self, place: Span, room: &str) -> Option<&Loser> {
        let losers = self.explanation.losers.iter().filter(|loser| is_of(loser.candidate.rule, room));
        let meeting = losers.filter(|loser| loser.candidate.span.overlaps(place));
        meeting.max_by_key(|loser| shared(loser.candidate.span, place))
    }

    fn weighed(&self, place: Span, room: &str) -> Option<&Weighed> {
        let weighed = self.explanation.weighed.iter().filter(|weighed| is_of(weighed.rule, room));
        weighed.filter(|weighed| weighed.span.overlaps(place)).max_by_key(|weighed| shared(weighed.span, place))
    }

    fn lost(&self, loser: &Loser) -> String {
        let (rule, winner) = (loser.candidate.rule, self.words(loser.winner_span));
        format!("{rule} lost to {} [{winner}]: {}", loser.winner, loser.reason())
    }

    fn outweighed(&self, weighed: &Weighed) -> String {
        let evidence: Vec<String> =
            weighed.evidence.iter().map(|evidence| format!("{:+} {}", evidence.points, evidence.what)).collect();
        let words = self.words(weighed.span);
        format!("{} [{words}] had too little evidence: {} = {}", weighed.rule, weighed.sum(), evidence.join(", "))
    }

    fn taken_by(&self, (span, rule): (Span, &str)) -> String {
        format!("taken by {rule} [{}]", self.words(span))
    }

    /// The kind of a block that has no facts.
    fn block(&self, place: Span) -> Option<String> {
        let has = |chars: [u32; 2]| {
            let [start, end] = chars.map(|char| self.places.byte(char) as u32);
            start <= place.start && place.end <= end
        };
        let kinds = self.record.blocks.iter().filter(|block| has(block.chars)).map(|block| block.kind);
        kinds.filter(|kind: &BlockKind| !kind.has_facts()).map(crate::json::name).next()
    }

    fn words(&self, span: Span) -> String {
        one_line(span.of(&self.record.text))
    }
}

fn span((start, end): (usize, usize)) -> Span {
    Span::new(start as u32, end as u32)
}

fn room(kind: char) -> &'static str {
    ROOMS.iter().find(|(letter, _)| *letter == kind).map_or("", |(_, room)| room)
}

fn is_of(rule: &str, room: &str) -> bool {
    rule.split('/').next() == Some(room)
}

/// Bytes that two spans share.
fn shared(one: Span, other: Span) -> u32 {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}
