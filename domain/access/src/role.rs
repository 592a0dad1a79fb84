//! The duties of the house, and where each can be held.

kernel::words! {
    /// A duty: a role held in a scope for a time.
    Role {
        Resident = "resident", "居民", "resident";
        Dispatcher = "dispatcher", "物业调度员", "property dispatcher";
        Worker = "worker", "物业维修员", "property worker";
        Manager = "manager", "物业项目经理", "property manager";
        Volunteer = "volunteer", "党员志愿者", "party volunteer";
        BranchSecretary = "branch_secretary", "小区党支部书记", "branch secretary";
        CommitteeMember = "committee_member", "业主委员会委员", "owners' committee member";
        HotlineOperator = "hotline_operator", "热线话务员", "hotline operator";
        GridWorker = "grid_worker", "网格员", "grid worker";
        CommunityOfficer = "community_officer", "社区工作者", "community officer";
        CommunitySecretary = "community_secretary", "社区党委书记", "community secretary";
        Specialist = "specialist", "党建物管专干", "party-and-property specialist";
        DepartmentOfficer = "department_officer", "职能部门经办人", "department officer";
        CommunityPolice = "community_police", "社区民警", "community police";
        PropertyOffice = "property_office", "街道物业办", "property office of the street";
        StreetOfficer = "street_officer", "街道经办人", "street officer";
        DistrictOfficer = "district_officer", "区级经办人", "district officer";
        Administrator = "administrator", "系统管理员", "administrator";
        Auditor = "auditor", "审计员", "auditor";
        SystemClient = "system_client", "对接系统", "system client";
        /// Everyone who is signed in; never granted.
        Account = "account", "已登录账户", "signed-in account";
        /// The system's own jobs; never granted.
        System = "system", "系统", "the system";
    }
}

/// The kind of scope a duty is held in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReachKind {
    Area(&'static [crate::Level]),
    Estate,
    Organization,
    /// Not granted by people.
    Never,
}

impl Role {
    /// Where the duty can be held; `Never` for those that come with an account, a client or the system.
    pub const fn reach(self) -> ReachKind {
        use crate::Level::{Community, District, Grid, Street};
        match self {
            Self::Volunteer | Self::BranchSecretary | Self::CommitteeMember => ReachKind::Estate,
            Self::Dispatcher
            | Self::Worker
            | Self::Manager
            | Self::DepartmentOfficer
            | Self::CommunityPolice => ReachKind::Organization,
            Self::GridWorker => ReachKind::Area(&[Grid, Community]),
            Self::CommunityOfficer | Self::CommunitySecretary | Self::Specialist => {
                ReachKind::Area(&[Community])
            }
            Self::StreetOfficer | Self::PropertyOffice => ReachKind::Area(&[Street]),
            Self::DistrictOfficer => ReachKind::Area(&[District]),
            Self::HotlineOperator | Self::Administrator | Self::Auditor => {
                ReachKind::Area(&[District, Street, Community])
            }
            Self::Resident | Self::SystemClient | Self::Account | Self::System => ReachKind::Never,
        }
    }

    /// The duties that the property enterprise's people hold.
    pub const fn of_enterprise(self) -> bool {
        matches!(self, Self::Dispatcher | Self::Worker | Self::Manager)
    }
}
