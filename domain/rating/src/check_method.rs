//! The check of one indicator: its maximum, its method, its figure and its condition.

use kernel::Hundredths;

use crate::{
    Band, Evaluator, Figure, Indicator, Limit, Method,
    SchemeFault::{
        AboveMaximum, FigureNeeded, FigureNotAllowed, FigureOfOtherUnit, FullPointsOutOfReach, Gap,
        NotPositive, NothingThere, OutOfRange, Overlap, SameEvaluator, SystemCannotChoose,
        UnknownFigure,
    },
    Tier, Unit,
    check::Faults,
    figure_named, limiting_named,
};

/// One whole, in hundredths.
const ONE: i64 = 100;

pub(crate) fn indicator(one: &Indicator, at: &str, faults: &mut Faults) {
    faults.add_if(one.maximum.0 <= 0, format!("{at}/maximum"), NotPositive);
    condition(one, at, faults);
    let here = format!("{at}/method");
    let figure = figure(one, &here, faults);
    let unit = figure.map_or(Unit::Ratio, |figure| figure.unit);
    match &one.method {
        Method::Deduction { each, most, .. } => {
            faults.add_if(each.0 <= 0, format!("{here}/each"), NotPositive);
            let most = most.unwrap_or(one.maximum);
            faults.add_if(most.0 <= 0, format!("{here}/most"), NotPositive);
            faults.add_if(most > one.maximum, format!("{here}/most"), AboveMaximum);
            let other = figure.is_some() && unit != Unit::Count;
            faults.add_if(other, format!("{here}/figure"), FigureOfOtherUnit);
        }
        Method::Tiers { tiers } => {
            self::tiers(tiers, one.maximum, &format!("{here}/tiers"), faults)
        }
        Method::Bands { bands, .. } => {
            self::bands(bands, (one.maximum, unit), &format!("{here}/bands"), faults);
        }
        Method::Ratio { limit, .. } => {
            let other = figure.is_some() && unit != Unit::Ratio;
            faults.add_if(other, format!("{here}/figure"), FigureOfOtherUnit);
            if let Some(limit) = limit {
                self::limit(limit, one.evaluator, &format!("{here}/limit"), faults);
            }
        }
    }
}

/// Who scores otherwise is someone else; a figure has no other evaluator.
fn condition(one: &Indicator, at: &str, faults: &mut Faults) {
    let Some(otherwise) = one.when.and_then(|when| when.otherwise) else { return };
    let fits = otherwise != one.evaluator
        && otherwise != Evaluator::System
        && one.evaluator != Evaluator::System;
    faults.add_if(!fits, format!("{at}/when/otherwise"), SameEvaluator);
}

/// The figure that is named, where one may and must be.
fn figure(one: &Indicator, at: &str, faults: &mut Faults) -> Option<&'static Figure> {
    let named = one.method.figure();
    let known = named.and_then(figure_named);
    let by_system = one.evaluator == Evaluator::System;
    let choice = matches!(one.method, Method::Tiers { .. });
    let fault = match named {
        None if by_system && choice => Some(SystemCannotChoose),
        None if by_system => Some(FigureNeeded),
        Some(_) if !by_system => Some(FigureNotAllowed),
        Some(_) if known.is_none() => Some(UnknownFigure),
        _ => None,
    };
    if let Some(fault) = fault {
        let field = if fault == SystemCannotChoose { "kind" } else { "figure" };
        faults.add(format!("{at}/{field}"), fault);
    }
    known
}

/// The best gives full points, and each of the others less than the one before.
fn going_down(
    points: impl Iterator<Item = Hundredths>,
    maximum: Hundredths,
    at: &str,
    faults: &mut Faults,
) {
    let mut before: Option<Hundredths> = None;
    for (number, points) in points.enumerate() {
        let here = format!("{at}/{number}/points");
        faults.add_if(points.0 < 0, here.as_str(), OutOfRange);
        faults.add_if(points > maximum, here.as_str(), AboveMaximum);
        match before {
            None => faults.add_if(points < maximum, here, FullPointsOutOfReach),
            Some(before) => faults.add_if(points >= before, here, Overlap),
        }
        before = Some(points);
    }
    faults.add_if(before.is_none(), at, NothingThere);
}

fn tiers(tiers: &[Tier], maximum: Hundredths, at: &str, faults: &mut Faults) {
    going_down(tiers.iter().map(|tier| tier.points), maximum, at, faults);
}

fn bands(bands: &[Band], (maximum, unit): (Hundredths, Unit), at: &str, faults: &mut Faults) {
    going_down(bands.iter().map(|band| band.points), maximum, at, faults);
    for (number, band) in bands.iter().enumerate() {
        let here = format!("{at}/{number}/from");
        let most = if unit == Unit::Ratio { ONE } else { i64::from(crate::input::MAX_INPUT) * ONE };
        let fits =
            (0..=most).contains(&band.from.0) && (unit == Unit::Ratio || band.from.0 % ONE == 0);
        faults.add_if(!fits, here.as_str(), OutOfRange);
        let before = number.checked_sub(1).and_then(|before| bands.get(before));
        let down = before.is_none_or(|before| band.from < before.from);
        faults.add_if(!down, here, Overlap);
    }
    let open = bands.last().is_some_and(|last| last.from.0 != 0);
    faults.add_if(open, format!("{at}/{}/from", bands.len().saturating_sub(1)), Gap);
}

fn limit(limit: &Limit, evaluator: Evaluator, at: &str, faults: &mut Faults) {
    let here = format!("{at}/figure");
    if evaluator != Evaluator::System {
        faults.add(here, FigureNotAllowed);
    } else if limiting_named(&limit.figure).is_none() {
        faults.add(here, UnknownFigure);
    }
    faults.add_if(limit.below == 0, format!("{at}/below"), NotPositive);
    faults.add_if(!(1..ONE).contains(&limit.share.0), format!("{at}/share"), OutOfRange);
}
