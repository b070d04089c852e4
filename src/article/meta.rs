//! What is known of an article apart from its text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the publication date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PublishedFrom {
    /// A field that the scraper wrote.
    Metadata,
    /// The address of the page.
    Url,
    /// A line of the text that holds date and clock.
    Timestamp,
    /// The line that opens the text.
    Dateline,
}

/// When the article was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// ISO 8601 with the offset where a clock is known: `2020-10-12T10:12:51+07:00`, `2020-10-12`.
    pub text: String,
    /// Day and clock as printed, never moved through UTC; midnight where no clock is known. Completes dates (the DCT).
    pub local: jiff::civil::DateTime,
    /// Where it was found.
    pub from: PublishedFrom,
}

/// What is known of an article apart from its text.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// Standfirst.
    pub lead: Option<String>,
    /// Publication date as the scraper wrote it, not yet read.
    pub published_raw: Option<String>,
    /// Publication date.
    pub published: Option<Published>,
    /// Paper or site.
    pub outlet: Option<String>,
    /// Source line: `HNMO` of `Theo HNMO`.
    pub credit: Option<String>,
    /// Names in the byline.
    pub authors: Vec<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Fields of the scraper that have no place above, as found.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Meta {
    /// Takes over what `other` knows and this one does not.
    pub fn fill(&mut self, other: Meta) {
        self.title = self.title.take().or(other.title);
        self.lead = self.lead.take().or(other.lead);
        if self.published_raw.is_none() {
            (self.published_raw, self.published) = (other.published_raw, other.published);
        }
        self.outlet = self.outlet.take().or(other.outlet);
        self.credit = self.credit.take().or(other.credit);
        self.url = self.url.take().or(other.url);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
        for (name, value) in other.extra {
            self.extra.entry(name).or_insert(value);
        }
    }

    /// The words in it, for repairs.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let Meta { title, lead, outlet, credit, authors, .. } = self;
        title.iter_mut().chain(lead).chain(outlet).chain(credit).chain(authors)
    }
}
