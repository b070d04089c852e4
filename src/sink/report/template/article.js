// An article: its text with the facts marked, a card for the fact that is pointed at, and its entities at the side.

/** What is shown in the text: the same for all articles. */
const shown = { blocks: false, sentences: false, hidden: new Set() };

/** The article on the page: its facts by key, its marks in text order, the fact whose card is open. */
let opened = null;

function articleView(state, articles) {
  const article = ARTICLES[state.article];
  const body = el("div", { class: "loading" }, word("loading"));
  entry(article.number).then(
    (found) => body.isConnected && fillArticle(body, state, article, found),
    (error) => tellError(body, error),
  );
  return [!IS_SINGLE && wayView(state, articles, article), body];
}

/** The way back, and to the articles before and after. */
function wayView(state, articles, article) {
  const at = articles.indexOf(article);
  const way = (to, id, text) => {
    const next = at === -1 ? undefined : articles[to];
    return next
      ? el("a", { id, href: address({ ...state, article: next.number }) }, text)
      : el("span", { class: "off" }, text);
  };
  return el(
    "nav",
    { class: "way" },
    el(
      "a",
      { id: "back", href: address({ ...state, article: null }) },
      `← ${word(state.view === "list" ? "back" : "overview")}`,
    ),
    way(at - 1, "previous-article", `‹ ${word("previousArticle")}`),
    way(at + 1, "next-article", `${word("nextArticle")} ›`),
  );
}

function fillArticle(body, state, article, found) {
  const facts = factsOf(found);
  opened = { facts: new Map(facts.map((item) => [item.key, item])), marks: [], current: null };
  const text = textView(found.record, facts);
  opened.marks = [...text.querySelectorAll("mark")];
  body.replaceWith(
    el(
      "article",
      { class: classes() },
      titleView(article, found.record),
      switchesView(article),
      diagnosticsView(found.record),
      el("div", { class: "reading" }, text, sideView(state, article, facts)),
      lostView(found.lost ?? []),
    ),
  );
}

/** The classes of the article that say what is shown. */
function classes() {
  const hidden = [...shown.hidden].map((kind) => `no-${kind}`);
  return ["article", shown.blocks && "with-blocks", shown.sentences && "with-sentences", ...hidden]
    .filter(Boolean)
    .join(" ");
}

function refreshClasses() {
  document.querySelector("article.article")?.setAttribute("class", classes());
}

function titleView(article, { article: about, source, blocks }) {
  const published =
    about.published && dayName(about.published.slice(0, 10)) + about.published.slice(10, 16).replace("T", " ");
  const url =
    /^https?:\/\//.test(about.url ?? "") &&
    el("a", { href: about.url, rel: "noreferrer noopener", target: "_blank" }, about.url);
  const place = source.line ? `${source.path}:${source.line}` : source.path;
  const line = [published, about.outlet, about.authors.join(", "), about.credit, place].filter(Boolean).join(" · ");
  return el(
    "header",
    {},
    // where the text has its title, with the facts in it, that is enough for the eye
    el(
      "h1",
      { lang: "vi", class: blocks.some(({ kind }) => kind === "title") ? "unseen" : null },
      article.title || article.id,
    ),
    el("p", { class: "about" }, line, url && [" · ", url], article.isCopy && ` · ${word("copy")}`),
  );
}

/** The legend, which also shows and hides what it explains. */
function switchesView(article) {
  const box = (checked, change, text, attributes = {}) =>
    el(
      "label",
      {},
      el("input", {
        type: "checkbox",
        checked,
        change: (event) => {
          change(event.target.checked);
          refreshClasses();
        },
        ...attributes,
      }),
      text,
    );
  const kinds = KINDS.map(
    (kind, at) =>
      article.counts[at] > 0 &&
      box(
        !shown.hidden.has(kind),
        (on) => (on ? shown.hidden.delete(kind) : shown.hidden.add(kind)),
        el("span", { class: `swatch ${kind}` }, `${word(kind)} ${grouped(article.counts[at])}`),
      ),
  );
  return el(
    "div",
    { class: "switches", role: "group", "aria-label": word("show") },
    kinds,
    box(
      shown.blocks,
      (on) => {
        shown.blocks = on;
      },
      word("blocks"),
      { id: "show-blocks" },
    ),
    box(
      shown.sentences,
      (on) => {
        shown.sentences = on;
      },
      word("sentences"),
      { id: "show-sentences" },
    ),
  );
}

