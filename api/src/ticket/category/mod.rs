//! Categories of tickets: two levels, bilingual.

mod create;
mod get;
mod list;
mod update;

use access::SubjectKind;
use kernel::Uuid;
use serde::Serialize;
use ticket::{Category, Kind};
use utoipa::ToSchema;

use crate::{
    ctx::Ctx,
    http::{Answer, Problem, Versioned},
    routes::Registry,
};

pub(super) fn operations(config: &mut impl Registry) {
    config.service(create::create).service(list::list).service(get::get).service(update::update);
}

/// A category of tickets (诉求类别).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c", "parent_id": null, "code": "repair", "label": "房屋与设施维修",
    "name_zh": "房屋与设施维修", "name_en": "Repairs", "default_kind": "repair", "needs_premises": false,
    "needs_contact": true, "needs_before_photo": false, "needs_after_photo": true, "allows_anonymous": false,
    "active": true, "rank": 10, "version": 1, "updated_at": "2026-03-01T09:30:00.000+08:00"
}))]
pub(crate) struct CategoryView {
    #[schema(format = "uuid", max_length = 36)]
    id: Uuid,
    /// Null on the upper level.
    #[schema(format = "uuid", max_length = 36)]
    parent_id: Option<Uuid>,
    #[schema(max_length = 40)]
    code: String,
    /// In the caller's language.
    #[schema(max_length = 100)]
    label: String,
    #[schema(max_length = 100)]
    name_zh: String,
    #[schema(max_length = 100)]
    name_en: String,
    default_kind: Kind,
    /// A ticket must name the premises.
    needs_premises: bool,
    /// A ticket must give a telephone number.
    needs_contact: bool,
    /// Photos from before the work, without which a ticket is not resolved as done.
    needs_before_photo: bool,
    /// The same from after the work.
    needs_after_photo: bool,
    /// Takes tickets from people without an account.
    allows_anonymous: bool,
    /// Only active ones take new tickets.
    active: bool,
    /// The place in menus, lowest first.
    rank: i32,
    #[schema(minimum = 1)]
    version: i32,
    #[schema(format = "date-time", max_length = 40)]
    updated_at: String,
}

fn view(ctx: &Ctx, category: &Category) -> CategoryView {
    let label = match ctx.language() {
        kernel::Language::Zh => &category.name_zh,
        kernel::Language::En => &category.name_en,
    };
    CategoryView {
        id: category.id.0,
        parent_id: category.parent_id.map(|id| id.0),
        code: category.code.clone(),
        label: label.clone(),
        name_zh: category.name_zh.clone(),
        name_en: category.name_en.clone(),
        default_kind: category.default_kind,
        needs_premises: category.needs_premises,
        needs_contact: category.needs_contact,
        needs_before_photo: category.needs_before_photo,
        needs_after_photo: category.needs_after_photo,
        allows_anonymous: category.allows_anonymous,
        active: category.active,
        rank: category.rank,
        version: category.version,
        updated_at: ctx.time(category.updated_at),
    }
}

fn answer(ctx: &Ctx, category: &Category) -> Result<Answer, Problem> {
    let what =
        Versioned { kind: SubjectKind::Category, id: category.id.0, version: category.version };
    Ok(Answer::ok(&view(ctx, category))?.of(what))
}
