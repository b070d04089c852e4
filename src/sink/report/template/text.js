// Texts: characters as the record counts them, words without tone marks, and elements made of them.

/** A text whose places are Unicode scalar values, while JavaScript counts UTF-16 units. */
class Chars {
  constructor(text) {
    this.text = text;
    // Only a text with characters outside the basic plane needs a table.
    this.units = /[\ud800-\udfff]/.test(text) ? unitOffsets(text) : null;
    this.length = this.units ? this.units.length - 1 : text.length;
  }

  slice(start, end) {
    const unit = (at) => (this.units ? this.units[Math.min(at, this.length)] : at);
    return this.text.slice(unit(start), unit(end));
  }
}

/** For each character, and for the end, the UTF-16 unit that it begins at. */
function unitOffsets(text) {
  const units = [];
  let unit = 0;
  for (const char of text) {
    units.push(unit);
    unit += char.length;
  }
  units.push(unit);
  return Uint32Array.from(units);
}

/** Small letters in one spelling. */
function lower(text) {
  return text.normalize("NFC").toLowerCase();
}

/** Small letters without tone marks and other signs, `đ` as `d`. */
function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}

/** For each plain letter all small letters that are it under some sign: `đ`, `ấ`, `é`. */
const SIGNED = (() => {
  const signed = new Map();
  for (const [first, last] of [
    [0xdf, 0x24f],
    [0x1e00, 0x1eff],
  ]) {
    for (let code = first; code <= last; code += 1) {
      const letter = String.fromCodePoint(code).toLowerCase();
      const plain = fold(letter);
      if (plain !== letter) signed.set(plain, (signed.get(plain) ?? "") + letter);
    }
  }
  return signed;
})();

/** A test whether a text in small letters holds every word of a query: words with marks as they are, others under any
 * marks. Texts are not folded for that, which would take far longer than to look through them. */
function matcher(query) {
  const tests = lower(query)
    .split(/\s+/)
    .filter(Boolean)
    .map((text) => {
      if (fold(text) !== text) return (other) => other.includes(text);
      const letters = [...text].map((letter) => {
        const own = letter.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
        return SIGNED.has(letter) ? `[${own}${SIGNED.get(letter)}]` : own;
      });
      const pattern = new RegExp(letters.join(""));
      return (other) => pattern.test(other);
    });
  return (text) => tests.every((test) => test(text));
}

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "g", "rect", "line", "circle", "text", "path", "title"]);

/** An element. Attributes that are null or false are left out, functions listen; children are elements or words. */
function el(tag, attributes = {}, ...children) {
  const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

function byId(id) {
  return document.getElementById(id);
}
