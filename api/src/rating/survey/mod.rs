//! The survey of the residents 居民满意度调查 over HTTP: drawn by a stated seed, answered once for each premises, and shown as sums.

mod answer;
mod by_link;
mod cancel;
mod get;
mod links;
mod list;
mod premises;
mod questions;
mod result_view;
mod sample;
mod view;

use access::{Action, Permit, authorize};
use kernel::{Refusal, SurveyId};
use persistence::{Failure, Tx, rating::survey_by_id};
use rating::survey::EstateSurvey;

use crate::{ctx::Ctx, routes::Registry};

/// Every operation of the module.
pub(super) fn operations(config: &mut impl Registry) {
    config
        .service(list::list)
        .service(sample::sample)
        .service(get::get)
        .service(cancel::cancel)
        .service(premises::list)
        .service(links::issue)
        .service(answer::answer)
        .service(by_link::open)
        .service(by_link::answer);
}

/// The survey for a step that its own version is checked for, with the permit.
async fn permitted(
    ctx: &Ctx,
    tx: &Tx,
    id: SurveyId,
    action: Action,
) -> Result<(EstateSurvey, Permit), Failure> {
    let survey = survey_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
    let permit = authorize(&ctx.actor, action, &survey)?;
    ctx.match_version(survey.version, false)?;
    survey.legally(action, ctx.now).map_err(|refusal| told(ctx, &survey, refusal))?;
    Ok((survey, permit))
}

/// A conflict says what the caller may do instead.
fn told(ctx: &Ctx, survey: &EstateSurvey, refusal: Refusal) -> Refusal {
    refusal.allowing(|| view::allowed(ctx, survey))
}
