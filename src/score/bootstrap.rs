//! How far a score may be chance: articles drawn anew, many times.

use super::{CONLL, Counts, MEASURES, Score, measure};

/// Times that the articles are drawn.
const DRAWS: usize = 1000;

/// Where the draws begin, so that they are the same each time.
const SEED: u64 = 0x7472_6963_6820_2f31;

/// Bounds within which 95 of 100 draws lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// Which of the three figures of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Share {
    /// Share of what was found that is right.
    Precision,
    /// Share of the gold that was found.
    Recall,
    /// Their harmonic mean.
    F1,
}

impl Share {
    /// The figure of some counts.
    pub fn of(self, counts: &Counts) -> f64 {
        match self {
            Share::Precision => counts.precision(),
            Share::Recall => counts.recall(),
            Share::F1 => counts.f1(),
        }
    }
}

/// A figure over counts of all measures, in the order of [`MEASURES`].
pub(super) fn figure(all: &[Counts], at: usize, share: Share) -> f64 {
    if MEASURES.get(at) != Some(&CONLL) {
        return all.get(at).map_or(0.0, |counts| share.of(counts));
    }
    let parts = ["persons.muc", "persons.b3", "persons.ceafe"].into_iter().filter_map(measure);
    let parts: Vec<f64> = parts.filter_map(|part| all.get(part)).map(|counts| share.of(counts)).collect();
    parts.iter().sum::<f64>() / parts.len() as f64
}

impl Score {
    /// The bounds of each measure's F1, in the order of [`MEASURES`].
    pub fn intervals(&self) -> Vec<Interval> {
        let articles: Vec<&[Counts]> = self.articles.iter().map(|article| article.counts.as_slice()).collect();
        let draws = draw(&articles, |sums, at| figure(sums, at, Share::F1));
        draws.into_iter().map(interval).collect()
    }

    /// The bounds of the difference of each measure's F1 from that of `before`, over the articles that both have. These
    /// are drawn in pairs, so that what is hard for both sides does not blur the difference.
    pub fn gains(&self, before: &Score) -> Vec<(f64, Interval)> {
        let pairs = self.articles.iter().filter_map(|article| {
            let other = before.articles.iter().find(|other| other.id == article.id)?;
            Some([article.counts.clone(), other.counts.clone()].concat())
        });
        let pairs: Vec<Vec<Counts>> = pairs.collect();
        let pairs: Vec<&[Counts]> = pairs.iter().map(Vec::as_slice).collect();
        let gain = |sums: &[Counts], at| {
            let (now, before) = sums.split_at(MEASURES.len().min(sums.len()));
            figure(now, at, Share::F1) - figure(before, at, Share::F1)
        };
        let mut all = vec![Counts::default(); MEASURES.len() * 2];
        pairs.iter().for_each(|pair| add(&mut all, pair));
        let draws = draw(&pairs, gain);
        draws.into_iter().enumerate().map(|(at, draws)| (gain(&all, at), interval(draws))).collect()
    }
}

/// Draws as many articles as there are, again and again; for each measure the figures of all draws.
fn draw(articles: &[&[Counts]], figure: impl Fn(&[Counts], usize) -> f64) -> Vec<Vec<f64>> {
    let mut figures = vec![Vec::with_capacity(DRAWS); MEASURES.len()];
    let width = articles.first().map_or(MEASURES.len(), |counts| counts.len());
    let mut state = SEED;
    for _ in 0..DRAWS {
        let mut sums = vec![Counts::default(); width];
        for _ in articles {
            add(&mut sums, articles[(next(&mut state) % articles.len() as u64) as usize]);
        }
        for (at, figures) in figures.iter_mut().enumerate() {
            figures.push(figure(&sums, at));
        }
    }
    figures
}

fn add(sums: &mut [Counts], counts: &[Counts]) {
    for (sum, counts) in sums.iter_mut().zip(counts) {
        sum.add(counts);
    }
}

fn interval(mut figures: Vec<f64>) -> Interval {
    figures.sort_by(f64::total_cmp);
    let at = |share: f64| figures.get((share * (figures.len() - 1) as f64).round() as usize).copied().unwrap_or(0.0);
    Interval { low: at(0.025), high: at(0.975) }
}

/// SplitMix64.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::ArticleScore;

    /// Articles of ten mentions each, of which so many were found.
    fn score(right: &[u32]) -> Score {
        let article = |(at, &right): (usize, &u32)| {
            let right = f64::from(right);
            let mut counts = vec![Counts::default(); MEASURES.len()];
            counts[0] = Counts { gold: 10.0, found: 10.0, right, recalled: right };
            ArticleScore { id: at.to_string(), counts, ..ArticleScore::default() }
        };
        Score { articles: right.iter().enumerate().map(article).collect(), ..Score::default() }
    }

    #[test]
    fn equal_articles_leave_nothing_to_chance() {
        let interval = score(&[8; 20]).intervals()[0];
        assert!((interval.low - 0.8).abs() < 1e-9 && (interval.high - 0.8).abs() < 1e-9, "{interval:?}");
    }

    #[test]
    fn bounds_are_those_of_theory() {
        // 200 articles of mean 0.5 and deviation 0.5: the mean lies within ± 1.96 · 0.5 / √200 = 0.069.
        let interval = score(&[0, 10].repeat(100)).intervals()[0];
        assert!((interval.low - 0.431).abs() < 0.01 && (interval.high - 0.569).abs() < 0.01, "{interval:?}");
        assert_eq!(interval, score(&[0, 10].repeat(100)).intervals()[0]);
    }

    #[test]
    fn paired_articles_show_a_small_gain() {
        let (before, now) = (score(&[0, 8].repeat(50)), score(&[1, 9].repeat(50)));
        let (gain, interval) = now.gains(&before)[0];
        assert!((gain - 0.1).abs() < 1e-9 && interval.low > 0.09 && interval.high < 0.11, "{interval:?}");
    }
}