function diagnosticsView({ diagnostics }) {
  if (diagnostics.length === 0) return null;
  return el(
    "details",
    { class: "diagnostics", open: diagnostics.some(({ severity }) => severity === "error") },
    el("summary", {}, `⚠ ${word("diagnostics")} (${diagnostics.length})`),
    el(
      "ul",
      {},
      diagnostics.map((note) =>
        el(
          "li",
          {},
          note.chars
            ? el("button", { type: "button", class: "link", click: () => showPlace(note.chars[0]) }, noteText(note))
            : noteText(note),
        ),
      ),
    ),
  );
}

/** Candidates that lost their place to others, and why. */
function lostView(lost) {
  if (lost.length === 0) return null;
  return el(
    "details",
    { class: "diagnostics", open: true },
    el("summary", {}, `${word("lost")} (${lost.length})`),
    el(
      "ul",
      {},
      lost.map((one) =>
        el(
          "li",
          {},
          `${one.text} `,
          el("code", {}, one.rule),
          ` ${word("lostTo")} ${one.winner_text} `,
          el("code", {}, one.winner),
          `: ${one.reason}`,
        ),
      ),
    ),
  );
}

function noteText({ severity, code, message }) {
  return `${word(`severity_${severity}`)} ${code}: ${message}`;
}

/** Shows the sign of a diagnostic in the text. */
function showPlace(start) {
  const sign = document.querySelector(`.text [data-note="${start}"]`);
  sign?.scrollIntoView({ block: "center" });
  sign?.focus();
}

/** The text, block by block. Between blocks stands white space only. */
function textView(record, facts) {
  const chars = new Chars(record.text);
  const places = placesOf(record, chars, facts);
  let next = 0;
  const whole = chars.length > 0 ? [{ kind: "body", chars: [0, chars.length] }] : [];
  const blocks = record.blocks.length > 0 ? record.blocks : whole;
  const text = el("div", { class: "text", lang: "vi" });
  for (const block of blocks) {
    const [start, end] = block.chars;
    const paragraph = el(
      block.kind === "title" || block.kind === "heading" ? "h3" : "p",
      { class: `block ${block.kind}` },
      el("span", { class: "kind" }, word(`block_${block.kind}`)),
    );
    let at = start;
    for (; next < places.length && places[next].start < end; next += 1) {
      const place = places[next];
      if (place.start < at && place.end > place.start) continue;
      paragraph.append(chars.slice(at, Math.max(at, place.start)), place.node());
      at = Math.max(at, place.end);
    }
    paragraph.append(chars.slice(at, end));
    text.append(paragraph);
  }
  return text;
}

/** What stands in the text besides words, in text order: signs before marks, longer marks before shorter ones. */
function placesOf(record, chars, facts) {
  const marks = facts.flatMap((item) =>
    item.mentions.map((mention, nth) => {
      const [start, end] = mention.chars;
      return { start, end, node: () => markView(chars.slice(start, end), item, nth) };
    }),
  );
  const numbers = record.sentences.map((sentence, at) => {
    const [start] = sentence.chars;
    return { start, end: start, node: () => el("sup", { class: "sentence", "aria-hidden": "true" }, at + 1) };
  });
  const signs = record.diagnostics
    .filter((note) => note.chars)
    .map((note) => {
      const [start] = note.chars;
      return { start, end: start, node: () => signView(note) };
    });
  return [...signs, ...numbers, ...marks].sort(
    (a, b) => a.start - b.start || (a.end === a.start ? 0 : 1) - (b.end === b.start ? 0 : 1) || b.end - a.end,
  );
}

