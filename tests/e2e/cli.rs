//! The command line: help, exit codes, which setting wins, and the secret file.

use std::{
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;
use tests::{Database, on_both, under_test, world};

on_both!(migrating_twice_is_migrating_once);

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// What it printed; a run that failed fails the test.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self.out
    }

    /// It ended with this code and one sentence with this in it, and printed nothing.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, sentence: &str) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.err.contains(sentence), "{self:?}");
        assert_eq!((self.err.lines().count(), self.out.as_str()), (1, ""), "{self:?}");
        assert!(self.err.starts_with("lianjian: "), "{self:?}");
    }
}

/// The program in an empty folder, without the variables of whoever runs the tests.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(under_test!());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LIANJIAN_")) {
        command.env_remove(name);
    }
    command.current_dir(folder);
    command
}

/// Runs a command on a database of the neighbourhood.
pub(crate) fn run(database_url: &str, arguments: &[&str]) -> Run {
    with_input(database_url, arguments, "")
}

pub(crate) fn with_input(database_url: &str, arguments: &[&str], input: &str) -> Run {
    let folder = TempDir::with_prefix("lianjian-").unwrap();
    let mut command = program(folder.path());
    command
        .args(["--database-url", database_url])
        .args(arguments)
        .env("LIANJIAN_SECRET", world::SECRET)
        .env("LIANJIAN_LOG__LEVEL", "error");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that reads nothing may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Run::of(&child.wait_with_output().unwrap())
}

pub(crate) fn alone(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let folder = TempDir::with_prefix("lianjian-").unwrap();
    let mut command = program(folder.path());
    Run::of(&command.args(arguments).envs(variables.iter().copied()).output().unwrap())
}

#[test]
fn help_and_version_are_printed() {
    let help = alone(&["--help"], &[]).ok();
    for word in
        ["serve", "migrate", "contract", "token", "account", "keys", "--config", "--database-url"]
    {
        assert!(help.contains(word), "{word} in {help}");
    }
    let serve = alone(&["serve", "--help"], &[]).ok();
    assert!(serve.contains("--demo") && serve.contains("--listen"), "{serve}");
    let account = alone(&["account", "--help"], &[]).ok();
    assert!(["add", "disable", "passwd"].iter().all(|word| account.contains(word)), "{account}");
    assert_eq!(
        alone(&["--version"], &[]).ok(),
        format!("lianjian {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn the_contract_is_printed_without_a_database() {
    let text = alone(&["contract"], &[("LIANJIAN_DATABASE_URL", "nonsense")]).ok();
    assert_eq!(text, api::contract::text());
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let folder = TempDir::with_prefix("lianjian-").unwrap();
    let file = folder.path().join("lianjian.toml");
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = program(folder.path());
        Run::of(&command.args(arguments).envs(variables.iter().copied()).output().unwrap())
    };
    std::fs::write(&file, "[database]\nurl = \"sqlite:of-file.db\"\n").unwrap();
    run(&["migrate"], &[]).ok();
    run(&["migrate"], &[("LIANJIAN_DATABASE_URL", "sqlite:of-environment.db")]).ok();
    let both = [("LIANJIAN_DATABASE_URL", "sqlite:unused.db")];
    run(&["migrate", "--database-url", "sqlite:of-flag.db"], &both).ok();
    for (name, there) in
        [("of-file", true), ("of-environment", true), ("of-flag", true), ("unused", false)]
    {
        assert_eq!(folder.path().join(format!("{name}.db")).exists(), there, "{name}");
    }
    std::fs::write(&file, "[server]\nlisten = 5\n").unwrap();
    run(&["migrate"], &[]).fails(2, "server.listen");
    std::fs::write(&file, "[server\n").unwrap();
    run(&["migrate"], &[]).fails(2, "lianjian.toml");
    run(&["--config", "absent.toml", "migrate"], &[]).fails(2, "absent.toml");
}

#[test]
fn the_secret_is_made_once_beside_the_database_for_its_owner_alone() {
    let folder = TempDir::with_prefix("lianjian-").unwrap();
    let secret = folder.path().join("lianjian.secret");
    let migrate = || Run::of(&program(folder.path()).arg("migrate").output().unwrap());
    migrate().ok();
    assert_eq!(std::fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
    let first = std::fs::read_to_string(&secret).unwrap();
    migrate().ok();
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), first);
    std::fs::write(&secret, "damaged").unwrap();
    migrate().fails(1, "lianjian.secret");
    let other = api::crypto::Secret::generate().unwrap().to_base64();
    std::fs::write(&secret, other).unwrap();
    migrate().fails(1, "master secret");
}

async fn migrating_twice_is_migrating_once(db: Database) {
    for _ in 0..2 {
        assert_eq!(run(&db.url, &["migrate"]).ok(), "The schema is up to date.\n");
    }
}
