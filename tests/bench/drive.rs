//! A closed loop of clients, and what they felt: requests a second, median and 99th percentile.

use std::time::{Duration, Instant};

use crate::Fault;

/// What one client does over and over.
pub(crate) trait Work: Send + 'static {
    /// One request; `false` when there is nothing left to do.
    fn once(&mut self) -> impl Future<Output = Result<bool, Fault>> + Send;
}

/// The times of all requests of some measurements.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    micros: Vec<u32>,
    seconds: f64,
}

impl Sample {
    pub(crate) fn add(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.seconds += other.seconds;
    }

    /// Requests a second.
    pub(crate) fn rate(&self) -> f64 {
        if self.seconds > 0.0 { self.micros.len() as f64 / self.seconds } else { 0.0 }
    }

    /// Milliseconds within which this share of the requests was answered.
    pub(crate) fn within(&self, share: f64) -> f64 {
        let mut sorted = self.micros.clone();
        sorted.sort_unstable();
        let at = (sorted.len() as f64 * share) as usize;
        let micros = sorted.get(at.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0);
        f64::from(micros) / 1000.0
    }

    pub(crate) fn p50(&self) -> f64 {
        self.within(0.5)
    }

    pub(crate) fn p99(&self) -> f64 {
        self.within(0.99)
    }
}

/// The middle one, the lower of two.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(0.0)
}

/// Runs the clients at once for `time`, after a tenth of it that does not count.
pub(crate) async fn drive<W: Work>(clients: Vec<W>, time: Duration) -> Result<Sample, Fault> {
    let from = Instant::now() + time / 10;
    let until = from + time;
    let clients: Vec<_> =
        clients.into_iter().map(|client| tokio::spawn(one(client, from, until))).collect();
    let (mut micros, mut last) = (Vec::new(), from);
    for client in clients {
        let (times, ended) = client.await??;
        micros.extend(times);
        last = last.max(ended);
    }
    Ok(Sample { micros, seconds: (last - from).as_secs_f64() })
}

async fn one(
    mut work: impl Work,
    from: Instant,
    until: Instant,
) -> Result<(Vec<u32>, Instant), Fault> {
    let mut times = Vec::with_capacity(4096);
    let mut ended = from;
    loop {
        let begun = Instant::now();
        if begun >= until || !work.once().await? {
            return Ok((times, ended));
        }
        if begun >= from {
            ended = Instant::now();
            times.push(u32::try_from((ended - begun).as_micros()).unwrap_or(u32::MAX));
        }
    }
}
