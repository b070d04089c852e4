//! Fuzzes `checks::TARGETS` "zip".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("zip", data));
