//! `listWebhooks`: those of one's area, or of the calling client.

use access::{Action, Relation, Term, Who, scope};
use actix_web::get;
use kernel::Code;
use persistence::{
    StoreError,
    webhook::{Keeper, webhooks},
};

use super::view::WebhookView;
use crate::{
    ctx::Ctx,
    http::{Answer, Page, PageParams, Params, Problem, page},
};

/// List the webhooks of one's area, or the calling client's own, newest first. Secrets are never shown.
#[utoipa::path(tag = "feed", operation_id = "listWebhooks", params(PageParams),
    responses((status = 200, body = Page<WebhookView>)))]
#[get("/v1/webhooks")]
pub(crate) async fn list(ctx: Ctx, asked: Params<PageParams>) -> Result<Answer, Problem> {
    let keepers = keepers(&ctx)?;
    let mut paging = asked.0.paging(&ctx)?;
    let after = paging.after_id()?;
    let read = async |after, limit| {
        let mut rows = Vec::new();
        for keeper in &keepers {
            rows.extend(webhooks(ctx.reader(), *keeper, after, limit).await?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        rows.dedup_by_key(|row| row.id);
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok::<_, StoreError>(rows)
    };
    let rows = paging.rows(after, read).await?;
    page(&ctx, &paging, &rows, |row| row.id.0.as_bytes().to_vec(), |row| WebhookView::of(&ctx, row))
}

fn keepers(ctx: &Ctx) -> Result<Vec<Keeper>, Problem> {
    if let Who::Client(id) = ctx.actor.who {
        let opens =
            ctx.actor.duties.iter().any(|duty| duty.opens(Action::WebhookRead, Relation::Any));
        return if opens { Ok(vec![Keeper::Client(id)]) } else { Err(Code::Forbidden.into()) };
    }
    let terms = scope(&ctx.actor, Action::WebhookRead);
    let keepers: Vec<Keeper> = terms
        .iter()
        .filter_map(|term| match term {
            Term::Everything => Some(Keeper::Everyone),
            Term::Area { level, key } => Some(Keeper::Area(*level, *key)),
            Term::Estate { .. } | Term::Party { .. } => None,
        })
        .collect();
    if keepers.is_empty() { Err(Code::Forbidden.into()) } else { Ok(keepers) }
}
