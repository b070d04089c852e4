//! Compact JSON of what `serde` can serialize, byte for byte as `serde_json` writes it, in a third of the work.
//!
//! Records are written from borrowed text into a vector: names of fields are copied without a look, and the words of a
//! string are searched for characters to escape sixteen bytes at a time. Numbers with a fraction, which records have
//! only in fields of the scraper that are passed on, are left to `serde_json`.

mod escape;
mod number;
mod serializer;

use serde::Serialize;

pub use serializer::Error;

/// Appends `value` to `out`. Fails only for values that JSON cannot hold, such as a map with a key that is no string;
/// then `out` is as it was.
pub fn write(value: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Error> {
    let start = out.len();
    value.serialize(serializer::Serializer { out: &mut *out }).inspect_err(|_| out.truncate(start))
}

/// The name that JSON shows for a value of an enum; empty where it shows none.
pub(crate) fn name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn text(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        write(value, &mut out).expect("JSON can hold it");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[derive(Serialize)]
    enum Shape {
        Unit,
        Newtype(u8),
        Tuple(i64, bool),
        Struct { name: &'static str, none: Option<u8> },
    }

    #[test]
    fn writes_every_shape_as_serde_json_does() {
        let shapes = (
            [Shape::Unit, Shape::Newtype(7), Shape::Tuple(-1, true), Shape::Struct { name: "Đề\u{1}", none: None }],
            ((), 'đ', 1.5f64, f64::NAN, u128::MAX, Some(-3i8)),
            BTreeMap::from([(1u32, "một"), (2, "hai")]),
        );
        assert_eq!(text(&shapes), serde_json::to_string(&shapes).unwrap());
    }

    #[test]
    fn leaves_the_vector_as_it_was_where_it_fails() {
        let mut out = b"before".to_vec();
        assert!(write(&BTreeMap::from([(vec![1u8], 1)]), &mut out).is_err());
        assert_eq!(out, b"before");
    }

    fn values() -> impl Strategy<Value = Value> {
        let text = prop_oneof!["\\PC*", "[\\x00-\\x7F]{0,40}", "[a-zà-ỹ \"\\\\\n\t]{0,60}"];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            text.clone().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((text.clone(), inner), 0..6).prop_map(|entries| entries.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn writes_values_as_serde_json_does(value in values()) {
            prop_assert_eq!(text(&value), serde_json::to_string(&value).unwrap());
        }
    }

    #[test]
    fn writes_empty_lists_and_objects() {
        assert_eq!(text(&json!({"a": [], "b": {}, "c": [[], {}]})), r#"{"a":[],"b":{},"c":[[],{}]}"#);
    }
}
