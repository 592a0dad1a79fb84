//! Whether the code that someone presents is theirs: a one-time password, each good once, or a recovery code.

use kernel::{AccountId, Moment};
use persistence::{Conn, Failure, StoreError, Tx, identity::totp_of};
use totp_rs::{Builder, Totp};

use crate::{
    app::App,
    crypto::{CryptoError, Use, random},
};

/// Bytes of a seed: the length of the hash (RFC 4226, section 4).
const SEED: usize = 20;
/// Letters and digits that cannot be mistaken for each other; 32 of them, so that a byte picks one evenly.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
const RECOVERY_CODES: usize = 10;

/// What came of a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::identity) enum Presented {
    NotNeeded,
    Missing,
    Wrong,
    Right,
}

/// Whether signing in asks for a code.
pub(crate) async fn enrolled(db: &impl Conn, account: AccountId) -> Result<bool, StoreError> {
    Ok(totp_of(db, account).await?.is_some_and(|row| row.confirmed_at.is_some()))
}

/// Checks the code where the account has a second factor, and uses it up.
pub(in crate::identity) async fn present(
    tx: &Tx,
    app: &App,
    account: AccountId,
    code: Option<&str>,
    now: Moment,
) -> Result<Presented, Failure> {
    if !enrolled(tx, account).await? {
        return Ok(Presented::NotNeeded);
    }
    let Some(code) = code else { return Ok(Presented::Missing) };
    let right = if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        accepts(tx, app, account, code, now).await?
    } else {
        tx.use_recovery_code(account, hash(app, account, code), now).await?
    };
    Ok(if right { Presented::Right } else { Presented::Wrong })
}

/// Whether the code is that of now, and no code of its time or later was accepted before.
pub(super) async fn accepts(
    tx: &Tx,
    app: &App,
    account: AccountId,
    code: &str,
    now: Moment,
) -> Result<bool, Failure> {
    let Some(row) = totp_of(tx, account).await? else { return Ok(false) };
    let seed = app.secret.open(Use::OneTimePasswords, account.0.as_bytes(), &row.seed);
    let Some(totp) = seed.ok().and_then(totp) else {
        return Err(StoreError::Corrupt("account_totp.seed").into());
    };
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let Some(step) = totp.check(code, seconds) else { return Ok(false) };
    Ok(tx.take_totp_step(account, i64::try_from(step).unwrap_or(i64::MAX)).await?)
}

pub(super) fn totp(seed: Vec<u8>) -> Option<Totp> {
    Builder::new().with_secret(seed).with_skew(1).build().ok()
}

/// A new seed, and the same sealed.
pub(super) fn seed(app: &App, account: AccountId) -> Result<(Vec<u8>, Vec<u8>), CryptoError> {
    let seed = random::<SEED>()?.to_vec();
    let sealed = app.secret.seal(Use::OneTimePasswords, account.0.as_bytes(), &seed)?;
    Ok((seed, sealed))
}

/// Ten codes such as `k3vw-9fzt`, of 40 bits each.
pub(super) fn recovery_codes() -> Result<Vec<String>, CryptoError> {
    (0..RECOVERY_CODES).map(|_| recovery_code()).collect()
}

fn recovery_code() -> Result<String, CryptoError> {
    let mut code = String::with_capacity(9);
    for (at, byte) in random::<8>()?.into_iter().enumerate() {
        if at == 4 {
            code.push('-');
        }
        code.extend(ALPHABET.get(usize::from(byte % 32)).map(|letter| char::from(*letter)));
    }
    Ok(code)
}

/// What is kept of a recovery code, however it was typed.
pub(super) fn hash(app: &App, account: AccountId, code: &str) -> [u8; 32] {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let data = [account.0.as_bytes().as_slice(), plain.as_bytes()].concat();
    app.secret.mac(Use::OneTimePasswords, &data)
}
