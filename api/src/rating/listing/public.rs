//! `listLists` and `getList`: the red and black lists that are published, without an account.

use access::SubjectKind;
use actix_web::get;
use kernel::{AreaId, Code, CycleId, ListId};
use persistence::{
    StoreError,
    rating::{PublishedFilter, published, published_by_id, published_listings, scheme_by_id},
};
use rating::listing::ListKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::public_view::{PublishedList, PublishedListingView, listing, shown};
use crate::{
    ctx::Guest,
    http::{
        Answer, Attempt, Both, Id, IdPath, Page, PageParams, Problem, ProblemBody, Versioned, page,
    },
    rating::{narrow::within, public::KEPT},
};

/// Which lists, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListFilter {
    kind: Option<ListKind>,
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    cycle_id: Option<CycleId>,
    /// Those of just this district, or of just this street.
    #[param(value_type = Option<String>, format = "uuid", max_length = 36)]
    area_id: Option<AreaId>,
}

/// List the published red and black lists, newest first.
///
/// Without an account. So many from one address in a minute (429).
#[utoipa::path(tag = "ratings", operation_id = "listLists", params(ListFilter, PageParams),
    responses((status = 200, body = Page<PublishedList>)))]
#[get("/v1/lists")]
pub(crate) async fn list(
    guest: Guest,
    params: Both<ListFilter, PageParams>,
) -> Result<Answer, Problem> {
    guest.limit(Attempt::Public)?;
    let Both(filter, part) = params;
    let (mut paging, reader) = (part.paging(&guest)?, guest.reader());
    let after = paging.after_id()?;
    let Some(of) = within(reader, filter.area_id).await? else {
        return paging.nothing::<PublishedList>(&guest);
    };
    let narrowed = PublishedFilter { kind: filter.kind, cycle: filter.cycle_id, of };
    let read = async |after, limit| published(reader, &narrowed, after, limit).await;
    let rows = paging.rows(after, read).await?;
    let views: Vec<PublishedList> = rows.iter().map(|row| shown(&guest, row)).collect();
    let answer = page(&guest, &paging, &views, |one| one.id.as_bytes().to_vec(), Clone::clone)?;
    Ok(answer.public(KEPT))
}

/// A published list, whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "list": {
        "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "kind": "red", "kind_label": "红榜",
        "cycle_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3d", "cycle_name": "2026年第四季度物业服务星级评价",
        "cycle_kind": "quarter", "first_on": "2026-10-01", "last_on": "2026-12-31",
        "area_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e", "area_name": "和平街道",
        "rule": {"stars": 5, "clean": true, "vetoed": false}, "listings": 1,
        "published_at": "2027-03-11T09:30:00.000+08:00", "effect": "红榜、黑榜只是评价结果的公布"
    },
    "listings": [{
        "rating_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b4c", "estate_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3f",
        "estate_name": "和谐花园", "enterprise_id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b40",
        "enterprise_name": "安居物业服务有限公司", "total": "91.35", "stars": 5, "vetoes": []
    }]
}))]
pub(super) struct PublishedListDetail {
    list: PublishedList,
    /// Of a red list the highest total first, of a black list the lowest.
    #[schema(max_items = 2000)]
    listings: Vec<PublishedListingView>,
}

/// Read a published red or black list.
///
/// Without an account. One that is proposed or withdrawn is as if it were not there.
#[utoipa::path(tag = "ratings", operation_id = "getList", params(IdPath),
    responses((status = 200, body = PublishedListDetail, headers(("ETag" = String))),
        (status = 404, description = "No published list has this id.", body = ProblemBody, content_type = "application/problem+json")))]
#[get("/v1/lists/{id}")]
pub(crate) async fn get(guest: Guest, id: Id<ListId>) -> Result<Answer, Problem> {
    guest.limit(Attempt::Public)?;
    let reader = guest.reader();
    let row = published_by_id(reader, id.0).await?.ok_or(Code::NotFound)?;
    let scheme = scheme_by_id(reader, row.scheme).await?;
    let scheme = scheme.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?.scheme;
    let found = published_listings(reader, row.list.id).await?;
    let listings = found.iter().map(|one| listing(&scheme, one, guest.language())).collect();
    let what = Versioned { kind: SubjectKind::List, id: row.list.id.0, version: row.list.version };
    Ok(Answer::ok(&PublishedListDetail { list: shown(&guest, &row), listings })?
        .of(what)
        .public(KEPT))
}
