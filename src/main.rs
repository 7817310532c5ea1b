//! The program `hoso`: arguments, the terminal and the exit status; everything else is the library's.

mod cli;

/// Typst allocates without end: a sixth of the time on two threads, and heaps that do not grow with the papers made.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
