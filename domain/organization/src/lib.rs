//! Organisations: enterprises, their service contracts with estates, and departments.

mod contract;
mod credit_code;
mod organization;

pub use contract::{Contract, ContractState, NewContract};
pub use credit_code::{CreditCode, NotACreditCode};
pub use organization::{NewOrganization, Organization, OrganizationKind};
