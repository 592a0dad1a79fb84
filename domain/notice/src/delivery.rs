//! A message on its way out: by which channel, why it failed, and whether it is tried again.

use chrono::Duration;
use kernel::Moment;

kernel::words! {
    /// The way a message goes.
    Way {
        Sms = "sms", "短信", "text message";
        Wechat = "wechat", "微信订阅消息", "WeChat subscription message";
        Mail = "mail", "邮件", "mail";
    }
}

kernel::words! {
    /// Where a message stands.
    MessageState {
        Waiting = "waiting", "待发送", "waiting";
        Sent = "sent", "已送出", "sent";
        /// Refused, too late, or tried too often.
        Dead = "dead", "未送达", "given up";
        /// The receiver may no longer see what it told of.
        Dropped = "dropped", "已撤下", "dropped";
    }
}

kernel::words! {
    /// Why an attempt came to nothing.
    SendFault {
        /// It will never be taken.
        Refused = "refused", "对方拒收", "it was refused";
        /// The other side asks for patience, or is broken.
        Busy = "busy", "对方繁忙", "the other side is busy";
        Unreachable = "unreachable", "无法连接", "no connection";
        Timeout = "timeout", "响应超时", "no answer in time";
        Broken = "broken", "响应异常", "no proper answer";
        /// This channel is not set up here.
        Unset = "unset", "通道未配置", "the channel is not set up";
    }
}

impl SendFault {
    const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Unset)
    }
}

/// Attempts before a message is given up.
pub const ATTEMPTS: i32 = 8;
/// Seconds from one attempt to the next.
const DELAYS: [i64; 7] = [5, 20, 60, 300, 1_800, 7_200, 21_600];

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Sent,
    /// At this moment again.
    Again(Moment),
    Dead,
}

/// Judges attempt `number` (from 1) of a message that is good until a moment. `jitter`, in thousandths from 0 to
/// 200, spreads the next ones.
pub fn fate(
    failed: Option<SendFault>,
    number: i32,
    jitter: i64,
    good_until: Moment,
    now: Moment,
) -> Fate {
    let Some(failed) = failed else { return Fate::Sent };
    let delay = usize::try_from(number - 1).ok().and_then(|at| DELAYS.get(at));
    let Some(delay) = delay.filter(|_| !failed.is_final()) else { return Fate::Dead };
    let next = now + Duration::milliseconds(delay * (1_000 + jitter.clamp(0, 200)));
    if next < good_until { Fate::Again(next) } else { Fate::Dead }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_tried_again_until_it_is_too_late_or_too_often() {
        let now = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let late = now + Duration::days(3);
        let again = |seconds| Fate::Again(now + Duration::seconds(seconds));
        for (failed, number, until, wanted) in [
            (None, 1, now, Fate::Sent),
            (Some(SendFault::Busy), 1, late, again(5)),
            (Some(SendFault::Timeout), 3, late, again(60)),
            (Some(SendFault::Broken), 7, late, again(21_600)),
            (Some(SendFault::Broken), ATTEMPTS, late, Fate::Dead),
            (Some(SendFault::Refused), 1, late, Fate::Dead),
            (Some(SendFault::Unset), 1, late, Fate::Dead),
            (Some(SendFault::Unreachable), 1, now + Duration::seconds(5), Fate::Dead),
        ] {
            assert_eq!(fate(failed, number, 0, until, now), wanted, "{failed:?} {number}");
        }
        let spread = fate(Some(SendFault::Busy), 1, 900, late, now);
        assert_eq!(spread, Fate::Again(now + Duration::seconds(6)));
    }
}
