//! The 12-digit statistical code of an area 统计用区划代码.

use std::{fmt, str::FromStr};

use access::Level;

/// Two digits each for province, city and district, three each for street and community.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AreaCode(String);

/// The text is no code of a district, street or community.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected the twelve digits of a district, street or community, such as 440307017001")]
pub struct NotAnAreaCode;

impl FromStr for AreaCode {
    type Err = NotAnAreaCode;

    fn from_str(text: &str) -> Result<Self, NotAnAreaCode> {
        let digits = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        let code = Self(text.to_owned());
        let named = digits
            && code.part(0, 2) != "00"
            && code.part(2, 6) != "0000"
            && (code.part(6, 9) != "000" || code.part(9, 12) == "000");
        if named { Ok(code) } else { Err(NotAnAreaCode) }
    }
}

impl AreaCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level that the trailing zeros say. Grids have no such code.
    pub fn level(&self) -> Level {
        if self.part(6, 12) == "000000" {
            Level::District
        } else if self.part(9, 12) == "000" {
            Level::Street
        } else {
            Level::Community
        }
    }

    /// Whether the other code stands one level below this one and begins with its digits.
    pub fn is_parent_of(&self, child: &Self) -> bool {
        match (self.level(), child.level()) {
            (Level::District, Level::Street) => self.part(0, 6) == child.part(0, 6),
            (Level::Street, Level::Community) => self.part(0, 9) == child.part(0, 9),
            _ => false,
        }
    }

    fn part(&self, from: usize, to: usize) -> &str {
        self.0.get(from..to).unwrap_or_default()
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> AreaCode {
        text.parse().unwrap()
    }

    #[test]
    fn the_zeros_say_the_level() {
        for (text, level) in [
            ("440307000000", Level::District),
            ("441900000000", Level::District),
            ("440307017000", Level::Street),
            ("441900003000", Level::Street),
            ("440307017001", Level::Community),
        ] {
            assert_eq!(code(text).level(), level, "{text}");
        }
    }

    #[test]
    fn what_names_no_area_is_refused() {
        for text in [
            "",
            "440307",
            "4403070170010",
            "44030701700x",
            "440000000000",
            "000307017001",
            "440307000001",
            "４４０３０７０１７００１",
            "+40307017001",
        ] {
            assert!(text.parse::<AreaCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_child_begins_with_its_parent() {
        for (parent, child, fits) in [
            ("440307000000", "440307017000", true),
            ("440307017000", "440307017001", true),
            ("440307000000", "440306017000", false),
            ("440307013000", "440307017001", false),
            ("440307000000", "440307017001", false),
            ("440307017000", "440307017000", false),
        ] {
            assert_eq!(code(parent).is_parent_of(&code(child)), fits, "{parent} {child}");
        }
    }
}
