//! Messages to people: made in the unit of work that they tell of, carried by couriers over channels outside.

mod carrier;
mod courier;
mod mail;
mod outside;
mod parcel;
mod sms;
mod wechat;

pub(crate) use carrier::{Carriers, Letter, Said};
pub use courier::deliver;
pub(crate) use courier::serve;
pub(crate) use outside::{client, heard, reason};
pub(crate) use parcel::code_message;
