//! How strong a password must be.

use kernel::{Fault, Refusal, Refused};

/// Fewest and most characters; the upper bound keeps hashing cheap.
const LENGTH: std::ops::RangeInclusive<usize> = 10..=128;

/// Passwords of the lists of breaches that are long enough to pass the other rules, and those of the place.
const COMMONEST: &[&str] = &[
    "1234567890a",
    "1234567890q",
    "12345678910a",
    "123456789a",
    "123456789q",
    "12345qwert",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "1qazxsw23edc",
    "a123456789",
    "aa12345678",
    "aa123456789",
    "abc1234567",
    "abc123456789",
    "abcd1234567",
    "abcd12345678",
    "admin12345",
    "admin123456",
    "asd1234567",
    "asdf123456",
    "changeme123",
    "hello12345",
    "huawei@123",
    "iloveyou123",
    "iloveyou1314",
    "letmein123",
    "lianjian123",
    "longgang123",
    "p@ssw0rd123",
    "p@ssword123",
    "pass123456",
    "password01",
    "password12",
    "password123",
    "password1234",
    "password@123",
    "q1w2e3r4t5",
    "q1w2e3r4t5y6",
    "qaz123456789",
    "qazwsx1234",
    "qq123456789",
    "qwe1234567",
    "qwer123456",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop1",
    "shenzhen123",
    "welcome123",
    "woaini123456",
    "woaini1314",
    "woaini520520",
    "zxc1234567",
    "zxcvbnm123",
];

/// Whether a password is strong enough for the account: 10 to 128 characters of at least two classes
/// (small letters, capitals, digits, others), not among the commonest, without the account's name.
///
/// # Errors
/// 422 at `field`: `length`, or `weak`.
pub fn check_password(field: &str, password: &str, account_name: &str) -> Refused<()> {
    if !LENGTH.contains(&password.chars().count()) {
        return Err(Refusal::field(field, Fault::Length));
    }
    let lower = password.to_lowercase();
    let named = !account_name.is_empty() && lower.contains(&account_name.to_lowercase());
    if named || classes(password) < 2 || COMMONEST.contains(&lower.as_str()) {
        return Err(Refusal::field(field, Fault::Weak));
    }
    Ok(())
}

fn classes(password: &str) -> usize {
    let tests: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_digit(),
        |c| !c.is_ascii_alphanumeric(),
    ];
    tests.iter().filter(|test| password.chars().any(**test)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strong_and_weak_passwords() {
        for (password, fault) in [
            ("lantern-harbour", None),
            ("Lanternharbour", None),
            ("春风十里扬州路珠帘abc", None),
            ("7 lanterns", None),
            ("short1", Some(Fault::Length)),
            ("lanternharbour", Some(Fault::Weak)),
            ("8264018364", Some(Fault::Weak)),
            ("Password123", Some(Fault::Weak)),
            ("Q1w2e3r4t5", Some(Fault::Weak)),
            ("x-ZhangSan-2026", Some(Fault::Weak)),
        ] {
            let found = check_password("password", password, "zhangsan");
            let found = found.err().map(|refusal| refusal.errors[0].fault);
            assert_eq!(found, fault, "{password}");
        }
        assert!(check_password("password", &"aB".repeat(64), "zhangsan").is_ok());
        assert!(check_password("password", &"aB".repeat(65), "zhangsan").is_err());
    }

    #[test]
    fn the_list_holds_only_what_the_other_rules_let_through() {
        assert!(COMMONEST.is_sorted());
        for password in COMMONEST {
            assert!(LENGTH.contains(&password.len()) && classes(password) >= 2, "{password}");
            assert_eq!(*password, password.to_lowercase());
        }
    }
}
