//! The fields of a scraper's object, under the names that scrapers give them.

use serde_json::{Map, Value};

use super::Settings;
use super::json::kind;
use crate::article::Meta;
use crate::diagnostic::{Diagnostic, Severity};

/// Names of a field, best first. Where an object has several of them the first one is taken, and the others are kept
/// like unknown fields.
type Names = &'static [&'static str];

const TEXT: Names = &[
    "text",
    "content",
    "body",
    "maintext",
    "articleBody",
    "article_body",
    "full_text",
    "content_text",
    "plaintext",
    "raw_text",
];
const TITLE: Names = &["title", "headline", "title_page"];
const LEAD: Names = &["lead", "sapo", "description", "excerpt", "summary", "meta_description"];
const PUBLISHED: Names = &[
    "published",
    "date",
    "published_at",
    "publishedAt",
    "published_date",
    "published_time",
    "publish_date",
    "publish_time",
    "publication_date",
    "date_published",
    "datePublished",
    "date_publish",
    "publishing_date",
    "pub_date",
    "pubDate",
];
const URL: Names = &["url", "link", "canonical_url", "canonical_link", "requested_url"];
const OUTLET: Names = &[
    "outlet",
    "source",
    "site",
    "site_name",
    "sitename",
    "publisher",
    "newspaper",
    "meta_site_name",
    "hostname",
    "source_domain",
    "domain",
];
const AUTHORS: Names = &["authors", "author", "byline"];
/// Fields that hold a whole page.
const HTML: Names = &["html", "raw_html", "page_html", "html_content", "page_source"];

/// Gives fields the names that they are meant to have: the field (`text`) and the name that it has (`content`).
pub(super) fn rename(object: &mut Map<String, Value>, map: &[(String, String)]) {
    for (field, name) in map {
        if let Some(value) = object.shift_remove(name) {
            object.insert(field.clone(), value);
        }
    }
}

/// Takes a whole page out of an object.
pub(super) fn take_html(object: &mut Map<String, Value>) -> Option<String> {
    take(object, HTML, string)
}

/// Takes the text out of an object.
pub(super) fn take_text(object: &mut Map<String, Value>) -> Result<String, Diagnostic> {
    if let Some(text) = take(object, TEXT, text) {
        return Ok(text);
    }
    let message = match TEXT.iter().find_map(|&name| object.get(name).map(|value| (name, value))) {
        Some((name, value)) => format!("expected a string in field {name:?}, but found {}", kind(value)),
        None => format!("expected a field \"text\", \"content\" or \"body\", but found {}", names(object)),
    };
    Err(Diagnostic::new("source/no-text", Severity::Error, message))
}

/// What an object says of its article. All that has no place is kept in `extra`.
pub(super) fn meta(mut object: Map<String, Value>) -> Meta {
    Meta {
        title: take(&mut object, TITLE, string),
        lead: take(&mut object, LEAD, string),
        published_raw: take(&mut object, PUBLISHED, date),
        outlet: take(&mut object, OUTLET, outlet),
        url: take(&mut object, URL, string).or_else(|| take(&mut object, &["source"], address)),
        authors: take(&mut object, AUTHORS, strings).unwrap_or_default(),
        extra: object,
        ..Meta::default()
    }
}

/// True for the name of a column that holds the text of an article.
pub(super) fn names_text(name: &str, settings: &Settings) -> bool {
    TEXT.contains(&name) || settings.map.iter().any(|(field, own)| field == "text" && own == name)
}

/// Removes the first field of these names that `read` understands.
fn take<T>(object: &mut Map<String, Value>, names: Names, read: fn(&Value) -> Option<T>) -> Option<T> {
    let (name, value) = names.iter().find_map(|&name| Some((name, read(object.get(name)?)?)))?;
    object.shift_remove(name);
    Some(value)
}

/// A string, or the paragraphs of an array.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(_) => strings(value).map(|paragraphs| paragraphs.join("\n")),
        Value::Object(object) => rendered(object).map(str::to_owned).or_else(|| sections(object)),
        _ => None,
    }
}

/// What WordPress says of a text: `{"rendered": "…"}`.
fn rendered(object: &Map<String, Value>) -> Option<&str> {
    object.get("rendered")?.as_str()
}

/// The paragraphs of a body in sections, as fundus writes it: a summary, then headlines and paragraphs.
fn sections(body: &Map<String, Value>) -> Option<String> {
    let sections = body.get("sections")?.as_array()?;
    let lines = |object: &Map<String, Value>, name: &str| object.get(name).and_then(strings).unwrap_or_default();
    let mut text = lines(body, "summary");
    for section in sections.iter().filter_map(Value::as_object) {
        text.extend(lines(section, "headline"));
        text.extend(lines(section, "paragraphs"));
    }
    Some(text.join("\n\n"))
}

/// The name of a paper; an address is none.
fn outlet(value: &Value) -> Option<String> {
    string(value).filter(|name| !name.contains("://"))
}

/// An address of the web.
fn address(value: &Value) -> Option<String> {
    string(value).filter(|text| text.starts_with("http://") || text.starts_with("https://"))
}

/// A string that is not blank, or the name of a person or paper that is an object.
fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::Object(object) => rendered(object).or_else(|| object.get("name")?.as_str())?,
        _ => value.as_str()?,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An array of strings, or one of them alone.
fn strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => values.iter().map(string).collect(),
        _ => string(value).map(|text| vec![text]),
    }
}

