//! The automatic figures: what each counts, and periods.

use crate::*;

fn share(part: u32, whole: u32) -> Share {
    Share { part, whole }
}

#[test]
fn each_definition_is_of_a_figure_that_is_measured() {
    let measured = Measured::default();
    for figure in FIGURES.iter().chain(LIMITING) {
        let definition = definition_of(figure.name);
        let found = measured.figure(figure.name);
        let reported = figure.origin == Origin::Reported;
        assert_eq!(definition.is_some(), found.is_some(), "{}", figure.name);
        assert_eq!(figure.origin.is_built(), definition.is_some() || reported, "{}", figure.name);
        let Some(definition) = definition else { continue };
        assert_eq!(definition.whole.is_some(), figure.unit == Unit::Ratio, "{}", figure.name);
        assert_eq!(matches!(found, Some(Input::Share { .. })), figure.unit == Unit::Ratio);
    }
    assert!(DEFINITIONS.iter().all(|one| figure_named(one.figure).is_some()));
}

#[test]
fn a_ticket_is_in_each_rate_that_it_belongs_to() {
    let mut sums = TicketSums::default();
    let finished = Fate {
        handled: true,
        accepted: true,
        finished: true,
        solved: true,
        satisfied: true,
        kept: 1,
        ..Fate::default()
    };
    sums.add(&finished, 3);
    sums.add(&Fate { found: true, ..finished }, 1);
    sums.add(&Fate { handled: true, reply: Some(false), ..Fate::default() }, 2);
    sums.add(&Fate { repair: true, missed: 1, followed_up: true, ..finished }, 1);
    sums.add(&Fate { handled: false, ..finished }, 5);
    assert_eq!(sums.response, share(5, 7));
    assert_eq!(sums.resolution, share(5, 5));
    assert_eq!(sums.satisfaction, share(4, 4));
    assert_eq!(sums.callback, share(1, 5));
    assert_eq!(sums.reply, share(0, 2));
    assert_eq!(sums.completion, share(10, 11), "clocks count whatever became of the ticket");
    assert_eq!(sums.repair, share(1, 2));
    let mut joined = TicketSums::default();
    joined.join(&sums);
    joined.join(&sums);
    assert_eq!((joined.response, joined.repair), (share(10, 14), share(2, 4)));
}

#[test]
fn periods_are_whole_quarters_and_years() {
    for (text, first, last) in [
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2028", "2028-01-01", "2028-12-31"),
    ] {
        let period: Period = text.parse().unwrap();
        assert_eq!([period.first.to_string(), period.last.to_string()], [first, last]);
        assert_eq!(period.to_string(), text);
    }
    let quarter: Period = "2026-Q1".parse().unwrap();
    assert_eq!(quarter.begins().to_rfc3339(), "2025-12-31T16:00:00+00:00");
    assert_eq!(quarter.ends().to_rfc3339(), "2026-03-31T16:00:00+00:00");
    for text in ["", "2026-Q5", "2026-Q", "2026Q1", "26", "1999", "2200", "+202", "2026-Q11"] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
}
