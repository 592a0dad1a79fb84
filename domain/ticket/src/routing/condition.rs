//! What a rule asks of a ticket: everything that is given has to hold.

use access::{Level, ScopePath};
use kernel::{CategoryId, Moment};
use serde::{Deserialize, Serialize};

use crate::{Channel, Clockwork, Kind, Priority, Ticket};

kernel::words! {
    /// One of the conditions of a rule, in the order in which they are looked at.
    Condition {
        Place = "place", "地点", "the place";
        Category = "category", "类别", "the category";
        Kind = "kind", "性质", "the kind";
        Priority = "priority", "紧急程度", "the priority";
        Channel = "channel", "渠道", "the way in";
        Enterprise = "enterprise", "有无在管物业", "whether an enterprise is under contract";
        Hours = "hours", "工作时间", "working time";
        Words = "words", "描述关键词", "words of the description";
    }
}

kernel::words! {
    /// Inside or outside the working time of the place.
    Hours {
        Working = "working", "工作时间内", "inside working time";
        Outside = "outside", "工作时间外", "outside working time";
    }
}

/// A part of the rule's area, by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    Area { level: Level, key: i32 },
    Estate(i32),
}

impl Spot {
    /// Whether something that stands here lies in it.
    pub fn holds(self, path: &ScopePath) -> bool {
        match self {
            Self::Area { level, key } => path.at(level) == Some(key),
            Self::Estate(key) => path.estate == Some(key),
        }
    }
}

/// The conditions; what is empty or not given holds for every ticket.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conditions {
    pub places: Vec<Spot>,
    /// One that stands above another stands for it, too.
    pub categories: Vec<CategoryId>,
    pub kinds: Vec<Kind>,
    pub priorities: Vec<Priority>,
    pub channels: Vec<Channel>,
    /// Any of them in the description, whatever the case of its letters.
    pub words: Vec<String>,
    pub hours: Option<Hours>,
    /// Whether an enterprise is under contract for the estate.
    pub enterprise: Option<bool>,
}

/// A ticket that has come in, with what is asked about it besides.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    pub ticket: &'a Ticket,
    /// The category above its own.
    pub above: Option<CategoryId>,
    pub at: Moment,
    /// The calendars of the places.
    pub clockwork: &'a Clockwork,
}

impl Conditions {
    /// The first condition that does not hold.
    pub fn failed(&self, new: &Incoming<'_>) -> Option<Condition> {
        Condition::ALL.iter().copied().find(|one| !self.holds(*one, new))
    }

    /// Whether one of the conditions holds.
    pub fn holds(&self, one: Condition, new: &Incoming<'_>) -> bool {
        let ticket = new.ticket;
        match one {
            Condition::Place => any(&self.places, |spot| spot.holds(&ticket.path)),
            Condition::Category => {
                any(&self.categories, |id| *id == ticket.category_id || Some(*id) == new.above)
            }
            Condition::Kind => any(&self.kinds, |kind| *kind == ticket.kind),
            Condition::Priority => any(&self.priorities, |word| *word == ticket.priority),
            Condition::Channel => any(&self.channels, |channel| *channel == ticket.channel),
            Condition::Enterprise => {
                self.enterprise.is_none_or(|asked| asked == ticket.facts.enterprise.is_some())
            }
            Condition::Hours => self.hours.is_none_or(|hours| Some(hours) == new.hours()),
            Condition::Words => {
                let text = if self.words.is_empty() { String::new() } else { new.text() };
                any(&self.words, |word| text.contains(&word.to_lowercase()))
            }
        }
    }
}

impl Incoming<'_> {
    /// None where the place has no calendar.
    fn hours(&self) -> Option<Hours> {
        let placed = self.clockwork.calendar(&self.ticket.path)?;
        let working = placed.calendar.is_working(self.at);
        Some(if working { Hours::Working } else { Hours::Outside })
    }

    fn text(&self) -> String {
        self.ticket.description.to_lowercase()
    }
}

fn any<T>(given: &[T], fits: impl Fn(&T) -> bool) -> bool {
    given.is_empty() || given.iter().any(fits)
}
