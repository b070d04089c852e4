//! The encodings that can be read.

use std::fmt;
use std::str::FromStr;

use super::table::Table;

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
    /// TCVN3, the code of the ABC fonts.
    Tcvn3,
    /// VNI Windows.
    Vni,
    /// windows-1258, with tone marks of their own.
    Windows1258,
    /// VISCII 1.1.
    Viscii,
    /// VPS.
    Vps,
    /// TCVN 5712-1:1993.
    Tcvn5712,
    /// VIQR: ASCII.
    Viqr,
    /// windows-1252, Western European.
    Windows1252,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Encoding; 13] = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Utf32Le,
        Encoding::Utf32Be,
        Encoding::Tcvn3,
        Encoding::Vni,
        Encoding::Windows1258,
        Encoding::Viscii,
        Encoding::Vps,
        Encoding::Tcvn5712,
        Encoding::Viqr,
        Encoding::Windows1252,
    ];

    /// Those of the time before Unicode that use bytes beyond ASCII for Vietnamese, the most frequent one first: of two
    /// that fit a text equally the first one is taken.
    pub(super) const LEGACY: [Encoding; 6] =
        [Encoding::Tcvn3, Encoding::Vni, Encoding::Windows1258, Encoding::Viscii, Encoding::Vps, Encoding::Tcvn5712];

    /// The name that records show and that can be asked for.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Utf32Le => "utf-32le",
            Encoding::Utf32Be => "utf-32be",
            Encoding::Tcvn3 => "tcvn3",
            Encoding::Vni => "vni",
            Encoding::Windows1258 => "windows-1258",
            Encoding::Viscii => "viscii",
            Encoding::Vps => "vps",
            Encoding::Tcvn5712 => "tcvn-5712",
            Encoding::Viqr => "viqr",
            Encoding::Windows1252 => "windows-1252",
        }
    }

    /// Its table; none for those of Unicode.
    pub(super) fn table(self) -> Option<&'static Table> {
        Table::of(self)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = String;

    fn from_str(name: &str) -> Result<Encoding, String> {
        let found = Encoding::ALL.into_iter().find(|encoding| encoding.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            let names: Vec<&str> = Encoding::ALL.iter().map(|encoding| encoding.name()).collect();
            format!("expected one of {}", names.join(", "))
        })
    }
}
