//! Fuzzes `checks::TARGETS` "pipeline".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("pipeline", data));
