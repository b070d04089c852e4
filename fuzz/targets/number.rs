//! Fuzzes `checks::TARGETS` "number".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("number", data));
