//! The master secret, and what is derived from it: one key for each use.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    constant_time, digest, hmac, rand,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// The random source failed, or a sealed value was not made with this secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    #[error("the machine gives no randomness")]
    NoRandomness,
    #[error("sealed with another secret, or damaged")]
    Unsealable,
    #[error("the master secret must be 32 bytes in base64")]
    BadSecret,
}

/// The uses of the master secret; each gets a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    SigningKeys,
    Answers,
    Cursors,
    RefreshTokens,
    ClientSecrets,
    OneTimePasswords,
    WebhookSecrets,
    PhoneCodes,
    /// What accounts have proved to be theirs.
    Proofs,
    Messages,
    Links,
    Imports,
    /// For whoever asks how a ticket stands.
    StatusSecrets,
    /// For the premises that a survey asks.
    SurveyLinks,
}

impl Use {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::SigningKeys => b"lianjian signing keys v1",
            Self::Answers => b"lianjian remembered answers v1",
            Self::Cursors => b"lianjian cursors v1",
            Self::RefreshTokens => b"lianjian refresh tokens v1",
            Self::ClientSecrets => b"lianjian client secrets v1",
            Self::OneTimePasswords => b"lianjian one-time passwords v1",
            Self::WebhookSecrets => b"lianjian webhook secrets v1",
            Self::PhoneCodes => b"lianjian phone codes v1",
            Self::Proofs => b"lianjian proofs v1",
            Self::Messages => b"lianjian messages v1",
            Self::Links => b"lianjian links v1",
            Self::Imports => b"lianjian imports v1",
            Self::StatusSecrets => b"lianjian status secrets v1",
            Self::SurveyLinks => b"lianjian survey links v1",
        }
    }
}

/// 32 bytes from which every other key is derived.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    pub fn generate() -> Result<Self, CryptoError> {
        random().map(Self)
    }

    pub fn from_base64(text: &str) -> Result<Self, CryptoError> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| CryptoError::BadSecret)?;
        bytes.try_into().map(Self).map_err(|_| CryptoError::BadSecret)
    }

    pub fn to_base64(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// HMAC-SHA-256 under the key of a use.
    pub fn mac(&self, purpose: Use, data: &[u8]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose));
        to_array(hmac::sign(&key, data).as_ref())
    }

    /// AES-256-GCM with a random nonce in front; `about` is bound to the value but not stored.
    pub fn seal(&self, purpose: Use, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut body = plain.to_vec();
        self.aead(purpose)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(about),
                &mut body,
            )
            .map_err(|_| CryptoError::Unsealable)?;
        Ok([nonce.as_slice(), &body].concat())
    }

    pub fn open(&self, purpose: Use, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or(CryptoError::Unsealable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| CryptoError::Unsealable)?;
        let mut body = body.to_vec();
        let plain = self
            .aead(purpose)?
            .open_in_place(nonce, Aad::from(about), &mut body)
            .map_err(|_| CryptoError::Unsealable)?;
        Ok(plain.to_vec())
    }

    fn derive(&self, purpose: Use) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        to_array(hmac::sign(&key, purpose.label()).as_ref())
    }

    fn aead(&self, purpose: Use) -> Result<LessSafeKey, CryptoError> {
        UnboundKey::new(&AES_256_GCM, &self.derive(purpose))
            .map(LessSafeKey::new)
            .map_err(|_| CryptoError::Unsealable)
    }
}

/// Makes the provider that the database connections speak TLS with that of the whole process; once is enough.
pub fn speak_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// A digest as it is shown.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    to_array(context.finish().as_ref())
}

pub fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut bytes = [0_u8; N];
    rand::fill(&mut bytes).map_err(|_| CryptoError::NoRandomness)?;
    Ok(bytes)
}

/// A number from 0 to below `limit`, nearly even where the limit is small; `None` where the machine gives no randomness.
pub fn below(limit: u16) -> Option<i64> {
    let bytes = random::<2>().ok()?;
    Some(i64::from(u16::from_le_bytes(bytes).checked_rem(limit)?))
}

/// Compares without telling by time where the difference is.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    constant_time::verify_slices_are_equal(a, b).is_ok()
}

pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn to_array(bytes: &[u8]) -> [u8; 32] {
    let mut array = [0_u8; 32];
    for (to, from) in array.iter_mut().zip(bytes) {
        *to = *from;
    }
    array
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_values_open_only_with_their_use_and_subject() {
        let secret = Secret::generate().unwrap();
        let sealed = secret.seal(Use::Answers, b"a", b"plain").unwrap();
        assert_eq!(secret.open(Use::Answers, b"a", &sealed).unwrap(), b"plain");
        assert!(secret.open(Use::Answers, b"b", &sealed).is_err());
        assert!(secret.open(Use::SigningKeys, b"a", &sealed).is_err());
        assert!(Secret::generate().unwrap().open(Use::Answers, b"a", &sealed).is_err());
    }

    #[test]
    fn a_secret_survives_its_file() {
        let secret = Secret::generate().unwrap();
        assert_eq!(Secret::from_base64(&secret.to_base64()).unwrap().0, secret.0);
        assert!(Secret::from_base64("short").is_err());
    }
}
