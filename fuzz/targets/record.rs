//! Fuzzes `checks::TARGETS` "record".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("record", data));
