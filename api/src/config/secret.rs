//! The master secret: given, or kept in a file beside the database.

use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use super::{Config, ConfigError, Profile};
use crate::crypto::{CryptoError, Secret};

/// Why there is no usable master secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    #[error("{0}: {1}")]
    Damaged(PathBuf, CryptoError),
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

/// The configured secret, else the file's, else a new one written to the file with mode 0600.
pub fn master_secret(config: &Config) -> Result<Secret, SecretError> {
    if let Some(text) = &config.identity.secret {
        let fault = |error: CryptoError| ConfigError {
            key: "identity.secret".to_owned(),
            fault: error.to_string(),
        };
        return Ok(Secret::from_base64(text).map_err(fault)?);
    }
    if config.profile == Profile::Production {
        let fault =
            "is missing; production needs LIANJIAN_SECRET (32 bytes in base64url)".to_owned();
        return Err(ConfigError { key: "identity.secret".to_owned(), fault }.into());
    }
    let path = beside(&config.database.url).with_extension("secret");
    match fs::read_to_string(&path) {
        Ok(text) => Secret::from_base64(&text).map_err(|error| SecretError::Damaged(path, error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(&path),
        Err(error) => Err(SecretError::File(path, error)),
    }
}

fn create(path: &Path) -> Result<Secret, SecretError> {
    let secret = Secret::generate()?;
    let write = || -> io::Result<()> {
        let mut file =
            fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(secret.to_base64().as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| SecretError::File(path.to_owned(), error))?;
    Ok(secret)
}

/// The database file, beside which other files are kept; for PostgreSQL a name in the working directory.
pub(crate) fn beside(url: &str) -> PathBuf {
    let file = url.strip_prefix("sqlite:").map(|rest| rest.trim_start_matches("//"));
    let file = file.and_then(|rest| rest.split('?').next()).filter(|path| !path.is_empty());
    PathBuf::from(file.unwrap_or("lianjian.db"))
}
