//! Fuzzes `checks::TARGETS` "tar".
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::run("tar", data));
