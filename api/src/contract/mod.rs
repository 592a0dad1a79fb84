//! The contract: collected from the handlers, then completed by what the house knows about every operation.

mod bounds;
mod complete;
mod duties;
mod problems;
mod rating_duties;

use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt as _;

use crate::{
    http::{ProblemBody, ProblemField},
    routes,
};

/// What every operation may answer, and so none of them names.
#[derive(Debug, OpenApi)]
#[openapi(components(schemas(ProblemBody, ProblemField)))]
struct Shared;

/// The OpenAPI document as generated from the code.
pub fn document() -> Value {
    let (_, collected) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(Shared::openapi())
        .configure(|config| routes::operations(config))
        .split_for_parts();
    let mut document = serde_json::to_value(collected).unwrap_or(Value::Null);
    let Some(root) = document.as_object_mut() else { return Value::Null };
    root.insert("info".to_owned(), info());
    root.insert("tags".to_owned(), tags());
    root.insert("servers".to_owned(), json!([{ "url": "/" }]));
    complete::complete(&mut document);
    bounds::bounds(&mut document);
    document
}

/// The document as it is checked in and served.
pub fn text() -> String {
    let mut text = serde_json::to_string_pretty(&document()).unwrap_or_default();
    text.push('\n');
    text
}

fn info() -> Value {
    json!({
        "title": "Lianjian 联建",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Open backend for neighbourhood co-governance: residents order (点单), the property company \
            places the order (下单), party volunteers and workers accept it (接单), the party branch supervises it (督单).\n\n\
            Times are RFC 3339 with the deployment's offset; money, areas and scores are decimal strings; errors are \
            RFC 9457 problems in Chinese or English (`Accept-Language`), and `x-codes` of a response names the codes \
            that this operation can answer with. Every POST honours `Idempotency-Key`. \
            `allowed_actions` of a process says what this caller may do now.",
        "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
    })
}

fn tags() -> Value {
    json!([
        { "name": "tickets", "description": "诉求工单: from the resident's order to the closed, supervised case." },
        { "name": "imports", "description": "批量导入: tickets from a file, checked and filed row by row." },
        { "name": "attachments", "description": "附件: photos and documents on tickets." },
        { "name": "categories", "description": "诉求类别: two levels, bilingual." },
        { "name": "outages", "description": "停供公告: what is out of service on an estate." },
        { "name": "bulletins", "description": "支部公告与社情民意: what a branch makes known to residents, and what they reply." },
        { "name": "calendars", "description": "日历与时限: working time, its years, and what a deadline would be." },
        { "name": "routing", "description": "派单规则: which new tickets go where by themselves." },
        { "name": "ratings", "description": "星级评价与诚信台账: schemes of indicators, the scores that they make, findings and reported figures, and the credit ledger." },
        { "name": "places", "description": "区域、小区、楼栋、房屋与居住关系." },
        { "name": "organizations", "description": "物业服务企业、合同与职能部门." },
        { "name": "identity", "description": "账户、职责、令牌与对接系统." },
        { "name": "notices", "description": "通知: what one is told of, and by which way." },
        { "name": "feed", "description": "变更推送: every change in one's scope, once, in one order." },
        { "name": "system", "description": "健康与就绪." },
    ])
}
