//! The article as JSON-LD tells it (`NewsArticle` and its kin), with or without `@graph`.

use serde_json::{Map, Value};

use super::words::{clean, folded, is_alike};

/// What JSON-LD says of the article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub title: Option<String>,
    pub lead: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub authors: Vec<String>,
    pub tags: Vec<String>,
    /// The whole text, where the site gives it.
    pub body: Option<String>,
}

/// Nesting that is followed.
const DEPTH: usize = 8;

/// Reads the scripts of a page. Where several articles are told (related ones), the one at `url` is taken, else the
/// first. Where none is, a film counts that is called like the page, `title`.
pub(super) fn read(scripts: &[String], url: Option<&str>, title: Option<&str>) -> Option<Linked> {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        flatten(value, DEPTH, &mut objects);
    }
    let articles: Vec<&Map<String, Value>> = objects.iter().copied().filter(|object| is_article(object)).collect();
    let is_here =
        |object: &&&Map<String, Value>| url.is_some_and(|url| address(object).is_some_and(|its| is_same(&its, url)));
    let is_film = |object: &&&Map<String, Value>| {
        let name = object.get("name").and_then(Value::as_str);
        object.get("@type").is_some_and(|kind| kind == "VideoObject")
            && name.zip(title).is_some_and(|(name, title)| is_alike(name, title))
    };
    let film = || objects.iter().find(is_film);
    let article = articles.iter().find(is_here).or(articles.first()).or_else(film)?;
    Some(linked(article, &objects))
}

/// Parses a script; line breaks inside strings, commas before a bracket and a semicolon at the end are forgiven.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&mended(script)).ok())
}

/// JSON without what templates of pages get wrong: control characters, and a comma after the last item.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for char in script.chars() {
        if !is_string && matches!(char, '}' | ']') {
            out.truncate(out.trim_end_matches([' ', ',']).len());
        }
        is_string ^= char == '"' && !is_escaped;
        is_escaped = char == '\\' && !is_escaped;
        out.push(if char.is_control() { ' ' } else { char });
    }
    out
}

fn flatten<'a>(value: &'a Value, depth: usize, out: &mut Vec<&'a Map<String, Value>>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| flatten(value, depth - 1, out)),
        Value::Object(object) => {
            out.push(object);
            for name in ["@graph", "mainEntity"] {
                if let Some(value) = object.get(name) {
                    flatten(value, depth - 1, out);
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is_kind = |kind: &str| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report";
    match object.get("@type") {
        Some(Value::String(kind)) => is_kind(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_kind),
        _ => false,
    }
}

fn linked(article: &Map<String, Value>, objects: &[&Map<String, Value>]) -> Linked {
    let publisher = article.get("publisher").map(|value| resolve(value, objects)).and_then(name);
    let mut authors = Vec::new();
    if let Some(value) = article.get("author") {
        add_authors(value, objects, &mut authors);
    }
    let own = publisher.as_deref().map(folded);
    authors.retain(|author| own.as_ref() != Some(&folded(author)));
    let text = |key: &str| article.get(key).and_then(Value::as_str);
    Linked {
        title: text("headline").or(text("name")).and_then(clean),
        lead: text("description").and_then(clean),
        published: text("datePublished").or(text("uploadDate")).and_then(clean),
        url: address(article),
        section: article.get("articleSection").and_then(|value| list(value).into_iter().next()),
        tags: article.get("keywords").map(list).unwrap_or_default(),
        body: text("articleBody").map(|body| super::words::decode(body).into_owned()),
        publisher,
        authors,
    }
}

/// The address that an article gives itself.
fn address(article: &Map<String, Value>) -> Option<String> {
    let page = article.get("mainEntityOfPage");
    let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()));
    article.get("url").and_then(Value::as_str).or(page).and_then(clean)
}

/// Equal but for what stands after `#` or `?`, the scheme and a slash at the end.
fn is_same(a: &str, b: &str) -> bool {
    fn bare(url: &str) -> &str {
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        url.split(['#', '?']).next().unwrap_or(url).trim_end_matches('/')
    }
    bare(a) == bare(b)
}

/// The object that `{"@id": …}` points to.
fn resolve<'a>(value: &'a Value, objects: &[&'a Map<String, Value>]) -> &'a Value {
    let Some(object) = value.as_object() else { return value };
    let (Some(id), false) = (object.get("@id"), object.contains_key("name")) else { return value };
    let target = objects.iter().find(|other| other.get("@id") == Some(id) && other.contains_key("name"));
    target.and_then(|target| target.get("name")).unwrap_or(value)
}

fn name(value: &Value) -> Option<String> {
    let name = match value {
        Value::Object(object) => object.get("name")?.as_str()?,
        _ => value.as_str()?,
    };
    clean(name).filter(|name| !name.contains("://"))
}

/// The persons among the authors.
fn add_authors(value: &Value, objects: &[&Map<String, Value>], authors: &mut Vec<String>) {
    if let Value::Array(values) = value {
        return values.iter().for_each(|value| add_authors(value, objects, authors));
    }
    let is_organization = |object: &Map<String, Value>| {
        object.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Organization"))
    };
    if value.as_object().is_some_and(is_organization) {
        return;
    }
    for name in name(resolve(value, objects)).iter().flat_map(|names| names.split([';', ',']).map(str::trim)) {
        if !name.is_empty() && !authors.iter().any(|author| author == name) {
            authors.push(name.to_owned());
        }
    }
}

/// A list, or one string with commas.
fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(Value::as_str).filter_map(clean).collect(),
        Value::String(text) => super::words::decode(text).split(',').filter_map(clean).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(script: &str) -> Linked {
        read(&[script.to_owned()], None, None).unwrap()
    }

    #[test]
    fn a_graph_is_searched_and_its_references_followed() {
        let linked = one(r##"{"@context":"https://schema.org","@graph":[
                {"@type":"Organization","@id":"#o","name":"Báo Mẫu"},{"@type":"Person","@id":"#p","name":"Lê An"},
                {"@type":["NewsArticle"],"headline":"Tin &quot;mới&quot;","datePublished":"2024-05-01T08:00:00+07:00",
                 "author":[{"@id":"#p"},{"@type":"Organization","name":"Báo Mẫu"}],"publisher":{"@id":"#o"},
                 "keywords":"a, b"}]}"##);
        assert_eq!(linked.title.as_deref(), Some("Tin \"mới\""));
        assert_eq!(linked.authors, ["Lê An"]);
        assert_eq!(linked.publisher.as_deref(), Some("Báo Mẫu"));
        assert_eq!(linked.tags, ["a", "b"]);
    }

    #[test]
    fn of_several_articles_the_one_of_the_page_is_taken() {
        let script = r#"[{"@type":"NewsArticle","url":"https://a.vn/1.html","headline":"Một"},
            {"@type":"NewsArticle","mainEntityOfPage":{"@id":"http://a.vn/2.html#top"},"headline":"Hai"}]"#;
        let linked = read(&[script.to_owned()], Some("https://a.vn/2.html"), None).unwrap();
        assert_eq!(linked.title.as_deref(), Some("Hai"));
    }

    #[test]
    fn line_breaks_in_strings_are_forgiven() {
        assert_eq!(one("{\"@type\":\"NewsArticle\",\"headline\":\"Một\nhai\"};").title.as_deref(), Some("Một hai"));
        assert_eq!(one("{\"@type\":\"Report\",\"headline\":\"Một, }\",\n}").title.as_deref(), Some("Một, }"));
        assert_eq!(read(&["{".to_owned()], None, None), None);
    }
}
