//! What text may come in, and how personal data is masked on its way out.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Why a text is refused at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    #[error("control characters are not allowed")]
    Control,
    #[error("bidirectional control characters are not allowed")]
    Bidi,
}

/// Brings a text to NFC; refuses NUL, C0 and C1 controls (newline and tab aside), bidi controls and noncharacters.
///
/// `None` means that the text was already clean as it stands.
pub fn clean(text: &str) -> Result<Option<String>, TextFault> {
    for c in text.chars() {
        match c {
            '\n' | '\t' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => return Err(TextFault::Bidi),
            '\u{FFFE}' | '\u{FFFF}' => return Err(TextFault::Control),
            c if c.is_control() => return Err(TextFault::Control),
            _ => {}
        }
    }
    Ok(if is_nfc(text) { None } else { Some(text.nfc().collect()) })
}

/// A mobile number of the mainland: `1[3-9]` and nine digits.
pub fn is_phone(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes.first() == Some(&b'1')
        && bytes.get(1).is_some_and(|b| (b'3'..=b'9').contains(b))
}

/// `13812345678` becomes `138****5678`; anything shorter than eight characters becomes stars alone.
pub fn mask_phone(phone: &str) -> String {
    let chars: Vec<char> = phone.chars().collect();
    match (chars.get(..3), chars.get(chars.len().saturating_sub(4)..)) {
        (Some(head), Some(tail)) if chars.len() >= 8 => {
            head.iter().chain("****".chars().collect::<Vec<_>>().iter()).chain(tail).collect()
        }
        _ => "****".to_owned(),
    }
}

/// `张建国` becomes `张**`: the family name stays.
pub fn mask_name(name: &str) -> String {
    name.chars().take(1).chain("**".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_controls_and_keeps_lines() {
        assert_eq!(clean("第一行\n\t第二行"), Ok(None));
        assert_eq!(clean("a\u{0}b"), Err(TextFault::Control));
        assert_eq!(clean("a\u{85}b"), Err(TextFault::Control));
        assert_eq!(clean("a\u{202E}b"), Err(TextFault::Bidi));
        assert_eq!(clean("e\u{301}"), Ok(Some("é".to_owned())));
    }

    #[test]
    fn masks_as_the_contract_says() {
        assert_eq!(mask_phone("13812345678"), "138****5678");
        assert_eq!(mask_phone("12345"), "****");
        assert_eq!(mask_name("张建国"), "张**");
        assert!(is_phone("13812345678") && !is_phone("12812345678") && !is_phone("1381234567"));
    }
}
