// What is asked for: it stands in the address behind `#`, so that the browser's back button and bookmarks work.

/** The facets with a list of entries: name, the places of an article's entries, their labels. */
const FACETS = [
  {
    name: "kind",
    places: (article) => KINDS.map((_, at) => at).filter((at) => article.counts[at] > 0),
    label: (place) => word(KINDS[place]),
    note: () => "",
  },
  ...ENTITY_KINDS.map((kind) => ({
    name: kind,
    places: (article) => (article.entities[kind] ?? []).filter((_, at) => at % 2 === 0),
    label: (place) => ENTITIES[kind][place]?.label ?? "",
    note: (place) => ENTITIES[kind][place]?.note ?? "",
  })),
  {
    name: "outlet",
    places: (article) => (article.outlet === null ? [] : [article.outlet]),
    label: (place) => INDEX.outlets[place] ?? "",
    note: () => "",
  },
  { name: "rule", places: (article) => article.rules, label: (place) => INDEX.rules[place] ?? "", note: () => "" },
];

const SORTS = { order: "sortOrder", new: "sortNew", old: "sortOld", facts: "sortFacts" };

/** What the address asks for. */
function readState() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const places = (name) => (asked.get(name) ?? "").split(",").filter(Boolean).map(Number).filter(Number.isInteger);
  const number = Number(asked.get("article") ?? NaN);
  return {
    query: asked.get("q") ?? "",
    inTexts: asked.has("texts"),
    chosen: Object.fromEntries(FACETS.map(({ name }) => [name, new Set(places(name))])),
    from: asked.get("from") ?? "",
    to: asked.get("to") ?? "",
    sort: asked.get("sort") in SORTS ? asked.get("sort") : "order",
    view: asked.get("view") === "list" ? "list" : "overview",
    page: Math.max(1, Number(asked.get("page")) || 1),
    article: Number.isInteger(number) && number in ARTICLES ? number : IS_SINGLE ? 0 : null,
  };
}

/** The address of a state. */
function address(state) {
  const asked = new URLSearchParams();
  if (state.query) asked.set("q", state.query);
  if (state.inTexts) asked.set("texts", "");
  for (const { name } of FACETS) if (state.chosen[name].size) asked.set(name, [...state.chosen[name]].join(","));
  for (const name of ["from", "to"]) if (state[name]) asked.set(name, state[name]);
  if (state.sort !== "order") asked.set("sort", state.sort);
  if (state.view === "list") asked.set("view", "list");
  if (state.page > 1) asked.set("page", state.page);
  if (state.article !== null) asked.set("article", state.article);
  return `#${asked}`;
}

/** The state with some values changed. A change of what is asked for begins at the first page of the list. */
function changed(state, change) {
  return { ...state, page: 1, article: null, ...change };
}

/** The state with an entry of a facet chosen, or no more. */
function toggled(state, facet, place) {
  const places = new Set(state.chosen[facet]);
  if (!places.delete(place)) places.add(place);
  return changed(state, { chosen: { ...state.chosen, [facet]: places } });
}

function isFiltered(state) {
  return Boolean(state.query || state.from || state.to || FACETS.some(({ name }) => state.chosen[name].size));
}

/** Everything that is asked for, with nothing asked. */
function unfiltered(state) {
  const chosen = Object.fromEntries(FACETS.map(({ name }) => [name, new Set()]));
  return changed(state, { query: "", inTexts: false, from: "", to: "", chosen });
}

/** Numbers of the articles whose texts hold the words that were last searched for in full. */
const fullText = { query: null, numbers: new Set() };

/** The articles that fit, in the order asked for; facet by facet also the articles that all other conditions leave. */
function filtered(state) {
  const matches = matcher(state.query);
  const inTexts = state.inTexts && fullText.query === state.query ? fullText.numbers : null;
  const fitsWords = (article) => {
    if (!state.query) return true;
    return matches(searched(article)) || Boolean(inTexts?.has(article.number));
  };
  const fitsDays = ({ day }) =>
    (!state.from && !state.to) || (day !== "" && (!state.from || day >= state.from) && (!state.to || day <= state.to));
  const missed = (article) =>
    FACETS.filter(({ name, places }) => {
      const chosen = state.chosen[name];
      return chosen.size > 0 && !places(article).some((place) => chosen.has(place));
    });
  const articles = [];
  const counts = Object.fromEntries(FACETS.map(({ name }) => [name, new Map()]));
  const count = (facet, article) => {
    const places = counts[facet.name];
    for (const place of facet.places(article)) places.set(place, (places.get(place) ?? 0) + 1);
  };
  for (const article of ARTICLES) {
    if (!fitsDays(article) || !fitsWords(article)) continue;
    const misses = missed(article);
    if (misses.length === 0) {
      articles.push(article);
      FACETS.forEach((facet) => count(facet, article));
    } else if (misses.length === 1) {
      count(misses[0], article);
    }
  }
  return { articles: sorted(articles, state.sort), counts };
}

function sorted(articles, sort) {
  const total = ({ counts }) => counts.reduce((sum, count) => sum + count, 0);
  // Articles without a day come last either way.
  const byDay = (a, b, sign) => (a.day === "") - (b.day === "") || sign * a.day.localeCompare(b.day);
  switch (sort) {
    case "new":
      return articles.sort((a, b) => byDay(a, b, -1));
    case "old":
      return articles.sort((a, b) => byDay(a, b, 1));
    case "facts":
      return articles.sort((a, b) => total(b) - total(a));
    default:
      return articles;
  }
}

/** Chunks that are loaded at a time. */
const AHEAD = 8;

/** Looks through the texts of all articles; tells how far it is, and gives up where the question has changed. */
async function searchTexts(query, tell, isStale) {
  const matches = matcher(query);
  const numbers = new Set();
  for (let at = 0; at < INDEX.chunks.length; at += 1) {
    if (isStale()) return false;
    // the next chunks are on their way while this one is looked through
    for (let next = at; next < Math.min(at + AHEAD, INDEX.chunks.length); next += 1) chunk(next).catch(() => {});
    const entries = await chunk(at);
    entries.forEach(({ record }, place) => {
      // records are in one spelling already
      if (matches(record.text.toLowerCase())) numbers.add(CHUNK_STARTS[at] + place);
    });
    tell(at + 1, INDEX.chunks.length);
  }
  Object.assign(fullText, { query, numbers });
  return true;
}
