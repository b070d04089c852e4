// What the page shows, by its address; keys, language and theme.

let state = readState();
/** The articles that fit; asked for again only where the filter has changed. */
let last = { key: null, found: null };

function go(next) {
  location.hash = address(next);
}

/** The filter's answer for the state. */
function answer() {
  const key = JSON.stringify([
    address({ ...state, view: "overview", page: 1, article: null }),
    state.inTexts && fullText.query,
  ]);
  if (last.key !== key) last = { key, found: filtered(state) };
  return last.found;
}

function render() {
  hideCard();
  opened = null;
  const { articles, counts } = answer();
  const isReading = state.article !== null;
  const view = isReading
    ? articleView(state, articles)
    : state.view === "list"
      ? listView(state, articles)
      : overviewView(state, articles);
  byId("main").replaceChildren(...view.filter(Boolean));
  byId("columns").classList.toggle("is-reading", isReading);
  const facets = byId("facets");
  const focused = facetPlace(document.activeElement);
  facets.replaceChildren(...(isReading ? [] : [facetsView(state, counts)]));
  if (focused) facets.querySelector(focused)?.focus();
  if (document.activeElement !== byId("query")) byId("query").value = state.query;
  const title = isReading ? ARTICLES[state.article].title : word("report");
  document.title = `${title} – trich`;
}

/** Where an input of the filters is found again once they are drawn anew. */
function facetPlace(element) {
  const facet = element?.closest?.("[data-facet]")?.dataset.facet;
  if (!facet) return null;
  return element.id
    ? `#${element.id}`
    : element.dataset.place && `[data-facet="${facet}"] [data-place="${element.dataset.place}"]`;
}

/** Puts the words of the page's frame in place. */
function renderFrame() {
  document.documentElement.lang = language;
  byId("skip").textContent = word("skip");
  byId("query").placeholder = word("search");
  byId("query").setAttribute("aria-label", word("search"));
  byId("query").title = word("searchHint");
  byId("language").textContent = word("language");
  byId("help").setAttribute("aria-label", word("help"));
  byId("help").title = word("help");
  byId("facets").setAttribute("aria-label", word("filters"));
  renderTheme();
}

// --- language and theme: kept by the browser where it allows pages from the disk to keep anything

function kept(name) {
  try {
    return localStorage.getItem(`trich-${name}`);
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(`trich-${name}`, value);
  } catch {
    // then it is forgotten with the page
  }
}

const THEMES = { auto: ["◐", "themeAuto"], light: ["☀", "themeLight"], dark: ["☾", "themeDark"] };
let theme = kept("theme") in THEMES ? kept("theme") : "auto";

function renderTheme() {
  const [sign, name] = THEMES[theme];
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = sign;
  byId("theme").title = word(name);
  byId("theme").setAttribute("aria-label", word(name));
}

function nextTheme() {
  const names = Object.keys(THEMES);
  theme = names[(names.indexOf(theme) + 1) % names.length];
  keep("theme", theme);
  renderTheme();
}

function otherLanguage() {
  language = language === "vi" ? "en" : "vi";
  keep("language", language);
  renderFrame();
  render();
}

// --- keys

const KEYS = [
  ["/", "keySearch"],
  ["j k", "keyFact"],
  ["] [", "keyMention"],
  ["n p", "keyArticle"],
  ["b", "keyBlocks"],
  ["s", "keySentences"],
  ["Esc", "keyBack"],
  ["?", "keyHelp"],
];

function showKeys() {
  const dialog = byId("keys");
  dialog.replaceChildren(
    el("h2", {}, word("keysTitle")),
    el(
      "dl",
      {},
      KEYS.map(([keys, name]) => [
        el(
          "dt",
          {},
          keys.split(" ").map((key) => el("kbd", {}, key)),
        ),
        el("dd", {}, word(name)),
      ]),
    ),
    el("p", {}, word("searchHint")),
    el("button", { type: "button", click: () => dialog.close() }, word("close")),
  );
  dialog.showModal();
}

const ACTIONS = {
  "/": () => byId("query").focus(),
  "?": showKeys,
  j: () => focusMarkBy(1),
  k: () => focusMarkBy(-1),
  "]": () => opened?.current && focusNext(opened.current.dataset.key, 1),
  "[": () => opened?.current && focusNext(opened.current.dataset.key, -1),
  n: () => byId("next-article")?.click(),
  p: () => byId("previous-article")?.click(),
  b: () => byId("show-blocks")?.click(),
  s: () => byId("show-sentences")?.click(),
  Escape: escape,
};

function escape() {
  if (!byId("card").hidden) hideCard();
  else byId("back")?.click();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const action = ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

// --- beginning

let typing = 0;

function onType() {
  clearTimeout(typing);
  typing = setTimeout(search, 200);
}

function search() {
  clearTimeout(typing);
  const query = byId("query").value.trim();
  if (query === state.query && state.article === null) return;
  go(changed(state, { query, inTexts: false, view: query ? "list" : state.view }));
}

function start() {
  language = kept("language") ?? (navigator.language.startsWith("vi") ? "vi" : "en");
  if (!(language in WORDS)) language = "en";
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  byId("query").addEventListener("input", onType);
  byId("language").addEventListener("click", otherLanguage);
  byId("theme").addEventListener("click", nextTheme);
  byId("help").addEventListener("click", showKeys);
  byId("home").addEventListener("click", (event) => {
    event.preventDefault();
    go({ ...unfiltered(state), view: "overview" });
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  byId("card").addEventListener("mouseleave", () => {
    if (!document.activeElement?.matches?.("mark")) hideCard();
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", () => {
    const before = state;
    state = readState();
    render();
    if (before.article !== state.article || before.page !== state.page || before.view !== state.view)
      window.scrollTo(0, 0);
  });
  byId("search").hidden = IS_SINGLE;
  renderFrame();
  render();
}

start();
