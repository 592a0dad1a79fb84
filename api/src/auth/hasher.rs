//! Passwords: Argon2id on the blocking pool, a few at a time.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use kernel::Code;
use tokio::sync::Semaphore;

use crate::http::Problem;

/// Hashes and checks passwords without holding up the server.
#[derive(Debug)]
pub struct Hasher {
    seats: Semaphore,
}

impl Hasher {
    pub fn new(seats: usize) -> Self {
        Self { seats: Semaphore::new(seats) }
    }

    /// The PHC string of a new password.
    pub async fn hash(&self, password: &str) -> Result<String, Problem> {
        let password = password.to_owned();
        self.blocking(move || {
            Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).ok()
        })
        .await?
        .ok_or_else(|| Code::InternalError.into())
    }

    /// Whether a password fits. Without a stored hash the same time is spent, and the answer is no.
    pub async fn fits(&self, password: &str, stored: Option<String>) -> Result<bool, Problem> {
        let password = password.to_owned();
        self.blocking(move || {
            let known = stored.is_some();
            let stored = stored.unwrap_or_else(|| DECOY.to_owned());
            let Ok(hash) = PasswordHash::new(&stored) else { return false };
            Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let _seat = self.seats.acquire().await.map_err(|_| Code::Draining)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| Code::InternalError.into())
    }
}

/// Hashed in place of a password that does not exist, so that time does not tell who has an account.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bGlhbmppYW4tZGVjb3k$\
    l0Zb3K3Vw8mBDqJ1r0CJZ0dXkq4mWn0uX2P1o0J3y5A";
