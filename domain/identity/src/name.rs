//! The name that an account signs in with.

use std::{fmt, str::FromStr};

/// 3 to 32 of `a`–`z`, `0`–`9`, `_` and `-`; capitals are made small.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountName(String);

/// The text is no account name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected 3 to 32 letters, digits, underscores and hyphens")]
pub struct NotAnAccountName;

impl FromStr for AccountName {
    type Err = NotAnAccountName;

    fn from_str(text: &str) -> Result<Self, NotAnAccountName> {
        let name = text.to_ascii_lowercase();
        let plain = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-');
        if (3..=32).contains(&name.len()) && name.bytes().all(plain) {
            Ok(Self(name))
        } else {
            Err(NotAnAccountName)
        }
    }
}

impl AccountName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let long = "a".repeat(32);
        for (text, name) in [
            ("abc", Some("abc")),
            ("Other-Resident_2", Some("other-resident_2")),
            (long.as_str(), Some(long.as_str())),
            ("ab", None),
            ("", None),
            ("a b", None),
            ("张三丰", None),
            ("a@b.c", None),
        ] {
            let read = text.parse::<AccountName>().ok();
            assert_eq!(read.as_ref().map(AccountName::as_str), name, "{text}");
        }
        assert!("a".repeat(33).parse::<AccountName>().is_err());
    }
}
