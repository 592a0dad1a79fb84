//! A notice as it goes out: made when it is sent, of what its receiver may see then.

use std::collections::BTreeMap;

use identity::Proof;
use kernel::{AccountId, Language, Moment};
use notice::{SendFault, Way};
use persistence::{
    Failure,
    identity::{Standing, actor_of_account, proof_of},
    message::MessageRow,
    notice::{NoticeRow, PreferenceRow, notice_by_id, preference_of},
};

use super::{
    preference::{Tongue, mail_of, quiet_of},
    sight::{Seen, number, words},
};
use crate::{
    app::App,
    crypto::Use,
    message::{Letter, Said},
};

/// What a message about a notice says: nothing where its receiver is gone, or may not see what it tells of.
pub(crate) async fn said(app: &App, row: &MessageRow, now: Moment) -> Result<Said, SendFault> {
    let broken = |failure: Failure| {
        tracing::warn!(error = %failure, "a notice cannot be read");
        SendFault::Broken
    };
    let Some(notice) = seen(app, row, now).await.map_err(broken)? else { return Ok(Said::Nothing) };
    let account = notice.account_id;
    let wishes = preference_of(app.store.reader(), account).await;
    let wishes = wishes.map_err(|error| broken(error.into()))?;
    let quiet = wishes.as_ref().and_then(quiet_of).filter(|_| !notice.template.is_urgent());
    let at = quiet.map_or(now, |quiet| quiet.over(now, app.offset));
    if at > now {
        return Ok(Said::Later(at));
    }
    let found = address(app, account, row.channel, wishes.as_ref()).await.map_err(broken)?;
    let to = found.ok_or(SendFault::Refused)?;
    let language = Tongue::of(wishes.as_ref()).map_or(Language::Zh, Tongue::language);
    let words = words(app, &notice, true, language);
    let told = [
        ("title", words.title.to_owned()),
        ("text", words.text),
        ("number", number(app, &notice).unwrap_or_default()),
        ("at", app.time(notice.at)),
    ];
    Ok(Said::Letter(Letter {
        id: row.id.to_string(),
        to,
        template: row.template.clone(),
        words: BTreeMap::from(told.map(|(name, word)| (name.to_owned(), word))),
    }))
}

async fn seen(app: &App, row: &MessageRow, now: Moment) -> Result<Option<NoticeRow>, Failure> {
    let Some(id) = row.notice_id else { return Ok(None) };
    let reader = app.store.reader();
    let Some(notice) = notice_by_id(reader, id).await? else { return Ok(None) };
    let standing = actor_of_account(reader, notice.account_id, now, app.today(now)).await?;
    let Standing::Active(actor) = standing else { return Ok(None) };
    let seen = Seen::of(app, &actor, std::slice::from_ref(&notice), now).await?;
    Ok(seen.shows(&notice).then_some(notice))
}

/// Where the channel finds the account: only at what it has proved, or has given for it.
async fn address(
    app: &App,
    account: AccountId,
    channel: Way,
    wishes: Option<&PreferenceRow>,
) -> Result<Option<String>, Failure> {
    let kind = match channel {
        Way::Mail => return Ok(wishes.and_then(|wishes| mail_of(app, wishes))),
        Way::Sms => Proof::Phone,
        Way::Wechat => Proof::Wechat,
    };
    let sealed = proof_of(app.store.reader(), kind, account).await?;
    let open = |sealed: Vec<u8>| app.secret.open(Use::Proofs, account.0.as_bytes(), &sealed).ok();
    Ok(sealed.and_then(open).and_then(|plain| String::from_utf8(plain).ok()))
}
