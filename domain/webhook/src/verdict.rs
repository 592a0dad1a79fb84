//! What follows from an attempt: delivered, tried again later, or given up; and what that says about the endpoint.
//!
//! After Standard Webhooks 1.0: ten attempts over three days, 410 disables, `Retry-After` is honoured.

use chrono::Duration;
use kernel::Moment;

use crate::DisabledFor;

/// Attempts of one delivery before it is given up.
pub const ATTEMPTS: i32 = 10;

/// Seconds from the end of one attempt to the next; the first is made at once.
const DELAYS: [i64; 10] = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// The most that an endpoint can ask for with `Retry-After`, in seconds.
const LONGEST_PAUSE: i64 = 86_400;
/// Deliveries given up in a row before an endpoint is disabled…
const DEAD_IN_A_ROW: i32 = 3;
/// …if it has taken nothing for so long, in days.
const SILENT_DAYS: i64 = 3;

kernel::words! {
    /// Why an attempt got no answer.
    Failed {
        /// The name has no address.
        Unresolved = "unresolved", "域名无法解析", "the name has no address";
        /// An address that must not be reached from here.
        Blocked = "blocked", "地址不允许访问", "an address that is not allowed";
        Unreachable = "unreachable", "无法连接", "no connection";
        Timeout = "timeout", "响应超时", "no answer in time";
        Broken = "broken", "响应异常", "no proper answer";
    }
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// `retry_after` in seconds.
    Answered {
        status: u16,
        retry_after: Option<i64>,
    },
    Failed(Failed),
}

impl Outcome {
    /// Only 2xx is success; a redirection is none.
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Answered { status: 200..=299, .. })
    }
}

/// What the webhook's past attempts have come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Deliveries given up since the last success.
    pub dead_in_row: i32,
    /// The last success, or when it was enabled.
    pub answered_at: Moment,
}

/// What becomes of the delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Delivered,
    /// At this moment again.
    Again(Moment),
    Dead,
}

/// What becomes of the webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    None,
    /// It takes what it is sent.
    Proven,
    /// Nothing is sent before this moment.
    Pause(Moment),
    Disable(DisabledFor),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub fate: Fate,
    pub effect: Effect,
    pub record: Record,
}

/// Judges attempt `number` (from 1). `jitter`, in thousandths from -200 to 200, spreads the next ones.
pub fn verdict(outcome: Outcome, number: i32, jitter: i64, record: Record, now: Moment) -> Verdict {
    if outcome.is_success() {
        let record = Record { dead_in_row: 0, answered_at: now };
        return Verdict { fate: Fate::Delivered, effect: Effect::Proven, record };
    }
    let pause = asked_pause(outcome);
    let fate = match next_delay(number, jitter) {
        Some(delay) => Fate::Again(now + Duration::seconds(delay.max(pause.unwrap_or(0)))),
        None => Fate::Dead,
    };
    let dead_in_row = record.dead_in_row + i32::from(fate == Fate::Dead);
    let record = Record { dead_in_row, ..record };
    let silent = now - record.answered_at >= Duration::days(SILENT_DAYS);
    let effect = match (outcome, pause) {
        (Outcome::Answered { status: 410, .. }, _) => Effect::Disable(DisabledFor::Gone),
        _ if dead_in_row >= DEAD_IN_A_ROW && silent => Effect::Disable(DisabledFor::Failing),
        (_, Some(pause)) => Effect::Pause(now + Duration::seconds(pause)),
        _ => Effect::None,
    };
    Verdict { fate, effect, record }
}

/// An overloaded endpoint may ask for a pause, of a day at most.
fn asked_pause(outcome: Outcome) -> Option<i64> {
    match outcome {
        Outcome::Answered { status: 429 | 502..=504, retry_after } => {
            retry_after.map(|seconds| seconds.clamp(0, LONGEST_PAUSE))
        }
        _ => None,
    }
}

fn next_delay(number: i32, jitter: i64) -> Option<i64> {
    let delay = DELAYS.get(usize::try_from(number).ok()?)?;
    Some(delay * (1_000 + jitter.clamp(-200, 200)) / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        chrono::DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }

    fn judged(status: u16, number: i32, jitter: i64) -> Verdict {
        let record = Record { dead_in_row: 0, answered_at: at(0) };
        verdict(Outcome::Answered { status, retry_after: None }, number, jitter, record, at(0))
    }

    #[test]
    fn ten_attempts_over_three_days() {
        let mut when = 0;
        for number in 1..ATTEMPTS {
            let Fate::Again(next) = judged(500, number, 0).fate else { panic!("{number}") };
            when += (next - at(0)).num_seconds();
        }
        assert_eq!(when, 75 * 3600 + 35 * 60 + 5);
        assert_eq!(judged(500, ATTEMPTS, 0).fate, Fate::Dead);
        assert_eq!(judged(200, ATTEMPTS, 0).fate, Fate::Delivered);
    }

    #[test]
    fn attempts_are_spread_by_a_fifth() {
        for (jitter, seconds) in [(-200, 240), (0, 300), (200, 360), (900, 360)] {
            assert_eq!(judged(500, 2, jitter).fate, Fate::Again(at(seconds)));
        }
    }

    #[test]
    fn only_2xx_is_success_and_410_ends_it() {
        for (status, delivered) in
            [(200, true), (204, true), (299, true), (302, false), (404, false)]
        {
            assert_eq!(judged(status, 1, 0).fate == Fate::Delivered, delivered, "{status}");
        }
        assert_eq!(judged(410, 1, 0).effect, Effect::Disable(DisabledFor::Gone));
        assert_eq!(judged(204, 1, 0).effect, Effect::Proven);
    }

    #[test]
    fn an_overloaded_endpoint_gets_its_pause() {
        let record = Record { dead_in_row: 0, answered_at: at(0) };
        for (status, asked, number, again, effect) in [
            (429, Some(60), 1, 60, Effect::Pause(at(60))),
            (503, Some(60), 2, 300, Effect::Pause(at(60))),
            (503, Some(9_999_999), 1, 86_400, Effect::Pause(at(86_400))),
            (503, None, 1, 5, Effect::None),
            (500, Some(60), 1, 5, Effect::None),
        ] {
            let outcome = Outcome::Answered { status, retry_after: asked };
            let judged = verdict(outcome, number, 0, record, at(0));
            assert_eq!((judged.fate, judged.effect), (Fate::Again(at(again)), effect));
        }
    }

    #[test]
    fn whoever_takes_nothing_for_days_is_disabled() {
        let dead = |dead_in_row, days: i64| {
            let record = Record { dead_in_row, answered_at: at(-days * 86_400) };
            verdict(Outcome::Failed(Failed::Timeout), ATTEMPTS, 0, record, at(0)).effect
        };
        assert_eq!(dead(2, 3), Effect::Disable(DisabledFor::Failing));
        assert_eq!(dead(1, 3), Effect::None);
        assert_eq!(dead(2, 2), Effect::None);
    }
}
