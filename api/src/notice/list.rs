//! `listNotices`: one's own inbox.

use access::{Action, ScopePath, authorize};
use actix_web::get;
use notice::Template;
use persistence::notice::{NoticeRow, count, notices, preference_of};
use place::At;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    preference::Tongue,
    sight::{Seen, number, words},
};
use crate::{
    ctx::Ctx,
    http::{Answer, Both, MOST_COUNTED, Page, PageParams, Problem, page_of},
};

/// Which notices, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Only those not read yet, or only those read.
    unread: Option<bool>,
}

/// A notice. What its receiver may no longer see is null, and the text says so.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "template": "resolved", "title": "您的诉求已办结",
    "text": "工单 260301-ABCDEF-1234X 已办结,请评价。", "ticket_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d",
    "residency_id": null, "bulletin_id": null, "number": "260301-ABCDEF-1234X", "at": "2026-03-01T09:30:00.000+08:00", "read_at": null
}))]
pub(crate) struct NoticeView {
    #[schema(format = "uuid", max_length = 36)]
    id: String,
    template: Option<Template>,
    #[schema(max_length = 100)]
    title: &'static str,
    #[schema(max_length = 500)]
    text: String,
    #[schema(format = "uuid", max_length = 36)]
    ticket_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    residency_id: Option<String>,
    /// The bulletin, or that with one's reply.
    #[schema(format = "uuid", max_length = 36)]
    bulletin_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    routing_rule_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    credit_entry_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    finding_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    sheet_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    cycle_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    objection_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    list_id: Option<String>,
    #[schema(format = "uuid", max_length = 36)]
    listing_id: Option<String>,
    #[schema(max_length = 19)]
    number: Option<String>,
    #[schema(format = "date-time", max_length = 40)]
    at: String,
    #[schema(format = "date-time", max_length = 40)]
    read_at: Option<String>,
}

/// List one's own notices, newest first.
///
/// `unread=true&include=count` tells how many are unread. In the language of the caller's preferences, else of the request.
#[utoipa::path(tag = "notices", operation_id = "listNotices", params(Filter, PageParams),
    responses((status = 200, body = Page<NoticeView>)))]
#[get("/v1/notices")]
pub(crate) async fn list(ctx: Ctx, params: Both<Filter, PageParams>) -> Result<Answer, Problem> {
    let Both(filter, part) = params;
    let id = ctx.account()?;
    let own = At::of(ScopePath::default(), id);
    authorize(&ctx.actor, Action::NoticeRead, &own)?;
    let mut paging = part.paging(&ctx)?;
    let after = paging.after_id()?;
    let unread = filter.unread;
    let rows = notices(ctx.reader(), id, unread, after, paging.size.with_lookahead()).await?;
    if paging.counts {
        paging.counted(count(ctx.reader(), id, unread, MOST_COUNTED + 1).await?);
    }
    let (shown, next) = paging.cut(&rows, |row| row.id.0.as_bytes().to_vec());
    let seen = Seen::of(&ctx.app, &ctx.actor, shown, ctx.now).await?;
    let tongue = Tongue::of(preference_of(ctx.reader(), id).await?.as_ref());
    let language = tongue.map_or(ctx.language(), Tongue::language);
    let views = shown.iter().map(|row| view(&ctx, row, &seen, language));
    page_of(&ctx, views.collect(), next, paging.count)
}

fn view(ctx: &Ctx, row: &NoticeRow, known: &Seen, language: kernel::Language) -> NoticeView {
    let seen = known.shows(row);
    let words = words(&ctx.app, row, seen, language);
    let about = |kind: &str| (seen && row.subject_kind == kind).then(|| row.subject_id.to_string());
    NoticeView {
        id: row.id.to_string(),
        template: seen.then_some(row.template),
        title: words.title,
        text: words.text,
        ticket_id: about("ticket"),
        residency_id: about("residency"),
        bulletin_id: known.bulletin(row).map(|id| id.to_string()),
        routing_rule_id: about("routing_rule"),
        credit_entry_id: about("credit_entry"),
        finding_id: about("finding"),
        sheet_id: about("rating_sheet"),
        cycle_id: about("rating_cycle"),
        objection_id: about("rating_objection"),
        list_id: about("rating_list"),
        listing_id: about("rating_listing"),
        number: number(&ctx.app, row).filter(|_| seen),
        at: ctx.time(row.at),
        read_at: row.read_at.map(|at| ctx.time(at)),
    }
}
