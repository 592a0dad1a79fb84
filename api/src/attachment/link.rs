//! Links to the bytes of a file: signed, for a few minutes, good for one variant of one file.

use chrono::DateTime;
use kernel::{Moment, Uuid};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::App,
    crypto::{Use, base64url, from_base64url, same},
    ctx::Ctx,
    files::Variant,
};

/// Links end at whole steps, so that reading twice gives the same link.
const STEP: i64 = 300;

/// The query of a link.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LinkParams {
    #[param(inline)]
    pub(crate) variant: Variant,
    /// Seconds since 1970.
    #[param(minimum = 0, maximum = 253402300799_i64)]
    pub(super) expires: i64,
    #[param(max_length = 43, pattern = "^[A-Za-z0-9_-]+$")]
    pub(super) signature: String,
}

/// The links to a file as it is shown.
pub(crate) struct Links {
    pub(crate) url: String,
    /// Of images.
    pub(crate) thumbnail_url: Option<String>,
    pub(crate) until: String,
}

pub(crate) fn links(ctx: &Ctx, to: (LinkedTo, Uuid), is_image: bool) -> Links {
    let end = end(&ctx.app, ctx.now);
    let linked = |which| link(&ctx.app, to, which, end);
    Links {
        url: linked(Variant::Full),
        thumbnail_url: is_image.then(|| linked(Variant::Thumbnail)),
        until: ctx.time(end),
    }
}

/// When a link that is made now ends.
fn end(app: &App, now: Moment) -> Moment {
    let least = now.timestamp() + i64::from(app.config.attachments.link_minutes) * 60;
    let end = (least + STEP - 1).div_euclid(STEP) * STEP;
    DateTime::from_timestamp(end, 0).unwrap_or(now)
}

/// What a link leads to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum LinkedTo {
    Attachment,
    Evidence,
}

impl LinkedTo {
    const fn path(self) -> &'static str {
        match self {
            Self::Attachment => "attachments",
            Self::Evidence => "evidence",
        }
    }
}

fn link(app: &App, (to, id): (LinkedTo, Uuid), which: Variant, end: Moment) -> String {
    let (base, expires) = (&app.config.server.public_url, end.timestamp());
    let signature = base64url(&mark(app, id, which, expires));
    let word = which.word();
    format!(
        "{base}/v1/{}/{id}/content?variant={word}&expires={expires}&signature={signature}",
        to.path()
    )
}

/// Whether the server made this link, and it is still good.
pub(crate) fn is_good(app: &App, id: Uuid, given: &LinkParams, now: Moment) -> bool {
    let signed = from_base64url(&given.signature)
        .is_some_and(|bytes| same(&bytes, &mark(app, id, given.variant, given.expires)));
    signed && now.timestamp() < given.expires
}

fn mark(app: &App, id: Uuid, which: Variant, expires: i64) -> [u8; 32] {
    app.secret.mac(Use::Links, format!("{id}\n{}\n{expires}", which.word()).as_bytes())
}
