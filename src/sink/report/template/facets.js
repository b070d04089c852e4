// The filters beside the list: a list of entries for each facet, and the days of publication.

/** Entries of a facet that are shown at first. */
const FEW = 7;
/** Entries that are shown at most; further ones are found by name. */
const MANY = 200;

/** Which facets are unfolded, and what their entries are narrowed by: the same for all states. */
const unfolded = { more: new Set(), narrow: new Map(), isOpen: false };

function facetsView(state, counts) {
  const isOpen = unfolded.isOpen || window.matchMedia("(min-width: 60rem)").matches;
  const chosen = FACETS.reduce((sum, { name }) => sum + state.chosen[name].size, 0) + Boolean(state.from || state.to);
  return el(
    "details",
    {
      class: "filters",
      open: isOpen,
      toggle: (event) => {
        unfolded.isOpen = event.target.open;
      },
    },
    el("summary", {}, word("filters"), chosen > 0 && el("b", { class: "badge" }, chosen)),
    isFiltered(state) && el("a", { class: "clear", href: address(unfiltered(state)) }, `✕ ${word("clear")}`),
    FACETS.map((facet) => facetView(facet, state, counts[facet.name])),
    daysView(state),
  );
}

function facetView(facet, state, counts) {
  const chosen = state.chosen[facet.name];
  const places = [...counts.keys(), ...[...chosen].filter((place) => !counts.has(place))];
  if (places.length === 0) return null;
  const rank = (place) => [chosen.has(place) ? 0 : 1, -(counts.get(place) ?? 0), place];
  if (facet.name !== "kind") places.sort((a, b) => compareRanks(rank(a), rank(b)));
  else places.sort((a, b) => a - b);
  const list = el("ul", {});
  const fill = () => list.replaceChildren(...entriesOf(facet, state, counts, places, fill));
  fill();
  const isLong = places.length > FEW * 2;
  const narrow =
    isLong &&
    el("input", {
      type: "search",
      class: "narrow",
      placeholder: word("narrow"),
      "aria-label": `${facetName(facet)}: ${word("narrow")}`,
      value: unfolded.narrow.get(facet.name) ?? "",
      input: (event) => {
        unfolded.narrow.set(facet.name, event.target.value);
        fill();
      },
    });
  return el("fieldset", { "data-facet": facet.name }, el("legend", {}, facetName(facet)), narrow, list);
}

function facetName({ name }) {
  return word(name);
}

function compareRanks(a, b) {
  const at = a.findIndex((value, at) => value !== b[at]);
  return at === -1 ? 0 : a[at] - b[at];
}

/** The entries that are shown, and a button for more. */
function entriesOf(facet, state, counts, places, fill) {
  const narrow = unfolded.narrow.get(facet.name) ?? "";
  const matches = matcher(narrow);
  const fitting = narrow ? places.filter((place) => matches(lower(facet.label(place)))) : places;
  const isMore = narrow !== "" || unfolded.more.has(facet.name);
  const shown = fitting.slice(0, isMore ? MANY : FEW + state.chosen[facet.name].size);
  const items = shown.map((place) => entryItem(facet, state, counts, place));
  if (shown.length < fitting.length && !isMore) {
    const unfold = () => {
      unfolded.more.add(facet.name);
      fill();
    };
    items.push(
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", class: "more", click: unfold },
          `${word("more")} (${grouped(fitting.length - shown.length)})`,
        ),
      ),
    );
  }
  return items;
}

function entryItem(facet, state, counts, place) {
  const style = facet.name === "kind" ? `swatch ${KINDS[place]}` : null;
  return el(
    "li",
    {},
    el(
      "label",
      { title: facet.note(place) || null },
      el("input", {
        type: "checkbox",
        checked: state.chosen[facet.name].has(place),
        "data-place": place,
        change: () => go(toggled(state, facet.name, place)),
      }),
      el("span", { class: style }, facet.label(place)),
      el("span", { class: "count" }, grouped(counts.get(place) ?? 0)),
    ),
  );
}

function daysView(state) {
  const days = ARTICLES.map(({ day }) => day).filter(Boolean);
  if (days.length === 0) return null;
  const [min, max] = days.reduce(
    ([min, max], day) => [day < min ? day : min, day > max ? day : max],
    [days[0], days[0]],
  );
  const day = (name) =>
    el(
      "label",
      { class: "day" },
      word(name),
      el("input", {
        type: "date",
        id: `days-${name}`,
        min,
        max,
        value: state[name],
        change: (event) => go(changed(state, { [name]: event.target.value })),
      }),
    );
  return el("fieldset", { "data-facet": "days" }, el("legend", {}, word("published")), day("from"), day("to"));
}
