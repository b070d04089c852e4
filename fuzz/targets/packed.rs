//! Fuzzes `checks::TARGETS` "packed".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("packed", data));
