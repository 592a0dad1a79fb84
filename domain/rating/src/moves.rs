//! Which single changes would move the stars: for each finding the nearest one, better and worse.

use kernel::Hundredths;

use crate::{
    BonusItem, Indicator, Input, Method, Score,
    input::MAX_INPUT,
    score::{sum, total},
};

kernel::words! {
    /// What would be otherwise.
    MoveKind {
        Indicator = "indicator", "指标", "an indicator";
        Bonus = "bonus", "加分项", "a bonus item";
        Veto = "veto", "一票否决", "a veto";
        /// Of what nobody inspected as a whole.
        Unchecked = "unchecked", "未检查指标的问题", "findings of what was not inspected";
    }
}

/// What the changed thing would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    Input(Input),
    Points(Hundredths),
    /// So many findings.
    Findings(u32),
    /// Whether the veto is there.
    Veto(bool),
}

/// One change that gives another number of stars, all else as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move<'a> {
    pub kind: MoveKind,
    pub code: &'a str,
    pub instead: Instead,
    pub total: Hundredths,
    pub stars: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Better,
    Worse,
}

impl<'a> Score<'a> {
    /// Every single change that moves the stars, in the order of the scheme; of each thing the smallest.
    pub fn moves(&self) -> Vec<Move<'a>> {
        let Some(now) = self.stars else { return Vec::new() };
        if !self.vetoes.is_empty() {
            return self.without_its_veto().into_iter().collect();
        }
        let mut moves = Vec::new();
        for way in [Way::Better, Way::Worse] {
            moves.extend(self.of_indicators(now, way));
            moves.extend(self.of_bonus(now, way));
            moves.extend(self.of_unchecked(now, way));
        }
        let vetoes = self.scheme.vetoes.iter().filter(|_| now > 0);
        moves.extend(vetoes.map(|veto| Move {
            kind: MoveKind::Veto,
            code: &veto.code,
            instead: Instead::Veto(true),
            total: self.total,
            stars: 0,
        }));
        moves
    }

    /// Where a single veto stands between the score and its stars.
    fn without_its_veto(&self) -> Option<Move<'a>> {
        let stars = self.scheme.stars(self.total);
        let veto = self.scheme.vetoes.iter().find(|veto| self.vetoes.contains(&veto.code))?;
        (self.vetoes.len() == 1 && stars > 0).then(|| Move {
            kind: MoveKind::Veto,
            code: &veto.code,
            instead: Instead::Veto(false),
            total: self.total,
            stars,
        })
    }

    fn of_indicators(&self, now: u8, way: Way) -> Vec<Move<'a>> {
        let mut moves = Vec::new();
        for line in self.lines.iter().filter(|line| line.standing.counts()) {
            let Some(input) = line.input else { continue };
            let others = self.base.minus(&line.effect());
            let after = |steps: u32| {
                let points = line.indicator.scored(line.indicator.stepped(input, way, steps));
                total(&others.plus(&points.times(&line.weight)), self.bonus_counted, self.off())
            };
            let room = line.indicator.room(input, way);
            if let Some((steps, total)) = self.nearest(now, room, after) {
                moves.push(Move {
                    kind: MoveKind::Indicator,
                    code: &line.indicator.code,
                    instead: Instead::Input(line.indicator.stepped(input, way, steps)),
                    total,
                    stars: self.scheme.stars(total),
                });
            }
        }
        moves
    }

    fn of_bonus(&self, now: u8, way: Way) -> Vec<Move<'a>> {
        let mut moves = Vec::new();
        let granted = |item: &BonusItem| {
            let known = self.bonus.iter().find(|(one, _)| one.code == item.code);
            known.map_or(0, |(_, points)| points.0)
        };
        let all: i64 = self.bonus.iter().map(|(_, points)| points.0).sum();
        for item in &self.scheme.bonus.items {
            let own = granted(item);
            let stepped = |steps: u32| match way {
                Way::Better => own + i64::from(steps),
                Way::Worse => own - i64::from(steps),
            };
            let after = |steps: u32| {
                let bonus = Hundredths(all - own + stepped(steps)).min(self.scheme.bonus.cap);
                total(&self.base, bonus, self.off())
            };
            let room = if way == Way::Better { item.maximum.0 - own } else { own };
            if let Some((steps, total)) = self.nearest(now, u32::try_from(room).unwrap_or(0), after)
            {
                moves.push(Move {
                    kind: MoveKind::Bonus,
                    code: &item.code,
                    instead: Instead::Points(Hundredths(stepped(steps))),
                    total,
                    stars: self.scheme.stars(total),
                });
            }
        }
        moves
    }

    fn of_unchecked(&self, now: u8, way: Way) -> Vec<Move<'a>> {
        let mut moves = Vec::new();
        for one in &self.unchecked {
            let others = self.off().0 - one.points.0;
            let stepped = |steps: u32| match way {
                Way::Better => one.count - steps,
                Way::Worse => one.count + steps,
            };
            let after = |steps: u32| {
                let own = one.indicator.taken(stepped(steps)).unwrap_or(Hundredths(0));
                total(&self.base, self.bonus_counted, Hundredths(others + own.0))
            };
            let room = less_or_more(one.count, MAX_INPUT, way == Way::Worse);
            if let Some((steps, total)) = self.nearest(now, room, after) {
                moves.push(Move {
                    kind: MoveKind::Unchecked,
                    code: &one.indicator.code,
                    instead: Instead::Findings(stepped(steps)),
                    total,
                    stars: self.scheme.stars(total),
                });
            }
        }
        moves
    }

    /// What is taken off the total.
    pub fn off(&self) -> Hundredths {
        sum(self.unchecked.iter().map(|one| one.points))
    }

    /// The fewest steps after which the stars are others, with the total then: more steps never lead back.
    fn nearest(
        &self,
        now: u8,
        room: u32,
        after: impl Fn(u32) -> Hundredths,
    ) -> Option<(u32, Hundredths)> {
        let moved =
            |steps: u32| Some(after(steps)).filter(|total| self.scheme.stars(*total) != now);
        let mut most = (room, moved(room)?);
        let mut least = 0;
        while most.0 - least > 1 {
            let middle = least + (most.0 - least) / 2;
            match moved(middle) {
                Some(total) => most = (middle, total),
                None => least = middle,
            }
        }
        Some(most)
    }
}

