//! Lists of the user, which add to a built-in list of the same columns.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::error::Error;

/// A list of the user: the text of a TSV file. Its columns say which built-in list it adds to.
#[derive(Clone, Debug)]
pub struct OwnList {
    /// As messages name it: the path of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl OwnList {
    /// A list from its text. Letters may be composed in any way; a byte order mark is passed over.
    pub fn new(name: impl Into<String>, text: &str) -> OwnList {
        OwnList { name: name.into(), text: text.trim_start_matches('\u{feff}').nfc().collect() }
    }

    /// Reads a list.
    pub fn read(path: &Path) -> Result<OwnList, Error> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Error::io(format!("could not read the list {name}"), error))?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(OwnList::new(name, text)),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() + 1;
                Err(Error::lexicon(format!("{name}:{line}: expected UTF-8 (save the list as UTF-8 text)")))
            }
        }
    }

    /// The line that names the columns, with its number.
    pub(super) fn header(&self) -> (usize, &str) {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line.trim_end_matches('\r')));
        let mut lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        lines.next().unwrap_or((1, ""))
    }

    pub(super) fn has_columns(&self, columns: &[&str]) -> bool {
        self.header().1.split('\t').eq(columns.iter().copied())
    }
}
