// Looks at a report as a reader does, in a real browser. `tests/report.rs` makes the reports and runs this:
//
//   node browser.mjs CHROMIUM FOLDER
//
// FOLDER holds `small` and `large`, each the output of a run with `--format report,jsonl`; `large` has about 5,000
// articles. With SHOTS=FOLDER, pictures of the views are left there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { chromium } from "playwright-core";

const [executablePath, folder] = process.argv.slice(2);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const KINDS = ["numbers", "dates", "documents", "persons"];

const records = (name) =>
  readFileSync(path.join(folder, name, "articles.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const address = (name, hash = "") => `${pathToFileURL(path.join(folder, name, "report", "index.html"))}${hash}`;
const small = records("small");
const numberOf = (id) => small.findIndex((record) => record.id === id);

/** The mentions of a record in text order. */
function mentionsOf(record) {
  const facts = KINDS.flatMap((kind) => record[kind].map((fact) => ({ kind, fact })));
  const mentions = facts.flatMap(({ kind, fact }) =>
    [...(fact.mentions ?? [fact]), ...(fact.anaphors ?? [])].map((mention) => ({ ...mention, kind })),
  );
  return mentions.sort((a, b) => a.chars[0] - b.chars[0]);
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** Opens a page that fails the test on any error, any message, and any look outside the report. */
async function open(hash = "", { name = "small", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on("console", (message) => page.troubles.push(message.text()));
  page.on("pageerror", (error) => page.troubles.push(error.message));
  page.on("request", (request) => request.url().startsWith("file:") || page.troubles.push(request.url()));
  page.on("dialog", (dialog) => page.troubles.push(dialog.message()));
  await page.goto(address(name, hash));
  return page;
}

async function close(page) {
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}

/** Ids of the articles that are listed, on all pages. */
async function listed(page) {
  const ids = await page.locator(".articles .about").allTextContents();
  return ids.map((line) => line.split(" · ").at(-1)).sort();
}

/** Fails unless `read` gives what is expected within ten seconds: pages are drawn anew after their address changed. */
async function eventually(read, expected, message) {
  const until = Date.now() + 10_000;
  let actual = await read();
  while (!isDeepStrictEqual(actual, expected) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    actual = await read();
  }
  assert.deepEqual(actual, expected, message);
}

async function found(page) {
  return Number((await page.locator("h1.found").textContent()).match(/\d+/)[0]);
}

const tests = {
  async "the overview has its plots, each with a name"() {
    const page = await open();
    const plots = page.locator("figure.plot");
    assert.equal(await plots.count(), 6);
    const labels = await page
      .locator('svg[role="img"]')
      .evaluateAll((all) => all.map((svg) => svg.getAttribute("aria-label")));
    assert.equal(labels.length, 3);
    assert.match(labels[0], /^Articles: \d+, 20\d\d/);
    for (const [at, kind] of KINDS.entries()) {
      const sum = small.reduce((sum, record) => sum + record[kind].length, 0);
      assert.equal(
        await page
          .locator(".tiles dd")
          .nth(at + 1)
          .textContent(),
        String(sum),
      );
    }
    await close(page);
  },

  async "search takes words with and without tone marks"() {
    const page = await open("#view=list");
    const ask = async (query, expected) => {
      await page.fill("#query", query);
      await page.keyboard.press("Enter");
      await page.waitForFunction((query) => new URLSearchParams(location.hash.slice(1)).get("q") === query, query);
      await eventually(() => listed(page), expected, query);
    };
    await ask("duong day", ["news-links"]);
    await ask("đường dây", ["news-links"]);
    await ask("đương day", []);
    await ask("nguyen van bao", ["astral", "news-links"]);
    await ask("(.*", []);
    await ask("chuyen sau trong bai", []);
    await page.click(".texts");
    await page.waitForSelector(".articles li");
    await eventually(() => listed(page), ["news-links"]);
    await close(page);
  },

  async "every filter leaves the articles that fit"() {
    const page = await open("#view=list");
    const choose = async (facet, label, expected) => {
      await page.locator(`[data-facet="${facet}"] label`, { hasText: label }).first().locator("input").check();
      await page.waitForSelector(".chip");
      await eventually(() => listed(page), expected.map(({ id }) => id).sort(), `${facet} ${label}`);
      await page.click(".chip");
      await page.waitForFunction(() => !document.querySelector(".chip"));
    };
    await choose(
      "kind",
      "Documents",
      small.filter(({ documents }) => documents.length > 0),
    );
    await choose(
      "rule",
      "number/percent",
      small.filter(({ numbers }) => numbers.some(({ rule }) => rule === "number/percent")),
    );
    await choose(
      "persons",
      "Nguyễn Văn Bảo",
      small.filter(({ persons }) => persons.some(({ name }) => name === "Nguyễn Văn Bảo")),
    );
    await choose(
      "documents",
      "Luật Đất đai 2013",
      small.filter(({ documents }) => documents.some(({ canonical }) => canonical === "Luật Đất đai 2013")),
    );
    await choose(
      "outlet",
      "Báo Thử",
      small.filter(({ article }) => article.outlet === "Báo Thử"),
    );
    await page.fill("#days-from", "2020-10-13");
    await page.waitForSelector(".chip");
    const late = small.filter(({ article }) => (article.published ?? "") >= "2020-10-13");
    await eventually(() => listed(page), late.map(({ id }) => id).sort());
    assert.equal(await found(page), late.length);
    await close(page);
  },

  async "a filter quotes the sentences that it finds"() {
    const page = await open("#view=list");
    await page.locator('[data-facet="persons"] label', { hasText: "Nguyễn Văn Bảo" }).locator("input").check();
    await page.waitForSelector(".quotes mark");
    const quotes = await page
      .locator(".articles li", { hasText: "news-links" })
      .locator(".quotes mark")
      .allTextContents();
    assert.deepEqual(quotes.slice(0, 2), ["Nguyễn Văn Bảo", "Bảo"]);
    await close(page);
  },

  async "marks stand at the right characters, in composed and astral text"() {
    for (const [number, record] of small.entries()) {
      const page = await open(`#article=${number}`);
      await page.waitForSelector(".text", { state: "attached" });
      const marks = await page
        .locator(".text mark")
        .evaluateAll((all) => all.map((mark) => [mark.className, mark.textContent]));
      const expected = mentionsOf(record);
      assert.deepEqual(
        marks,
        expected.map(({ kind, text }) => [kind, text]),
        record.id,
      );
      const chars = Array.from(record.text);
      const blocks = await page.locator(".text .block").evaluateAll((all) =>
        all.map((block) => {
          const own = block.cloneNode(true);
          own.querySelectorAll(".kind, sup, .sign").forEach((sign) => sign.remove());
          return own.textContent;
        }),
      );
      assert.deepEqual(
        blocks,
        record.blocks.map(({ chars: [start, end] }) => chars.slice(start, end).join("")),
        record.id,
      );
      await close(page);
    }
  },

  async "hover and focus show value, attributes and rule"() {
    const page = await open(`#article=${numberOf("news-links")}`);
    await page.locator("mark.persons").first().hover();
    await page.waitForSelector("#card:not([hidden])");
    const card = await page.locator("#card").innerText();
    for (const words of ["Nguyễn Văn Bảo", "person/honorific", "Giám đốc Sở Y tế", "mention 1 of 3"])
      assert.ok(card.includes(words), `${words} in ${card}`);
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#card").isHidden());
    await page.locator("mark.numbers").first().focus();
    assert.match(await page.locator("#card").innerText(), /number\/percent/);
    await close(page);
  },

  async "mentions of one entity are linked"() {
    const page = await open(`#article=${numberOf("news-links")}`);
    const focused = () => page.evaluate(() => [document.activeElement.textContent, document.activeElement.dataset.nth]);
    await page.locator("mark.persons").first().focus();
    assert.equal(await page.locator("mark.same").count(), 3);
    await page.keyboard.press("]");
    assert.deepEqual(await focused(), ["Bảo", "1"]);
    await page.keyboard.press("[");
    await page.keyboard.press("[");
    assert.deepEqual(await focused(), ["Bảo", "2"]);
    await page.locator("#card button").last().click();
    assert.deepEqual(await focused(), ["Nguyễn Văn Bảo", "0"]);
    await page.locator(".side .link", { hasText: "Luật Đất đai 2013" }).click();
    assert.deepEqual(await focused(), ["Luật Đất đai 2013", "0"]);
    await page.locator('.side li:has-text("Luật Đất đai 2013") .filter').click();
    await page.waitForSelector(".articles li");
    await eventually(() => listed(page), ["news-links"]);
    await close(page);
  },

  async "keys lead through facts and articles"() {
    const page = await open("#article=1");
    await page.waitForSelector(".text mark");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    assert.equal(await page.locator(".text mark").evaluateAll((all) => all.indexOf(document.activeElement)), 1);
    await page.keyboard.press("b");
    assert.ok(await page.locator(".block > .kind").first().isVisible());
    await page.keyboard.press("s");
    assert.ok(await page.locator("sup.sentence").first().isVisible());
    await page.keyboard.press("n");
    await page.waitForURL(/article=2/);
    await page.waitForSelector(".text mark");
    await page.keyboard.press("?");
    assert.ok(await page.locator("#keys").isVisible());
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.hash.includes("article"));
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "query");
    await page.goBack();
    await page.waitForURL(/article=2/);
    await close(page);
  },

  async "an article full of markup does nothing"() {
    const page = await open(`#article=${numberOf("evil")}`);
    await page.waitForSelector(".text mark");
    await page.locator("mark.persons").first().hover();
    await page.locator("mark.numbers").first().hover();
    for (const hash of ["", "#view=list", "#view=list&persons=0,1&q=script"]) await page.goto(address("small", hash));
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await page.locator("img, iframe, object, base, body script[src]").count(), 0);
    assert.equal(
      await page.evaluate(
        () =>
          [...document.querySelectorAll("*")].filter((element) =>
            [...element.attributes].some(({ name }) => name.startsWith("on")),
          ).length,
      ),
      0,
    );
    await close(page);
  },

  async "even markup in the page would be shut out"() {
    const page = await open();
    await page.evaluate(() => {
      const hole = document.createElement("div");
      hole.innerHTML = '<img src=x onerror="window.hacked = 1"><a href="javascript:window.hacked = 1" id="hole">x</a>';
      document.body.append(hole);
      document.getElementById("hole").click();
    });
    await page.waitForTimeout(100);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    await page.context().close();
  },

  async "diagnostics stand in their places"() {
    const page = await open(`#article=${numberOf("odd")}`);
    await page.waitForSelector(".text .sign");
    assert.match(await page.locator(".text .sign").getAttribute("aria-label"), /date\/impossible/);
    await page.locator(".diagnostics summary").click();
    await page.locator(".diagnostics .link").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.className), "sign warning");
    await close(page);
  },

  async "both languages, both themes"() {
    const page = await open("", { locale: "vi-VN", colorScheme: "dark" });
    assert.match(await page.locator("h1.found").textContent(), /bài/);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.click("#theme");
    assert.notEqual(await ground(), dark);
    await page.click("#language");
    assert.match(await page.locator("h1.found").textContent(), /articles/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    await close(page);
  },

  async "nothing is cut off on a phone, and paper has no buttons"() {
    for (const hash of [
      "",
      "#view=list&persons=0",
      `#article=${numberOf("news-links")}`,
      `#article=${numberOf("evil")}`,
    ]) {
      const page = await open(hash, { viewport: { width: 360, height: 700 }, isMobile: true, hasTouch: true });
      await page.waitForSelector("#main > *");
      if (hash.includes("article")) {
        await page.locator(".text mark").first().tap();
        await page.waitForSelector("#card:not([hidden])");
      }
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(over, 0, hash);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator(".top").isHidden());
      await close(page);
    }
  },

  async "screen readers find names, roles and contrast enough"() {
    for (const colorScheme of ["light", "dark"]) {
      for (const hash of ["", "#view=list&persons=0", `#article=${numberOf("news-links")}`]) {
        const page = await open(hash, { colorScheme, bypassCSP: true });
        await page.waitForSelector("figure.plot, .quotes mark, .text mark");
        if (hash.includes("article")) await page.locator(".text mark").first().focus();
        await page.addScriptTag({ path: AXE });
        const { violations } = await page.evaluate(() => window.axe.run());
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        assert.deepEqual(told, [], `${hash} ${colorScheme}`);
        await close(page);
      }
    }
  },

  async "five thousand articles answer within two seconds"() {
    const times = [];
    // up to three tries: other tests may run beside this one
    for (let attempt = 0; attempt < 3 && !times.some((seconds) => seconds < 2); attempt += 1) {
      const start = performance.now();
      const page = await open("", { name: "large" });
      await page.waitForSelector("figure.plot svg");
      await page.fill("#query", "luat");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".articles li");
      times.push((performance.now() - start) / 1000);
      assert.ok((await found(page)) > 0);
      await page.click(".texts");
      await page.waitForFunction(() => !document.querySelector(".progress, .texts"));
      await page.click(".articles h2 a");
      await page.waitForSelector(".text mark");
      await close(page);
    }
    console.log(`# opened and searched in ${Math.min(...times).toFixed(2)} s`);
    assert.ok(Math.min(...times) < 2, `${times} s`);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
}
await browser.close();
process.exitCode = failed > 0 ? 1 : 0;
