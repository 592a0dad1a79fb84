//! Figures for Prometheus: requests by operation and status, and their duration.

use std::{sync::atomic::AtomicU64, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Fate {
    outcome: &'static str,
}

/// The server's figures.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter<u64, AtomicU64>>,
    duration: Family<Route, Histogram>,
    in_flight: Gauge,
    unplaced: Gauge,
    waiting: Gauge,
    deliveries: Family<Fate, Counter<u64, AtomicU64>>,
    messages: Family<Fate, Counter<u64, AtomicU64>>,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests = Family::default();
        let duration = Family::<Route, Histogram>::new_with_constructor(|| {
            Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0])
        });
        let (in_flight, unplaced) = (Gauge::default(), Gauge::default());
        let mut registry = Registry::with_prefix("lianjian");
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_request_duration_seconds", "Time to answer", duration.clone());
        registry.register("http_requests_in_flight", "Requests in work", in_flight.clone());
        registry.register(
            "feed_unplaced_entries",
            "Committed entries of the journal without a position",
            unplaced.clone(),
        );
        let (waiting, deliveries) = (Gauge::default(), Family::default());
        registry.register(
            "webhook_deliveries_waiting",
            "Deliveries not yet made or given up",
            waiting.clone(),
        );
        registry.register(
            "webhook_attempts",
            "Attempts to deliver, by outcome",
            deliveries.clone(),
        );
        let messages = Family::default();
        registry.register(
            "message_attempts",
            "Attempts to send a message to a person, by outcome",
            messages.clone(),
        );
        Self { registry, requests, duration, in_flight, unplaced, waiting, deliveries, messages }
    }
}

impl Metrics {
    /// `route` is the pattern, never the path: ids would make a series each.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let labels = Labels { method: method.to_owned(), route: route.to_owned(), status };
        self.requests.get_or_create(&labels).inc();
        self.duration.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    pub fn in_flight(&self, now: usize) {
        self.in_flight.set(i64::try_from(now).unwrap_or(i64::MAX));
    }

    pub fn unplaced(&self, entries: i64) {
        self.unplaced.set(entries);
    }

    pub fn waiting(&self, deliveries: i64) {
        self.waiting.set(deliveries);
    }

    /// `outcome` is `delivered`, `failed` or `dead`.
    pub fn delivered(&self, outcome: &'static str) {
        self.deliveries.get_or_create(&Fate { outcome }).inc();
    }

    /// `outcome` is `sent`, `failed` or `dead`.
    pub fn sent(&self, outcome: &'static str) {
        self.messages.get_or_create(&Fate { outcome }).inc();
    }

    /// The text exposition format.
    pub fn render(&self) -> Result<String, std::fmt::Error> {
        let mut out = String::new();
        text::encode(&mut out, &self.registry)?;
        Ok(out)
    }
}
