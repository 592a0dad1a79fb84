//! Rate limits: so many requests a minute for a caller, fewer for logins from one address.

use std::{collections::HashMap, hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

use actix_web::{HttpMessage as _, HttpRequest};
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

/// What is counted by the address that it comes from (the /64 of an IPv6 one), each apart from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// To get a token.
    Login,
    /// To be sent a code.
    Code,
    /// A ticket without an account.
    Anonymous,
    /// To learn how a ticket stands without an account.
    Status,
    /// To answer a survey by its link.
    Survey,
    /// To read what is public.
    Public,
}

impl Attempt {
    const ALL: [Self; 6] =
        [Self::Login, Self::Code, Self::Anonymous, Self::Status, Self::Survey, Self::Public];

    const fn per_minute(self, limits: &Limits) -> u32 {
        match self {
            Self::Login | Self::Status | Self::Survey => limits.logins_per_minute,
            Self::Code => limits.codes_per_minute,
            Self::Public => limits.requests_per_minute,
            Self::Anonymous => limits.anonymous_tickets_per_minute,
        }
    }
}

/// The limiters of a process.
#[derive(Debug)]
pub struct Limiter {
    callers: Option<(u32, Keyed<Uuid>)>,
    attempts: HashMap<Attempt, (u32, Keyed<IpAddr>)>,
}

impl Limiter {
    pub fn new(limits: &Limits) -> Self {
        let limited = |one: Attempt| Some((one, keyed(one.per_minute(limits))?));
        Self {
            callers: keyed(limits.requests_per_minute),
            attempts: Attempt::ALL.into_iter().filter_map(limited).collect(),
        }
    }

    /// Counts a request of a signed-in caller; the headers to send are put into the request.
    pub fn caller(&self, request: &HttpRequest, id: Uuid) -> Result<(), Refusal> {
        check(self.callers.as_ref(), &id, request)
    }

    /// Counts an attempt.
    pub fn attempt(&self, one: Attempt, request: &HttpRequest) -> Result<(), Refusal> {
        by_address(self.attempts.get(&one), request)
    }

    /// Forgets callers who have been away; for a job.
    pub fn tidy(&self) {
        if let Some((_, limiter)) = &self.callers {
            limiter.retain_recent();
        }
        for (_, limiter) in self.attempts.values() {
            limiter.retain_recent();
        }
    }
}

fn keyed<K: Hash + Eq + Clone>(per_minute: u32) -> Option<(u32, Keyed<K>)> {
    let quota = Quota::per_minute(NonZeroU32::new(per_minute)?);
    let limiter = RateLimiter::dashmap(quota).with_middleware::<StateInformationMiddleware>();
    Some((per_minute, limiter))
}

fn by_address(
    limiter: Option<&(u32, Keyed<IpAddr>)>,
    request: &HttpRequest,
) -> Result<(), Refusal> {
    let Some(address) = request.peer_addr().map(|peer| peer.ip()) else { return Ok(()) };
    let key = match address {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
    };
    check(limiter, &key, request)
}

fn check<K: Hash + Eq + Clone>(
    limiter: Option<&(u32, Keyed<K>)>,
    key: &K,
    request: &HttpRequest,
) -> Result<(), Refusal> {
    let Some((quota, limiter)) = limiter else { return Ok(()) };
    let (left, outcome) = match limiter.check_key(key) {
        Ok(state) => (state.remaining_burst_capacity(), Ok(())),
        Err(until) => {
            let wait: Duration = until.wait_time_from(DefaultClock::default().now());
            let seconds = u32::try_from(wait.as_secs() + 1).unwrap_or(60);
            (0, Err(Refusal::new(Code::RateLimited).after(seconds)))
        }
    };
    request.extensions_mut().insert(Allowance { quota: *quota, left });
    outcome
}
