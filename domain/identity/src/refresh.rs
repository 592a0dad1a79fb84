//! What becomes of a refresh token that is shown: rotation, a second answer, or the end of its family.

use access::{Duty, Role};
use chrono::Duration;
use kernel::Moment;

pub const ACCESS_TOKEN_MINUTES: i64 = 10;
/// How long a lost answer may be asked for again, in seconds.
pub const RETRY_SECONDS: i64 = 60;

/// How long one login lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// From the login on, whatever happens.
    pub absolute: Duration,
    /// From the last refresh on.
    pub idle: Duration,
}

impl Lifetimes {
    pub const RESIDENT: Self = Self { absolute: Duration::days(30), idle: Duration::days(15) };
    pub const STAFF: Self = Self { absolute: Duration::hours(12), idle: Duration::minutes(30) };

    /// Residents, volunteers and committee members stay signed in for longer than those whose duty opens
    /// the affairs of others.
    pub fn of(duties: &[Duty]) -> Self {
        let resident = |duty: &Duty| {
            matches!(
                duty.role,
                Role::Account | Role::Resident | Role::Volunteer | Role::CommitteeMember
            )
        };
        if duties.iter().all(resident) { Self::RESIDENT } else { Self::STAFF }
    }

    /// When a family that begins now ends.
    pub fn family_ends(&self, now: Moment) -> Moment {
        now + self.absolute
    }

    /// When a token that is issued now expires: idle, or with its family.
    pub fn token_ends(&self, family: &Family, now: Moment) -> Moment {
        (now + self.idle).min(self.end_of(family))
    }

    /// A duty that was added since the login shortens its family.
    fn end_of(&self, family: &Family) -> Moment {
        family.expires_at.min(family.created_at + self.absolute)
    }
}

/// What the decision needs of the token shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub expires_at: Moment,
    pub used_at: Option<Moment>,
    /// Whether the token that followed it was used in its turn.
    pub successor_used: bool,
}

/// What the decision needs of the token's family: everything that grew out of one login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    pub created_at: Moment,
    pub expires_at: Moment,
    pub revoked_at: Option<Moment>,
}

/// What is to be done about a token that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Issue a successor that expires at this moment.
    Rotate(Moment),
    /// The answer was lost: give the same successor again.
    GiveSuccessorAgain,
    /// The token was used before and its successor too, or too long ago: kill the family.
    Reuse,
    Expired,
    Revoked,
}

/// Decides about a token that is shown at `now`. Reuse is found before the token's own expiry, so that an
/// old token betrays a theft as long as its family lives.
pub fn rotation(token: &Token, family: &Family, lifetimes: &Lifetimes, now: Moment) -> Rotation {
    if family.revoked_at.is_some() {
        return Rotation::Revoked;
    }
    if now >= lifetimes.end_of(family) {
        return Rotation::Expired;
    }
    match token.used_at {
        Some(used) => {
            let lately = now - used <= Duration::seconds(RETRY_SECONDS);
            if lately && !token.successor_used {
                Rotation::GiveSuccessorAgain
            } else {
                Rotation::Reuse
            }
        }
        None if now >= token.expires_at => Rotation::Expired,
        None => Rotation::Rotate(lifetimes.token_ends(family, now)),
    }
}

#[cfg(test)]
mod tests {
    use access::Reach;
    use chrono::DateTime;

    use super::*;

    fn at(seconds: i64) -> Moment {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    const HOUR: i64 = 3600;

    #[test]
    fn every_fate_of_a_token() {
        use Rotation::{Expired, GiveSuccessorAgain, Reuse, Revoked, Rotate};
        let end = 12 * HOUR;
        // used, successor used, revoked, shown at, fate; the token expires half an hour after the login
        for (used, successor_used, revoked, shown, fate) in [
            (None, false, false, 600, Rotate(at(600 + 1800))),
            (None, false, false, 1799, Rotate(at(1799 + 1800))),
            (None, false, false, 1800, Expired),
            (None, false, true, 600, Revoked),
            (Some(600), false, false, 600, GiveSuccessorAgain),
            (Some(600), false, false, 660, GiveSuccessorAgain),
            (Some(600), false, false, 661, Reuse),
            (Some(600), true, false, 601, Reuse),
            (Some(600), false, true, 601, Revoked),
            (Some(600), false, false, 590, GiveSuccessorAgain),
            (Some(600), true, false, 11 * HOUR, Reuse),
            (Some(600), true, false, end, Expired),
        ] {
            let token = Token { expires_at: at(1800), used_at: used.map(at), successor_used };
            let revoked_at = revoked.then(|| at(500));
            let family = Family { created_at: at(0), expires_at: at(end), revoked_at };
            let found = rotation(&token, &family, &Lifetimes::STAFF, at(shown));
            assert_eq!(found, fate, "{used:?} {successor_used} {revoked} {shown}");
        }
    }

    #[test]
    fn no_token_outlives_its_family() {
        let family = Family { created_at: at(0), expires_at: at(12 * HOUR), revoked_at: None };
        let late = at(12 * HOUR - 60);
        assert_eq!(Lifetimes::STAFF.token_ends(&family, late), at(12 * HOUR));
    }

    #[test]
    fn a_new_duty_shortens_the_login_of_a_resident() {
        let ends = Lifetimes::RESIDENT.family_ends(at(0));
        let family = Family { created_at: at(0), expires_at: ends, revoked_at: None };
        let token = Token { expires_at: ends, used_at: None, successor_used: false };
        let fate = |lifetimes| rotation(&token, &family, lifetimes, at(13 * HOUR));
        assert_eq!(fate(&Lifetimes::STAFF), Rotation::Expired);
        let idle = at(13 * HOUR) + Duration::days(15);
        assert_eq!(fate(&Lifetimes::RESIDENT), Rotation::Rotate(idle));
    }

    #[test]
    fn one_duty_of_the_staff_is_enough() {
        let duty = |role| Duty { id: None, role, reach: Reach::Own, scopes: Vec::new() };
        for (roles, lifetimes) in [
            (vec![Role::Account], Lifetimes::RESIDENT),
            (vec![Role::Account, Role::Resident, Role::Volunteer], Lifetimes::RESIDENT),
            (vec![Role::Account, Role::Resident, Role::BranchSecretary], Lifetimes::STAFF),
            (vec![Role::Dispatcher], Lifetimes::STAFF),
        ] {
            let duties: Vec<Duty> = roles.into_iter().map(duty).collect();
            assert_eq!(Lifetimes::of(&duties), lifetimes);
        }
    }
}
