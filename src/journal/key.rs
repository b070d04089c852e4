//! What a record was made from, as one number.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use crate::source::{Body, Digest, Raw};

/// The first half of a SHA-256 over the bytes of an article, those beside it, and what the run says of it: id, place,
/// diagnostics. Whether it is a copy of another one is no part of it, since that depends on the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u128);

impl Key {
    /// The key of an article whose bytes have this digest.
    pub fn new(raw: &Raw, digest: &Digest) -> Key {
        let mut hasher = Sha256::new();
        // lengths before the parts, so that nothing can pass from one part to the next
        let mut add = |part: &[u8]| {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        add(digest.content.as_bytes());
        add(digest.beside.as_deref().unwrap_or_default().as_bytes());
        add(raw.id.as_bytes());
        add(raw.file.shown.as_bytes());
        add(raw.file.stem.as_bytes());
        add(raw.file.container.name().as_bytes());
        add(&raw.line.unwrap_or(0).to_le_bytes());
        if let Body::Bytes(_, Some(url)) = &raw.body {
            add(url.as_bytes());
        }
        for diagnostic in &raw.diagnostics {
            add(diagnostic.code.as_bytes());
            add(diagnostic.message.as_bytes());
        }
        let sum = hasher.finalize();
        Key(sum.iter().take(16).fold(0, |key, &byte| key << 8 | u128::from(byte)))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        let digits = String::deserialize(deserializer)?;
        u128::from_str_radix(&digits, 16).map(Key).map_err(de::Error::custom)
    }
}
