//! Fuzzes `checks::TARGETS` "sites".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("sites", data));
