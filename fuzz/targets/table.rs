//! Fuzzes `checks::TARGETS` "table".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("table", data));
