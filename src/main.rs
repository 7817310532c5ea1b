//! The program `hoso`: arguments, the terminal and the exit status; everything else is the library's.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