/// A date as a string, or as seconds or milliseconds since 1970, which are told in the time of Hà Nội.
fn date(value: &Value) -> Option<String> {
    let Some(count) = value.as_i64() else { return string(value) };
    let timestamp = match count {
        // Seconds reach the year 2286 with ten digits; as many milliseconds were in April 1970.
        1_000_000_000..10_000_000_000 => jiff::Timestamp::from_second(count).ok()?,
        1_000_000_000_000..10_000_000_000_000 => jiff::Timestamp::from_millisecond(count).ok()?,
        _ => return None,
    };
    let local = jiff::tz::Offset::constant(7).to_datetime(timestamp);
    Some(format!("{}+07:00", local.strftime("%Y-%m-%dT%H:%M:%S")))
}

/// The names of an object's fields, for a message.
fn names(object: &Map<String, Value>) -> String {
    const SHOWN: usize = 8;
    if object.is_empty() {
        return "an empty object".to_owned();
    }
    let names: Vec<String> = object.keys().take(SHOWN).map(|name| format!("{name:?}")).collect();
    let more = if object.len() > SHOWN { ", …" } else { "" };
    format!("only {}{more}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(json: &str) -> Map<String, Value> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn fields_are_found_under_their_usual_names() {
        let mut fields = object(
            r#"{"content":"x","headline":" T ","pubDate":"2020-10-12","link":"u","publisher":"HNM","author":"An",
                "topic":"a","source":{"id":1}}"#,
        );
        assert_eq!(take_text(&mut fields).unwrap(), "x");
        let meta = meta(fields);
        assert_eq!(meta.title.as_deref(), Some("T"));
        assert_eq!(meta.published_raw.as_deref(), Some("2020-10-12"));
        assert_eq!(meta.url.as_deref(), Some("u"));
        assert_eq!(meta.outlet.as_deref(), Some("HNM"));
        assert_eq!(meta.authors, ["An"]);
        assert_eq!(meta.extra.keys().collect::<Vec<_>>(), ["topic", "source"]);
    }

    #[test]
    fn of_several_names_the_best_is_taken_and_the_others_kept() {
        let fields = object(r#"{"date":"2020-10-13","published":"2020-10-12","outlet":null,"site":"vnexpress.net"}"#);
        let meta = meta(fields);
        assert_eq!(meta.published_raw.as_deref(), Some("2020-10-12"));
        assert_eq!(meta.outlet.as_deref(), Some("vnexpress.net"));
        assert_eq!(meta.extra["date"], "2020-10-13");
    }

    #[test]
    fn habits_of_scrapers_are_known() {
        let trafilatura = r#"{"title":"T","author":"An","hostname":"bao.vn","date":"2020-10-12","raw_text":"x","text":"y",
            "excerpt":"L","source":"https://bao.vn/a","source-hostname":"Báo"}"#;
        let newspaper = r#"{"url":"u","title":"T","authors":["An"],"publish_date":"2020-10-12","meta_description":"L",
            "meta_site_name":"Báo","text":"y"}"#;
        let please = r#"{"authors":["An"],"date_publish":"2020-10-12","description":"L","maintext":"y","text":null,
            "source_domain":"bao.vn","title":"T","url":"u"}"#;
        let fundus = r#"{"title":"T","authors":["An"],"publishing_date":"2020-10-12","requested_url":"u","publisher":"Báo",
            "body":{"summary":["y"],"sections":[{"headline":["h"],"paragraphs":["a","b"]}]}}"#;
        let schema = r#"{"headline":"T","author":[{"@type":"Person","name":"An"}],"publisher":{"name":"Báo"},"url":"u",
            "datePublished":"2020-10-12","articleBody":"y"}"#;
        let press =
            r#"{"title":{"rendered":"T"},"content":{"rendered":"y"},"link":"u","date":"2020-10-12","author":3}"#;
        for json in [trafilatura, newspaper, please, fundus, schema, press] {
            let mut fields = object(json);
            assert!(take_text(&mut fields).unwrap().starts_with('y'), "{json}");
            let meta = meta(fields);
            assert_eq!(meta.title.as_deref(), Some("T"), "{json}");
            assert_eq!(meta.published_raw.as_deref(), Some("2020-10-12"), "{json}");
            assert!(matches!(meta.url.as_deref(), Some("u" | "https://bao.vn/a")), "{json}");
            assert!(meta.authors == ["An"] || json == press, "{json}");
            assert!(matches!(meta.outlet.as_deref(), Some("Báo" | "bao.vn")) || json == press, "{json}");
        }
    }

    #[test]
    fn fields_are_renamed() {
        let mut fields = object(r#"{"noi_dung":"x","text":"y"}"#);
        rename(&mut fields, &[("text".to_owned(), "noi_dung".to_owned())]);
        assert_eq!(take_text(&mut fields).unwrap(), "x");
    }

    #[test]
    fn paragraphs_are_joined() {
        assert_eq!(take_text(&mut object(r#"{"body":["a","b"]}"#)).unwrap(), "a\nb");
    }

    #[test]
    fn timestamps_are_told_in_local_time() {
        let meta = meta(object(r#"{"published":1602475200}"#));
        assert_eq!(meta.published_raw.as_deref(), Some("2020-10-12T11:00:00+07:00"));
    }

    #[test]
    fn a_missing_text_is_explained() {
        let message = |json| take_text(&mut object(json)).unwrap_err().message;
        let expected = "expected a field \"text\", \"content\" or \"body\", but found only \"id\", \"tilte\"";
        assert_eq!(message(r#"{"id":"1","tilte":"x"}"#), expected);
        assert_eq!(message(r#"{"text":null}"#), "expected a string in field \"text\", but found null");
        assert!(message("{}").ends_with("an empty object"));
    }
}
