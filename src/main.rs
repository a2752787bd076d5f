//! The `factdiff` program.

/// Facts and words are many small pieces: about a tenth less time than with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    factdiff::cli::main()
}
