//! Fuzzes `checks::TARGETS` "normalize".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("normalize", data));
