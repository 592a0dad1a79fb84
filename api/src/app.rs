//! What every request shares: the store, the keys, the clock, the ids and the limits.

use std::sync::{
    Arc, OnceLock, PoisonError, RwLock,
    atomic::{AtomicBool, AtomicUsize},
};

use chrono::{FixedOffset, Offset as _};
use kernel::{IdSource, Moment, Uuid};
use moka::sync::Cache;
use persistence::{
    Store, StoreError,
    clock::{Mark, clockwork, clockwork_mark},
    routing::{self, rules},
    ticket::{Filing, KnownSite},
};
use ticket::{Clockwork, Routing};

use crate::{
    auth::{Hasher, KeyFault, KeyRing, Verified, new_key, verify},
    clock::Clock,
    config::Config,
    crypto::{Secret, random, sha256},
    feed::Board,
    files::Files,
    http::{Limiter, Problem},
    message::Carriers,
    metrics::Metrics,
    webhook::{Couriers, Listed, Sender},
};

/// The state of a running server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub struct Inner {
    pub store: Store,
    pub config: Config,
    pub secret: Secret,
    pub clock: Clock,
    pub offset: FixedOffset,
    pub keys: KeyRing,
    pub hasher: Hasher,
    pub limiter: Limiter,
    pub files: Files,
    pub metrics: Metrics,
    /// Where those wait who pull changes.
    pub board: Board,
    /// The networks beside the public ones that webhooks may reach.
    pub listed: Listed,
    pub couriers: Couriers,
    sender: OnceLock<Option<Sender>>,
    carriers: OnceLock<Carriers>,
    wechat: OnceLock<Option<reqwest::Client>>,
    tokens: Cache<[u8; 32], Verified>,
    /// What was last known of the sites of new tickets.
    pub sites: Cache<Filing, KnownSite>,
    clockwork: RwLock<(Mark, Arc<Clockwork>)>,
    routing: RwLock<(routing::Mark, Arc<Routing>)>,
    /// How many rules were looked at by the job that looks for broken ones.
    pub rules_checked: AtomicUsize,
    /// Set when the server is about to stop: new work is refused, work in flight goes on.
    pub draining: AtomicBool,
    pub in_flight: AtomicUsize,
    ids: IdSource,
    /// Names this process where replicas share a job.
    pub holder: Uuid,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl App {
    pub fn new(store: Store, config: Config, secret: Secret, clock: Clock) -> Self {
        let offset = config.server.offset.parse().unwrap_or(chrono::Utc.fix());
        let ids = IdSource::default();
        let holder = ids.next(clock.now(), entropy());
        let keys = KeyRing::new(&config.identity);
        let hasher = Hasher::new(config.identity.password_hashers);
        let limiter = Limiter::new(&config.limits);
        let listed = Listed::of(&config.webhooks.allow_cidrs).unwrap_or_default();
        let board = Board::new(config.feed.waiting);
        let files = Files::new(&config);
        let inner = Inner {
            store,
            config,
            secret,
            clock,
            offset,
            keys,
            hasher,
            limiter,
            files,
            metrics: Metrics::default(),
            board,
            listed,
            couriers: Couriers::default(),
            sender: OnceLock::new(),
            carriers: OnceLock::new(),
            wechat: OnceLock::new(),
            tokens: Cache::new(10_000),
            sites: Cache::new(10_000),
            clockwork: RwLock::default(),
            routing: RwLock::default(),
            rules_checked: AtomicUsize::new(0),
            draining: AtomicBool::new(false),
            in_flight: AtomicUsize::new(0),
            ids,
            holder,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The next id at `now`.
    pub fn id<T: From<Uuid>>(&self, now: Moment) -> T {
        T::from(self.ids.next(now, entropy()))
    }

    /// Who a token speaks for; a good answer is remembered for a moment.
    pub fn verified(&self, token: &str, now: Moment) -> Result<Verified, Problem> {
        let digest = sha256(&[token.as_bytes()]);
        if let Some(known) = self.tokens.get(&digest).filter(|known| known.still(now)) {
            return Ok(known);
        }
        let found = verify(self, token, now)?;
        self.tokens.insert(digest, found.clone());
        Ok(found)
    }

    /// Reads the signing keys; makes the first one where there is none.
    pub async fn load_keys(&self) -> Result<(), KeyFault> {
        let now = self.clock.now();
        let mut rows = persistence::identity::signing_keys(self.store.reader(), now).await?;
        if rows.is_empty() {
            let first = new_key(&self.secret, now, now)?;
            let made = self.store.write(async |tx| Ok(tx.create_signing_key(&first).await?)).await;
            if let Err(persistence::Failure::Store(error)) = made {
                return Err(error.into());
            }
            rows = persistence::identity::signing_keys(self.store.reader(), now).await?;
        }
        self.keys.load(rows, &self.secret, now)
    }

    /// What webhooks are sent with, made when it is first needed; `None` where this machine offers no TLS.
    pub(crate) fn sender(&self) -> Option<&Sender> {
        let timeout = std::time::Duration::from_millis(self.config.webhooks.timeout_ms);
        let make = || match Sender::new(self.listed.clone(), timeout) {
            Ok(sender) => Some(sender),
            Err(error) => {
                tracing::error!(%error, "webhooks cannot be sent");
                None
            }
        };
        self.sender.get_or_init(make).as_ref()
    }

    /// What clocks are measured by, as it was read last.
    pub fn clockwork(&self) -> Arc<Clockwork> {
        self.clockwork.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// Reads the policies of clocks and the calendars anew where any has changed.
    pub async fn load_clockwork(&self) -> Result<(), StoreError> {
        let mark = clockwork_mark(self.store.reader()).await?;
        if self.clockwork.read().unwrap_or_else(PoisonError::into_inner).0 != mark {
            let read = Arc::new(clockwork(self.store.reader()).await?);
            *self.clockwork.write().unwrap_or_else(PoisonError::into_inner) = (mark, read);
        }
        Ok(())
    }

    /// The routing rules that are asked, as they were read last.
    pub fn routing(&self) -> Arc<Routing> {
        self.routing.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// Reads the routing rules anew where any has changed.
    pub async fn load_routing(&self) -> Result<(), StoreError> {
        let mark = routing::mark(self.store.reader()).await?;
        if self.routing.read().unwrap_or_else(PoisonError::into_inner).0 != mark {
            let read = Arc::new(rules(self.store.reader()).await?);
            *self.routing.write().unwrap_or_else(PoisonError::into_inner) = (mark, read);
        }
        Ok(())
    }

    /// What WeChat is asked with, made when it is first needed; `None` where this machine offers no TLS.
    pub(crate) fn wechat(&self) -> Option<&reqwest::Client> {
        let make = || crate::message::client(self.config.wechat.timeout_ms).ok();
        self.wechat.get_or_init(make).as_ref()
    }

    /// What messages to people are sent with, made when it is first needed.
    pub(crate) fn carriers(&self) -> &Carriers {
        self.carriers.get_or_init(|| Carriers::of(&self.config))
    }

    /// The civil date of the deployment.
    pub fn today(&self, now: Moment) -> chrono::NaiveDate {
        crate::clock::civil_date(now, self.offset)
    }

    /// When a civil date of the deployment begins; the end of time for one beyond it.
    pub fn midnight(&self, on: chrono::NaiveDate) -> Moment {
        let local = on.and_time(chrono::NaiveTime::MIN).and_local_timezone(self.offset);
        local.single().map_or(Moment::MAX_UTC, |at| at.to_utc())
    }

    pub fn time(&self, at: Moment) -> String {
        crate::clock::rfc3339(at, self.offset)
    }
}

/// Without randomness ids still increase; they are then only easier to guess, which nothing relies on.
fn entropy() -> u64 {
    random::<8>().map_or(0, u64::from_le_bytes)
}
