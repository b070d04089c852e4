// Plots, drawn as SVG. Each comes with its figures as a table, for readers of the screen and of the numbers.

const PLOT = { width: 640, height: 190, left: 76, right: 8, top: 10, bottom: 26 };

/** The days as periods that are neither too many nor too few: day, month or year. */
function periods(articles) {
  const days = articles
    .map(({ day }) => day)
    .filter(Boolean)
    .sort();
  if (days.length === 0) return { names: [], of: () => -1, unit: "perDay" };
  const [first, last] = [days[0], days.at(-1)];
  const span = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  const [length, unit] = span <= 92 ? [10, "perDay"] : span <= 92 * 31 ? [7, "perMonth"] : [4, "perYear"];
  const names = between(first.slice(0, length), last.slice(0, length));
  const places = new Map(names.map((name, at) => [name, at]));
  return { names, unit, of: ({ day }) => places.get(day.slice(0, length)) ?? -1 };
}

/** All days, months or years from one to another. */
function between(first, last) {
  const names = [];
  const at = new Date(`${first.padEnd(7, "-01").padEnd(10, "-01")}T00:00:00Z`);
  // a century of days or so: more than any plot has, and an end where a date is none
  while (names.length < 40_000) {
    const name = at.toISOString().slice(0, first.length);
    if (name > last) break;
    names.push(name);
    if (first.length === 10) at.setUTCDate(at.getUTCDate() + 1);
    else if (first.length === 7) at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  return names;
}

/** A figure with its caption and a table of what it shows. */
function figure(title, note, picture, table) {
  return el(
    "figure",
    { class: "plot" },
    el("figcaption", {}, title, note && el("small", {}, ` ${note}`)),
    picture,
    table && el("details", { class: "data" }, el("summary", {}, word("table")), table),
  );
}

function table(heads, rows) {
  return el(
    "div",
    { class: "scroll" },
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          heads.map((head) => el("th", { scope: "col" }, head)),
        ),
      ),
      el(
        "tbody",
        {},
        rows.map(([name, ...cells]) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, name),
            cells.map((cell) => el("td", {}, cell)),
          ),
        ),
      ),
    ),
  );
}

/** Places of a few round numbers from 0 to at least `most`. */
function ticks(most) {
  const rough = Math.max(most, 1) / 3;
  const scale = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].find((factor) => factor * scale >= rough) * scale);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
}

/** An empty plot with its axes, and where values go. */
function axes(label, names, marks, y, markName) {
  const { width, height, left, right, top, bottom } = PLOT;
  const step = (width - left - right) / names.length;
  const x = (at) => left + step * at;
  const every = Math.ceil(names.length / 7);
  const svg = el(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
    marks.map((mark) => [
      el("line", { class: "grid", x1: left, x2: width - right, y1: y(mark), y2: y(mark) }),
      el("text", { class: "tick", x: left - 6, y: y(mark) + 4, "text-anchor": "end" }, markName(mark)),
    ]),
    names.map(
      (name, at) =>
        at % every === 0 &&
        el(
          "text",
          { class: "tick", x: x(at) + step / 2, y: height - bottom + 17, "text-anchor": "middle" },
          shortDay(name),
        ),
    ),
  );
  return { svg, x, step };
}

function shortDay(name) {
  const parts = name.split("-");
  if (parts.length < 3) return dayName(name);
  return language === "vi" ? `${parts[2]}/${parts[1]}` : `${parts[1]}-${parts[2]}`;
}

