//! Ids: UUIDv7, made by the server, strictly increasing within a process.

use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Moment;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String, format = "uuid", example = "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c")]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { text.parse().map(Self) }
        }
        impl From<Uuid> for $name { fn from(id: Uuid) -> Self { Self(id) } }
        impl From<$name> for Uuid { fn from(id: $name) -> Self { id.0 } }
    )+};
}

ids! {
    AccountId;
    AreaId;
    AttachmentId;
    BuildingId;
    BulletinId;
    CalendarId;
    CategoryId;
    /// A system that calls with client credentials.
    ClientId;
    ClockPolicyId;
    ContractId;
    /// A line of the credit ledger.
    CreditEntryId;
    /// A cycle of the star rating.
    CycleId;
    DeliveryId;
    DutyId;
    EstateId;
    ExportId;
    /// A finding on an estate.
    EvidenceId;
    FindingId;
    ImportId;
    ListId;
    ListingId;
    MessageId;
    NoticeId;
    ObjectionId;
    OpinionId;
    /// An enterprise or a department.
    OrganizationId;
    OutageId;
    PremisesId;
    /// A report of a figure.
    ReportedFigureId;
    ResidencyId;
    RoutingRuleId;
    SavedViewId;
    /// A scheme of the star rating.
    SchemeId;
    /// A sheet of a rating cycle.
    SheetId;
    /// A survey of the residents of an estate.
    SurveyId;
    /// Premises that a survey drew.
    SurveyInvitationId;
    TicketId;
    WebhookId;
}

/// Makes UUIDv7 ids that strictly increase within the process, also when the clock stands or steps back.
#[derive(Debug, Default)]
pub struct IdSource {
    last: Mutex<(u64, u16)>,
}

impl IdSource {
    /// The next id at `now`; `random` fills the 62 bits that carry no order.
    pub fn next(&self, now: Moment, random: u64) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *last = match *last {
            (at, count) if millis > at => {
                let _ = count;
                (millis, 0)
            }
            (at, 0xFFF) => (at + 1, 0),
            (at, count) => (at, count + 1),
        };
        let (at, count) = *last;
        let high = (u128::from(at) << 80) | (0x7_u128 << 76) | (u128::from(count) << 64);
        let low = (0b10_u128 << 62) | u128::from(random >> 2);
        Uuid::from_u128(high | low)
    }
}

/// When a thing was made: the time of its id.
pub fn created_at(id: Uuid) -> Moment {
    let millis = i64::try_from(id.as_u128() >> 80).unwrap_or(0);
    chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number of a ticket for people: derived from its id, with a check character.
///
/// `YYMMDD-TTTTTT-RRRRC`: date and time of day of the id (in the deployment's offset, milliseconds in
/// base 32), twenty further bits of the id, and one check character over all of them (weights 1 to n,
/// modulo 31, so that one wrong or two swapped neighbours show).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TicketNumber(String);

impl TicketNumber {
    /// `offset_seconds` is the deployment's offset from UTC.
    pub fn of(id: Uuid, offset_seconds: i32) -> Self {
        let bits = id.as_u128();
        let millis = i64::try_from(bits >> 80).unwrap_or(0) + i64::from(offset_seconds) * 1000;
        let day = chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default();
        let of_day = u64::try_from(millis.rem_euclid(86_400_000)).unwrap_or(0);
        let tail = ((bits >> 64) & 0xFFF) << 8 | (bits & 0xFF);
        let mut text = format!(
            "{}-{}-{}",
            day.format("%y%m%d"),
            base32(of_day, 6),
            base32(u64::try_from(tail).unwrap_or(0), 4)
        );
        text.push(check(&text));
        Self(text)
    }

    /// Whether the check character fits.
    pub fn is_valid(text: &str) -> bool {
        text.len() == 19
            && text.is_ascii()
            && text.split_at_checked(18).is_some_and(|(body, last)| last == check(body).to_string())
    }

    /// The lowest and the highest id that can carry the number; `None` where the text is no number.
    pub fn id_range(text: &str, offset_seconds: i32) -> Option<(Uuid, Uuid)> {
        let text = text.to_ascii_uppercase();
        let mut parts = text.splitn(3, '-').filter(|_| Self::is_valid(&text));
        let day = chrono::NaiveDate::parse_from_str(&format!("20{}", parts.next()?), "%Y%m%d");
        let midnight = day.ok()?.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        let of_day = i64::try_from(from_base32(parts.next()?)?).ok()?;
        let tail = u128::from(from_base32(parts.next()?.get(..4)?)?);
        let millis = midnight + of_day - i64::from(offset_seconds) * 1000;
        let high = (u128::try_from(millis).ok()? << 80) | (0x7_u128 << 76) | ((tail >> 8) << 64);
        Some((Uuid::from_u128(high), Uuid::from_u128(high | u128::from(u64::MAX))))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn base32(mut value: u64, width: usize) -> String {
    let mut out = vec![b'0'; width];
    for place in out.iter_mut().rev() {
        *place = *usize::try_from(value % 32).ok().and_then(|i| ALPHABET.get(i)).unwrap_or(&b'0');
        value /= 32;
    }
    String::from_utf8(out).unwrap_or_default()
}

fn from_base32(text: &str) -> Option<u64> {
    text.bytes().try_fold(0, |value, byte| {
        let digit = ALPHABET.iter().position(|a| *a == byte)?;
        Some(value * 32 + u64::try_from(digit).ok()?)
    })
}

fn check(body: &str) -> char {
    let digits = body.bytes().filter_map(|b| ALPHABET.iter().position(|a| *a == b));
    let sum: usize = digits.enumerate().map(|(at, value)| (at + 1) * value).sum();
    ALPHABET.get(sum % 31).map_or('0', |b| char::from(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Moment {
        chrono::DateTime::from_timestamp_millis(millis).unwrap()
    }

    #[test]
    fn ids_increase_while_the_clock_stands_and_when_it_steps_back() {
        let source = IdSource::default();
        let mut last = Uuid::nil();
        for step in 0..20_000_i64 {
            let now = at(1_790_000_000_000 - step / 5000 * 1000);
            let id = source.next(now, u64::MAX.wrapping_mul(step.unsigned_abs()));
            assert!(id > last);
            assert_eq!(id.get_version_num(), 7);
            last = id;
        }
    }

    #[test]
    fn a_number_shows_a_wrong_character_and_a_swap() {
        let id = IdSource::default().next(at(1_790_000_123_456), 0x1234_5678_9ABC_DEF0);
        let number = TicketNumber::of(id, 8 * 3600);
        assert!(TicketNumber::is_valid(number.as_str()), "{number}");
        let text = number.as_str();
        let (low, high) = TicketNumber::id_range(text, 8 * 3600).unwrap();
        assert!(low <= id && id <= high && low.as_u128() >> 64 == high.as_u128() >> 64);
        assert_eq!(TicketNumber::id_range("260101-000000-00000", 0), None);
        for at in 0..text.len() {
            for other in ALPHABET.iter().filter(|b| b.is_ascii_digit()) {
                let mut wrong = text.as_bytes().to_vec();
                if wrong[at] == b'-' || wrong[at] == *other || wrong[at] == b'Z' {
                    continue;
                }
                wrong[at] = *other;
                assert!(!TicketNumber::is_valid(std::str::from_utf8(&wrong).unwrap()));
            }
        }
    }
}
