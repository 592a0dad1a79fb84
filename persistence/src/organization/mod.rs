//! Rows of organisations and their contracts.

mod contract;
mod register;
#[cfg(test)]
mod tests;

pub use contract::{
    contract_by_id, contract_in_force, contracts_of_estate, contracts_of_organization,
    contracts_to_release, estates_of_organization,
};
pub use register::{OrganizationFilter, organization_by_id, organizations};
