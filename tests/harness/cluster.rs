//! A private PostgreSQL cluster in a temporary folder, which ends with the process that started it.

use std::{
    ffi::OsStr,
    fs,
    io::{self, BufRead, BufReader, Read},
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
};

/// What a test says where there is no PostgreSQL to start.
const MISSING: &str = "PostgreSQL is not installed: `apt-get install postgresql`, or leave that \
                       half out with LIANJIAN_TEST_DATABASES=sqlite";

/// What of PostgreSQL is used here.
const PROGRAMS: [&str; 5] = ["initdb", "pg_ctl", "postgres", "createdb", "dropdb"];
/// The name of the cluster's only role.
const ROLE: &str = "lianjian";

/// Makes the cluster, says `ready`, waits until its standard input closes (the owner ended, however
/// that came about), then stops the cluster and removes its folder.
const KEEPER: &str = r#"
programs=$1 folder=$2 settings=$3
end() {
    "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$folder" 2>/dev/null
}
trap end EXIT
cd "$folder" || exit 1
"$programs/initdb" -D data -U lianjian -A trust -E UTF8 --locale=C --no-sync >log 2>&1 &&
    "$programs/pg_ctl" -D data -w -t 60 -l log -o "-k $folder $settings" start >>log 2>&1 ||
    { tail -n 5 log >&2; exit 1; }
echo ready
exec >/dev/null 2>&1
cat
"#;

/// A running cluster, reached by a socket in its own folder.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    /// While this is open the keeper lets the cluster run.
    _alive: ChildStdin,
}

impl Cluster {
    /// Starts a cluster; `durable` with the settings that a production database needs, otherwise
    /// with those that make tests quick.
    pub fn start(durable: bool) -> Result<Self, String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let programs = postgres_programs(&path, Path::new("/usr/lib/postgresql"))?;
        let folder = tempfile::Builder::new().prefix("lianjian-").tempdir().map_err(told)?;
        let quick = if durable { "on" } else { "off" };
        let settings = format!(
            "-c listen_addresses= -c max_connections=400 -c shared_buffers=64MB -c fsync={quick} \
             -c synchronous_commit={quick} -c full_page_writes={quick}"
        );
        let mut keeper = Command::new("sh");
        keeper.arg("-c").arg(KEEPER).arg("keeper").arg(&programs).arg(folder.path()).arg(settings);
        keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        keeper.process_group(0);
        drop_root(&mut keeper, folder.path()).map_err(told)?;
        let mut keeper = keeper.spawn().map_err(told)?;
        let alive = keeper.stdin.take().ok_or("the keeper has no input")?;
        let mut line = String::new();
        if let Some(out) = keeper.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(told)?;
        }
        if line.trim() != "ready" {
            let mut reason = String::new();
            if let Some(mut err) = keeper.stderr.take() {
                err.read_to_string(&mut reason).map_err(told)?;
            }
            return Err(format!("the private PostgreSQL cluster did not start: {reason}"));
        }
        Ok(Self { programs, folder: folder.keep(), _alive: alive })
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{ROLE}@localhost/{database}?host={}", self.folder.display())
    }

    /// Creates a database, as a copy of `template` where one is named.
    pub fn create(&self, database: &str, template: Option<&str>) -> Result<(), String> {
        self.run("createdb", &["-T", template.unwrap_or("template0"), database])
    }

    /// Creates an empty database as `createdb` is told to.
    pub fn create_as(&self, database: &str, arguments: &[&str]) -> Result<(), String> {
        self.run("createdb", &[&["-T", "template0"], arguments, &[database]].concat())
    }

    /// Drops a database and whoever is still connected to it.
    pub fn drop(&self, database: &str) -> Result<(), String> {
        self.run("dropdb", &["--force", database])
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<(), String> {
        let mut command = Command::new(self.programs.join(program));
        command.arg("-h").arg(&self.folder).args(["-U", ROLE]).args(arguments);
        let output = command.output().map_err(told)?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

fn told(error: io::Error) -> String {
    error.to_string()
}

/// The folder of PostgreSQL's programs: the first of `PATH` that has them, else the newest of those that Debian keeps in a
/// folder for each version. One sentence where there are none.
pub fn postgres_programs(path: &OsStr, debian: &Path) -> Result<PathBuf, &'static str> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(debian)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    std::env::split_paths(path)
        .chain(versions.into_iter().rev().map(|(_, folder)| folder))
        .find(|folder| PROGRAMS.iter().all(|p| folder.join(p).is_file()))
        .ok_or(MISSING)
}

/// PostgreSQL refuses to run as root: then the command runs as `postgres`, else as `nobody`, who
/// is given the folder.
fn drop_root(command: &mut Command, folder: &Path) -> io::Result<()> {
    if fs::metadata(folder)?.uid() != 0 {
        return Ok(());
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let user = |name: &str| {
        let mut fields =
            users.lines().map(|l| l.split(':')).find(|l| l.clone().next() == Some(name))?;
        Some((fields.nth(2)?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    let (uid, gid): (u32, u32) = user("postgres").or_else(|| user("nobody")).ok_or_else(|| {
        io::Error::other("root needs a user `postgres` or `nobody` to run PostgreSQL as")
    })?;
    chown(folder, Some(uid), Some(gid))?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    command.uid(uid).gid(gid);
    Ok(())
}
