//! The secrets of a system client, and the scopes that it may be given.

use access::Action;
use chrono::Duration;
use kernel::{Fault, Moment, Refusal, Refused};

/// How long the secret before the last rotation goes on working, in hours.
pub const CLIENT_SECRET_OVERLAP_HOURS: i64 = 24;

/// The hashes of a client's secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets {
    pub current: Vec<u8>,
    /// With the moment from which it no longer works.
    pub previous: Option<(Vec<u8>, Moment)>,
}

impl Secrets {
    /// Puts a new secret in force. The present one works for another 24 hours; an older one stops at once.
    #[must_use]
    pub fn rotated(self, new: Vec<u8>, now: Moment) -> Self {
        let until = now + Duration::hours(CLIENT_SECRET_OVERLAP_HOURS);
        Self { current: new, previous: Some((self.current, until)) }
    }

    /// The hashes that open the door now; to be compared in constant time.
    pub fn valid(&self, now: Moment) -> impl Iterator<Item = &[u8]> {
        let previous = self.previous.iter().filter(move |(_, until)| now < *until);
        std::iter::once(self.current.as_slice()).chain(previous.map(|(hash, _)| hash.as_slice()))
    }
}

/// Whether the words are scopes that a client may be given, each once and at least one.
///
/// # Errors
/// 422 at `scopes`, or at the faulty word.
pub fn check_scopes(scopes: &[String]) -> Refused<()> {
    if scopes.is_empty() {
        return Err(Refusal::field("scopes", Fault::Required));
    }
    for (at, scope) in scopes.iter().enumerate() {
        let fault = if !Action::CLIENT_SCOPES.contains(&scope.as_str()) {
            Fault::Choice
        } else if scopes.iter().take(at).any(|earlier| earlier == scope) {
            Fault::Taken
        } else {
            continue;
        };
        return Err(Refusal::field(format!("scopes/{at}"), fault));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use kernel::FieldError;

    use super::*;

    #[test]
    fn the_previous_secret_works_for_a_day() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let first = Secrets { current: b"a".to_vec(), previous: None };
        let second = first.rotated(b"b".to_vec(), now);
        let valid = |secrets: &Secrets, hours| {
            secrets.valid(now + Duration::hours(hours)).map(<[u8]>::to_vec).collect::<Vec<_>>()
        };
        assert_eq!(valid(&second, 23), [b"b", b"a"]);
        assert_eq!(valid(&second, 24), [b"b"]);
        let third = second.rotated(b"c".to_vec(), now + Duration::hours(1));
        assert_eq!(valid(&third, 2), [b"c", b"b"]);
    }

    #[test]
    fn scopes_are_known_words_each_once() {
        for (scopes, fault) in [
            (vec!["tickets:read", "places:read"], None),
            (vec![], Some(("scopes", Fault::Required))),
            (vec!["tickets:read", "tickets:write"], Some(("scopes/1", Fault::Choice))),
            (vec!["tickets:read", "tickets:read"], Some(("scopes/1", Fault::Taken))),
            (vec!["-"], Some(("scopes/0", Fault::Choice))),
        ] {
            let scopes: Vec<String> = scopes.into_iter().map(str::to_owned).collect();
            let found = check_scopes(&scopes).err().map(|refusal| refusal.errors);
            assert_eq!(found, fault.map(|(at, fault)| vec![FieldError::body(at, fault)]));
        }
    }
}
