//! `issueSurveyLinks`: a secret for each of some premises, with which anyone of the household answers without an account.

use access::Action;
use actix_web::post;
use kernel::{Code, Fault, PremisesId, Refusal, SurveyId, Uuid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::permitted;
use crate::{
    app::App,
    crypto::Use,
    ctx::Ctx,
    http::{Answer, Id, IdPath, Late, Problem},
    status::new_secret,
};

/// For which premises.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"premises_ids": ["0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40"]}))]
pub(crate) struct SurveyLinking {
    /// Premises that were drawn and have not answered, each once.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_items = 1, max_items = 100)]
    premises_ids: Vec<PremisesId>,
}

/// The links that were made.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"items": [{
    "premises_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40", "secret": "k3v9mz-2hq7xw4c5pbn8tdy6rj"
}]}))]
pub(crate) struct SurveyLinks {
    #[schema(max_items = 100)]
    items: Vec<SurveyLinkView>,
}

/// What opens the survey for one household.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SurveyLinkView {
    #[schema(format = "uuid", max_length = 36)]
    premises_id: Uuid,
    /// Told once; only its MAC is kept. In a link it belongs behind the `#`, which no server writes into its log.
    #[schema(min_length = 26, max_length = 26)]
    secret: String,
}

/// What is kept of a secret.
pub(super) fn mac(app: &App, secret: &str) -> [u8; 32] {
    app.secret.mac(Use::SurveyLinks, secret.as_bytes())
}

/// Issue links to a survey of residents.
///
/// One for each of the premises, to be handed to the household; a new one ends the one before. An idempotency key is
/// ignored, since it would store the secrets.
#[utoipa::path(tag = "ratings", operation_id = "issueSurveyLinks", params(IdPath), request_body = SurveyLinking,
    responses((status = 200, body = SurveyLinks)))]
#[post("/v1/surveys/{id}/links")]
pub(crate) async fn issue(
    ctx: Ctx,
    id: Id<SurveyId>,
    body: Late<SurveyLinking>,
) -> Result<Answer, Problem> {
    ctx.write_credential(async |tx| {
        let (survey, permit) = permitted(&ctx, tx, id.0, Action::SurveyLink).await?;
        let asked = &body.get()?.premises_ids;
        let mut items = Vec::with_capacity(asked.len());
        for (number, premises) in asked.iter().enumerate() {
            let at = format!("premises_ids/{number}");
            if asked.iter().take(number).any(|before| before == premises) {
                return Err(Refusal::field(at, Fault::Taken).into());
            }
            let secret = new_secret().map_err(|_| Refusal::new(Code::InternalError))?;
            if !tx.put_survey_link(survey.id, *premises, mac(&ctx.app, &secret)).await? {
                return Err(Refusal::field(at, Fault::NotAllowed).into());
            }
            items.push(SurveyLinkView { premises_id: premises.0, secret });
        }
        tx.save_survey(&survey.link(&permit, ctx.now)?).await?;
        Ok(Answer::ok(&SurveyLinks { items })?)
    })
    .await
}