function markView(text, item, nth) {
  return el(
    "mark",
    {
      class: item.kind,
      tabindex: 0,
      "data-key": item.key,
      "data-nth": nth,
      "aria-label": `${text}: ${word(item.kind)}, ${item.summary}`,
      mouseenter: showCard,
      focus: showCard,
      click: showCard,
      mouseleave: leaveCard,
      blur: leaveCard,
    },
    text,
  );
}

function signView(note) {
  const text = noteText(note);
  return el(
    "span",
    {
      class: `sign ${note.severity}`,
      tabindex: 0,
      role: "img",
      "aria-label": text,
      title: text,
      "data-note": note.chars[0],
    },
    "⚠",
  );
}

/** The facts at the side, kind by kind. */
function sideView(state, article, facts) {
  const kinds = KINDS.map((kind) => {
    const own = facts.filter((item) => item.kind === kind);
    if (own.length === 0) return null;
    // people and documents matter more at a glance than each figure
    const isOpen = ENTITY_KINDS.includes(kind) && window.matchMedia("(min-width: 60rem)").matches;
    return el(
      "details",
      { open: isOpen },
      el("summary", { class: `swatch ${kind}` }, `${word(kind)} (${grouped(own.length)})`),
      el(
        "ul",
        {},
        own.map((item) => factItem(state, article, item)),
      ),
    );
  });
  const side = el("aside", { class: "side" }, kinds);
  return facts.length > 0 ? side : el("aside", { class: "side" }, word("noFacts"));
}

function factItem(state, article, item) {
  const { label, note } = namesOf(item);
  const times = item.mentions.length > 1 && el("span", { class: "count" }, `×${item.mentions.length}`);
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "link", click: () => focusNext(item.key) },
      label,
      note && el("small", {}, note),
    ),
    times,
    filterLink(state, article, item),
  );
}

function namesOf({ fact, summary }) {
  const name = fact.name && fact.mentions && !fact.canonical ? fact.name : summary;
  const titles = (fact.titles ?? []).map(({ text }) => text).join("; ");
  return fact.mentions ? { label: name, note: fact.title ?? titles } : { label: fact.text, note: summary };
}

/** A link to the list of all articles with the entity. */
function filterLink(state, article, { kind, fact }) {
  if (!ENTITIES[kind] || IS_SINGLE) return null;
  const name = lower(fact.canonical ?? fact.name ?? "");
  let place = -1;
  eachEntity(article, kind, (at) => {
    if (lower(ENTITIES[kind][at].label) === name) place = at;
  });
  if (place === -1) return null;
  const next = changed(unfiltered(state), { view: "list" });
  next.chosen[kind] = new Set([place]);
  return el(
    "a",
    {
      class: "filter",
      href: address(next),
      title: word("others"),
      "aria-label": `${word("others")}: ${fact.canonical ?? fact.name}`,
    },
    "⌕",
  );
}

/** Goes to the next mention of a fact, from the mention that has the focus; the other way round with `step` -1. */
function focusNext(key, step = 1) {
  const marks = opened.marks.filter((mark) => mark.dataset.key === key);
  if (marks.length === 0) return;
  const at = marks.indexOf(document.activeElement);
  const next = at === -1 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length;
  focusMark(marks[next]);
}

function focusMark(mark) {
  mark.scrollIntoView({ block: "center", behavior: "auto" });
  mark.focus({ preventScroll: true });
}

/** Goes to the next mark of the text that is shown. */
function focusMarkBy(step) {
  const marks =
    opened?.marks.filter((mark) => mark.isConnected && !shown.hidden.has(opened.facts.get(mark.dataset.key).kind)) ??
    [];
  if (marks.length === 0) return;
  const at = marks.indexOf(document.activeElement);
  focusMark(marks[at === -1 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length]);
}

let leaving = 0;

