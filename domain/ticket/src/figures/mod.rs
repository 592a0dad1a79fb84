//! Figures (统计): what of a ticket is counted, under which heading, and who may ask.

mod beside;
mod counter;
mod marks;
mod measure;
mod past;
mod sought;
mod tally;

pub(crate) use beside::{Beside, restated};
pub use beside::{Blown, Called};
pub use counter::{Counter, Span, Whole, counters, date_of, month_of};
pub use marks::{Marks, SATISFIED, Said};
pub use measure::{Counts, Measure, Rate, score};
pub use past::{Again, Past, Told};
pub use sought::Sought;
pub(crate) use tally::deltas;
pub use tally::{Counted, Heading, Tally, day_of};
