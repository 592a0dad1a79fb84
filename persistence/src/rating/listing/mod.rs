//! Rows of red and black lists, and of the results that are on them.

mod listable;
mod listings;
mod public;
mod row;
mod save;

pub use listable::{bad_records, listable};
pub use listings::{ListingFilter, listings};
pub use public::{
    PublishedFilter, PublishedListing, PublishedRow, published, published_by_id, published_listings,
};
pub use row::{list_by_id, list_of, listing_by_id, listings_of};
