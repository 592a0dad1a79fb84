//! Locking an account after failed logins, longer each time.

use chrono::Duration;
use kernel::{Code, Moment, Refusal, Refused};

/// The failure that locks for the first time.
pub const FAILURES_ALLOWED: i32 = 5;
pub const SHORTEST_LOCK_MINUTES: i64 = 15;
pub const LONGEST_LOCK_HOURS: i64 = 24;

/// Failed logins since the last one that succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempts {
    pub failures: i32,
    pub locked_until: Option<Moment>,
}

impl Attempts {
    /// Whether a login may be tried at all.
    ///
    /// # Errors
    /// `account_locked` with the seconds until the lock opens.
    pub fn check(&self, now: Moment) -> Refused<()> {
        match self.locked_until {
            Some(until) if until > now => {
                let seconds = ((until - now).num_milliseconds() + 999) / 1000;
                let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
                Err(Refusal::new(Code::AccountLocked).after(seconds))
            }
            _ => Ok(()),
        }
    }

    /// After one more failure: the fifth locks for 15 minutes, each further one for twice as long, at
    /// most for 24 hours.
    #[must_use]
    pub fn failed(&self, now: Moment) -> Self {
        let failures = self.failures.saturating_add(1);
        let longest = Duration::hours(LONGEST_LOCK_HOURS);
        let lock = u32::try_from(failures - FAILURES_ALLOWED).ok().map(|doublings| {
            let factor = 2_i64.checked_pow(doublings).unwrap_or(i64::MAX);
            Duration::try_minutes(SHORTEST_LOCK_MINUTES.saturating_mul(factor))
                .map_or(longest, |lock| lock.min(longest))
        });
        Self { failures, locked_until: lock.map(|lock| now + lock) }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn locks_double_up_to_a_day() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for (failures, minutes) in [
            (0, None),
            (3, None),
            (4, Some(15)),
            (5, Some(30)),
            (6, Some(60)),
            (10, Some(960)),
            (11, Some(1440)),
            (70, Some(1440)),
            (i32::MAX, Some(1440)),
        ] {
            let after = Attempts { failures, locked_until: None }.failed(now);
            let until = minutes.map(|minutes| now + Duration::minutes(minutes));
            assert_eq!(after.locked_until, until, "{failures}");
            assert_eq!(after.failures, failures.saturating_add(1));
        }
    }

    #[test]
    fn a_lock_opens_by_itself_and_keeps_the_count() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let locked = Attempts { failures: 4, locked_until: None }.failed(now);
        let refused = locked.check(now + Duration::milliseconds(500)).unwrap_err();
        assert_eq!((refused.code, refused.retry_after), (Code::AccountLocked, Some(900)));
        let later = now + Duration::minutes(15);
        assert!(locked.check(later).is_ok());
        assert_eq!(locked.failed(later).locked_until, Some(later + Duration::minutes(30)));
    }
}
