//! Fuzzes `checks::TARGETS` "person".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("person", data));
