//! Ends a run where the user asks for it.

use std::process::{ExitCode, exit};
use std::sync::atomic::{AtomicBool, Ordering};

use trich::Error;

/// Exit code of a run that was interrupted: 128 and the number of the signal, as shells have it.
const CODE: u8 = 130;

/// Set when the run is to end.
static STOP: AtomicBool = AtomicBool::new(false);

/// From now on an interrupt or a request to end lets what is under way be written before the run ends; a second one ends
/// it at once.
pub fn listen() -> Result<&'static AtomicBool, Error> {
    let listening = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            exit(CODE.into());
        }
    });
    listening.map_err(|error| Error::io("could not listen for interrupts", error))?;
    Ok(&STOP)
}

/// True where the run was asked to end.
pub fn is_asked() -> bool {
    STOP.load(Ordering::Relaxed)
}

/// The exit code of a run that was asked to end.
pub fn exit_code() -> ExitCode {
    ExitCode::from(CODE)
}
