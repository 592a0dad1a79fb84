//! `fileFinding`: who scores an indicator on an estate, or inspects for them, files what they found.

use access::{Action, ScopePath, authorize};
use actix_web::post;
use chrono::{DateTime, FixedOffset, NaiveDate};
use kernel::{EstateId, Fault, Refusal};
use persistence::{
    Conn, Failure, Tx,
    organization::contract_in_force,
    place::estate_by_id,
    rating::{in_force, scheme_by_id},
};
use rating::{
    Evidence, EvidenceLink,
    finding::{Filing, Finding, FindingDesk, FindingItem, of_scheme},
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{FindingView, answer};
use crate::{
    ctx::{By, Ctx},
    http::{Answer, Body, Problem, day_or_none},
    place::ensure_duty,
    ticket::{check_latitude, check_longitude, six_places},
};

/// A new finding.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "indicator": "D4", "units": 2, "place": "3栋地下车库",
    "latitude": "22.720968", "longitude": "114.246899", "found_at": "2026-03-02T09:30:00+08:00",
    "note": "两处照明灯具不亮", "evidence": "现场照片两张,见检查记录第17号",
    "links": [{"name": "现场照片", "url": "https://files.example.org/2026/0302/1.jpg"}], "due_on": "2026-03-11"
}))]
pub(crate) struct NewFinding {
    pub(crate) estate_id: EstateId,
    /// The code of an indicator of the scheme in force in the district from which findings take points off.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    pub(crate) indicator: String,
    /// How many of what the indicator counts were found there.
    #[schema(minimum = 1, maximum = 100)]
    pub(crate) units: u32,
    /// Where on the estate.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) place: String,
    /// WGS-84 degrees with at most six places; both or none.
    #[serde(default)]
    #[validate(custom(function = check_latitude))]
    #[schema(max_length = 11, pattern = r"^-?[0-9]{1,2}(\.[0-9]{1,6})?$")]
    pub(crate) latitude: Option<String>,
    #[serde(default)]
    #[validate(custom(function = check_longitude))]
    #[schema(max_length = 11, pattern = r"^-?[0-9]{1,3}(\.[0-9]{1,6})?$")]
    pub(crate) longitude: Option<String>,
    /// Not in the future, within a year, and on a day on which an enterprise serves the estate by contract.
    #[schema(value_type = String, format = "date-time", max_length = 40)]
    pub(crate) found_at: DateTime<FixedOffset>,
    /// What was found. Names no resident.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub(crate) note: String,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) evidence: String,
    /// Where more of the evidence is kept, such as photos.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[schema(max_items = 10)]
    pub(crate) links: Vec<EvidenceLink>,
    /// By when it is to be put right, within a year; seven working days on where none is given, a house default.
    #[serde(default, deserialize_with = "day_or_none")]
    #[schema(value_type = Option<String>, required = false, format = Date, max_length = 10)]
    pub(crate) due_on: Option<NaiveDate>,
}

/// File a finding on an estate.
///
/// By who scores the indicator there, or inspects for them; never by someone who works for the enterprise. It belongs to the
/// enterprise whose contract holds on the day, which is told at once. Once a cycle over that day is computed, none is filed.
#[utoipa::path(tag = "ratings", operation_id = "fileFinding", request_body = NewFinding,
    responses((status = 201, body = FindingView, headers(("ETag" = String), ("Location" = String)))))]
#[post("/v1/findings")]
pub(crate) async fn file(ctx: Ctx, body: Body<NewFinding>) -> Result<Answer, Problem> {
    ensure_duty(&ctx.actor, Action::FindingFile)?;
    ctx.write(async |tx| {
        let finding = filed(ctx.by(), tx, &body.0).await?;
        let location = format!("/v1/findings/{}", finding.id);
        Ok(answer(&ctx, tx, &finding).await?.at(location))
    })
    .await
}

/// Files what someone tells; the finding.
pub(crate) async fn filed(by: By<'_>, tx: &Tx, told: &NewFinding) -> Result<Finding, Failure> {
    let estate = estate_by_id(tx, told.estate_id).await?;
    let estate = estate.ok_or_else(|| Refusal::field("estate_id", Fault::NotFound))?;
    let found_at = told.found_at.to_utc();
    let found_on = by.app.today(found_at);
    let contract = contract_in_force(tx, estate.key, found_on).await?;
    let enterprise = contract.map(|contract| contract.organization);
    let item = item(tx, &estate.path, &told.indicator).await?;
    let evaluators = item.as_ref().ok().map(|item| item.evaluators.clone());
    let desk = FindingDesk { path: estate.path, enterprise, evaluators };
    let permit = authorize(by.actor, Action::FindingFile, &desk)?;
    let told = Filing {
        id: by.id(),
        path: estate.path,
        item: item?,
        enterprise: enterprise.ok_or_else(|| Refusal::field("found_at", Fault::NotAllowed))?,
        units: told.units,
        place: told.place.clone(),
        latitude: told.latitude.as_deref().and_then(six_places),
        longitude: told.longitude.as_deref().and_then(six_places),
        found_at,
        found_on,
        note: told.note.clone(),
        evidence: Evidence { words: told.evidence.clone(), links: told.links.clone() },
        due_on: told.due_on,
    };
    still_taken(tx, &estate.path, (found_on, found_on)).await?;
    let clockwork = by.app.clockwork();
    let calendar = clockwork.calendar(&estate.path).map(|placed| &placed.calendar);
    let change = Finding::file(&permit, told, calendar, (by.now, by.today()))?;
    tx.save_finding(&change).await?;
    Ok(change.after)
}

/// # Errors
/// `not_allowed_now` where a cycle over the place and one of the days has left the scoring: its scores stand.
pub(super) async fn still_taken(
    tx: &Tx,
    place: &ScopePath,
    days: (NaiveDate, NaiveDate),
) -> Result<(), Failure> {
    match tx.hold_closed(place, days).await? {
        Some(state) => Err(Refusal::not_now(state.as_str()).into()),
        None => Ok(()),
    }
}

/// The indicator of the scheme that is in force where the estate lies; or what is wrong with its code.
async fn item(
    db: &impl Conn,
    path: &ScopePath,
    code: &str,
) -> Result<Result<FindingItem, Refusal>, Failure> {
    let stand = match path.district {
        Some(district) => in_force(db, district).await?,
        None => None,
    };
    let Some(stand) = stand else {
        return Ok(Err(Refusal::field("estate_id", Fault::NotAllowed)));
    };
    let row = scheme_by_id(db, stand.id).await?.ok_or_else(Refusal::missing)?;
    Ok(of_scheme(stand.id, &row.scheme, code))
}
