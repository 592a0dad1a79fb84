//! The binary `lianjian`.

fn main() -> std::process::ExitCode {
    api::cli::main()
}
