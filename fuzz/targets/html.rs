//! Fuzzes `checks::TARGETS` "html".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("html", data));
