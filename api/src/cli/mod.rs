//! The command line: one binary, `lianjian`.

mod account;
mod keys;
mod prepare;
mod serve;
mod token;

use std::{io::Write as _, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::config::Overrides;

pub use prepare::{Fault, Prepared};

/// Lianjian 联建: the open backend for neighbourhood co-governance.
#[derive(Debug, Parser)]
#[command(name = "lianjian", version, about, max_term_width = 100)]
struct Cli {
    /// Configuration file (TOML); lianjian.toml in the working directory when it exists.
    #[arg(long, global = true, env = "LIANJIAN_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE.
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Migrate the database and serve the API until a signal comes.
    Serve {
        /// Load the demo neighbourhood into an empty database first.
        #[arg(long)]
        demo: bool,
        /// Address and port to listen on.
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<String>,
    },
    /// Bring the schema up to this version and end.
    Migrate,
    /// Print the OpenAPI document that this build serves.
    Contract,
    /// Print an access token for an account, for scripts; it is written into the journal.
    Token {
        /// The login name.
        account: String,
        /// Minutes that the token lives (1 to 1440).
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1440))]
        minutes: u32,
    },
    /// Accounts, for the operator who has the machine.
    #[command(subcommand)]
    Account(account::Command),
    /// Signing keys.
    #[command(subcommand)]
    Keys(keys::Command),
}

/// Runs the program; the exit code is 2 for a wrong configuration, 1 for anything else that fails.
pub fn main() -> ExitCode {
    run(Cli::parse(), persistence::Options::default())
}

/// As [`main`], with a store that works in another way: for the fault tests.
pub fn main_with(options: persistence::Options) -> ExitCode {
    run(Cli::parse(), options)
}

fn run(cli: Cli, options: persistence::Options) -> ExitCode {
    let outcome = actix_web::rt::System::new().block_on(command(cli, options));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            say(&format!("lianjian: {fault}"));
            ExitCode::from(if fault.is_configuration() { 2 } else { 1 })
        }
    }
}

async fn command(cli: Cli, options: persistence::Options) -> Result<(), Fault> {
    if let Command::Contract = cli.command {
        print(&crate::contract::text());
        return Ok(());
    }
    let listen = match &cli.command {
        Command::Serve { listen, .. } => listen.clone(),
        _ => None,
    };
    let flags = Overrides { listen, database_url: cli.database_url };
    let config = crate::config::load(cli.config, &flags)?;
    let prepared = Prepared::open(config, options).await?;
    match cli.command {
        Command::Serve { demo, .. } => serve::run(prepared, demo).await,
        Command::Migrate => {
            print("The schema is up to date.\n");
            Ok(())
        }
        Command::Token { account, minutes } => token::run(&prepared, &account, minutes).await,
        Command::Account(command) => account::run(&prepared, command).await,
        Command::Keys(command) => keys::run(&prepared, command).await,
        Command::Contract => Ok(()),
    }
}

/// Writes to standard output; a reader that went away is no fault of ours.
pub(crate) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes a line for the operator to standard error.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
