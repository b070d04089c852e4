//! Fuzzes `checks::TARGETS` "lists".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("lists", data));
