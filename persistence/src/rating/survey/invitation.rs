//! The premises that a survey drew, and whether each answered; never what.

use kernel::{AccountId, PremisesId, SurveyId, SurveyInvitationId, Uuid};
use sea_orm::QueryResult;

use crate::{
    Conn, StoreError,
    place::Query,
    sql::{all, one},
};

/// Premises that were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    pub id: SurveyInvitationId,
    pub survey: SurveyId,
    pub premises: PremisesId,
    pub answered: bool,
}

/// Premises that were drawn, as those find them who go there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    pub premises: PremisesId,
    pub building: Option<String>,
    pub label: String,
    pub linked: bool,
    pub answered: bool,
}

/// What the premises of a survey are narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct InvitationFilter {
    pub answered: Option<bool>,
}

const COLUMNS: &str = "id, survey_id, premises_id, answered";
const INVITED: &str = "SELECT i.premises_id, b.name AS building, p.label, i.link IS NOT NULL AS linked, i.answered \
    FROM survey_invitation i JOIN premises p ON p.id = i.premises_id LEFT JOIN building b ON b.id = p.building_id";

fn read(row: &QueryResult) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        id: SurveyInvitationId(row.try_get("", "id")?),
        survey: SurveyId(row.try_get("", "survey_id")?),
        premises: PremisesId(row.try_get("", "premises_id")?),
        answered: row.try_get("", "answered")?,
    })
}

fn invited(row: &QueryResult) -> Result<Invited, StoreError> {
    Ok(Invited {
        premises: PremisesId(row.try_get("", "premises_id")?),
        building: row.try_get("", "building")?,
        label: row.try_get("", "label")?,
        linked: row.try_get("", "linked")?,
        answered: row.try_get("", "answered")?,
    })
}

/// The premises of a survey; none where they were not drawn.
pub async fn invitation_of(
    db: &impl Conn,
    survey: SurveyId,
    premises: PremisesId,
) -> Result<Option<Invitation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM survey_invitation WHERE survey_id = $1 AND premises_id = $2"
    );
    one(db, &sql, [survey.0.into(), premises.0.into()]).await?.as_ref().map(read).transpose()
}

/// The premises whose link has this hash.
pub async fn invitation_by_link(
    db: &impl Conn,
    hash: [u8; 32],
) -> Result<Option<Invitation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM survey_invitation WHERE link = $1");
    one(db, &sql, [hash.to_vec().into()]).await?.as_ref().map(read).transpose()
}

/// The premises that a survey drew, by their ids downwards, those before `after`.
pub async fn invitations(
    db: &impl Conn,
    survey: SurveyId,
    filter: InvitationFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Invited>, StoreError> {
    let mut query = Query::default();
    query.and("i.survey_id = ?", survey.0);
    query.and_some("i.answered = ?", filter.answered);
    query.and_some("i.premises_id < ?", after);
    let sql = format!("{INVITED} {} ORDER BY i.premises_id DESC LIMIT {limit}", query.filter());
    all(db, &sql, query.values).await?.iter().map(invited).collect()
}

/// Those of them in which an account lives, or which it owns, by an approved residency.
pub async fn own_invitations(
    db: &impl Conn,
    survey: SurveyId,
    account: AccountId,
) -> Result<Vec<Invited>, StoreError> {
    let sql = format!(
        "{INVITED} WHERE i.survey_id = $1 AND i.premises_id IN (SELECT r.premises_id FROM residency r \
         WHERE r.account_id = $2 AND r.state = 'approved') ORDER BY i.premises_id DESC LIMIT 20"
    );
    all(db, &sql, [survey.0.into(), account.0.into()]).await?.iter().map(invited).collect()
}
