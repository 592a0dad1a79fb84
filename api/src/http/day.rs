//! Civil dates of a request: exactly `YYYY-MM-DD`, since they are compared as text.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

fn read<E: serde::de::Error>(text: &str) -> Result<NaiveDate, E> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
    day.filter(|day| day.to_string() == text).ok_or_else(|| E::custom("expected YYYY-MM-DD"))
}

pub fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    read(&String::deserialize(from)?)
}

pub fn day_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    Option::<String>::deserialize(from)?.as_deref().map(read).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_compare_as_text() {
        let good = |text: &str| read::<serde::de::value::Error>(text).is_ok();
        assert!(good("2026-02-28") && good("0001-01-01") && good("9999-12-31"));
        for text in ["", "2026-2-28", "2026-02-30", "+2026-02-1", "-026-02-01", "12026-01-01"] {
            assert!(!good(text), "{text}");
        }
    }
}
