//! By which way in a ticket came.

use access::{Role, Who};
use kernel::{Fault, Refusal, Refused};

kernel::words! {
    /// The way in.
    Channel {
        Resident = "resident", "居民端", "the residents' client";
        Hotline = "hotline", "热线电话", "the hotline";
        Grid = "grid", "网格员现场", "a grid worker on site";
        VisitDesk = "visit_desk", "民心接待", "the visit desk";
        /// Raised at a meeting, and filed by who kept its record.
        Meeting = "meeting", "会议议题", "a meeting";
        Import = "import", "批量导入", "a file of tickets";
        /// Without an account, where the category allows it.
        Anonymous = "anonymous", "匿名", "anonymous";
        Partner = "partner", "对接系统", "a partner's system";
    }
}

impl Channel {
    /// What someone files through whose duty is this, the usual way first.
    const fn of(role: Role) -> &'static [Self] {
        match role {
            Role::HotlineOperator => &[Self::Hotline],
            Role::GridWorker => &[Self::Grid, Self::VisitDesk, Self::Meeting],
            Role::CommunityOfficer => &[Self::VisitDesk, Self::Grid, Self::Meeting],
            Role::SystemClient => &[Self::Partner],
            Role::System => &[Self::Anonymous],
            _ => &[Self::Resident],
        }
    }

    /// The way that was told, where it is open to the filer; the usual one where none was.
    pub(crate) fn told(role: Role, who: Who, told: Option<Self>) -> Refused<Self> {
        let open = match who {
            Who::Client(_) => &[Self::Partner],
            Who::Account(_) | Who::System => Self::of(role),
        };
        match told {
            None => Ok(open.first().copied().unwrap_or(Self::Resident)),
            Some(told) if open.contains(&told) => Ok(told),
            Some(_) => Err(Refusal::field("channel", Fault::NotAllowed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Uuid;

    use super::*;

    #[test]
    fn everyone_files_through_their_own_ways() {
        let person = Who::Account(Uuid::from_u128(1).into());
        let client = Who::Client(Uuid::from_u128(2).into());
        for (role, who, usual, others) in [
            (Role::Resident, person, Channel::Resident, vec![]),
            (Role::HotlineOperator, person, Channel::Hotline, vec![]),
            (Role::GridWorker, person, Channel::Grid, vec![Channel::VisitDesk, Channel::Meeting]),
            (
                Role::CommunityOfficer,
                person,
                Channel::VisitDesk,
                vec![Channel::Grid, Channel::Meeting],
            ),
            (Role::SystemClient, client, Channel::Partner, vec![]),
            (Role::Account, client, Channel::Partner, vec![]),
            (Role::System, Who::System, Channel::Anonymous, vec![]),
        ] {
            assert_eq!(Channel::told(role, who, None), Ok(usual));
            for channel in Channel::ALL {
                let open = *channel == usual || others.contains(channel);
                assert_eq!(
                    Channel::told(role, who, Some(*channel)).is_ok(),
                    open,
                    "{role} {channel}"
                );
            }
        }
    }
}
