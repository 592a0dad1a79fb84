//! A migrated database for one test, on either engine, gone when the test ends.

use std::{
    io::Write,
    sync::{
        Once, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use migrations::{Migrator, MigratorTrait};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::{Cluster, world};

/// The variable that names the engines to test on.
const VARIABLE: &str = "LIANJIAN_TEST_DATABASES";

/// The two engines of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// The engines to test on: both, unless `LIANJIAN_TEST_DATABASES=sqlite` leaves PostgreSQL out.
pub fn kinds() -> Vec<Kind> {
    match std::env::var_os(VARIABLE) {
        None => vec![Kind::Sqlite, Kind::Postgres],
        Some(only) if only == "sqlite" => vec![Kind::Sqlite],
        Some(other) => panic!("{VARIABLE} may only be `sqlite`, not `{}`", other.display()),
    }
}

/// Whether this engine was left out on purpose, which is said once, past the capture of the tests.
pub fn left_out(kind: Kind) -> bool {
    static SAID: Once = Once::new();
    let out = !kinds().contains(&kind);
    if out {
        SAID.call_once(|| {
            let _ = writeln!(std::io::stderr(), "{VARIABLE}=sqlite: PostgreSQL is left out");
        });
    }
    out
}

/// A migrated database of its own. Dropping it removes it.
#[derive(Debug)]
pub struct Database {
    pub kind: Kind,
    pub url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder { _kept: TempDir },
    Cluster { cluster: &'static Cluster, name: String },
}

/// What every database of a sort is copied from; made once.
#[derive(Debug)]
struct Template {
    name: &'static str,
    /// Whether the neighbourhood lives in it.
    inhabited: bool,
    file: OnceCell<Vec<u8>>,
    /// In the quick cluster, and in the durable one.
    made: [OnceCell<()>; 2],
}

static EMPTY: Template = Template::new("empty", false);
static INHABITED: Template = Template::new("inhabited", true);

impl Template {
    const fn new(name: &'static str, inhabited: bool) -> Self {
        let made = [const { OnceCell::const_new() }; 2];
        Self { name, inhabited, file: OnceCell::const_new(), made }
    }

    /// Brings a new database to the newest schema and leaves it without connections.
    async fn fill(&self, url: &str) -> Result<(), String> {
        migrate(url).await?;
        if self.inhabited { world::inhabit(url).await } else { Ok(()) }
    }

    async fn copy(&self, kind: Kind, durable: bool) -> Database {
        match kind {
            Kind::Sqlite => self.copied().await,
            Kind::Postgres => self.cloned(durable).await,
        }
        .unwrap_or_else(|reason| panic!("{reason}"))
    }

    async fn copied(&self) -> Result<Database, String> {
        let folder = TempDir::with_prefix("lianjian-").map_err(|error| error.to_string())?;
        let file = folder.path().join("lianjian.db");
        let url = format!("sqlite://{}?mode=rwc", file.display());
        let bytes = self.file.get_or_try_init(async || {
            self.fill(&url).await?;
            std::fs::read(&file).map_err(|error| error.to_string())
        });
        std::fs::write(&file, bytes.await?).map_err(|error| error.to_string())?;
        Ok(Database { kind: Kind::Sqlite, url, place: Place::Folder { _kept: folder } })
    }

    async fn cloned(&self, durable: bool) -> Result<Database, String> {
        let cluster = cluster(durable)?;
        let made = self.made[usize::from(durable)].get_or_try_init(async || {
            cluster.create(self.name, None)?;
            self.fill(&cluster.url(self.name)).await
        });
        made.await?;
        let name = next_name();
        cluster.create(&name, Some(self.name))?;
        let url = cluster.url(&name);
        Ok(Database { kind: Kind::Postgres, url, place: Place::Cluster { cluster, name } })
    }
}

impl Database {
    /// A database whose settings make tests quick.
    pub async fn fresh(kind: Kind) -> Self {
        EMPTY.copy(kind, false).await
    }

    /// A database that keeps what it committed through a power cut, for tests of durability. (The
    /// store opens every SQLite file that way.)
    pub async fn durable(kind: Kind) -> Self {
        EMPTY.copy(kind, true).await
    }

    /// A database with the neighbourhood of [`crate::world`] in it.
    pub async fn inhabited(kind: Kind, durable: bool) -> Self {
        INHABITED.copy(kind, durable).await
    }
}

impl Database {
    /// The neighbourhood on PostgreSQL, in a database that `createdb` makes with these arguments; what it says where it
    /// does not know them.
    pub async fn made_with(arguments: &[&str]) -> Result<Self, String> {
        let (cluster, name) = (cluster(false)?, next_name());
        cluster.create_as(&name, arguments)?;
        let url = cluster.url(&name);
        INHABITED.fill(&url).await?;
        Ok(Self { kind: Kind::Postgres, url, place: Place::Cluster { cluster, name } })
    }
}

fn next_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Place::Cluster { cluster, name } = &self.place {
            // Only room is lost when this fails: the cluster goes with the process.
            let _ = cluster.drop(name);
        }
    }
}

/// The process's one cluster of each sort.
fn cluster(durable: bool) -> Result<&'static Cluster, String> {
    static STARTED: [OnceLock<Result<Cluster, String>>; 2] = [const { OnceLock::new() }; 2];
    STARTED[usize::from(durable)]
        .get_or_init(|| Cluster::start(durable))
        .as_ref()
        .map_err(String::clone)
}

/// Brings an empty database to the newest schema, and leaves it without connections.
async fn migrate(url: &str) -> Result<(), String> {
    let conn = sea_orm::Database::connect(url).await.map_err(|error| error.to_string())?;
    Migrator::up(&conn, None).await.map_err(|error| error.to_string())?;
    conn.close().await.map_err(|error| error.to_string())
}
