//! Papers of the rating: a sheet for spreadsheets, a notice to print, a badge for other people's pages. All are pure.

mod badge;
mod notice;
mod radar;
mod sheet;
mod table;

pub(super) use badge::{Badge, badge};
pub(super) use notice::{Notice, NoticeAspect, STYLE, notice};
pub(super) use sheet::{SHEET, ScoreHead, score_rows};
pub(super) use table::{TABLE, table_names, table_row};

use kernel::{Hundredths, Language};

/// Text as it stands in markup, between tags or in an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            sign if sign.is_control() => safe.push(' '),
            sign => safe.push(sign),
        }
    }
    safe
}

/// At most so many characters, the last of them a sign that some are left out.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Hundredths of points as whole per cent of a maximum, rounded half up; none of nothing.
fn percent(points: Hundredths, maximum: Hundredths) -> Option<i64> {
    (maximum.0 > 0).then(|| (200 * points.0 + maximum.0).div_euclid(2 * maximum.0))
}

/// The stars in words; none where nothing was rated.
fn starred(stars: Option<u8>, language: Language) -> &'static str {
    let zh = ["无星级", "一星级", "二星级", "三星级", "四星级", "五星级"];
    let en = ["no star", "one star", "two stars", "three stars", "four stars", "five stars"];
    let (words, none) = match language {
        Language::Zh => (zh, "未评定"),
        Language::En => (en, "not rated"),
    };
    stars.and_then(|stars| words.get(usize::from(stars)).copied()).unwrap_or(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        for (text, safe) in [
            ("和谐花园", "和谐花园"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"><img onerror='x'>", "&quot;&gt;&lt;img onerror=&#39;x&#39;&gt;"),
            ("a&amp;b", "a&amp;amp;b"),
            ("]]>\u{0}\n", "]]&gt;  "),
        ] {
            assert_eq!(escaped(text), safe);
        }
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(cut("和谐花园", 4), "和谐花园");
        assert_eq!(cut("和谐花园二期", 4), "和谐花…");
    }

    #[test]
    fn shares_are_rounded_half_up() {
        for (points, maximum, share) in
            [(0, 1_400, 0), (1_400, 1_400, 100), (1, 200, 1), (1, 201, 0), (1_249, 1_400, 89)]
        {
            assert_eq!(
                percent(Hundredths(points), Hundredths(maximum)),
                Some(share),
                "{points}/{maximum}"
            );
        }
        assert_eq!(percent(Hundredths(5), Hundredths(0)), None);
    }

    #[test]
    fn stars_have_words() {
        assert_eq!(starred(Some(5), Language::Zh), "五星级");
        assert_eq!(starred(Some(0), Language::En), "no star");
        assert_eq!([starred(None, Language::Zh), starred(Some(9), Language::Zh)], ["未评定"; 2]);
    }
}
