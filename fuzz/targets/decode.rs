//! Fuzzes `checks::TARGETS` "decode".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("decode", data));
