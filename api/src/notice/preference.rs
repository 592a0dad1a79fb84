//! How an account wants to be told: as it is kept, as it is shown, and what follows for a message.

use chrono::{Duration, NaiveTime, Timelike as _};
use kernel::{Language, Moment};
use notice::{Quiet, Way};
use persistence::{
    message::MessageRow,
    notice::{NoticeRow, PreferenceRow},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{app::App, crypto::Use, ctx::Ctx};

/// How long a message about a notice is worth sending.
const GOOD: Duration = Duration::days(2);

/// The two languages of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) enum Tongue {
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Tongue {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    pub(super) fn of(row: Option<&PreferenceRow>) -> Option<Self> {
        match row?.language.as_deref() {
            Some("zh-CN") => Some(Self::Chinese),
            Some("en") => Some(Self::English),
            _ => None,
        }
    }

    pub(super) const fn language(self) -> Language {
        match self {
            Self::Chinese => Language::Zh,
            Self::English => Language::En,
        }
    }
}

/// How one wants to be told besides the inbox.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "language": "zh-CN", "channels": ["sms"], "mail": null, "quiet_from": "22:00", "quiet_until": "08:00"
}))]
pub(crate) struct PreferenceView {
    /// Null: that of the request, and Chinese in messages.
    language: Option<Tongue>,
    #[schema(max_items = 3)]
    channels: Vec<Way>,
    #[schema(max_length = 254)]
    mail: Option<String>,
    /// From then on only what is urgent goes out; null: everything at any hour.
    #[schema(max_length = 5)]
    quiet_from: Option<String>,
    #[schema(max_length = 5)]
    quiet_until: Option<String>,
}

pub(super) fn view(ctx: &Ctx, row: Option<&PreferenceRow>) -> PreferenceView {
    let quiet = row.map_or_else(|| Some(Quiet::usual()), quiet_of);
    let clock = |time: NaiveTime| time.format("%H:%M").to_string();
    PreferenceView {
        language: Tongue::of(row),
        channels: row.map(|row| row.channels.clone()).unwrap_or_default(),
        mail: row.and_then(|row| mail_of(&ctx.app, row)),
        quiet_from: quiet.map(|quiet| clock(quiet.from)),
        quiet_until: quiet.map(|quiet| clock(quiet.until)),
    }
}

/// The address that messages go to.
pub(super) fn mail_of(app: &App, row: &PreferenceRow) -> Option<String> {
    let sealed = row.mail.as_ref()?;
    let plain = app.secret.open(Use::Proofs, row.account_id.0.as_bytes(), sealed).ok()?;
    String::from_utf8(plain).ok()
}

pub(super) fn quiet_of(row: &PreferenceRow) -> Option<Quiet> {
    let time = |minutes: i32| NaiveTime::MIN + Duration::minutes(i64::from(minutes));
    row.quiet.map(|(from, until)| Quiet { from: time(from), until: time(until) })
}

pub(super) fn minutes(time: NaiveTime) -> i32 {
    i32::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0)
}

/// The messages that tell of a notice besides the inbox, to someone who has said how they want to be told.
pub(super) fn messages(
    app: &App,
    notice: &NoticeRow,
    wishes: Option<&PreferenceRow>,
    now: Moment,
) -> Vec<MessageRow> {
    let Some(wishes) = wishes else { return Vec::new() };
    let quiet = quiet_of(wishes).filter(|_| !notice.template.is_urgent());
    let at = quiet.map_or(now, |quiet| quiet.over(now, app.offset));
    wishes.channels.iter().map(|way| message(app, notice, *way, now, at)).collect()
}

/// The message that tells of a notice by one channel; what it says is made when it is sent.
fn message(
    app: &App,
    notice: &NoticeRow,
    channel: Way,
    now: Moment,
    send_at: Moment,
) -> MessageRow {
    let template = notice.template.as_str();
    let row = MessageRow::waiting(app.id(now), channel, template, send_at, send_at + GOOD);
    MessageRow { account_id: Some(notice.account_id), notice_id: Some(notice.id.0), ..row }
}
