//! `setNoticePreferences`: how one wants to be told of things.

use access::{Action, authorize};
use actix_web::post;
use chrono::NaiveTime;
use kernel::{AccountId, Code, Fault, Refusal};
use lettre::Address;
use notice::Way;
use persistence::{identity::account_by_id, notice::PreferenceRow};
use place::At;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::preference::{PreferenceView, Tongue, minutes, view};
use crate::{
    app::App,
    crypto::Use,
    ctx::Ctx,
    http::{Answer, Body, Problem},
    identity::record,
};

/// All of it, in place of what was said before.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"language": "zh-CN", "channels": ["mail"], "mail": "li@example.org",
    "quiet_from": "22:00", "quiet_until": "08:00"}))]
pub(crate) struct Wishes {
    /// That of the request, and Chinese in messages, when not given.
    #[serde(default)]
    language: Option<Tongue>,
    /// None: the inbox alone. `sms` goes to the phone, `wechat` to the identity that the account has proved.
    #[validate(length(max = 3))]
    #[schema(max_items = 3)]
    channels: Vec<Way>,
    /// Needed for `mail`.
    #[serde(default)]
    #[validate(length(min = 3, max = 254))]
    #[schema(min_length = 3, max_length = 254)]
    mail: Option<String>,
    /// Both or none: with none everything goes out at any hour.
    #[serde(default)]
    #[validate(length(min = 5, max = 5))]
    #[schema(min_length = 5, max_length = 5, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    quiet_from: Option<String>,
    #[serde(default)]
    #[validate(length(min = 5, max = 5))]
    #[schema(min_length = 5, max_length = 5, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    quiet_until: Option<String>,
}

/// Say how one wants to be told besides the inbox.
#[utoipa::path(tag = "notices", operation_id = "setNoticePreferences", request_body = Wishes,
    responses((status = 200, body = PreferenceView)))]
#[post("/v1/me/notice-preferences")]
pub(crate) async fn set(ctx: Ctx, body: Body<Wishes>) -> Result<Answer, Problem> {
    let id = ctx.account()?;
    let wishes = row(&ctx.app, id, &body.0)?;
    ctx.write(async |tx| {
        let account = account_by_id(tx, id).await?.ok_or_else(Refusal::missing)?;
        let own = At::of(account.path, id);
        authorize(&ctx.actor, Action::NoticePrefer, &own)?;
        tx.put_preference(&wishes).await?;
        let detail = json!({ "channels": wishes.channels });
        record(tx, account, Action::NoticePrefer, ctx.actor.who, ctx.now, detail).await?;
        Ok(Answer::ok(&view(&ctx, Some(&wishes)))?)
    })
    .await
}

fn row(app: &App, id: AccountId, told: &Wishes) -> Result<PreferenceRow, Problem> {
    let mut channels = told.channels.clone();
    channels.sort_unstable();
    channels.dedup();
    let mail = told.mail.as_deref();
    if channels.contains(&Way::Mail) && mail.is_none() {
        return Err(Refusal::field("mail", Fault::Required).into());
    }
    if mail.is_some_and(|mail| mail.parse::<Address>().is_err()) {
        return Err(Refusal::field("mail", Fault::Format).into());
    }
    let seal = |mail: &str| app.secret.seal(Use::Proofs, id.0.as_bytes(), mail.as_bytes());
    let quiet = match (&told.quiet_from, &told.quiet_until) {
        (None, None) => None,
        (Some(_), None) => return Err(Refusal::field("quiet_until", Fault::Required).into()),
        (None, Some(_)) => return Err(Refusal::field("quiet_from", Fault::Required).into()),
        (Some(from), Some(until)) => Some((time(from, "quiet_from")?, time(until, "quiet_until")?)),
    };
    Ok(PreferenceRow {
        account_id: id,
        language: told.language.map(|tongue| tongue.as_str().to_owned()),
        channels,
        mail: mail.map(seal).transpose().map_err(|_| Code::InternalError)?,
        quiet,
    })
}

fn time(text: &str, field: &str) -> Result<i32, Refusal> {
    let time = NaiveTime::parse_from_str(text, "%H:%M");
    time.map(minutes).map_err(|_| Refusal::field(field, Fault::Format))
}
