//! ES256 signing keys: kept in the database, wrapped by the master secret, shared by all replicas.

use std::sync::RwLock;

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Validation};
use kernel::Moment;
use persistence::{StoreError, identity::KeyRow};

use crate::{
    config::Identity,
    crypto::{CryptoError, Secret, Use, base64url, sha256},
};

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a signing key cannot be opened: {0}; is the master secret the one it was made with?")]
    Sealed(#[from] CryptoError),
    #[error("a signing key cannot be made or read")]
    Unusable,
}

struct Verifying {
    row: KeyRow,
    key: DecodingKey,
}

#[derive(Default)]
struct Ring {
    signing: Option<(String, EncodingKey)>,
    verifying: Vec<Verifying>,
}

/// The keys in use, as last read from the database.
pub struct KeyRing {
    ring: RwLock<Ring>,
    pub(super) validation: Validation,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyRing(…)")
    }
}

impl KeyRing {
    pub fn new(identity: &Identity) -> Self {
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_issuer(&[&identity.issuer]);
        validation.set_audience(&[&identity.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Times are checked against the injected clock, in `verify`.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self { ring: RwLock::default(), validation }
    }

    /// Takes over the rows read from the database.
    pub fn load(&self, rows: Vec<KeyRow>, secret: &Secret, now: Moment) -> Result<(), KeyFault> {
        let mut ring = Ring::default();
        for row in rows {
            if row.active_from <= now {
                let der = secret.open(Use::SigningKeys, row.kid.as_bytes(), &row.private_key)?;
                ring.signing = Some((row.kid.clone(), EncodingKey::from_ec_der(&der)));
            }
            let key = DecodingKey::from_ec_components(&row.public_x, &row.public_y)
                .map_err(|_| KeyFault::Unusable)?;
            ring.verifying.push(Verifying { row, key });
        }
        *self.ring.write().unwrap_or_else(std::sync::PoisonError::into_inner) = ring;
        Ok(())
    }

    pub(super) fn signing<T>(&self, work: impl FnOnce(&str, &EncodingKey) -> T) -> Option<T> {
        let ring = self.ring.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        ring.signing.as_ref().map(|(kid, key)| work(kid, key))
    }

    /// Runs `work` with the key of a `kid` that is not retired at `now`.
    pub(super) fn verifying<T>(
        &self,
        kid: &str,
        now: Moment,
        work: impl FnOnce(&DecodingKey) -> T,
    ) -> Option<T> {
        let ring = self.ring.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let found = ring.verifying.iter().find(|v| v.row.kid == kid)?;
        found.row.retired_at.is_none_or(|end| end > now).then(|| work(&found.key))
    }

    /// The public keys as a JWK set (RFC 7517).
    pub fn jwks(&self) -> serde_json::Value {
        let ring = self.ring.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let keys: Vec<serde_json::Value> = ring
            .verifying
            .iter()
            .map(|v| {
                serde_json::json!({
                    "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": v.row.kid,
                    "x": v.row.public_x, "y": v.row.public_y,
                })
            })
            .collect();
        serde_json::json!({ "keys": keys })
    }
}

/// A new key, sealed, active from `active_from` on.
pub fn new_key(secret: &Secret, now: Moment, active_from: Moment) -> Result<KeyRow, KeyFault> {
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &SystemRandom::new())
        .map_err(|_| KeyFault::Unusable)?;
    let pair =
        EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref()).map_err(|_| KeyFault::Unusable)?;
    let point = pair.public_key().as_ref();
    let part =
        |range: std::ops::Range<usize>| point.get(range).map(base64url).ok_or(KeyFault::Unusable);
    let (x, y) = (part(1..33)?, part(33..65)?);
    let kid = thumbprint(&x, &y);
    Ok(KeyRow {
        private_key: secret.seal(Use::SigningKeys, kid.as_bytes(), pkcs8.as_ref())?,
        kid,
        public_x: x,
        public_y: y,
        created_at: now,
        active_from,
        retired_at: None,
    })
}

/// RFC 7638.
fn thumbprint(x: &str, y: &str) -> String {
    let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    base64url(&sha256(&[canonical.as_bytes()]))
}
