//! Rate limits: so many requests a minute for a caller, fewer for logins from one address.

use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use kernel::{Code, Refusal, Uuid};

use crate::config::Limits;

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// What a caller has left; becomes the `RateLimit` headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub quota: u32,
    pub left: u32,
}

/// The limiters of a process.
#[derive(Debug)]
pub struct Limiter {
    callers: Option<(u32, Keyed<Uuid>)>,
    logins: Option<(u32, Keyed<IpAddr>)>,
}

impl Limiter {
    pub fn new(limits: &Limits) -> Self {
        Self { callers: keyed(limits.requests_per_minute), logins: keyed(limits.logins_per_minute) }
    }

    /// Counts a request of a signed-in caller.
    pub fn caller(&self, id: Uuid) -> Result<Option<Allowance>, Refusal> {
        check(self.callers.as_ref(), &id)
    }

    /// Counts an attempt to get a token, by the address it came from (the /64 of an IPv6 one).
    pub fn login(&self, address: IpAddr) -> Result<Option<Allowance>, Refusal> {
        let key = match address {
            IpAddr::V4(v4) => IpAddr::V4(v4),
            IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
        };
        check(self.logins.as_ref(), &key)
    }

    /// Forgets callers who have been away; for a job.
    pub fn tidy(&self) {
        if let Some((_, limiter)) = &self.callers {
            limiter.retain_recent();
        }
        if let Some((_, limiter)) = &self.logins {
            limiter.retain_recent();
        }
    }
}

fn keyed<K: Hash + Eq + Clone>(per_minute: u32) -> Option<(u32, Keyed<K>)> {
    let quota = Quota::per_minute(NonZeroU32::new(per_minute)?);
    let limiter = RateLimiter::dashmap(quota).with_middleware::<StateInformationMiddleware>();
    Some((per_minute, limiter))
}

fn check<K: Hash + Eq + Clone>(
    limiter: Option<&(u32, Keyed<K>)>,
    key: &K,
) -> Result<Option<Allowance>, Refusal> {
    let Some((quota, limiter)) = limiter else { return Ok(None) };
    match limiter.check_key(key) {
        Ok(state) => Ok(Some(Allowance { quota: *quota, left: state.remaining_burst_capacity() })),
        Err(until) => {
            let wait: Duration = until.wait_time_from(DefaultClock::default().now());
            let seconds = u32::try_from(wait.as_secs() + 1).unwrap_or(60);
            Err(Refusal::new(Code::RateLimited).after(seconds))
        }
    }
}
