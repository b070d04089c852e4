//! Fuzzes `checks::TARGETS` "mhtml".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("mhtml", data));
