//! The rooms: what each of them promises of its facts.

use trich::{Input, Record};

use super::records::PIPELINE;
use super::text;
use super::whole;

fn read(data: &[u8], check: impl FnOnce(&Record<'_>)) {
    let text = text(data);
    let mut input = Input::from_text(&text);
    input.meta.published_raw = Some("2020-10-12T10:12:51+07:00".to_owned());
    PIPELINE.with(|pipeline| {
        let article = pipeline.read(input);
        let record = pipeline.extract(&article);
        whole::check(&record, text.len());
        check(&record);
    });
}

/// Values are exact decimals, or two of them around `/` or `:`; a range has its bounds.
pub fn number(data: &[u8]) {
    read(data, |record| {
        for number in &record.facts.numbers {
            let value = number.value.as_deref();
            let is_number = |value: &str| is_decimal(value) || value.split_once(['/', ':']).is_some_and(are_decimals);
            assert!(value.is_none_or(is_number), "{number:?}");
            let bounds = [&number.min, &number.max, &number.si_value];
            assert!(bounds.into_iter().flatten().all(|bound| is_decimal(bound)), "{number:?}");
            assert!(number.alternatives.iter().all(|it| is_decimal(it)), "{number:?}");
            assert!(value.is_some() != (number.min.is_some() || number.max.is_some()), "{number:?}");
            assert!(number.si_value.is_some() == number.si_unit.is_some(), "{number:?}");
        }
    });
}

fn are_decimals((first, second): (&str, &str)) -> bool {
    is_decimal(first) && is_decimal(second)
}

/// True for digits, with a sign and a point where needed.
fn is_decimal(value: &str) -> bool {
    let (whole, part) = value.strip_prefix('-').unwrap_or(value).split_once('.').unwrap_or((value, "0"));
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole.trim_start_matches('-')) && is_digits(part)
}

/// Days are days of the calendar, the first not after the last.
pub fn date(data: &[u8]) {
    read(data, |record| {
        for date in &record.facts.dates {
            assert!(!date.value.is_empty() && date.value.is_ascii(), "{date:?}");
            assert!(date.begin.is_some() == date.end.is_some(), "{date:?}");
            if let (Some(begin), Some(end)) = (&date.begin, &date.end) {
                let (begin, end) = (day(begin), day(end));
                assert!(begin.is_some() && begin <= end, "{date:?}");
            }
        }
    });
}

/// Year, month and day, where the calendar has them.
fn day(text: &str) -> Option<[i32; 3]> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let mut parts = digits.split('-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (sign * parts.next()??, parts.next()??, parts.next()??);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = [31, 28 + i32::from(is_leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let most = usize::try_from(month - 1).ok().and_then(|month| days.get(month))?;
    (parts.next().is_none() && (1..=*most).contains(&day)).then_some([year, month, day])
}

/// A document has a name and an identity, its parts are words of the text, its relations lead to documents of the
/// article.
pub fn document(data: &[u8]) {
    read(data, |record| {
        let chars: Vec<char> = record.text.chars().collect();
        for document in &record.facts.documents {
            assert!(!document.canonical.trim().is_empty() && !document.mentions.is_empty(), "{document:?}");
            assert!(document.uri.split('/').count() >= 5 && !document.uri.contains(' '), "{document:?}");
            assert!(document.date.is_some() == document.date_from.is_some(), "{document:?}");
            for pinpoint in document.mentions.iter().flat_map(|mention| &mention.pinpoints) {
                let [start, end] = pinpoint.chars.map(|at| at as usize);
                assert_eq!(chars[start..end].iter().collect::<String>(), pinpoint.text, "{pinpoint:?}");
            }
            let is_there = |id: &str| record.facts.documents.iter().any(|other| other.id == id);
            assert!(document.relations.iter().all(|relation| is_there(&relation.target)), "{document:?}");
        }
    });
}

/// A person has a name, mentions point to titles that are there, and what points back is words of the text.
pub fn person(data: &[u8]) {
    read(data, |record| {
        let chars: Vec<char> = record.text.chars().collect();
        for person in &record.facts.persons {
            assert!(!person.name.trim().is_empty() && !person.mentions.is_empty(), "{person:?}");
            let mut titles = person.mentions.iter().flat_map(|mention| &mention.titles);
            assert!(titles.all(|title| (*title as usize) < person.titles.len()), "{person:?}");
            assert!(person.titles.iter().all(|title| !title.text.trim().is_empty()), "{person:?}");
            for anaphor in &person.anaphors {
                let [start, end] = anaphor.chars.map(|at| at as usize);
                assert_eq!(chars[start..end].iter().collect::<String>(), anaphor.text, "{anaphor:?}");
            }
        }
    });
}
