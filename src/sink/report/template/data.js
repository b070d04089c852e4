// The index of all articles, which stands in the page, and their records, which are loaded in chunks.

const INDEX = JSON.parse(byId("index").textContent);
/** The kinds of facts, by whose places counts and rules are told. The users' own kinds come last, where there are any. */
const KINDS = INDEX.kinds.filter(
  (kind, at) => kind !== "custom" || INDEX.articles.some(([, [, counts]]) => counts[at] > 0),
);

/** True for a day that the calendar knows: plots count in days. */
function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The articles as objects. `searched` is made when it is first needed. */
const ARTICLES = INDEX.articles.map(([texts, found, notes, isCopy], number) => {
  const [id, title, lead, published] = texts;
  const day = isDay(published) ? published : "";
  const [outlet, counts, rules, entities, money] = found;
  return {
    number,
    id,
    title,
    lead,
    day,
    outlet,
    counts,
    rules,
    entities,
    money,
    notes,
    isCopy: isCopy === 1,
    searched: null,
  };
});

/** A page for one article has no lists to go back to. */
const IS_SINGLE = ARTICLES.length === 1;

/** The number of the first article of each chunk, and of the article after the last one. */
const CHUNK_STARTS = INDEX.chunks.reduce((starts, length) => [...starts, starts.at(-1) + length], [0]);

/** Documents or persons: label, notes, the article's own number of mentions comes with the article. */
const ENTITIES = Object.fromEntries(
  Object.entries(INDEX.entities).map(([kind, rows]) => [kind, rows.map(([label, note]) => ({ label, note }))]),
);
/** The kinds that have entities beyond their article, in the order of all kinds. */
const ENTITY_KINDS = KINDS.filter((kind) => ENTITIES[kind]?.length);

/** Calls `visit` with the place and the number of mentions of each entity of an article. */
function eachEntity(article, kind, visit) {
  const pairs = article.entities[kind] ?? [];
  for (let at = 0; at < pairs.length; at += 2) visit(pairs[at], pairs[at + 1]);
}

/** What a search looks at, in small letters. */
function searched(article) {
  if (!article.searched) {
    const parts = [article.title, article.lead, article.id, INDEX.outlets[article.outlet] ?? ""];
    for (const kind of ENTITY_KINDS) eachEntity(article, kind, (place) => parts.push(ENTITIES[kind][place].label));
    article.searched = lower(parts.join("\n"));
  }
  return article.searched;
}

/** Chunks that are kept, so that memory stays flat where all texts are searched. */
const MAX_CHUNKS = 60;
const chunks = new Map();
const waiting = new Map();

/** Chunk files call this. */
window.trichChunk = (number, entries) => waiting.get(number)?.(entries);

/** The entries of a chunk, as a promise. */
function chunk(number) {
  if (!chunks.has(number)) {
    if (chunks.size >= MAX_CHUNKS) chunks.delete(chunks.keys().next().value);
    chunks.set(number, loadChunk(number));
  }
  return chunks.get(number);
}

function loadChunk(number) {
  const inline = byId(`chunk-${number}`);
  if (inline) return Promise.resolve(JSON.parse(inline.textContent));
  return new Promise((resolve, reject) => {
    const file = `data/${number}.js`;
    const done = (action) => (value) => {
      waiting.delete(number);
      script.remove();
      action(value);
    };
    const fail = () => {
      chunks.delete(number);
      reject(new Error(word("failed", { file })));
    };
    const script = el("script", { src: file, error: done(fail) });
    waiting.set(number, done(resolve));
    document.head.append(script);
  });
}

/** The chunk that an article stands in. */
function chunkOf(number) {
  return CHUNK_STARTS.findLastIndex((start) => start <= number);
}

/** The record of an article, with the summaries of its facts, as a promise. */
async function entry(number) {
  const at = chunkOf(number);
  return (await chunk(at))[number - CHUNK_STARTS[at]];
}

/** Every fact of a record: kind, place among its kind, the fact, its summary, its mentions in text order. */
function factsOf({ record, summaries }) {
  return KINDS.flatMap((kind, kindAt) =>
    (record[kind] ?? []).map((fact, at) => ({
      kind,
      at,
      key: `${kind}-${at}`,
      fact,
      summary: summaries[kindAt][at],
      mentions: [...(fact.mentions ?? [fact]), ...(fact.anaphors ?? [])].sort((a, b) => a.chars[0] - b.chars[0]),
    })),
  );
}
