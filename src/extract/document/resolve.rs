//! From mentions to documents: what stands beside each, which belong together, and what the record says of them.

use std::borrow::Cow;

use super::home::Home;
use super::identity::{Identity, place};
use super::join::{Entity, Place, has_code, join, roman_text};
use super::known::{self, Known};
use super::lists::{Class, Lists, Type};
use super::relation::Titles;
use super::seen::{Body, Seen};
use super::tail::{self, DateFrom, Quality};
use super::{Document, DocumentMention, Pinpoint, pinpoint, relation};
use crate::diagnostic::{Diagnostic, Severity};
use crate::extract::{Candidate, Context, Shared};
use crate::text::{Span, one_line};

/// Completes and links the mentions of an article.
pub(super) fn resolve<'a>(
    cx: &Context<'a>,
    lists: &Lists,
    mentions: Vec<Candidate<Seen>>,
    shared: &Shared,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Document<'a>> {
    let starts: Vec<u32> = mentions.iter().map(|mention| mention.seen.from).collect();
    let following = |index: usize| starts.get(index + 1).copied();
    let mentions = mentions.into_iter().enumerate();
    let mut places: Vec<Place> =
        mentions.map(|(index, mention)| beside(cx, lists, shared, mention, following(index))).collect();
    share_tails(&mut places);
    relation::settle_effective(cx, &mut places);
    let entities = join(cx, lists, &mut places);
    for place in &places {
        repaired(cx, place, diagnostics);
    }
    let (home, own) = (Home::new(cx, lists), own_places(&places, entities.len()));
    let titles = Titles::of(&places);
    let mut documents = Vec::new();
    let mut index = vec![None; entities.len()];
    for (number, place) in places.iter().enumerate() {
        for (part, &entity) in place.entities.iter().enumerate() {
            let at = *index[entity].get_or_insert_with(|| {
                documents.push(document(cx, lists, &home, documents.len() + 1, &entities[entity], &own[entity]));
                documents.len() - 1
            });
            documents[at].mentions.push(mention(cx, &places, &titles, number, part_of(place, part)));
        }
    }
    relation::link(cx, &places, &index, &mut documents);
    documents
}

/// For each entity the places that mention it, in their order.
fn own_places(places: &[Place], entities: usize) -> Vec<Vec<&Place>> {
    let mut own: Vec<Vec<&Place>> = vec![Vec::new(); entities];
    for place in places {
        for &entity in &place.entities {
            // one place may mention an entity twice
            if own[entity].last().is_none_or(|last| !std::ptr::eq(*last, place)) {
                own[entity].push(place);
            }
        }
    }
    own
}

/// Reads what stands beside a mention.
fn beside(cx: &Context<'_>, lists: &Lists, shared: &Shared, mention: Candidate<Seen>, following: Option<u32>) -> Place {
    let Candidate { span, rule, seen } = mention;
    let tail = match seen.body {
        Body::Anaphor => tail::Tail { next: seen.to as usize, before_title: seen.to as usize, ..Default::default() },
        _ => tail::read(cx, lists, shared, &seen, following),
    };
    let mut pinpoints = pinpoint::before(cx, lists, seen.from as usize);
    if pinpoints.is_empty() {
        pinpoints = pinpoint::after(cx, seen.to as usize);
    }
    Place { span, rule, seen, tail, pinpoints, entities: Vec::new() }
}

/// Gives date, issuer and title of a list's last item to those before it.
fn share_tails(places: &mut [Place]) {
    for i in (1..places.len()).rev() {
        let is_same = places[i].seen.list.is_some() && places[i].seen.list == places[i - 1].seen.list;
        if !is_same {
            continue;
        }
        let last = places[i].tail.clone();
        let own = &mut places[i - 1].tail;
        own.date = own.date.or(last.date);
        own.issuer = own.issuer.or(last.issuer);
        own.title = own.title.or(last.title);
        own.frame_issuer = own.frame_issuer.or(last.frame_issuer);
        let frame = places[i - 1].tail.frame_issuer;
        places[i].tail.frame_issuer = places[i].tail.frame_issuer.or(frame);
    }
}