/** Columns for each period; of several series one stands on the other. `series` are names, classes and values. */
function columns(title, names, series, unit) {
  const { height, top, bottom } = PLOT;
  const totals = names.map((_, at) => series.reduce((sum, { values }) => sum + values[at], 0));
  const marks = ticks(Math.max(...totals));
  const y = (value) => height - bottom - (value / marks.at(-1)) * (height - top - bottom);
  const sum = totals.reduce((sum, total) => sum + total, 0);
  const { svg, x, step } = axes(`${title}: ${grouped(sum)}, ${names[0]} – ${names.at(-1)}`, names, marks, y, compact);
  names.forEach((name, at) => {
    let from = 0;
    for (const { name: what, style, values } of series) {
      if (values[at] === 0) continue;
      const to = from + values[at];
      const tip = el("title", {}, `${dayName(name)}: ${grouped(values[at])} ${what}`);
      const bar = { x: x(at) + step * 0.1, width: Math.max(step * 0.8, 0.6), y: y(to), height: y(from) - y(to) };
      svg.append(el("rect", { class: style, ...bar }, tip));
      from = to;
    }
  });
  const heads = [word("period"), ...series.map(({ name }) => name)];
  const rows = names.map((name, at) => [dayName(name), ...series.map(({ values }) => grouped(values[at]))]);
  const figures = table(
    heads,
    rows.filter((_, at) => totals[at] > 0),
  );
  const legend =
    series.length > 1 &&
    el(
      "p",
      { class: "legend", "aria-hidden": "true" },
      series.map(({ name, style }) => el("span", { class: style }, name)),
    );
  return figure(title, word(unit), el("div", {}, legend, svg), figures);
}

/** Entries with a bar each. Choosing one filters by it. */
function bars(title, note, entries, choose) {
  const most = Math.max(1, ...entries.map(({ count }) => count));
  const rows = entries.map(({ label, note, count, place }) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "bar", title: note || null, click: () => choose(place) },
        el("span", { class: "label", lang: "vi" }, label, note && el("small", {}, note)),
        el(
          "svg",
          { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
          el("rect", { width: (100 * count) / most, height: 8, rx: 0 }),
        ),
        el("span", { class: "count" }, grouped(count)),
      ),
    ),
  );
  return figure(title, note, el("ol", { class: "bars" }, rows));
}

/** Amounts for each period on a logarithmic scale: from least to greatest, the middle half, the median. */
function amounts(title, note, names, values, controls) {
  const { height, top, bottom } = PLOT;
  const all = values.flat();
  const low = Math.floor(Math.log10(Math.min(...values.map((some) => some[0] ?? Infinity))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values.map((some) => some.at(-1) ?? 0)))));
  const y = (value) => height - bottom - ((Math.log10(value) - low) / (high - low)) * (height - top - bottom);
  const every = Math.ceil((high - low) / 5);
  const marks = [];
  for (let power = low; power <= high; power += every) marks.push(10 ** power);
  const { svg, x, step } = axes(`${title}: ${grouped(all.length)}`, names, marks, y, compact);
  const quantile = (some, part) => some[Math.round((some.length - 1) * part)];
  const rows = [];
  names.forEach((name, at) => {
    const some = values[at];
    if (some.length === 0) return;
    const [least, lower, median, upper, most] = [0, 0.25, 0.5, 0.75, 1].map((part) => quantile(some, part));
    const [middle, wide] = [x(at) + step / 2, Math.min(Math.max(step * 0.6, 1), 12)];
    const tip = `${dayName(name)}: ${grouped(some.length)} – ${compact(least)} / ${compact(median)} / ${compact(most)}`;
    svg.append(
      el(
        "g",
        { class: "money" },
        el("title", {}, tip),
        el("line", { x1: middle, x2: middle, y1: y(least), y2: y(most) }),
        el("rect", { x: middle - wide / 2, width: wide, y: y(upper), height: Math.max(y(lower) - y(upper), 1) }),
        el("circle", { cx: middle, cy: y(median), r: Math.min(3.5, Math.max(step / 2, 1.5)) }),
      ),
    );
    rows.push([dayName(name), grouped(some.length), compact(least), compact(median), compact(most)]);
  });
  const heads = ["period", "count", "lowest", "median", "highest"].map((head) => word(head));
  return figure(title, note, el("div", {}, controls, svg), table(heads, rows));
}
