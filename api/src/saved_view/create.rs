//! `createView`: filters are kept under a name.

use access::{Action, ScopePath, authorize};
use actix_web::post;
use kernel::{Code, Fault, Refusal};
use persistence::{
    Entry,
    saved_view::{SavedViewRow, view_count},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{SavedView, held};
use crate::{
    ctx::Ctx,
    http::{Answer, Body, Problem, read_kept, taken},
    ticket::ListParams,
};

/// The most views that an account keeps.
const MOST: usize = 50;

/// A new view.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "待派电梯类", "query": "state=submitted&q=电梯"}))]
pub(crate) struct NewView {
    /// Unique among one's own.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    name: String,
    /// Filters and order as in the query of `listTickets`, without its page.
    #[validate(length(max = 1000))]
    #[schema(max_length = 1000)]
    query: String,
}

/// Keep filters of the list of tickets under a name.
///
/// They are looked at as if they were asked with now; what they show is always what the caller may see by then.
#[utoipa::path(tag = "tickets", operation_id = "createView", request_body = NewView,
    responses((status = 201, body = SavedView, headers(("Location" = String)))))]
#[post("/v1/views")]
pub(crate) async fn create(ctx: Ctx, body: Body<NewView>) -> Result<Answer, Problem> {
    let caller = ctx.account()?;
    let NewView { name, query } = &body.0;
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::field("name", Fault::Required).into());
    }
    check(&ctx, query).await?;
    ctx.write(async |tx| {
        let permit = authorize(&ctx.actor, Action::ViewCreate, &held(caller))?;
        if view_count(tx, caller).await? >= MOST {
            return Err(Refusal::new(Code::ViewsFull).into());
        }
        let row = SavedViewRow {
            id: ctx.id(),
            account_id: caller,
            name: name.to_owned(),
            query: query.clone(),
        };
        tx.create_view(&row).await.map_err(|error| taken(error, "name"))?;
        let detail = json!({ "name": row.name, "query": row.query });
        let entry = Entry::of(&permit, row.id, 1, ctx.now, ScopePath::default());
        tx.journal(&Entry { detail, ..entry }).await?;
        Ok(Answer::ok(&SavedView::of(&ctx, &row))?.at(format!("/v1/views/{}", row.id)))
    })
    .await
}

/// Refuses what `listTickets` would not take.
async fn check(ctx: &Ctx, query: &str) -> Result<(), Problem> {
    let wrong = |problem: Problem| match problem.refusal.code {
        Code::MalformedRequest => Refusal::field("query", Fault::Format).into(),
        _ => problem,
    };
    let asked: ListParams = read_kept(query).map_err(wrong)?;
    asked.filter(ctx).await.map_err(wrong)?;
    Ok(())
}
