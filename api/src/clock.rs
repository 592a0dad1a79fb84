//! What time it is: the one place that asks the machine, and the hand that tests move.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, FixedOffset, NaiveDate};
use kernel::Moment;

/// The source of every `now`: the machine's clock, or one that stands until it is moved.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    standing: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// A clock that stands at `at` until [`Clock::pass`] moves it.
    pub fn standing_at(at: Moment) -> Self {
        Self { standing: Some(Arc::new(AtomicI64::new(at.timestamp_millis()))) }
    }

    /// Milliseconds are the finest that the house knows.
    #[expect(clippy::disallowed_methods, reason = "this is where time comes from")]
    pub fn now(&self) -> Moment {
        let millis = match &self.standing {
            Some(hand) => hand.load(Ordering::SeqCst),
            None => chrono::Utc::now().timestamp_millis(),
        };
        DateTime::from_timestamp_millis(millis).unwrap_or_default()
    }

    /// Moves a standing clock; the machine's own stays as it is.
    pub fn pass(&self, time: chrono::Duration) {
        if let Some(hand) = &self.standing {
            hand.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
        }
    }
}

/// The civil date of the deployment.
pub fn civil_date(now: Moment, offset: FixedOffset) -> NaiveDate {
    now.with_timezone(&offset).date_naive()
}

/// RFC 3339 with the deployment's offset and milliseconds.
pub fn rfc3339(at: Moment, offset: FixedOffset) -> String {
    at.with_timezone(&offset).to_rfc3339_opts(chrono::SecondsFormat::Millis, false)
}
