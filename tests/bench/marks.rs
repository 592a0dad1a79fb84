//! The marks that are kept from one session to the next, as ratios within one run: machines differ, ratios less so.

use persistence::Engine;

use crate::report;

/// A submit costs at most so many times what it cost at the first milestone.
const MOST_GROWTH: f64 = 1.5;
/// With many tickets a list takes at most so many times what it takes with few.
const MOST_OF_LISTS: f64 = 1.5;
/// Milliseconds within which half of the searches of one sort are answered, with many tickets too: a text that is
/// found often has more to be looked through with more tickets, so that its mark is no ratio.
const MOST_OF_SEARCHES: f64 = 100.0;

/// Submits over HTTP for each one that is nothing but SQL (`raw`), at the first milestone: a release build, 100,000
/// tickets, 32 clients. Of two runs on one machine, one after the other: 967 submits a second by the program of then, 902
/// by that of now, whose raw SQL made 1,483. Where an engine has none, nothing was measured then.
const fn first_submit(engine: Engine) -> Option<f64> {
    match engine {
        Engine::Sqlite => Some(0.65),
        Engine::Postgres => None,
    }
}

/// What was measured, beside its mark.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) text: String,
    pub(crate) holds: bool,
}

/// Of the rates of submits over HTTP and of those in nothing but SQL.
pub(crate) fn submit(engine: Engine, over_http: f64, raw: f64) -> Verdict {
    let share = if raw > 0.0 { over_http / raw } else { 0.0 };
    let told = format!("submit over HTTP to raw SQL ({raw:.0}/s): {share:.3}");
    match first_submit(engine) {
        None => Verdict { text: format!("{told} (no mark)"), holds: true },
        Some(first) => {
            let least = first / MOST_GROWTH;
            let holds = share >= least;
            let word = report::word(holds);
            let text = format!("{told}; {first} at first, at least {least:.3}: {word}");
            Verdict { text, holds }
        }
    }
}

/// Of the medians of a reading with few and with many tickets; 0 where none was answered in time.
pub(crate) fn reading(is_search: bool, [few, many]: [f64; 2]) -> bool {
    let answered = few > 0.0 && many > 0.0;
    answered && if is_search { many <= MOST_OF_SEARCHES } else { many <= MOST_OF_LISTS * few }
}

/// How the marks of readings are told.
pub(crate) fn told() -> String {
    format!("at most {MOST_OF_LISTS} times, searches at most {MOST_OF_SEARCHES} ms with the many")
}

/// Seconds in which a cycle of 3,000 estates is computed with 1,000,000 tickets behind it.
const MOST_OF_COMPUTING: f64 = 30.0;
/// Milliseconds within which half of the explanations of a score, and of the openings of a league table, are answered.
const MOST_OF_SCORES: [(&str, f64); 2] = [("explaining a score", 20.0), ("a league table", 10.0)];

/// What is broken of the marks of a cycle: the seconds of its computing, and the medians of its readings.
pub(crate) fn cycle(seconds: f64, medians: [f64; 2]) -> Vec<String> {
    let mut broken = Vec::new();
    if seconds > MOST_OF_COMPUTING {
        broken.push(format!("computing takes {seconds:.1} s, {MOST_OF_COMPUTING} at most"));
    }
    for ((name, most), median) in MOST_OF_SCORES.into_iter().zip(medians) {
        if median <= 0.0 || median > most {
            broken.push(format!("{name} takes {median:.1} ms, {most} at most"));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submit_is_held_to_its_first_ratio() {
        let at = |over_http: f64| submit(Engine::Sqlite, over_http, 1000.0);
        let first = first_submit(Engine::Sqlite).unwrap();
        assert!(at(first * 1000.0).holds && at(first * 1000.0 / 1.49).holds);
        assert!(!at(first * 1000.0 / 1.51).holds && !submit(Engine::Sqlite, 0.0, 0.0).holds);
        assert!(submit(Engine::Postgres, 1.0, 1000.0).holds, "no mark");
    }

    #[test]
    fn searches_are_held_to_a_time_and_lists_to_a_ratio() {
        assert!(reading(false, [2.0, 3.0]) && !reading(false, [2.0, 3.1]));
        assert!(reading(true, [0.5, 99.0]) && !reading(true, [99.0, 101.0]));
        assert!(!reading(true, [2.0, 0.0]) && !reading(false, [2.0, 0.0]), "none was answered");
    }
}
