//! Links to the bytes of an attachment: signed, for a few minutes, good for one variant of one file.

use chrono::DateTime;
use kernel::{AttachmentId, Moment};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::App,
    crypto::{Use, base64url, from_base64url, same},
    files::Variant,
};

/// Links end at whole steps, so that reading twice gives the same link.
const STEP: i64 = 300;

/// The query of a link.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct LinkParams {
    #[param(inline)]
    pub(super) variant: Variant,
    /// Seconds since 1970.
    #[param(minimum = 0, maximum = 253402300799_i64)]
    pub(super) expires: i64,
    #[param(max_length = 43, pattern = "^[A-Za-z0-9_-]+$")]
    pub(super) signature: String,
}

/// When a link that is made now ends.
pub(super) fn end(app: &App, now: Moment) -> Moment {
    let least = now.timestamp() + i64::from(app.config.attachments.link_minutes) * 60;
    let end = (least + STEP - 1).div_euclid(STEP) * STEP;
    DateTime::from_timestamp(end, 0).unwrap_or(now)
}

pub(super) fn link(app: &App, id: AttachmentId, which: Variant, end: Moment) -> String {
    let (base, expires) = (&app.config.server.public_url, end.timestamp());
    let signature = base64url(&mark(app, id, which, expires));
    let word = which.word();
    format!(
        "{base}/v1/attachments/{id}/content?variant={word}&expires={expires}&signature={signature}"
    )
}

/// Whether the server made this link, and it is still good.
pub(super) fn is_good(app: &App, id: AttachmentId, given: &LinkParams, now: Moment) -> bool {
    let signed = from_base64url(&given.signature)
        .is_some_and(|bytes| same(&bytes, &mark(app, id, given.variant, given.expires)));
    signed && now.timestamp() < given.expires
}

fn mark(app: &App, id: AttachmentId, which: Variant, expires: i64) -> [u8; 32] {
    app.secret.mac(Use::Links, format!("{id}\n{}\n{expires}", which.word()).as_bytes())
}
