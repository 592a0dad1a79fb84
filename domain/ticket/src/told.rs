//! What is told when a ticket is filed: where it is, and whom to call.

use access::Who;
use kernel::{AccountId, BuildingId, ClientId, PremisesId, Uuid};

use crate::Channel;

/// Where on the estate it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    pub premises_id: Option<PremisesId>,
    pub building_id: Option<BuildingId>,
    pub address: Option<String>,
    /// WGS-84 decimal degrees of six places, as text.
    pub latitude: Option<String>,
    pub longitude: Option<String>,
}

/// Whom to call: the contact given, and the caller on whose behalf it was filed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub caller_name: Option<String>,
    pub caller_phone: Option<String>,
    /// Where the call was recorded, by the hotline's own name for it.
    pub recording: Option<String>,
}

/// The filer as the database keeps it.
pub fn filer(kind: &str, id: Uuid) -> Option<Who> {
    match kind {
        "account" => Some(Who::Account(AccountId(id))),
        "client" => Some(Who::Client(ClientId(id))),
        "system" => Some(Who::System),
        _ => None,
    }
}

/// Whether a ticket of this filer is their own finding: no reporter has an account, nobody else was filed for, and it did
/// not come without a name, which somebody concerned leaves out, nor from a meeting, where residents raised it.
pub fn own_finding(
    reporter: Option<AccountId>,
    on_behalf: bool,
    filed_by: Who,
    channel: Channel,
) -> bool {
    reporter.is_none() && !on_behalf && filed_by != Who::System && channel != Channel::Meeting
}
