//! Encodings as data: bytes, or short runs of them, and the characters that they stand for.

use std::array;
use std::ops::Range;
use std::sync::LazyLock;

use super::Encoding;

/// A byte, or several together, and the text that they stand for.
#[derive(Clone, Debug)]
struct Sequence {
    bytes: Vec<u8>,
    text: String,
}

/// How an encoding reads bytes.
#[derive(Debug)]
pub(super) struct Table {
    /// What each byte is by itself.
    single: [char; 256],
    /// Runs of several bytes, by the first one; the longest come first.
    runs: [Vec<Sequence>; 256],
}

macro_rules! table {
    ($name:literal) => {
        LazyLock::new(|| Table::load(include_str!(concat!("tables/", $name, ".tsv")), &WINDOWS_1252.single))
    };
}

static WINDOWS_1252: LazyLock<Table> = LazyLock::new(|| {
    let latin1: [char; 256] = array::from_fn(|byte| char::from(byte as u8));
    Table::load(include_str!("tables/windows-1252.tsv"), &latin1)
});
static WINDOWS_1258: LazyLock<Table> = table!("windows-1258");
static TCVN3: LazyLock<Table> = table!("tcvn3");
static TCVN_5712: LazyLock<Table> = table!("tcvn-5712");
static VISCII: LazyLock<Table> = table!("viscii");
static VPS: LazyLock<Table> = table!("vps");
static VNI: LazyLock<Table> = table!("vni");
static VIQR: LazyLock<Table> = table!("viqr");

impl Table {
    /// The table of an encoding that has one.
    pub(super) fn of(encoding: Encoding) -> Option<&'static Table> {
        Some(match encoding {
            Encoding::Windows1252 => &WINDOWS_1252,
            Encoding::Windows1258 => &WINDOWS_1258,
            Encoding::Tcvn3 => &TCVN3,
            Encoding::Tcvn5712 => &TCVN_5712,
            Encoding::Viscii => &VISCII,
            Encoding::Vps => &VPS,
            Encoding::Vni => &VNI,
            Encoding::Viqr => &VIQR,
            _ => return None,
        })
    }

    /// Reads a list; bytes that it leaves out are those of `base`. Its lines are checked by a test.
    fn load(list: &str, base: &[char; 256]) -> Table {
        let mut table = Table { single: *base, runs: array::from_fn(|_| Vec::new()) };
        for Sequence { bytes, text } in list.lines().filter_map(row) {
            match (bytes.as_slice(), text.chars().next()) {
                ([byte], Some(char)) => table.single[usize::from(*byte)] = char,
                ([first, ..], Some(_)) => table.runs[usize::from(*first)].push(Sequence { bytes, text }),
                _ => {}
            }
        }
        for runs in &mut table.runs {
            runs.sort_by_key(|run| std::cmp::Reverse(run.bytes.len()));
        }
        table
    }

    /// Decodes bytes; `piece` is told of each run of them and of what it stands for.
    pub(super) fn decode(&self, bytes: &[u8], mut piece: impl FnMut(Range<usize>, &str)) {
        let mut at = 0;
        while at < bytes.len() {
            let run = self.runs[usize::from(bytes[at])].iter().find(|run| bytes[at..].starts_with(&run.bytes));
            let end = at + run.map_or(1, |run| run.bytes.len());
            match run {
                Some(run) => piece(at..end, &run.text),
                None => piece(at..end, self.single[usize::from(bytes[at])].encode_utf8(&mut [0; 4])),
            }
            at = end;
        }
    }

    /// Decodes bytes to text alone.
    pub(super) fn text(&self, bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len() * 2);
        self.decode(bytes, |_, piece| text.push_str(piece));
        text
    }
}

/// The byte that windows-1252 has for a character, or that was read as one of Latin-1's controls.
pub(super) fn windows_1252_byte(char: char) -> Option<u8> {
    match char {
        '\0'..='\u{FF}' => Some(char as u8),
        _ => (0x80..=0x9F).find(|&byte| WINDOWS_1252.single[usize::from(byte)] == char),
    }
}

/// A line of a list: bytes, a tab, and the character or its number.
fn row(line: &str) -> Option<Sequence> {
    if line.starts_with('#') || line.starts_with("bytes\t") {
        return None;
    }
    let (bytes, text) = line.split_once('\t')?;
    let digits = (0..bytes.len()).step_by(2).map(|at| bytes.get(at..at + 2));
    let bytes: Option<Vec<u8>> = digits.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect();
    let number = text.strip_prefix("U+").and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let text = number.and_then(char::from_u32).map_or_else(|| text.to_owned(), String::from);
    Some(Sequence { bytes: bytes?, text })
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_line_of_the_lists_is_read() {
        for list in [
            include_str!("tables/windows-1252.tsv"),
            include_str!("tables/windows-1258.tsv"),
            include_str!("tables/tcvn3.tsv"),
            include_str!("tables/tcvn-5712.tsv"),
            include_str!("tables/viscii.tsv"),
            include_str!("tables/vps.tsv"),
            include_str!("tables/vni.tsv"),
            include_str!("tables/viqr.tsv"),
        ] {
            for line in list.lines().filter(|line| !line.starts_with('#') && !line.starts_with("bytes")) {
                let sequence = row(line).unwrap_or_else(|| panic!("{line}"));
                assert!((1..=3).contains(&sequence.bytes.len()) && sequence.text.chars().count() == 1, "{line}");
            }
        }
    }

    #[test]
    fn words_are_read() {
        for (encoding, bytes, expected) in [
            (Encoding::Tcvn3, &b"nh\xA9n d\xA9n Vi\xD6t"[..], "nhân dân Việt"),
            (Encoding::Vni, b"nh\x61\xE2n Vie\xE4t \xF1\xF6\xF4\xEFc AU\xDB", "nhân Việt được AỦ"),
            (Encoding::Viscii, b"nh\xE2n Vi\xAEt \xF0\xDF\xFEc", "nhân Việt được"),
            (Encoding::Vps, b"nh\xE2n Vi\x8Ct \xC7\xDC\xAEc", "nhân Việt được"),
            (Encoding::Windows1258, b"nh\xE2n Vi\xEA\xF2t \xF0\xFD\xF5\xF2c", "nhân Việt được"),
            (Encoding::Viqr, b"nha^n Vie^.t ddu+o+.c l\\.", "nhân Việt được l."),
        ] {
            let text = encoding.table().unwrap().text(bytes);
            assert_eq!(text.nfc().collect::<String>(), expected, "{encoding}");
        }
    }
}
