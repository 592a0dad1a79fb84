//! Money (yuan), area (m²) and points as integers of hundredths; decimal strings on the wire.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A quantity in hundredths of its unit, written as a decimal string such as `"89.53"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, utoipa::ToSchema)]
#[schema(value_type = String, pattern = r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$", max_length = 17, example = "89.53")]
pub struct Hundredths(pub i64);

/// The text is no decimal with at most thirteen digits before and two after the point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a decimal string with at most two places, such as \"89.53\"")]
pub struct NotADecimal;

impl FromStr for Hundredths {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(part) || whole.len() > 13 || part.len() > 2 {
            return Err(NotADecimal);
        }
        let whole: i64 = whole.parse().map_err(|_| NotADecimal)?;
        let cents: i64 = format!("{part:0<2}").parse().map_err(|_| NotADecimal)?;
        let value = whole * 100 + cents;
        Ok(Self(if negative { -value } else { value }))
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", value / 100, value % 100)
    }
}

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hundredths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_what_the_contract_shows() {
        for (text, value, back) in [
            ("1234.50", 123_450, "1234.50"),
            ("89.53", 8953, "89.53"),
            ("7", 700, "7.00"),
            ("0.5", 50, "0.50"),
            ("-0.01", -1, "-0.01"),
        ] {
            let read: Hundredths = text.parse().unwrap();
            assert_eq!((read.0, read.to_string().as_str()), (value, back));
        }
    }

    #[test]
    fn refuses_what_is_no_decimal() {
        for text in ["", ".", "1.", ".5", "1.234", "1e3", "+1", "１", "12345678901234", "--1"] {
            assert!(text.parse::<Hundredths>().is_err(), "{text}");
        }
    }
}