fn repaired(cx: &Context<'_>, place: &Place, diagnostics: &mut Vec<Diagnostic>) {
    let code = match &place.seen.body {
        Body::Number(code) => code,
        Body::Name(named) => match &named.code {
            Some(code) => code,
            None => return,
        },
        _ => return,
    };
    if code.repairs.is_empty() || place.entities.is_empty() {
        return;
    }
    let message = format!("{:?} is read as {}: {}", cx.words(place.span), code.full(), code.repairs.join(", "));
    diagnostics.push(Diagnostic::new("document/repaired", Severity::Info, message).at(place.span));
}

/// What the record says of an entity.
fn document<'a>(
    cx: &Context<'a>,
    lists: &Lists,
    home: &Home<'_>,
    number: usize,
    entity: &Entity,
    own: &[&Place],
) -> Document<'a> {
    let known = known(home, lists, entity, own);
    let issuer = issuer(cx, lists, entity, known, own);
    let date = own.iter().filter_map(|place| place.tail.date).min_by_key(|(_, from)| *from == DateFrom::Frame);
    let date = date.filter(|(date, from)| {
        *from == DateFrom::Adjacent || entity.key.year.is_none_or(|year| i32::from(date.year()) == i32::from(year))
    });
    let known_title = known.and_then(|known| known.title.clone());
    let has_known_title = known_title.is_some();
    let known_date = known.and_then(|known| known.date);
    let title = own.iter().find_map(|place| place.tail.title);
    let identity = identity(home, lists, entity, known, &issuer);
    let key = &entity.key;
    let year = key.year.filter(|_| !is_plenum(entity)).or(known.map(|known| known.year));
    let code = key.code.as_ref();
    let kind = &lists.types[key.kind];
    let date_text = date.map(|(date, _)| date.to_string());
    Document {
        id: Cow::Owned(format!("d{number}")),
        canonical: Cow::Owned(canonical(lists, entity)),
        uri: Cow::Owned(identity.uri(lists)),
        kind: Cow::Owned(kind.name.to_owned()),
        number: key.printed_number.clone().map(Cow::Owned),
        year: year.map(|year| Cow::Owned(year.to_string())),
        code: code.and_then(|code| code.text()).map(|code| printed_code(kind, entity, code)).map(Cow::Owned),
        name: key.name.as_ref().and(entity.shown.clone()).map(Cow::Owned),
        issuer: issuer.words.map(Cow::Owned),
        issuer_from: issuer.from.map(Cow::Borrowed),
        system: issuer.system.map(Cow::Borrowed),
        level: issuer.level.map(Cow::Borrowed),
        date: date_text.or_else(|| known_date.map(|date| date.to_string())).map(Cow::Owned),
        date_from: match date {
            Some((_, DateFrom::Adjacent)) => Some(Cow::Borrowed("text")),
            Some((_, DateFrom::Frame)) => Some(Cow::Borrowed("frame")),
            None => known_date.map(|_| Cow::Borrowed("table")),
        },
        effective: own.iter().find_map(|place| place.tail.effective).map(|date| Cow::Owned(date.to_string())),
        title: title.map(|(span, _)| Cow::Borrowed(cx.words(span))).or_else(|| known_title.map(Cow::Owned)),
        title_quality: match title {
            Some((_, Quality::Quoted)) => Some(Cow::Borrowed("quoted")),
            Some((_, Quality::Bounded)) => Some(Cow::Borrowed("bounded")),
            Some((_, Quality::Open)) => Some(Cow::Borrowed("open")),
            None => has_known_title.then_some(Cow::Borrowed("table")),
        },
        foreign: is_foreign(lists, entity, own, cx),
        ambiguous: entity.is_ambiguous,
        relations: Vec::new(),
        mentions: Vec::new(),
    }
}

/// The words of a place that name its document number `part`: of a plenum of several terms, all up to the first term,
/// then each further term.
fn part_of(place: &Place, part: usize) -> Span {
    match &place.seen.body {
        Body::Plenum(plenum) if plenum.terms.len() > 1 => match part {
            0 => Span::new(place.span.start, plenum.places[0].end),
            _ => plenum.places[part],
        },
        _ => place.span,
    }
}

