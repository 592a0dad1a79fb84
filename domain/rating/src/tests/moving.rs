//! What moves the stars does, and less of it does not.

use super::*;
use crate::{Input, Instead, Move, MoveKind};

/// The inputs with one thing changed.
pub(super) fn with(inputs: &Inputs, change: &Move<'_>) -> Inputs {
    let mut other = inputs.clone();
    let code = change.code.to_owned();
    match change.instead {
        Instead::Input(input) => drop(other.found.insert(code, input)),
        Instead::Points(points) => drop(other.bonus.insert(code, points)),
        Instead::Findings(count) => drop(other.unchecked.insert(code, count)),
        Instead::Veto(true) => drop(other.vetoes.insert(code)),
        Instead::Veto(false) => drop(other.vetoes.remove(&code)),
    }
    other
}

#[test]
fn the_nearest_change_of_each_thing_is_told() {
    let small = small();
    let drills = Written { limiting: Some(1), ..share("B2", 8, 10) };
    let inputs = found(&small, &[count("A1", 4), tier("A2", 0), share("B1", 99, 100), drills]);
    let score = small.score(&inputs);
    // 7.20 + 20 + 30 + 32
    assert_eq!((score.total, score.stars), (points("89.20"), Some(4)));
    let told: Vec<_> = score
        .moves()
        .iter()
        .map(|one| (one.kind, one.code.to_owned(), one.instead, one.stars))
        .collect();
    let input = |code: &str, input: Input, stars| {
        (MoveKind::Indicator, code.to_owned(), Instead::Input(input), stars)
    };
    let part = |part, whole, limiting| Input::Share { part, whole, limiting };
    assert_eq!(
        told,
        [
            // Two findings fewer: 90.60.
            input("A1", Input::Count(2), 5),
            input("B2", part(9, 10, Some(1)), 5),
            (MoveKind::Bonus, "P1".to_owned(), Instead::Points(points("0.80")), 5),
            (MoveKind::Bonus, "P2".to_owned(), Instead::Points(points("0.80")), 5),
            // At the worst A1 has 4.00, which makes 86.00: four stars still.
            input("A2", Input::Tier(1), 1),
            input("B1", part(97, 100, None), 1),
            input("B2", part(6, 10, Some(1)), 1),
            (MoveKind::Veto, "V1".to_owned(), Instead::Veto(true), 0),
        ]
    );
}

#[test]
fn a_single_veto_is_all_that_stands_in_the_way() {
    let small = small();
    let inputs = Inputs {
        vetoes: ["V1".to_owned()].into(),
        ..found(&small, &[count("A1", 0), tier("A2", 0)])
    };
    let moves = small.score(&inputs);
    let moves = moves.moves();
    assert_eq!(moves.len(), 1);
    assert_eq!((moves[0].instead, moves[0].stars), (Instead::Veto(false), 5));
    assert_eq!(small.score(&with(&inputs, &moves[0])).stars, Some(5));
}
