//! WGS-84 degrees as decimals of at most six places.

use kernel::{Fault, Refusal};
use persistence::ticket::Bounds;
use validator::ValidationError;

pub(crate) fn check_latitude(text: &str) -> Result<(), ValidationError> {
    degrees(text, 90)
}

pub(crate) fn check_longitude(text: &str) -> Result<(), ValidationError> {
    degrees(text, 180)
}

/// A decimal with at most six places, within `most` degrees.
fn degrees(text: &str, most: u32) -> Result<(), ValidationError> {
    millionths(text)
        .filter(|value| value.unsigned_abs() <= u64::from(most) * 1_000_000)
        .map(|_| ())
        .ok_or_else(|| ValidationError::new("format"))
}

fn millionths(text: &str) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |s: &str, most: usize| {
        (1..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
    };
    if !plain(whole, 3) || !plain(part, 6) {
        return None;
    }
    let value =
        whole.parse::<i64>().ok()? * 1_000_000 + format!("{part:0<6}").parse::<i64>().ok()?;
    Some(if negative { -value } else { value })
}

/// Six places, as the contract shows coordinates.
pub(crate) fn six_places(text: &str) -> Option<String> {
    let value = millionths(text)?;
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    Some(format!("{sign}{}.{:06}", value / 1_000_000, value % 1_000_000))
}

/// West, south, east, north.
pub(super) fn bounds(text: &str) -> Result<Bounds, Refusal> {
    let parts: Vec<&str> = text.split(',').collect();
    let [west, south, east, north] = parts.as_slice() else {
        return Err(Refusal::malformed("bbox", Fault::Format));
    };
    let read = |text: &str, most: u32| {
        millionths(text)
            .filter(|value| value.unsigned_abs() <= u64::from(most) * 1_000_000)
            .ok_or_else(|| Refusal::malformed("bbox", Fault::Range))
    };
    let (left, right) = (read(west, 180)?, read(east, 180)?);
    let (low, high) = (read(south, 90)?, read(north, 90)?);
    if left > right || low > high {
        return Err(Refusal::malformed("bbox", Fault::Order));
    }
    let [west, south, east, north] = [west, south, east, north].map(|text| (*text).to_owned());
    Ok(Bounds { west, south, east, north })
}
