//! The engines that the tests run on: what is missing or misspelt fails with one sentence, and nothing is left out unasked.

use std::{ffi::OsStr, fs, path::Path, process::Command};

use tempfile::TempDir;
use tests::postgres_programs;

const PROGRAMS: [&str; 5] = ["initdb", "pg_ctl", "postgres", "createdb", "dropdb"];

fn install(folder: &Path, programs: &[&str]) {
    fs::create_dir_all(folder).unwrap();
    for program in programs {
        fs::write(folder.join(program), "").unwrap();
    }
}

#[test]
fn without_postgresql_one_sentence_names_the_package() {
    let (path, debian) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for some in [&PROGRAMS[..0], &PROGRAMS[..4]] {
        install(path.path(), some);
        install(&debian.path().join("15/bin"), some);
        let told = postgres_programs(path.path().as_os_str(), debian.path()).unwrap_err();
        assert!(told.contains("apt-get install postgresql"), "{told}");
        assert!(told.contains("LIANJIAN_TEST_DATABASES=sqlite"), "{told}");
        assert!(!told.contains('\n') && told.len() < 160, "{told}");
    }
    let absent = postgres_programs(OsStr::new(""), &debian.path().join("absent"));
    assert!(absent.is_err());
}

#[test]
fn postgresql_is_taken_from_the_path_or_the_newest_of_debian() {
    let (path, debian) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for version in ["9", "15", "17", "next"] {
        install(&debian.path().join(version).join("bin"), &PROGRAMS);
    }
    let found = || postgres_programs(path.path().as_os_str(), debian.path()).unwrap();
    assert_eq!(found(), debian.path().join("17/bin"));
    install(path.path(), &PROGRAMS);
    assert_eq!(found(), path.path());
}

/// Runs one test of this program on the engines that the variable names.
fn tested_on(engines: &str) -> (bool, String) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "cli::migrating_twice_is_migrating_once::postgres", "--nocapture"]);
    let output = command.env("LIANJIAN_TEST_DATABASES", engines).output().unwrap();
    let told =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    (output.status.success(), told.concat())
}

#[test]
fn an_engine_is_left_out_when_asked_for_and_aloud() {
    let (passed, told) = tested_on("sqlite");
    assert!(passed && told.contains("1 passed"), "{told}");
    assert!(told.contains("LIANJIAN_TEST_DATABASES=sqlite: PostgreSQL is left out"), "{told}");
    for other in ["", "postgres", "SQLite", "sqlite,postgres"] {
        let (passed, told) = tested_on(other);
        let sentence = format!("LIANJIAN_TEST_DATABASES may only be `sqlite`, not `{other}`");
        assert!(!passed && told.contains(&sentence), "{told}");
    }
}
