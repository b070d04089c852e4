//! Fuzzes `checks::TARGETS` "warc".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("warc", data));
