//! What the demo's tickets say: the shape of a text, and the list of all of them.

use super::{texts_order, texts_repair, texts_service, texts_space};

/// Which estates a group of texts makes sense in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    Anywhere,
    /// Where there are lifts, and with them garages and open ground floors.
    Lifts,
    /// Where an enterprise is under contract.
    Served,
}

/// Who would usually deal with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Property,
    Pool,
    /// An index into the departments; where the community officer may not send it, the enterprise asks there.
    Department(usize),
}

/// A description with the answer that fits it.
///
/// `{b}` stands for a building, `{u}` for a dwelling, `{f}` for a floor, `{n}` for a small number and `{h}` for
/// an hour of the late evening.
pub(crate) struct Case {
    pub(crate) kind: &'static str,
    pub(crate) priority: &'static str,
    pub(crate) visibility: &'static str,
    pub(crate) words: &'static str,
    pub(crate) result: &'static str,
}

/// The texts of one category.
pub(crate) struct Group {
    pub(crate) category: &'static str,
    pub(crate) setting: Setting,
    pub(crate) route: Route,
    pub(crate) cases: &'static [Case],
}

impl Group {
    pub(crate) const fn new(
        category: &'static str,
        setting: Setting,
        route: Route,
        cases: &'static [Case],
    ) -> Self {
        Self { category, setting, route, cases }
    }
}

impl Case {
    /// Whether someone on their round could have written it: nothing of one's own, and not a question.
    pub(crate) fn found_on_a_round(&self) -> bool {
        self.visibility == "public"
            && !self.words.contains(['我', '咱', '?'])
            && !self.words.contains(['？', '您', '请'])
            && matches!(self.kind, "repair" | "report")
    }

    /// Whether the usual limit lies below the ceiling of the province, so that more time can be granted.
    pub(crate) fn can_take_longer(&self) -> bool {
        matches!(self.kind, "repair" | "help" | "complaint")
    }
}

pub(crate) const fn case(
    kind: &'static str,
    priority: &'static str,
    visibility: &'static str,
    words: &'static str,
    result: &'static str,
) -> Case {
    Case { kind, priority, visibility, words, result }
}

/// Every group of texts.
pub(crate) fn groups() -> impl Iterator<Item = &'static Group> {
    [texts_repair::GROUPS, texts_space::GROUPS, texts_order::GROUPS, texts_service::GROUPS]
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{super::categories::CATEGORIES, *};

    #[test]
    fn every_leaf_has_texts_and_none_is_said_twice() {
        let leaves = CATEGORIES.iter().filter(|category| category.parent.is_some());
        let spoken: HashSet<_> = groups().map(|group| group.category).collect();
        assert_eq!(leaves.map(|leaf| leaf.code).collect::<HashSet<_>>(), spoken);
        let words: Vec<_> = groups().flat_map(|g| g.cases).map(|case| case.words).collect();
        assert!(words.len() >= 70, "{}", words.len());
        assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len());
    }

    #[test]
    fn the_words_are_those_of_the_contract() {
        for case in groups().flat_map(|group| group.cases) {
            assert!(
                ["consultation", "help", "complaint", "report", "suggestion", "repair"]
                    .contains(&case.kind)
            );
            assert!(["emergency", "urgent", "normal"].contains(&case.priority));
            assert!(["public", "private"].contains(&case.visibility));
            assert!(case.words.contains('{'), "{}", case.words);
            assert!(!case.result.contains(['{', '}']), "{}", case.result);
        }
    }
}
