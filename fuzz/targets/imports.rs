//! Fuzzes `checks::TARGETS` "imports".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("imports", data));
