//! The star badge of an estate as SVG.

use kernel::{Hundredths, Language};

use super::{cut, escaped, starred};

/// Characters of the estate's name.
const NAME: usize = 16;
/// Beside each part, in units of the picture.
const PAD: u32 = 8;
const STAR: u32 = 15;

/// What a badge shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rating) struct Badge {
    pub(in crate::rating) estate: String,
    pub(in crate::rating) cycle: String,
    pub(in crate::rating) stars: Option<u8>,
    pub(in crate::rating) total: Hundredths,
    /// Whether its cycle is still open to objections.
    pub(in crate::rating) disclosed: bool,
}

/// The width of a text of 12 units in the fonts that pages have: a sign of Chinese is square, others are narrower.
fn width(text: &str) -> u32 {
    text.chars().map(|sign| if sign < '\u{2e80}' { 7 } else { 12 }).sum()
}

fn star(x: u32, full: bool) -> String {
    let fill = if full { "#ffd34d" } else { "none" };
    format!(
        "<path transform=\"translate({x} 4)\" fill=\"{fill}\" stroke=\"#ffd34d\" \
         d=\"M6 .5 7.6 4.3 11.7 4.6 8.6 7.3 9.5 11.3 6 9.1 2.5 11.3 3.4 7.3 .3 4.6 4.4 4.3Z\"/>"
    )
}

fn text(x: u32, words: &str) -> String {
    format!("<text x=\"{x}\" y=\"14\">{}</text>", escaped(words))
}

/// The badge: the name, five stars, the total, and whether it is still open to objections.
pub(in crate::rating) fn badge(one: &Badge) -> String {
    let name = cut(&one.estate, NAME);
    let words = starred(one.stars, Language::Zh);
    let shown = one.stars.map_or(words.to_owned(), |_| one.total.to_string());
    let flag = if one.disclosed { "公示中" } else { "" };
    let left = width(&name) + 2 * PAD;
    let stars = left + PAD;
    let after = stars + if one.stars.is_some() { 5 * STAR + PAD / 2 } else { 0 };
    let right = after + width(&shown) + PAD;
    let whole = if one.disclosed { right + width(flag) + 2 * PAD } else { right };
    let full = one.stars.map(u32::from);
    let drawn: String = (0..5)
        .filter_map(|number| full.map(|reached| star(stars + number * STAR, number < reached)))
        .collect();
    let title = escaped(&format!(
        "{}:{},{words}{}",
        one.estate,
        one.cycle,
        if flag.is_empty() { "" } else { "(公示中)" }
    ));
    let aside = whole - right;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"20\" role=\"img\" aria-label=\"{title}\">\
         <title>{title}</title><path fill=\"#3c4043\" d=\"M0 0h{left}v20h-{left}z\"/>\
         <path fill=\"#b3261e\" d=\"M{left} 0h{0}v20h-{0}z\"/>\
         <path fill=\"#8a5a00\" d=\"M{right} 0h{aside}v20h-{aside}z\"/><g fill=\"#fff\" font-size=\"12\" font-family=\"sans-serif\">{1}{2}{3}</g>{drawn}</svg>",
        right - left,
        text(PAD, &name),
        text(after, &shown),
        text(right + PAD, flag),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(estate: &str, stars: Option<u8>, disclosed: bool) -> Badge {
        Badge {
            estate: estate.to_owned(),
            cycle: "2026年第一季度".to_owned(),
            stars,
            total: Hundredths(9_135),
            disclosed,
        }
    }

    #[test]
    fn a_badge_is_as_wide_as_what_it_shows() {
        for (badge_of, wide) in [
            (one("和谐花园", Some(5), false), 64 + 8 + 79 + 35 + 8),
            (one("和谐花园", Some(5), true), 64 + 8 + 79 + 35 + 8 + 52),
            (one("AB", Some(0), false), 30 + 8 + 79 + 35 + 8),
            (one("AB", None, false), 30 + 8 + 36 + 8),
            (one(&"长".repeat(100), None, false), 15 * 12 + 7 + 16 + 8 + 36 + 8),
        ] {
            let drawn = badge(&badge_of);
            assert!(drawn.contains(&format!("width=\"{wide}\" height=\"20\"")), "{wide}: {drawn}");
        }
    }

    #[test]
    fn stars_are_full_as_far_as_they_were_reached() {
        for stars in 0..=5 {
            let drawn = badge(&one("和谐花园", Some(stars), false));
            assert_eq!(drawn.matches("fill=\"#ffd34d\"").count(), usize::from(stars));
            assert_eq!(drawn.matches("fill=\"none\"").count(), 5 - usize::from(stars));
        }
        let none = badge(&one("和谐花园", None, false));
        assert!(!none.contains("#ffd34d") && none.contains(">未评定<") && !none.contains("91.35"));
    }

    #[test]
    fn what_is_not_final_says_so() {
        assert!(badge(&one("和谐花园", Some(4), true)).contains(">公示中<"));
        assert!(!badge(&one("和谐花园", Some(4), false)).contains("公示中"));
    }

    #[test]
    fn a_name_is_text() {
        let drawn = badge(&one("<script>\"&'", Some(1), false));
        assert!(!drawn.contains("<script"), "{drawn}");
        assert!(
            drawn.contains("aria-label=\"&lt;script&gt;&quot;&amp;&#39;:2026年第一季度,一星级\"")
        );
    }
}
