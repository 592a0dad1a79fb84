//! The benchmark: the server under load, and beside it the same SQL straight on a pooled connection, in the same run.

mod ask;
mod client;
mod clocks;
mod compare;
mod cycle;
mod cycle_rows;
mod direct;
mod drive;
mod feed;
mod figures;
mod group;
mod import;
mod line;
mod load;
mod marks;
mod neighbourhood;
mod probe;
mod raw;
mod report;
mod rows;
mod run;
mod server;
mod sql;
mod startup;
mod target;
mod write;

use std::{process::ExitCode, time::Duration};

use clap::{Parser, ValueEnum};

/// As the server has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whatever ends a benchmark early.
type Fault = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

/// Loads tickets, then measures the server on them beside the same SQL without HTTP.
///
/// What has a mark is held to it: a submit to its ratio to raw SQL at the first milestone, lists to that with few tickets,
/// searches to a time. Where one is broken, the benchmark ends with an error once all is printed.
#[derive(Debug, Clone, Parser)]
#[command(name = "bench", max_term_width = 100)]
struct Options {
    /// sqlite:FILE or postgres://…, empty or loaded by an earlier benchmark (then as it is); two with
    /// --compare-rows. Not given: databases of its own, which go with the process.
    #[arg(long, value_name = "URL")]
    database_url: Vec<String>,
    /// The engine of its own databases.
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    engine: Engine,
    /// Tickets to load.
    #[arg(long, default_value_t = 100_000)]
    rows: u64,
    /// Compare reading with few and with many tickets, round by round.
    #[arg(long, value_name = "FEW,MANY", value_delimiter = ',')]
    compare_rows: Vec<u64>,
    /// Compare submits in groups with one commit each, and with the same SQL grouped without HTTP.
    #[arg(long)]
    group: bool,
    /// Measure the sweep of the clocks: 100,000 that run, of which 5,000 are due, and one with nothing due.
    #[arg(long)]
    clocks: bool,
    /// Read the figures of a district, once all tickets are counted.
    #[arg(long)]
    figures: bool,
    /// Compute a rating cycle of all estates, explain one score, and open the league table.
    #[arg(long)]
    cycle: bool,
    /// Read the change feed with one change of each ticket in it: at its beginning, in the middle, at its end.
    #[arg(long)]
    feed: bool,
    /// Import 10,000 rows past bad ones, and 5,000 at one moment.
    #[arg(long)]
    import: bool,
    /// Seconds of one measurement in one round.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// Rounds, each of all measurements in turn.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Clients that read at once.
    #[arg(long, default_value_t = 16)]
    readers: usize,
    /// Clients that write at once.
    #[arg(long, default_value_t = 32)]
    writers: usize,
}

impl Options {
    fn time(&self) -> Duration {
        Duration::from_secs_f64(self.seconds.clamp(0.05, 60.0))
    }

    fn kind(&self) -> tests::Kind {
        match self.engine {
            Engine::Sqlite => tests::Kind::Sqlite,
            Engine::Postgres => tests::Kind::Postgres,
        }
    }

    /// The URL that stands at this place of the command line.
    fn url(&self, at: usize) -> Option<&str> {
        self.database_url.get(at).map(String::as_str)
    }
}

async fn bench(options: &Options) -> Result<(), Fault> {
    if options.rounds == 0 || options.readers == 0 || options.writers == 0 {
        return Err("rounds, readers and writers: expected at least 1".into());
    }
    match options.compare_rows.as_slice() {
        [] if options.figures => figures::figures(options).await,
        [] if options.cycle => cycle::measure(options).await,
        [] if options.feed => feed::feed(options).await,
        [] if options.import => import::import(options).await,
        [] if options.group => group::compare(options).await,
        [] if options.clocks => clocks::measure(options).await,
        [] => run::run(options).await,
        [few, many] => compare::compare(options, *few, *many).await,
        _ => Err("--compare-rows: expected two numbers".into()),
    }
}

fn main() -> ExitCode {
    if let Some(options) = server::asked_for() {
        return api::cli::main_with(options);
    }
    let options = Options::parse();
    let outcome = tokio::runtime::Runtime::new()
        .map_err(Fault::from)
        .and_then(|runtime| runtime.block_on(bench(&options)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            report::say(&format!("bench: {fault}"));
            ExitCode::FAILURE
        }
    }
}
