//! Codes that are sent to a phone: how often, for how long, and how often one may be tried.

use chrono::Duration;
use kernel::{Code, Moment, Refusal, Refused};

/// Minutes that a code is good.
pub const CODE_MINUTES: i64 = 5;
/// How often a code may be tried, right or wrong.
pub const CODE_TRIES: i32 = 5;
/// Seconds until a phone is sent another one.
pub const CODE_SECONDS: i64 = 60;
/// Codes that a phone is sent within 24 hours.
pub const CODES_A_DAY: i32 = 10;

kernel::words! {
    /// What an account has proved to be its own besides a name.
    Proof {
        Phone = "phone", "手机号", "a phone number";
        Wechat = "wechat", "微信", "a WeChat identity";
    }
}

/// What a phone was sent so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodesSent {
    pub last: Moment,
    /// When the present 24 hours began, and how many were sent in them.
    pub day: Moment,
    pub in_day: i32,
}

impl CodesSent {
    pub const fn first(now: Moment) -> Self {
        Self { last: now, day: now, in_day: 1 }
    }

    /// After one more.
    ///
    /// # Errors
    /// `rate_limited` with the seconds until the next may be sent.
    pub fn again(self, now: Moment) -> Refused<Self> {
        let soon = self.last + Duration::seconds(CODE_SECONDS);
        if now < soon {
            return Err(wait(soon - now));
        }
        let over = self.day + Duration::hours(24);
        if now >= over {
            return Ok(Self::first(now));
        }
        if self.in_day >= CODES_A_DAY {
            return Err(wait(over - now));
        }
        Ok(Self { last: now, in_day: self.in_day + 1, ..self })
    }
}

fn wait(time: Duration) -> Refusal {
    let seconds = u32::try_from((time.num_milliseconds() + 999) / 1_000).unwrap_or(u32::MAX);
    Refusal::new(Code::RateLimited).after(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_a_minute_and_ten_a_day() {
        let now = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut sent = CodesSent::first(now);
        let soon = sent.again(now + Duration::milliseconds(59_500)).unwrap_err();
        assert_eq!((soon.code, soon.retry_after), (Code::RateLimited, Some(1)));
        for minute in 1..10 {
            sent = sent.again(now + Duration::minutes(minute)).unwrap();
        }
        assert_eq!(sent.in_day, CODES_A_DAY);
        let full = sent.again(now + Duration::hours(23)).unwrap_err();
        assert_eq!(full.retry_after, Some(3_600));
        let next = sent.again(now + Duration::hours(24)).unwrap();
        assert_eq!(next, CodesSent::first(now + Duration::hours(24)));
    }
}
