//! Fuzzes `checks::TARGETS` "kinds".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("kinds", data));