fn mention<'a>(cx: &Context<'a>, places: &[Place], titles: &Titles, number: usize, span: Span) -> DocumentMention<'a> {
    let place = &places[number];
    let pinpoint = |part: &pinpoint::Part| Pinpoint {
        path: Cow::Owned(part.path.clone()),
        text: Cow::Borrowed(cx.words(part.span)),
        chars: cx.chars(part.span),
    };
    let inside_title = titles.around(places, number).any(|before| !places[before].entities.is_empty());
    DocumentMention {
        mention: cx.mention(span, place.rule),
        anaphor: matches!(place.seen.body, Body::Anaphor),
        short: matches!(&place.seen.body, Body::Number(code) if code.is_bare()),
        list: place.seen.list.is_some(),
        inside_title,
        relation: relation::before(cx, place).map(Cow::Borrowed),
        pinpoints: place.pinpoints.iter().map(pinpoint).collect(),
    }
}

/// For people: type in full and number, or type and name.
fn canonical(lists: &Lists, entity: &Entity) -> String {
    let key = &entity.key;
    let kind = &lists.types[key.kind];
    let printed = if key.is_any { "Văn bản" } else { kind.name };
    if kind.class == Class::Standard {
        return entity.shown.clone().unwrap_or_default();
    }
    if let Some(shown) = &entity.shown {
        let year = key.year.filter(|_| !is_plenum(entity)).map(|year| format!(" {year}")).unwrap_or_default();
        let blank = if shown.is_empty() { "" } else { " " };
        return format!("{printed}{blank}{shown}{year}");
    }
    let number = key.printed_number.clone().unwrap_or_default();
    match &key.code {
        Some(code) => format!("{printed} {}", code.full()),
        None => match key.year.filter(|_| entity.has_year) {
            Some(year) => format!("{printed} {number}/{year}"),
            None => format!("{printed} {number}"),
        },
    }
}

/// The code, for a standard with its letters: `QCVN/BTNMT`.
fn printed_code(kind: &Type, entity: &Entity, code: String) -> String {
    let letters = entity.shown.as_deref().filter(|_| kind.class == Class::Standard);
    match letters.and_then(|shown| shown.split(' ').next()) {
        Some(letters) => format!("{letters}/{code}"),
        None => code,
    }
}

/// A plenum's term is kept where others have a year.
fn is_plenum(entity: &Entity) -> bool {
    entity
        .key
        .name
        .as_deref()
        .is_some_and(|name| name.strip_prefix("tw").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())))
}

fn identity(home: &Home<'_>, lists: &Lists, entity: &Entity, known: Option<&Known>, issuer: &Issuer) -> Identity {
    let (issuer, level) = (issuer.words.as_deref(), issuer.level);
    let key = &entity.key;
    let mut identity = Identity {
        kind: key.kind,
        number: key.number.clone(),
        year: key.year,
        code: key.code.clone(),
        name: key.name.clone(),
        scope: None,
    };
    if is_plenum(entity) {
        identity.name = key.name.as_ref().map(|name| plenum_name(name, key.year));
        identity.year = None;
    }
    if let Some(known) = known {
        identity.number = known.number.clone().or(identity.number);
        identity.year = Some(known.year);
        identity.code = identity.code.or_else(|| known.code.clone());
    }
    if level.is_some_and(|level| level != "central") {
        identity.scope = issuer.and_then(|issuer| place(lists, issuer));
        if identity.scope.is_none() && level == Some("province") {
            identity.scope = home.of(issuer);
        }
    } else if level.is_none() && issuer.is_some_and(is_local) {
        identity.scope = issuer.and_then(|issuer| place(lists, issuer).or_else(|| home.of(Some(issuer))));
    }
    identity.scope = identity.scope.or_else(|| known.and_then(|known| known.place.clone()));
    identity
}

/// True for the words of a local body.
fn is_local(issuer: &str) -> bool {
    const BODIES: [&str; 7] = ["UBND", "HĐND", "Sở", "Thành ủy", "Tỉnh ủy", "Huyện ủy", "Chủ tịch UBND"];
    BODIES.iter().any(|body| issuer.starts_with(body))
}

