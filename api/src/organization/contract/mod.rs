//! Service contracts 物业服务合同.

mod create;
mod end;
mod view;

pub(super) use view::{ContractView, views};

use access::Action;
use place::{At, Estate};

use crate::routes::Registry;

pub(super) fn operations(config: &mut impl Registry) {
    config.service(create::create).service(end::end);
}

/// The fields of the request by their names in the domain.
const NAMES: &[(&str, &str)] = &[
    ("organization_id", "enterprise_id"),
    ("from_date", "from"),
    ("to_date", "to"),
    ("ended_on", "on"),
];

/// What the policy decides on: whoever may read enterprises knows of their contracts.
fn subject(estate: &Estate) -> At {
    At::hidden(estate.path, Action::EnterpriseRead)
}
