//! Text as it is searched: overlapping pairs of characters for Chinese, whole words for the rest.

use unicode_normalization::UnicodeNormalization;

/// The longest word; what follows is cut off, in texts and in questions alike.
const LONGEST: usize = 64;
/// The most phrases of a question.
const PHRASES: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Characters of a script that puts no spaces between words.
    Pair,
    Word,
    Gap,
}

fn sort(c: char) -> Sort {
    match c {
        '\u{3005}'
        | '\u{3007}'
        | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' => Sort::Pair,
        c if c.is_alphanumeric() => Sort::Word,
        _ => Sort::Gap,
    }
}

/// Width and case do not count: NFKC, then lower case.
fn folded(text: &str) -> Vec<char> {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// The words of a text in their order, each one place after the other.
///
/// `电梯3号` gives `电梯 梯 3 号`: in a run of Chinese every character begins a pair, the last one stands alone. So a
/// run is found by the pairs in it, and a single character by what begins with it.
pub fn words(text: &str) -> Vec<String> {
    let text = folded(text);
    text.chunk_by(|a, b| sort(*a) == sort(*b)).flat_map(|run| of_run(run, true)).collect()
}

/// `closed`: the last character of a run stands alone, too.
fn of_run(run: &[char], closed: bool) -> Vec<String> {
    match run.first().map_or(Sort::Gap, |c| sort(*c)) {
        Sort::Gap => Vec::new(),
        Sort::Word => vec![run.iter().take(LONGEST).collect()],
        Sort::Pair => {
            let mut words: Vec<String> = run.windows(2).map(|pair| pair.iter().collect()).collect();
            if closed || words.is_empty() {
                words.extend(run.last().map(char::to_string));
            }
            words
        }
    }
}

/// Words that stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub words: Vec<String>,
    /// The last word may go on.
    pub open: bool,
}

/// What is looked for: every phrase, anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub phrases: Vec<Phrase>,
}

impl Query {
    /// Phrases are parted by spaces and punctuation. `None` where there is nothing to look for, or too much.
    pub fn read(text: &str) -> Option<Self> {
        let text = folded(text);
        let phrases: Vec<Phrase> = text
            .split(|c| sort(*c) == Sort::Gap)
            .filter(|part| !part.is_empty())
            .map(phrase)
            .collect();
        (1..=PHRASES).contains(&phrases.len()).then_some(Self { phrases })
    }
}

fn phrase(part: &[char]) -> Phrase {
    let mut runs = part.chunk_by(|a, b| sort(*a) == sort(*b)).peekable();
    let (mut words, mut open) = (Vec::new(), false);
    while let Some(run) = runs.next() {
        let last = runs.peek().is_none();
        words.extend(of_run(run, !last));
        let whole = run.len() > 1 && run.first().is_some_and(|c| sort(*c) == Sort::Pair);
        open = last && !whole;
    }
    Phrase { words, open }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text is found, by the definition of a phrase.
    fn found(text: &str, asked: &str) -> bool {
        let text = words(text);
        let at = |phrase: &Phrase, from: usize| {
            phrase.words.iter().enumerate().all(|(at, word)| {
                let last = at + 1 == phrase.words.len();
                text.get(from + at).is_some_and(|other| {
                    other == word || (last && phrase.open && other.starts_with(word.as_str()))
                })
            })
        };
        let query = Query::read(asked).unwrap();
        query.phrases.iter().all(|phrase| (0..text.len()).any(|from| at(phrase, from)))
    }

    #[test]
    fn a_run_gives_overlapping_pairs_and_its_end() {
        assert_eq!(words("电梯异响"), ["电梯", "梯异", "异响", "响"]);
        assert_eq!(words("3栋2单元,Lift A1!"), ["3", "栋", "2", "单元", "元", "lift", "a1"]);
        assert_eq!(words("LIFT 3栋"), ["lift", "3", "栋"]);
        assert_eq!(words("，。 !"), Vec::<String>::new());
        assert_eq!(words("𠮷野家"), ["𠮷野", "野家", "家"]);
        assert_eq!(words(&"x".repeat(500)), ["x".repeat(64)]);
    }

    #[test]
    fn every_part_of_a_text_finds_it() {
        let text = "3栋2单元电梯异响,Lift运行时有抖动 1203室。";
        for asked in [
            "电梯",
            "梯",
            "异响",
            "响",
            "3栋",
            "栋",
            "栋2",
            "2单元",
            "单元",
            "元电梯",
            "lift",
            "LIF",
            "LIFT运行",
            "120",
            "1203室",
            "室",
            "３栋",
            "电梯 抖动",
            "响,lift",
            "异响lift",
            "2单元电梯异响",
            "梯异响 室",
        ] {
            assert!(found(text, asked), "{asked}");
        }
        for other in ["电动", "梯电", "203", "栋3", "异响运行", "ift", "电梯 漏水"] {
            assert!(!found(text, other), "{other}");
        }
    }

    #[test]
    fn nothing_and_too_much_are_no_question() {
        for bad in ["", "  ", ",。!", "👍", "a b c d e f g h i"] {
            assert_eq!(Query::read(bad), None, "{bad}");
        }
        let query = Query::read("电梯 \"OR\" 1*").unwrap();
        let words: Vec<String> =
            query.phrases.into_iter().flat_map(|phrase| phrase.words).collect();
        assert_eq!(words, ["电梯", "or", "1"]);
    }
}
