//! One line on standard error that says what is being made and how long it takes; nothing where that is no terminal.
//!
//! *Invariant:* the line never goes to standard output, and is wiped before anything else is written.

use std::io::{self, IsTerminal as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use hoso::Step;

use super::terminal::{complain, cut, harmless, pad};

const BAR: usize = 24;
const PAUSE: Duration = Duration::from_millis(80);

/// The progress line of one run.
pub struct Progress {
    line: Option<Mutex<Line>>,
}

struct Line {
    began: Instant,
    printing: Option<Instant>,
    drawn: Option<Instant>,
    columns: usize,
    dirty: bool,
}

impl Progress {
    /// A progress line; a silent one where standard error is no terminal or `quiet`.
    pub fn new(quiet: bool) -> Self {
        let terminal = !quiet && io::stderr().is_terminal();
        let columns = || terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| usize::from(width.0));
        let line = || {
            let began = Instant::now();
            Mutex::new(Line { began, printing: None, drawn: None, columns: columns().clamp(40, 120) - 1, dirty: false })
        };
        Self { line: terminal.then(line) }
    }

    /// Shows a step.
    pub fn show(&self, step: &Step) {
        let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::lock) else { return };
        match step {
            Step::Reading(name) => line.draw(&format!("Đang đọc {}", harmless(name)), false),
            Step::Judged { units, judged, papers } => {
                line.printing = Some(Instant::now());
                line.draw(&format!("Đã xét {judged} của {units} đơn vị; sắp lập {papers} văn bản"), true);
            }
            Step::Printed { path, done, of } => {
                let text = line.bar(path, *done, *of);
                line.draw(&text, done == of);
            }
            Step::Published => line.draw("Đã đưa vào thư mục kết quả", true),
            Step::Archived(word) => line.draw(&format!("Đã lưu trữ: {word}"), true),
            Step::Unpublished(_) | Step::Done { .. } => {}
        }
    }

    /// Wipes the line.
    pub fn wipe(&self) {
        let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::lock) else { return };
        if line.dirty {
            complain(&format!("\r{}\r", " ".repeat(line.columns)));
            line.dirty = false;
        }
    }

    /// How long the run has taken; `None` where it is not shown.
    pub fn elapsed(&self) -> Option<Duration> {
        self.line.as_ref().and_then(|line| line.lock().ok()).map(|line| line.began.elapsed())
    }
}

impl Line {
    fn draw(&mut self, text: &str, at_once: bool) {
        if !at_once && self.drawn.is_some_and(|drawn| drawn.elapsed() < PAUSE) {
            return;
        }
        self.drawn = Some(Instant::now());
        self.dirty = true;
        complain(&format!("\r{}", pad(&cut(text, self.columns), self.columns)));
    }

    fn bar(&self, path: &str, done: usize, of: usize) -> String {
        let filled = (done * BAR).checked_div(of).unwrap_or(BAR).min(BAR);
        let bar = "█".repeat(filled) + &"░".repeat(BAR - filled);
        let spent = self.printing.unwrap_or(self.began).elapsed();
        let left = u32::try_from(of.saturating_sub(done)).ok().zip(u32::try_from(done).ok());
        let left = left.and_then(|(left, done)| (spent * left).checked_div(done));
        let rest = match left {
            Some(left) if left > Duration::from_secs(1) => format!("còn khoảng {}", spelled(left)),
            _ => spelled(self.began.elapsed()),
        };
        format!("{bar} {done}/{of}  {rest}  {}", harmless(path))
    }
}

/// `4 giây`, `2 phút 05 giây`.
pub fn spelled(time: Duration) -> String {
    match (time.as_secs() / 60, time.as_secs() % 60) {
        (0, 0) => format!("0,{} giây", time.subsec_millis() / 100),
        (0, seconds) => format!("{seconds} giây"),
        (minutes, seconds) => format!("{minutes} phút {seconds:02} giây"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spelled() {
        for (millis, text) in [(340, "0,3 giây"), (4_200, "4 giây"), (125_000, "2 phút 05 giây")] {
            assert_eq!(spelled(Duration::from_millis(millis)), text);
        }
    }
}
