//! Fuzzes `checks::TARGETS` "document".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("document", data));
