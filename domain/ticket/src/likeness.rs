//! How alike two descriptions are: overlapping pairs of characters, since Chinese has no spaces.

use std::collections::BTreeSet;

/// Hundredths, from 0 (nothing in common) to 100 (the same pairs): twice the pairs that both have, of all pairs.
/// Only letters and digits of any script count.
pub fn likeness(one: &str, other: &str) -> u32 {
    let (one, other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    if all == 0 {
        return 0;
    }
    let shared = one.intersection(&other).count();
    u32::try_from(shared * 200 / all).unwrap_or(100)
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> =
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    letters.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_is_what_shares_pairs() {
        assert_eq!(likeness("三号楼电梯停运", "三号楼,电梯停运!"), 100);
        assert_eq!(likeness("三号楼电梯停运", "广场舞噪音扰民"), 0);
        assert_eq!(likeness("", "?"), 0);
        assert_eq!(likeness("电", "电"), 0, "one character is no pair");
        assert!(likeness("三号楼电梯停运两天了", "三号楼的电梯又停运了") >= 40);
        assert_eq!(likeness("Lift OUT", "lift out"), 100);
    }
}
