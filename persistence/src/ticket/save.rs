//! Saving a change: the row, the contact, the parts, the records beside it and the journal.

use ::ticket::{Change, Ticket};
use sea_orm::{ConnectionTrait as _, DbBackend, Value};

use super::people::put_parties;
use crate::{Conn as _, Entry, StoreError, Tx, batch::Batch, journal::stale, sql::change};

pub(super) const FIXED: &str = "id, district, street, community, grid, estate, premises_id, building_id, \
    address, latitude, longitude, filed_by, filed_by_kind, on_behalf, channel, client_ref, \
    client_body, description, outage_id, meeting, meeting_on, meeting_item";
/// What a step may change, in the order of [`changing`].
pub(super) const CHANGING: [&str; 40] = [
    "state",
    "version",
    "category_id",
    "kind",
    "priority",
    "visibility",
    "raised",
    "pooled",
    "target",
    "target_id",
    "organization_id",
    "dispatched_by",
    "dispatched_by_id",
    "handler_id",
    "resolution",
    "reopened_resolution",
    "rated_resolution",
    "verdict",
    "reopen_count",
    "final",
    "objected",
    "declined_ground",
    "supervision_count",
    "unanswered",
    "resolved_at",
    "rate_until",
    "request_count",
    "question_count",
    "review_at",
    "whistle_count",
    "merged_into",
    "follows",
    "followed_by",
    "part_of",
    "part_count",
    "support_count",
    "reporter_id",
    "due_at",
    "stuck_since",
    "outage_over",
];

impl Tx {
    /// Saves a step. `Stale` where the ticket is no longer at `before_version`.
    pub async fn save_ticket(&self, done: &Change, before_version: i32) -> Result<(), StoreError> {
        self.save_tickets(&[(done, before_version)]).await
    }

    /// Saves a step of each of several tickets: on PostgreSQL what lies beside them together, so that it takes few trips.
    pub async fn save_tickets(&self, all: &[(&Change, i32)]) -> Result<(), StoreError> {
        let together = if self.conn().get_database_backend() == DbBackend::Postgres {
            all.len().max(1)
        } else {
            1
        };
        for part in all.chunks(together) {
            let mut batch = Batch::of(self);
            for (done, before_version) in part {
                self.save_row(done, *before_version).await?;
                self.put_beside(done, &mut batch).await?;
            }
            batch.run(self).await.map_err(stale)?;
        }
        Ok(())
    }

    async fn put_beside(&self, done: &Change, batch: &mut Batch) -> Result<(), StoreError> {
        let ticket = &done.after;
        done.whistles.iter().for_each(|one| super::whistle::put(ticket.id, one, batch));
        self.index_result(done, batch).await?;
        put_parties(ticket, batch);
        enter_all(done, batch)?;
        super::figures::put(done, batch);
        Ok(())
    }

    async fn save_row(&self, done: &Change, before_version: i32) -> Result<(), StoreError> {
        let ticket = &done.after;
        let mut values = changing(ticket);
        values.push(ticket.updated_at.timestamp_millis().into());
        values.extend([ticket.id.0.into(), before_version.into()]);
        let sets: Vec<String> = CHANGING
            .iter()
            .chain(&["updated_at"])
            .enumerate()
            .map(|(at, column)| format!("{column} = ${}", at + 1))
            .collect();
        let sql = format!(
            "UPDATE ticket SET {} WHERE id = ${} AND version = ${}",
            sets.join(", "),
            values.len() - 1,
            values.len()
        );
        change(self, &sql, values).await?;
        for addition in &done.adds {
            self.add_record(done, addition).await?;
        }
        Ok(())
    }
}

pub(super) fn enter_all(done: &Change, batch: &mut Batch) -> Result<(), StoreError> {
    for entry in &done.entries {
        batch.enter(&Entry {
            subject: done.after.id.0,
            number: entry.number,
            action: entry.action,
            who: entry.who,
            role: Some(entry.role),
            duty: entry.duty,
            at: entry.at,
            from: entry.from.map(::ticket::State::as_str),
            to: Some(entry.to.as_str()),
            path: done.after.path,
            before: None,
            detail: entry.detail.clone(),
        })?;
    }
    Ok(())
}

pub(super) fn fixed(ticket: &Ticket) -> Vec<Value> {
    let (path, place) = (ticket.path, &ticket.location);
    vec![
        ticket.id.0.into(),
        path.district.into(),
        path.street.into(),
        path.community.into(),
        path.grid.into(),
        path.estate.into(),
        place.premises_id.map(|id| id.0).into(),
        place.building_id.map(|id| id.0).into(),
        place.address.clone().into(),
        place.latitude.clone().into(),
        place.longitude.clone().into(),
        ticket.filed_by.id().into(),
        ticket.filed_by.kind().into(),
        ticket.on_behalf.into(),
        ticket.channel.as_str().into(),
        ticket.client_ref.clone().into(),
        ticket.client_body.clone().into(),
        ticket.description.clone().into(),
        ticket.outage.as_ref().map(|outage| outage.id.0).into(),
        ticket.meeting.as_ref().map(|meeting| meeting.kind.as_str()).into(),
        ticket.meeting.as_ref().map(|meeting| meeting.held_on.to_string()).into(),
        ticket.meeting.as_ref().and_then(|meeting| meeting.item.clone()).into(),
    ]
}

pub(super) fn changing(ticket: &Ticket) -> Vec<Value> {
    let mut values = progress(ticket);
    let dates = [ticket.course.due_at, ticket.course.stuck_since];
    values.extend(dates.map(|at| Value::from(at.map(|at| at.timestamp_millis()))));
    values.push(ticket.outage.as_ref().is_some_and(|outage| outage.over).into());
    values
}

fn progress(ticket: &Ticket) -> Vec<Value> {
    let course = &ticket.course;
    let mut values = vec![
        ticket.state.as_str().into(),
        ticket.version.into(),
        ticket.category_id.0.into(),
        ticket.kind.as_str().into(),
        ticket.priority.as_str().into(),
        ticket.visibility.as_str().into(),
        course.raised.map(|word| word.as_str()).into(),
        course.pooled.into(),
        course.target.map(|target| target.kind().as_str()).into(),
        course.target.and_then(|target| target.id()).into(),
        course.organization_id.map(|id| id.0).into(),
        course.dispatched_by.map(|unit| unit.kind.as_str()).into(),
        course.dispatched_by.map(|unit| unit.id).into(),
        course.handler_id.map(|id| id.0).into(),
        course.resolution.into(),
        course.reopened_resolution.into(),
        course.rated_resolution.into(),
        course.verdict.into(),
        course.reopen_count.into(),
        course.is_final.into(),
        course.objected.into(),
        course.declined_ground.map(|word| word.as_str()).into(),
        course.supervision_count.into(),
        course.unanswered.into(),
        course.resolved_at.map(|at| at.timestamp_millis()).into(),
        course.rate_until.map(|at| at.timestamp_millis()).into(),
        course.request_count.into(),
        course.question_count.into(),
        course.review_at.map(|at| at.timestamp_millis()).into(),
        course.whistle_count.into(),
    ];
    values.extend(related(ticket));
    values
}

fn related(ticket: &Ticket) -> [Value; 7] {
    let course = &ticket.course;
    [
        course.merged_into.map(|id| id.0).into(),
        course.follows.map(|id| id.0).into(),
        course.followed_by.map(|id| id.0).into(),
        course.part_of.map(|id| id.0).into(),
        course.part_count.into(),
        course.support_count.into(),
        ticket.reporter_id.map(|id| id.0).into(),
    ]
}
