//! `code2Session`: a mini-program's code for the identity of its user. The session key that comes with it is never read.

use kernel::Code;
use notice::SendFault;
use serde::Deserialize;

use crate::{
    app::App,
    http::Problem,
    message::{heard, reason},
};

/// The code is unknown, was used, or its user is blocked.
const NOT_GOOD: [i64; 4] = [40_029, 40_163, 40_226, 41_008];

#[derive(Deserialize)]
struct Answered {
    #[serde(default)]
    errcode: i64,
    openid: Option<String>,
}

/// Whose code it is.
pub(super) async fn openid(app: &App, code: &str) -> Result<String, Problem> {
    let config = &app.config.wechat;
    let Some(secret) = config.app_secret.as_deref().filter(|_| !config.app_id.is_empty()) else {
        return Err(Code::ChannelUnavailable.into());
    };
    let answered = ask(app, secret, code).await.map_err(|failed| {
        // The address of the request holds the secret, and so no error of the client is shown.
        tracing::warn!(%failed, "WeChat does not tell whose code it is");
        Code::ChannelUnavailable
    })?;
    match answered {
        Answered { errcode: 0, openid: Some(openid) } if is_openid(&openid) => Ok(openid),
        Answered { errcode, .. } if NOT_GOOD.contains(&errcode) => Err(Code::BadCode.into()),
        Answered { errcode, .. } => {
            tracing::warn!(errcode, "WeChat does not tell whose code it is");
            Err(Code::ChannelUnavailable.into())
        }
    }
}

async fn ask(app: &App, secret: &str, code: &str) -> Result<Answered, SendFault> {
    let config = &app.config.wechat;
    let url = format!("{}/sns/jscode2session", config.base_url.trim_end_matches('/'));
    let query = [
        ("appid", config.app_id.as_str()),
        ("secret", secret),
        ("js_code", code),
        ("grant_type", "authorization_code"),
    ];
    let client = app.wechat().ok_or(SendFault::Unset)?;
    let answer = client.get(url).query(&query).send().await.map_err(|error| reason(&error))?;
    if !answer.status().is_success() {
        return Err(SendFault::Busy);
    }
    serde_json::from_slice(&heard(answer).await?).map_err(|_| SendFault::Broken)
}

fn is_openid(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}
