//! Quiet hours: when a person is not to be woken.

use chrono::{Duration, FixedOffset, NaiveTime};
use kernel::Moment;

/// From one time of the day to another, mostly over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    pub from: NaiveTime,
    pub until: NaiveTime,
}

impl Quiet {
    /// From 22:00 to 08:00.
    pub fn usual() -> Self {
        let hour = |hour: i64| NaiveTime::MIN + Duration::hours(hour);
        Self { from: hour(22), until: hour(8) }
    }

    /// The first moment from `now` on that is not quiet.
    pub fn over(&self, now: Moment, offset: FixedOffset) -> Moment {
        let local = now.with_timezone(&offset);
        let time = local.time();
        let quiet = if self.from <= self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        };
        if !quiet {
            return now;
        }
        let ahead = self.until - time;
        now + if ahead < Duration::zero() { ahead + Duration::hours(24) } else { ahead }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_at_night_waits_for_the_morning() {
        let china = FixedOffset::east_opt(8 * 3600).unwrap();
        let at = |text: &str| text.parse::<chrono::DateTime<FixedOffset>>().unwrap().to_utc();
        let noon = Quiet {
            from: NaiveTime::from_hms_opt(12, 0, 0).unwrap(),
            until: NaiveTime::from_hms_opt(14, 30, 0).unwrap(),
        };
        for (quiet, now, over) in [
            (Quiet::usual(), "2026-03-02T21:59:59.999+08:00", "2026-03-02T21:59:59.999+08:00"),
            (Quiet::usual(), "2026-03-02T22:00:00+08:00", "2026-03-03T08:00:00+08:00"),
            (Quiet::usual(), "2026-03-02T17:30:00Z", "2026-03-03T08:00:00+08:00"),
            (Quiet::usual(), "2026-03-03T07:59:59.5+08:00", "2026-03-03T08:00:00+08:00"),
            (Quiet::usual(), "2026-03-03T08:00:00+08:00", "2026-03-03T08:00:00+08:00"),
            (noon, "2026-03-02T12:00:00+08:00", "2026-03-02T14:30:00+08:00"),
            (noon, "2026-03-02T23:00:00+08:00", "2026-03-02T23:00:00+08:00"),
        ] {
            assert_eq!(quiet.over(at(now), china), at(over), "{now}");
        }
    }
}