impl Indicator {
    /// How many steps there are from the input to the best or the worst.
    fn room(&self, input: Input, way: Way) -> u32 {
        let upwards = way == Way::Better;
        match (&self.method, input) {
            (Method::Deduction { .. }, Input::Count(count)) => {
                less_or_more(count, MAX_INPUT, !upwards)
            }
            (_, Input::Count(count)) => less_or_more(count, MAX_INPUT, upwards),
            (Method::Tiers { tiers }, Input::Tier(tier)) => {
                let last = u32::try_from(tiers.len().saturating_sub(1)).unwrap_or(0);
                less_or_more(tier, last, !upwards)
            }
            (_, Input::Share { part, whole, .. }) => less_or_more(part, whole, upwards),
            (_, Input::Tier(_) | Input::NoData) => 0,
        }
    }

    fn stepped(&self, input: Input, way: Way, steps: u32) -> Input {
        let upwards = way == Way::Better;
        let moved = |value: u32, up: bool| if up { value + steps } else { value - steps };
        match input {
            Input::Count(count) => {
                let up = upwards != matches!(self.method, Method::Deduction { .. });
                Input::Count(moved(count, up))
            }
            Input::Tier(tier) => Input::Tier(moved(tier, !upwards)),
            Input::Share { part, whole, limiting } => {
                Input::Share { part: moved(part, upwards), whole, limiting }
            }
            Input::NoData => Input::NoData,
        }
    }
}

fn less_or_more(value: u32, most: u32, up: bool) -> u32 {
    if up { most.saturating_sub(value) } else { value }
}
