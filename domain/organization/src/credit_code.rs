//! The unified social credit code 统一社会信用代码 of GB 32100-2015.

use std::{fmt, str::FromStr};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of three modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Eighteen characters whose check character fits; small letters are taken as capitals.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode(String);

/// The text is no unified social credit code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected the eighteen characters of a unified social credit code with a fitting last one")]
pub struct NotACreditCode;

impl FromStr for CreditCode {
    type Err = NotACreditCode;

    fn from_str(text: &str) -> Result<Self, NotACreditCode> {
        let code = text.to_ascii_uppercase();
        let (body, last) = code.split_at_checked(17).ok_or(NotACreditCode)?;
        let region = body.get(2..8).is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit()));
        let check = check(body).ok_or(NotACreditCode)?;
        if region && last.as_bytes() == [check] { Ok(Self(code)) } else { Err(NotACreditCode) }
    }
}

/// 31 less the weighted sum modulo 31, where 31 itself counts as 0.
fn check(body: &str) -> Option<u8> {
    let mut sum = 0;
    for (byte, weight) in body.bytes().zip(WEIGHTS) {
        sum += ALPHABET.iter().position(|c| *c == byte)? * weight;
    }
    ALPHABET.get((31 - sum % 31) % 31).copied()
}

impl CreditCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_fit() {
        for code in
            ["91350100M000100Y43", "91440307MA5TXT01X0", "91440307MA5TXT0280", "91440307MA5TXT036T"]
        {
            assert_eq!(code.parse::<CreditCode>().unwrap().as_str(), code);
        }
        let small: CreditCode = "91440307ma5txt036t".parse().unwrap();
        assert_eq!(small.as_str(), "91440307MA5TXT036T");
    }

    #[test]
    fn a_sum_of_nought_modulo_31_has_the_check_character_0() {
        assert!("91440307MA5G000100".parse::<CreditCode>().is_ok());
    }

    #[test]
    fn codes_that_do_not_fit() {
        for code in [
            "",
            "91350100M000100Y4A",
            "91350100M000100Y4",
            "91350100M000100Y433",
            "91350100I000100Y43",
            "9135O100M000100Y43",
            "91A50100M000100Y43",
            " 91350100M000100Y4",
            "统一社会信用代码",
        ] {
            assert!(code.parse::<CreditCode>().is_err(), "{code}");
        }
    }

    #[test]
    fn every_wrong_character_shows() {
        let right = "91440307MA5TXT036T";
        for at in 0..18 {
            for other in ALPHABET {
                let mut wrong = right.as_bytes().to_vec();
                wrong[at] = *other;
                let wrong = String::from_utf8(wrong).unwrap();
                assert_eq!(wrong.parse::<CreditCode>().is_ok(), wrong == right, "{wrong}");
            }
        }
    }
}
