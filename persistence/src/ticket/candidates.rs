//! What the rules ask of other rows: who may be sent, and who is free to judge.

use ::ticket::{Assignment, Candidate, Target, Ticket};
use access::{Action, Actor, Role, ScopePath, Subject as _};
use kernel::{AccountId, Moment, OrganizationId, Uuid};
use sea_orm::Value;

use super::{
    overseers::{BRANCH, COMMUNITY, overseers},
    row::id,
};
use crate::{
    Conn, StoreError,
    sql::{all, one, places},
};

/// `d` is in force at `$1` and its account can sign in.
pub(crate) const IN_FORCE: &str = "JOIN account a ON a.id = d.account_id AND a.state = 'active' \
    WHERE d.ended_at IS NULL AND d.from_at <= $1 AND (d.until_at IS NULL OR d.until_at > $1)";

/// Who and what a dispatch names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub to: Target,
    pub helpers: Vec<AccountId>,
    /// The note of a dispatch, the reason of a redispatch.
    pub words: Option<String>,
}

/// A dispatch with what the database knows of those it names.
pub async fn assignment(
    db: &impl Conn,
    ticket: &Ticket,
    named: Named,
    now: Moment,
) -> Result<Assignment, StoreError> {
    let mut people = named.helpers.clone();
    let (mut department, mut volunteers) = (false, 0);
    match named.to {
        Target::Pool => volunteers = pool(db, ticket, now).await?,
        Target::Account(id) => people.push(id),
        Target::Organization(id) => department = serves(db, ticket, id).await?,
    }
    let candidates = candidates(db, ticket, &people, now).await?;
    let Named { to, helpers, words } = named;
    Ok(Assignment { to, helpers, words, candidates, department, volunteers, rule: None })
}

/// Those of the accounts who work for the enterprise under contract, or volunteer on the estate; who does
/// both comes as the enterprise's.
async fn candidates(
    db: &impl Conn,
    ticket: &Ticket,
    people: &[AccountId],
    now: Moment,
) -> Result<Vec<Candidate>, StoreError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT d.account_id, d.organization_id FROM duty d {IN_FORCE} \
         AND ((d.role IN ('worker', 'manager') AND d.organization_id = $2) \
         OR (d.role = 'volunteer' AND d.estate_key = $3)) AND d.account_id IN ({})",
        places(4, people.len())
    );
    let mut values: Vec<Value> = vec![
        now.timestamp_millis().into(),
        ticket.facts.enterprise.map(|id| id.0).into(),
        ticket.path.estate.into(),
    ];
    values.extend(people.iter().map(|person| Value::from(person.0)));
    let mut found: Vec<Candidate> = Vec::new();
    for row in all(db, &sql, values).await? {
        let account = AccountId(row.try_get("", "account_id")?);
        let organization = id(&row, "organization_id")?.map(OrganizationId);
        match found.iter_mut().find(|known| known.account == account) {
            Some(known) => known.organization = known.organization.or(organization),
            None => found.push(Candidate { account, organization }),
        }
    }
    Ok(found)
}

/// Volunteers of the estate other than the reporter.
async fn pool(db: &impl Conn, ticket: &Ticket, now: Moment) -> Result<u64, StoreError> {
    let sql = format!(
        "SELECT COUNT(DISTINCT d.account_id) AS volunteers FROM duty d {IN_FORCE} \
         AND d.role = 'volunteer' AND d.estate_key = $2 AND d.account_id <> $3"
    );
    let reporter = ticket.reporter_id.map_or(Uuid::nil(), |id| id.0);
    let values = [now.timestamp_millis().into(), ticket.path.estate.into(), Value::from(reporter)];
    let row = one(db, &sql, values).await?.ok_or(StoreError::Corrupt("duty"))?;
    Ok(u64::try_from(row.try_get::<i64>("", "volunteers")?).unwrap_or(0))
}

/// Whether the organisation is a department whose area holds the ticket's estate.
pub(super) async fn serves(
    db: &impl Conn,
    ticket: &Ticket,
    organization: OrganizationId,
) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM organization WHERE id = $1 AND kind = 'department' \
        AND (district IS NULL OR district = $2) AND (street IS NULL OR street = $3) \
        AND (community IS NULL OR community = $4)";
    let path = ticket.path;
    let values: [Value; 4] =
        [organization.0.into(), path.district.into(), path.street.into(), path.community.into()];
    Ok(one(db, sql, values).await?.is_some())
}

/// Reads what only a street officer's rights depend on: whether anyone below is free to judge a resolved
/// ticket. No query for anyone else.
pub async fn settle(
    db: &impl Conn,
    tickets: &mut [Ticket],
    actor: &Actor,
    now: Moment,
) -> Result<(), StoreError> {
    super::related::supported(db, tickets, actor).await?;
    let mut open: Vec<&mut Ticket> = tickets
        .iter_mut()
        .filter(|ticket| ticket.state == ::ticket::State::Resolved)
        .filter(|_| actor.holds(Role::StreetOfficer))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let paths: Vec<ScopePath> = open.iter().map(|ticket| ticket.path).collect();
    let below = overseers(db, &paths, &[BRANCH, COMMUNITY], now).await?;
    for ticket in &mut open {
        let free = |role| {
            below.iter().any(|judge| {
                judge.duties.iter().any(|duty| duty.role == role && duty.covers(&ticket.path))
                    && !ticket.bars(judge, Action::FollowUp)
            })
        };
        let (branch, community) = (free(Role::BranchSecretary), free(Role::CommunityOfficer));
        ticket.facts.branch_clear = branch;
        ticket.facts.community_clear = community;
    }
    Ok(())
}
