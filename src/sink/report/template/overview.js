// The overview with its plots, and the list of articles.

/** Articles of a page of the list. */
const PAGE_LENGTH = 25;
/** Entries of a plot with bars. */
const BARS = 10;
/** Places of an article that the list quotes. */
const QUOTES = 3;

/** Head of both views: how many articles fit, what they are filtered by, and the way from one view to the other. */
function headView(state, articles) {
  const isAll = articles.length === ARTICLES.length;
  const values = { n: grouped(articles.length), all: grouped(ARTICLES.length) };
  const tab = (view, text) =>
    el(
      "a",
      {
        href: address({ ...state, view, page: 1, article: null }),
        "aria-current": state.view === view ? "page" : null,
      },
      text,
    );
  return el(
    "div",
    { class: "head" },
    el("h1", { class: "found", "aria-live": "polite" }, word(isAll ? "found" : "foundOf", values)),
    el("nav", { class: "tabs" }, tab("overview", word("overview")), tab("list", word("articles"))),
    chipsView(state),
    textsView(state),
  );
}

/** What the articles are filtered by, each with a way to take it away. */
function chipsView(state) {
  const chip = (text, next) =>
    el("a", { class: "chip", href: address(next), "aria-label": `${word("remove")}: ${text}` }, text, " ✕");
  const chips = FACETS.flatMap((facet) =>
    [...state.chosen[facet.name]].map((place) => chip(facet.label(place), toggled(state, facet.name, place))),
  );
  if (state.query) chips.unshift(chip(`“${state.query}”`, changed(state, { query: "", inTexts: false })));
  if (state.from) chips.push(chip(`≥ ${dayName(state.from)}`, changed(state, { from: "" })));
  if (state.to) chips.push(chip(`≤ ${dayName(state.to)}`, changed(state, { to: "" })));
  return chips.length > 0 && el("p", { class: "chips" }, chips);
}

/** The way to a search of the full texts, and how far it is. */
function textsView(state) {
  if (!state.query) return null;
  if (!state.inTexts) {
    return el(
      "p",
      {},
      el("a", { class: "texts", href: address(changed(state, { inTexts: true })) }, word("searchTexts")),
    );
  }
  if (fullText.query === state.query) return null;
  const progress = el("p", { class: "progress", role: "status" }, word("loading"));
  const tell = (n, all) => {
    progress.textContent = word("searching", { n, all });
  };
  const isStale = () => !progress.isConnected;
  // begins once the line is part of the page
  setTimeout(() =>
    searchTexts(state.query, tell, isStale).then(
      (isDone) => isDone && render(),
      (error) => tellError(progress, error),
    ),
  );
  return progress;
}

function tellError(place, error) {
  place.replaceChildren(el("span", { class: "error", role: "alert" }, error.message));
}

function overviewView(state, articles) {
  const facts = KINDS.map((_, at) => articles.reduce((sum, { counts }) => sum + counts[at], 0));
  const figures = [
    [word("articles"), articles.length, null],
    ...KINDS.map((kind, at) => [word(kind), facts[at], kind]),
  ];
  const tiles = el(
    "dl",
    { class: "tiles" },
    figures.map(([name, count, kind]) =>
      el("div", {}, el("dt", { class: kind && `swatch ${kind}` }, name), el("dd", {}, grouped(count))),
    ),
  );
  const time = periods(articles);
  const plots =
    articles.length === 0
      ? [noneView()]
      : [
          ...timePlots(articles, time),
          moneyPlot(articles, time),
          ...ENTITY_KINDS.map((kind) => entityPlot(state, articles, kind)),
          outletPlot(state, articles),
        ];
  return [headView(state, articles), tiles, el("div", { class: "plots" }, plots)];
}

function noneView() {
  return el("p", { class: "none" }, el("b", {}, word("none")), " ", word("noneHint"));
}

function timePlots(articles, { names, unit, of }) {
  if (names.length === 0) return [];
  const perPeriod = (value) => {
    const sums = names.map(() => 0);
    for (const article of articles) {
      const at = of(article);
      if (at >= 0) sums[at] += value(article);
    }
    return sums;
  };
  const all = [{ name: word("article"), style: "all", values: perPeriod(() => 1) }];
  const kinds = KINDS.map((kind, at) => ({
    name: word(kind),
    style: kind,
    values: perPeriod(({ counts }) => counts[at]),
  }));
  const undated = articles.filter((article) => of(article) < 0).length;
  const plots = [columns(word("plotArticles"), names, all, unit), columns(word("plotFacts"), names, kinds, unit)];
  if (undated > 0) plots[0].append(el("p", { class: "remark" }, word("undated", { n: grouped(undated) })));
  return plots;
}

/** The currency that the plot of money shows; the one with most amounts if none was chosen. */
let currency = null;

function moneyPlot(articles, { names, unit, of }) {
  const counts = new Map();
  for (const { money } of articles) for (const [place] of money) counts.set(place, (counts.get(place) ?? 0) + 1);
  const units = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([place]) => place);
  if (units.length === 0 || names.length === 0) return null;
  const shown = units.includes(currency) ? currency : units[0];
  const values = names.map(() => []);
  for (const article of articles) {
    const at = of(article);
    if (at < 0) continue;
    for (const [place, value] of article.money) if (place === shown && value > 0) values[at].push(value);
  }
  values.forEach((some) => some.sort((a, b) => a - b));
  if (values.every((some) => some.length === 0)) return null;
  const choose = (event) => {
    currency = Number(event.target.value);
    render();
  };
  const controls = el(
    "select",
    { class: "currency", "aria-label": word("plotMoney"), change: choose },
    units.map((place) =>
      el(
        "option",
        { value: place, selected: place === shown },
        `${INDEX.units[place]} (${grouped(counts.get(place))})`,
      ),
    ),
  );
  return amounts(
    `${word("plotMoney")} (${INDEX.units[shown]})`,
    `${word(unit)}. ${word("moneyNote")}`,
    names,
    values,
    controls,
  );
}

