//! Calendars: what a deadline would be, and years that two people put in force.

mod areas;
mod preview;
mod years;
