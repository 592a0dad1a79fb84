//! The meeting at which a matter was raised.

use chrono::NaiveDate;
use kernel::{Fault, FieldError, Refusal, Refused};

use crate::Channel;

kernel::words! {
    /// What was held; the first three are the “three meetings in one” 三会一体 of the community's party organisation.
    MeetingKind {
        WeeklyTalk = "weekly_talk", "周民情恳谈会", "weekly talk";
        MonthlyCoordination = "monthly_coordination", "月问题协调会", "monthly coordination";
        QuarterlyReview = "quarterly_review", "季工作评监会", "quarterly review";
        JointMeeting = "joint_meeting", "联席会议", "joint meeting";
        CouncilHall = "council_hall", "红色议事厅", "council hall";
    }
}

/// The meeting that a ticket comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    pub kind: MeetingKind,
    pub held_on: NaiveDate,
    /// The matter as its agenda or minutes name it.
    pub item: Option<String>,
}

/// A ticket names the meeting where it comes from one, and only there; a meeting that is yet to come raised nothing.
pub(crate) fn check(channel: Channel, meeting: Option<&Meeting>, today: NaiveDate) -> Refused<()> {
    let wrong = match (channel, meeting) {
        (Channel::Meeting, None) => FieldError::body("meeting", Fault::Required),
        (Channel::Meeting, Some(one)) if one.held_on > today => {
            FieldError::body("meeting/held_on", Fault::Range)
        }
        (Channel::Meeting, Some(_)) | (_, None) => return Ok(()),
        (_, Some(_)) => FieldError::body("meeting", Fault::NotAllowed),
    };
    Err(Refusal { errors: vec![wrong], ..Refusal::new(kernel::Code::ValidationFailed) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_names_the_meeting_that_it_comes_from() {
        let on = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let held = |day| Meeting { kind: MeetingKind::WeeklyTalk, held_on: on(day), item: None };
        for (channel, meeting, refused) in [
            (Channel::Meeting, Some(held(1)), None),
            (Channel::Meeting, Some(held(2)), None),
            (Channel::Meeting, Some(held(3)), Some("#/meeting/held_on")),
            (Channel::Meeting, None, Some("#/meeting")),
            (Channel::Grid, Some(held(1)), Some("#/meeting")),
            (Channel::Grid, None, None),
        ] {
            let said = check(channel, meeting.as_ref(), on(2)).err();
            let at = said.map(|refusal| format!("{:?}", refusal.errors));
            match refused {
                None => assert_eq!(at, None, "{channel}"),
                Some(field) => {
                    assert!(at.unwrap().contains(field.trim_start_matches("#/")), "{channel}")
                }
            }
        }
    }
}
