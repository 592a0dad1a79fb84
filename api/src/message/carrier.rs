//! What carries a letter outside: one trait, and a carrier for each channel that is set up.

use std::{collections::BTreeMap, fmt::Debug};

use futures_util::future::BoxFuture;
use kernel::Moment;
use notice::{SendFault, Way};
use serde::{Deserialize, Serialize};

use super::{
    mail::Post,
    sms::{Gateway, Log},
    wechat::Subscription,
};
use crate::config::{Config, Profile, SmsKind};

/// One message as it goes out. Never logged.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Letter {
    /// The same on every attempt, so that the other side can know a message that it has taken.
    pub(crate) id: String,
    /// The number, or whatever the channel calls an address.
    pub(crate) to: String,
    /// Which text it is.
    pub(crate) template: String,
    pub(crate) words: BTreeMap<String, String>,
}

/// What there is to say to a receiver now.
pub(crate) enum Said {
    Letter(Letter),
    /// There is nobody who may be told.
    Nothing,
    /// Not now: the receiver is not to be woken before this moment.
    Later(Moment),
}

/// Sends letters by one channel.
pub(crate) trait Carrier: Debug + Send + Sync {
    fn carry<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), SendFault>>;
}

/// The carriers of this deployment.
#[derive(Debug)]
pub(crate) struct Carriers {
    sms: Option<Box<dyn Carrier>>,
    wechat: Option<Subscription>,
    mail: Option<Post>,
}

impl Carriers {
    pub(crate) fn of(config: &Config) -> Self {
        let sms: Option<Box<dyn Carrier>> = match config.sms.kind {
            SmsKind::Http => match Gateway::of(&config.sms) {
                Ok(gateway) => Some(Box::new(gateway)),
                Err(error) => {
                    tracing::error!(%error, "text messages cannot be sent");
                    None
                }
            },
            SmsKind::None if config.profile == Profile::Development => Some(Box::new(Log)),
            SmsKind::None => None,
        };
        Self { sms, wechat: Subscription::of(&config.wechat), mail: Post::of(&config.mail) }
    }

    /// The carrier of a channel; `None` where it is not set up.
    pub(crate) fn by(&self, channel: Way) -> Option<&dyn Carrier> {
        match channel {
            Way::Sms => self.sms.as_deref(),
            Way::Wechat => self.wechat.as_ref().map(|one| one as &dyn Carrier),
            Way::Mail => self.mail.as_ref().map(|one| one as &dyn Carrier),
        }
    }
}
