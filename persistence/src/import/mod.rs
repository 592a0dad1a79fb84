//! Imports: a file of tickets on its way in, taken part by part by one server at a time, and what became of each row.

mod names;
mod row;
mod work;

pub use names::{NamedCategory, NamedEstate, categories_named, estates_named};
pub use row::{ImportRow, Outcome, import_by_id, import_rows, imports};
pub use work::{Counts, import_part, import_waiting, open_imports};