/** The places with the greatest sums, and these. */
function greatest(sums) {
  return [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, BARS);
}

function entityPlot(state, articles, kind) {
  const sums = new Map();
  const add = (place, mentions) => sums.set(place, (sums.get(place) ?? 0) + mentions);
  for (const article of articles) eachEntity(article, kind, add);
  const most = greatest(sums);
  if (most.length === 0) return null;
  const entries = most.map(([place, count]) => ({ place, count, ...ENTITIES[kind][place] }));
  const title = word(`plot${kind[0].toUpperCase()}${kind.slice(1)}`);
  const note = kind === "persons" ? `(${word("mentions")}) ${word("namesakes")}` : `(${word("mentions")})`;
  return bars(title, note, entries, (place) => go({ ...toggled(state, kind, place), view: "list" }));
}

function outletPlot(state, articles) {
  const sums = new Map();
  for (const { outlet } of articles) if (outlet !== null) sums.set(outlet, (sums.get(outlet) ?? 0) + 1);
  const most = greatest(sums);
  if (most.length === 0) return null;
  const entries = most.map(([place, count]) => ({ place, count, label: INDEX.outlets[place], note: "" }));
  return bars(word("plotOutlets"), `(${word("article")})`, entries, (place) => go(toggled(state, "outlet", place)));
}

function listView(state, articles) {
  const pages = Math.max(1, Math.ceil(articles.length / PAGE_LENGTH));
  const page = Math.min(state.page, pages);
  const shown = articles.slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH);
  const sort = el(
    "label",
    { class: "sort" },
    `${word("sort")} `,
    el(
      "select",
      { id: "sort", change: (event) => go(changed(state, { sort: event.target.value })) },
      Object.entries(SORTS).map(([name, text]) =>
        el("option", { value: name, selected: state.sort === name }, word(text)),
      ),
    ),
  );
  if (shown.length === 0) return [headView(state, articles), noneView()];
  const list = el(
    "ol",
    { class: "articles", start: (page - 1) * PAGE_LENGTH + 1 },
    shown.map((article) => articleItem(state, article)),
  );
  return [headView(state, articles), sort, list, pagesView(state, page, pages)];
}

function pagesView(state, page, pages) {
  if (pages === 1) return null;
  const link = (to, text) =>
    to >= 1 && to <= pages
      ? el("a", { href: address({ ...state, page: to }) }, text)
      : el("span", { class: "off" }, text);
  return el(
    "nav",
    { class: "pages", "aria-label": word("page", { n: page, all: pages }) },
    link(page - 1, `‹ ${word("previous")}`),
    el("span", {}, word("page", { n: page, all: pages })),
    link(page + 1, `${word("next")} ›`),
  );
}

function articleItem(state, article) {
  const about = [article.day && dayName(article.day), INDEX.outlets[article.outlet], article.id].filter(Boolean);
  const counts = KINDS.map(
    (kind, at) =>
      article.counts[at] > 0 &&
      el(
        "span",
        { class: `swatch ${kind}`, title: word(kind) },
        `${grouped(article.counts[at])} ${word(kind).toLowerCase()}`,
      ),
  );
  const quotes = el("ul", { class: "quotes", lang: "vi" });
  if (isQuoting(state)) fillQuotes(quotes, state, article);
  return el(
    "li",
    {},
    el(
      "h2",
      { lang: "vi" },
      el("a", { href: address({ ...state, article: article.number }) }, article.title || article.id),
    ),
    el("p", { class: "about" }, about.join(" · "), article.isCopy && ` · ${word("copy")}`),
    article.lead && el("p", { class: "lead", lang: "vi" }, article.lead),
    quotes,
    el("p", { class: "counts" }, counts, article.notes > 0 && el("span", { class: "notes" }, `⚠ ${article.notes}`)),
  );
}

/** True where the list quotes the sentences that hold what was filtered by. */
function isQuoting(state) {
  return state.chosen.rule.size > 0 || ENTITY_KINDS.some((kind) => state.chosen[kind].size > 0);
}

async function fillQuotes(list, state, article) {
  const found = await entry(article.number).catch(() => null);
  if (!found) return;
  const chars = new Chars(found.record.text);
  const labels = (kind) => new Set([...state.chosen[kind]].map((place) => lower(ENTITIES[kind][place].label)));
  const entities = new Map(ENTITY_KINDS.map((kind) => [kind, labels(kind)]));
  const rules = new Set([...state.chosen.rule].map((place) => INDEX.rules[place]));
  const fits = ({ kind, fact }, mention) =>
    rules.has(mention.rule) || Boolean(entities.get(kind)?.has(lower(fact.canonical ?? fact.name ?? "")));
  const places = factsOf(found).flatMap((item) =>
    item.mentions.filter((mention) => fits(item, mention)).map((mention) => ({ ...item, mention })),
  );
  places.sort((a, b) => a.mention.chars[0] - b.mention.chars[0]);
  list.append(...places.slice(0, QUOTES).map(({ kind, mention }) => quote(found.record, chars, kind, mention)));
  if (places.length > QUOTES) list.append(el("li", { class: "rest" }, `+ ${places.length - QUOTES}`));
}

function quote(record, chars, kind, mention) {
  const [start, end] = record.sentences[mention.sentence]?.chars ?? mention.chars;
  const [from, to] = mention.chars;
  return el(
    "li",
    {},
    chars.slice(Math.min(start, from), from),
    el("mark", { class: kind }, chars.slice(from, to)),
    chars.slice(to, Math.max(end, to)),
  );
}
