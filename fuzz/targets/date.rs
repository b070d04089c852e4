//! Fuzzes `checks::TARGETS` "date".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("date", data));
