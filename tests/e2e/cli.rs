//! The command line: help, exit codes, configuration faults that name their key, and the secret file.

use std::{
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;
use tests::{Database, Kind, on_both, under_test, world};

on_both!(migrating_twice_is_migrating_once);

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    out: String,
    pub(crate) err: String,
}

impl Run {
    fn of(output: &Output) -> Self {
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
fn program(folder: &Path) -> Command {
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

fn alone(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
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
fn a_wrong_value_ends_with_its_key_and_two() {
    for (variable, value, key) in [
        ("LIANJIAN_LISTEN", "nowhere", "server.listen"),
        ("LIANJIAN_DATABASE_URL", "mysql://x", "database.url"),
        ("LIANJIAN_DATABASE__CONNECTIONS", "0", "database.connections"),
        ("LIANJIAN_DATABASE__CONNECTIONS", "many", "database.connections"),
        ("LIANJIAN_SERVER__OFFSET", "Asia/Shanghai", "server.offset"),
        ("LIANJIAN_SERVER__BODY_SECONDS", "0", "server.body_seconds"),
        ("LIANJIAN_SERVER__MAX_BODY_BYTES", "1", "server.max_body_bytes"),
        ("LIANJIAN_SERVER__MAX_IN_FLIGHT", "0", "server.max_in_flight"),
        ("LIANJIAN_IDENTITY__ACCESS_TOKEN_MINUTES", "0", "identity.access_token_minutes"),
        ("LIANJIAN_IDENTITY__PASSWORD_HASHERS", "0", "identity.password_hashers"),
        ("LIANJIAN_LIMITS__REQUESTS_PER_MINUTE", "-1", "limits.requests_per_minute"),
        ("LIANJIAN_LOG__LEVEL", "api=[", "log.level"),
        ("LIANJIAN_PROFILE", "testing", "profile"),
        ("LIANJIAN_SECRET", "short", "identity.secret"),
        ("LIANJIAN_SERVER__COLOUR", "red", "colour"),
    ] {
        alone(&["migrate"], &[(variable, value)]).fails(2, key);
    }
    alone(&["serve", "--listen", "nowhere"], &[]).fails(2, "server.listen");
    alone(&["--database-url", "x", "migrate"], &[]).fails(2, "database.url");
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
fn production_refuses_what_is_weak() {
    let production = ("LIANJIAN_PROFILE", "production");
    alone(&["migrate"], &[production]).fails(2, "identity.secret");
    let secret = ("LIANJIAN_SECRET", world::SECRET);
    alone(&["serve", "--demo"], &[production, secret]).fails(2, "demo");
    alone(&["migrate"], &[production, secret]).ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn production_refuses_a_database_that_may_lose_writes() {
    if tests::left_out(Kind::Postgres) {
        return;
    }
    let (quick, durable) =
        (Database::fresh(Kind::Postgres).await, Database::durable(Kind::Postgres).await);
    let variables = |url| {
        [
            ("LIANJIAN_PROFILE", "production"),
            ("LIANJIAN_SECRET", world::SECRET),
            ("LIANJIAN_DATABASE_URL", url),
        ]
    };
    alone(&["migrate"], &variables(&quick.url)).fails(2, "fsync");
    alone(&["migrate"], &variables(&durable.url)).ok();
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
