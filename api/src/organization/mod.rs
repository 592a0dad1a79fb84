//! Organisations over HTTP: property enterprises, their service contracts, and departments.

mod contract;
mod department;
mod enterprise;
mod found;
mod list;
mod view;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    enterprise::operations(config);
    contract::operations(config);
    department::operations(config);
}