/// The known document that an entity is: by number or name and year, or by a short form.
fn known<'l>(home: &Home<'_>, lists: &'l Lists, entity: &Entity, own: &[&Place]) -> Option<&'l Known> {
    let key = &entity.key;
    let register = &lists.register;
    let is_of_year = |known: &&Known| key.year == Some(known.year) && has_code(known, key);
    let is_law = lists.types[key.kind].class == Class::Law;
    let named = key.name.as_deref().filter(|_| is_law && key.year.is_some());
    let is_here = |known: &Known| {
        known.place.is_none() || {
            let issuer = own.iter().find_map(|place| place.tail.issuer).map(|issuer| home.cx.words(issuer));
            let place = issuer.and_then(|issuer| place(lists, issuer)).or_else(|| home.of(issuer));
            place.is_none() || place == known.place
        }
    };
    let named = named.and_then(|name| register.named(key.kind, name).find(is_of_year));
    let numbered = || {
        let number = key.number.as_deref().filter(|_| key.year.is_some() && (key.code.is_some() || is_law))?;
        register.numbered(key.kind, number).find(is_of_year)
    };
    named
        .or_else(numbered)
        .or_else(|| known::only(short(home.cx, lists, entity).into_iter().filter(|known| is_here(known))))
}

/// The documents that a form without year can stand for.
fn short<'l>(cx: &Context<'_>, lists: &'l Lists, entity: &Entity) -> Vec<&'l Known> {
    let key = &entity.key;
    let published = cx.dct.map(|dct| dct.date());
    let register = &lists.register;
    match (&key.number, &key.name) {
        (None, Some(name)) if is_plenum(entity) => {
            register.short(key.kind, &plenum_name(name, key.year), published).collect()
        }
        _ if key.year.is_some() => Vec::new(),
        (Some(number), _) if key.code.is_some() => {
            register.undated(key.kind, number, published).filter(|known| has_code(known, key)).collect()
        }
        (Some(form), _) | (None, Some(form)) => register.short(key.kind, form, published).collect(),
        _ => Vec::new(),
    }
}

/// Name of a plenum in a uri, with its term: `tw4-khoa-12`.
fn plenum_name(name: &str, term: Option<u16>) -> String {
    term.map_or_else(|| name.to_owned(), |term| format!("{name}-khoa-{term}"))
}

/// Who issued an entity.
#[derive(Default)]
struct Issuer {
    words: Option<String>,
    from: Option<&'static str>,
    system: Option<&'static str>,
    level: Option<&'static str>,
}

fn issuer(cx: &Context<'_>, lists: &Lists, entity: &Entity, known: Option<&Known>, own: &[&Place]) -> Issuer {
    let key = &entity.key;
    let kind = &lists.types[key.kind];
    let first = key.code.as_ref().and_then(|code| code.issuers().first());
    let row = first.and_then(|segment| lists.segment(segment).issuer).map(|row| &lists.issuers[usize::from(row)]);
    let text = own.iter().find_map(|place| place.tail.issuer).map(|span| cx.words(span));
    let frame = own.iter().find_map(|place| place.tail.frame_issuer).map(|span| cx.words(span));
    let is_sure = row.is_some_and(|row| row.level == "central" && row.system != "party");
    let frame = frame.filter(|_| !is_sure).and_then(|words| match row {
        Some(row) if is_office(words) && !is_office(row.name) => committee_of(words, row.name),
        _ => Some(words),
    });
    let system = row.map(|row| row.system).or_else(|| (!is_system_open(kind.name)).then_some(kind.system));
    let is_party_name = is_plenum(entity) || key.name.as_deref().is_some_and(|name| name.starts_with("dai-hoi"));
    let system = if is_party_name { Some("party") } else { system };
    let level = row.map(|row| row.level).filter(|level| !matches!(*level, "" | "unit"));
    let level = level.map(|level| said_level(text.or(frame)).filter(|_| level == "province").unwrap_or(level));
    let table = match is_party_name {
        true => central_committee(entity),
        false => table_issuers(lists, key.code.as_ref()).or_else(|| implied_issuer(lists, key.kind).map(str::to_owned)),
    };
    let is_law = kind.class == Class::Law;
    let said = [(text, "text"), (frame, "frame")].map(|(words, from)| (words.filter(|_| !is_law), from));
    let known = known.and_then(|known| known.issuer.as_deref());
    let words = said.into_iter().chain([(known.or(table.as_deref()), "table")]);
    match words.into_iter().find_map(|(words, from)| words.map(|words| (words, from))) {
        Some((words, from)) => Issuer { words: Some(one_line(words)), from: Some(from), system, level },
        None => Issuer { system, level, ..Issuer::default() },
    }
}