/** Opens the card of the mark that is pointed at or has the focus, and lights up the other mentions of its fact. */
function showCard(event) {
  const mark = event.currentTarget;
  const item = opened?.facts.get(mark.dataset.key);
  if (!item || shown.hidden.has(item.kind)) return;
  clearTimeout(leaving);
  opened.current = mark;
  for (const other of opened.marks) other.classList.toggle("same", other.dataset.key === item.key);
  const card = byId("card");
  card.className = `card ${item.kind}`;
  card.replaceChildren(...cardView(item, Number(mark.dataset.nth)));
  card.hidden = false;
  placeCard(card, mark);
}

function leaveCard(event) {
  // The way from the mark to its card leads over other ground.
  clearTimeout(leaving);
  const stays = event.type === "mouseleave" && document.activeElement === event.currentTarget;
  if (!stays)
    leaving = setTimeout(() => {
      if (!byId("card").matches(":hover, :focus-within")) hideCard();
    }, 250);
}

function hideCard() {
  byId("card").hidden = true;
  opened?.marks.forEach((mark) => mark.classList.remove("same"));
  if (opened) opened.current = null;
}

/** Puts the card below its mark, above it where there is no room. A small screen has it at its lower edge, by style. */
function placeCard(card, mark) {
  const place = mark.getClientRects()[0];
  const edge = document.documentElement.clientWidth - card.offsetWidth - 8;
  const above = place.top - card.offsetHeight - 6;
  // the head of the page stays in view and takes its room
  const isBelow =
    place.bottom + card.offsetHeight + 12 < window.innerHeight || above < byId("search").offsetHeight + 24;
  card.style.left = `${window.scrollX + Math.max(8, Math.min(place.left, edge))}px`;
  card.style.top = `${window.scrollY + (isBelow ? place.bottom + 6 : above)}px`;
}

/** Fields of a fact that the card tells elsewhere, or that only machines need. */
const UNTOLD = new Set([
  "text",
  "chars",
  "source_bytes",
  "sentence",
  "rule",
  "mentions",
  "anaphors",
  "id",
  "canonical",
]);

function cardView(item, nth) {
  const { kind, fact, summary, mentions, key } = item;
  const mention = mentions[nth];
  const fields = { ...fact };
  if (fact.mentions)
    for (const [field, value] of Object.entries(mention)) if (field !== "titles") fields[field] = value;
  const rows = Object.entries(fields).filter(([field, value]) => !UNTOLD.has(field) && !isEmpty(value));
  const step = (by, text) =>
    el(
      "button",
      {
        type: "button",
        "aria-label": word(by > 0 ? "nextMention" : "previousMention"),
        click: () => focusFrom(key, by),
      },
      text,
    );
  const links =
    mentions.length > 1 &&
    el(
      "p",
      { class: "steps" },
      step(-1, "‹"),
      el("span", {}, word("place", { n: nth + 1, all: mentions.length })),
      step(1, "›"),
    );
  return [
    el("p", { class: "what" }, el("span", { class: `swatch ${kind}` }, word(kind)), el("code", {}, mention.rule)),
    el("p", { class: "value" }, fact.canonical ?? (fact.mentions ? fact.name : summary) ?? summary),
    el(
      "dl",
      {},
      rows.map(([field, value]) => [el("dt", {}, fieldName(field)), el("dd", {}, valueText(value))]),
    ),
    links,
  ].filter(Boolean);
}

/** Goes on from the mark whose card is open. */
function focusFrom(key, by) {
  if (opened?.current) opened.current.focus({ preventScroll: true });
  focusNext(key, by);
}

function isEmpty(value) {
  return (
    value === null ||
    value === undefined ||
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A value in words: lists joined, objects by their words. */
function valueText(value) {
  if (Array.isArray(value)) return value.map(valueText).join("; ");
  if (value === true) return "✓";
  if (typeof value !== "object" || value === null) return String(value);
  return String(
    value.text ??
      value.path ??
      Object.values(value)
        .filter((part) => !isEmpty(part))
        .map(valueText)
        .join(" "),
  );
}
