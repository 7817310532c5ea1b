//! The program `hoso`: arguments, the terminal and the exit status; everything else is the library's.

mod cli;

/// Typst allocates and frees without pause: with the system's allocator two threads take a sixth longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
