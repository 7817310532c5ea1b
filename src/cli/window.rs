//! A double-click on Windows: the console window belongs to the program alone and would close with it.
//!
//! *Invariant:* on every other system, and in a console that somebody else opened, nothing waits.

/// Whether the console window was opened for this program alone.
#[cfg(windows)]
#[expect(unsafe_code, reason = "the system tells it in no other way")]
pub fn is_own() -> bool {
    use windows_sys::Win32::System::Console::{GetConsoleProcessList, GetConsoleWindow};
    let mut processes = [0u32; 2];
    // SAFETY: the pointer and the length describe `processes`, which the call fills and does not keep.
    let count = unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) };
    // SAFETY: nothing is handed over. A console without a window has nobody who could press Enter.
    count == 1 && !unsafe { GetConsoleWindow() }.is_null()
}

/// Whether the console window was opened for this program alone.
#[cfg(not(windows))]
pub fn is_own() -> bool {
    false
}

/// Keeps the window open until Enter is pressed.
pub fn wait() {
    super::terminal::complain("\nNhấn phím Enter để đóng cửa sổ này. ");
    let _ = std::io::stdin().read_line(&mut String::new());
}
