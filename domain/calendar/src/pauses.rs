//! Stretches of time, and those during which a clock stands still (暂停).

use kernel::Moment;

/// From one moment up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Moment,
    pub to: Moment,
}

impl Span {
    /// The part of it in `other`, if any.
    fn within(self, other: Self) -> Option<Self> {
        let both = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (both.from < both.to).then_some(both)
    }
}

/// Pauses in order, none touching another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pauses {
    spans: Vec<Span>,
}

impl FromIterator<Span> for Pauses {
    /// Pauses that end before they begin are none.
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut all: Vec<Span> = spans.into_iter().filter(|span| span.from < span.to).collect();
        all.sort_by_key(|span| span.from);
        let mut spans: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match spans.last_mut() {
                Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
                _ => spans.push(span),
            }
        }
        Self { spans }
    }
}

impl Pauses {
    pub const NONE: Self = Self { spans: Vec::new() };

    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// What is left of an open stretch.
    pub(crate) fn cut(&self, open: Span) -> Vec<Span> {
        let mut left = Vec::new();
        let mut from = open.from;
        let first = self.spans.partition_point(|pause| pause.to <= open.from);
        let over = self.spans.get(first..).unwrap_or_default();
        for pause in over.iter().take_while(|pause| pause.from < open.to) {
            left.extend(Span { from, to: pause.from }.within(open));
            from = from.max(pause.to);
        }
        left.extend(Span { from, to: open.to }.within(open));
        left
    }
}
