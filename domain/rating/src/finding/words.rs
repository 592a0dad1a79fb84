//! The words of findings.

use access::Role;

use crate::Evaluator;

kernel::words! {
    /// Where a finding stands.
    FindingState {
        /// To be put right by its due day.
        Filed = "filed", "待整改", "to be rectified";
        /// The enterprise says that it is put right.
        Rectified = "rectified", "已整改待复核", "rectified, to be verified";
        Verified = "verified", "复核通过", "verified";
        /// Filed in error; it counts for nothing.
        Withdrawn = "withdrawn", "已撤销", "withdrawn";
    }
}

impl Evaluator {
    /// The side on which someone with the duty inspects. Specialists (物管专干) and grid workers inspect for the party
    /// committee of the community: house default.
    pub const fn of_role(role: Role) -> Option<Self> {
        match role {
            Role::PropertyOffice => Some(Self::PropertyOffice),
            Role::CommunitySecretary | Role::Specialist | Role::GridWorker => {
                Some(Self::CommunityParty)
            }
            Role::BranchSecretary => Some(Self::EstateBranch),
            Role::CommitteeMember => Some(Self::OwnersCommittee),
            _ => None,
        }
    }
}