/// The level below provinces that the words of a committee or council say: `UBND quận 7`.
fn said_level(words: Option<&str>) -> Option<&'static str> {
    let says = |words: &str, heads: &[&str]| words.split([' ', ',']).any(|word| heads.contains(&word));
    let words = words.filter(|words| !words.contains("tỉnh"))?;
    let is_below =
        says(words, &["xã", "Xã", "phường", "Phường"]) && !words.contains("hị xã") || words.contains("thị trấn");
    let is_district = says(words, &["huyện", "Huyện", "quận", "Quận"]) || words.contains("hị xã");
    if is_below { Some("local") } else { is_district.then_some("district") }
}

/// True for the words of an office, which may go on with the name of its holder.
fn is_office(words: &str) -> bool {
    const OFFICES: [&str; 9] =
        ["Thủ tướng", "Phó", "Bộ trưởng", "Thứ trưởng", "Chủ tịch", "Giám đốc", "Tổng Bí thư", "Thống đốc", "Chánh án"];
    OFFICES.iter().any(|office| words.starts_with(office))
}

/// The committee that an office belongs to, with its place, where the code says that it is the issuer: `UBND huyện Hòa
/// Lộc` of `Chủ tịch UBND huyện Hòa Lộc`.
fn committee_of<'t>(words: &'t str, issuer: &str) -> Option<&'t str> {
    const COMMITTEE: &str = "Ủy ban nhân dân";
    const SPELLINGS: [&str; 3] = [" UBND ", " Ủy ban nhân dân ", " Uỷ ban nhân dân "];
    let start = SPELLINGS.iter().find_map(|spelling| words.find(spelling)).filter(|_| issuer == COMMITTEE)?;
    Some(&words[start + 1..])
}

/// The names of the issuers in a code, without their units.
fn table_issuers(lists: &Lists, code: Option<&super::code::Code>) -> Option<String> {
    let issuers = code?.issuers().iter();
    let rows = issuers.filter_map(|segment| lists.segment(segment).issuer).map(|row| &lists.issuers[usize::from(row)]);
    let mut names: Vec<&str> = rows.filter(|row| row.level != "unit").map(|row| row.name).collect();
    names.dedup();
    (!names.is_empty()).then(|| names.join("; "))
}

/// The central committee of a plenum's term.
fn central_committee(entity: &Entity) -> Option<String> {
    let term = entity.key.year.filter(|_| is_plenum(entity))?;
    Some(format!("Ban Chấp hành Trung ương khóa {}", roman_text(u64::from(term))))
}

/// Types that State, Party and assemblies alike issue.
fn is_system_open(kind: &str) -> bool {
    matches!(
        kind,
        "Nghị quyết"
            | "Quyết định"
            | "Chỉ thị"
            | "Quy định"
            | "Thông báo"
            | "Hướng dẫn"
            | "Kế hoạch"
            | "Đề án"
            | "Kết luận"
            | "Chương trình"
            | "Báo cáo"
            | "Công văn"
            | "Tờ trình"
            | "Văn bản"
            | "Quy chế"
    )
}

/// The issuer that a type has by law.
fn implied_issuer(lists: &Lists, kind: usize) -> Option<&'static str> {
    match lists.types[kind].slug {
        "nghi-dinh" => Some("Chính phủ"),
        "phap-lenh" => Some("Ủy ban Thường vụ Quốc hội"),
        "hien-phap" | "bo-luat" | "luat" => Some("Quốc hội"),
        _ => None,
    }
}

/// A treaty, or a numbered instrument of an international body.
fn is_foreign(lists: &Lists, entity: &Entity, own: &[&Place], cx: &Context<'_>) -> bool {
    const BODIES: [&str; 7] =
        ["Hội đồng Bảo an", "Liên hợp quốc", "Liên Hợp Quốc", "LHQ", "Đại hội đồng", "EU", "châu Âu"];
    let is_international = own
        .iter()
        .filter_map(|place| place.tail.issuer)
        .any(|span| BODIES.iter().any(|body| cx.words(span).contains(body)));
    lists.types[entity.key.kind].class == Class::Treaty || is_international && entity.key.code.is_none()
}
