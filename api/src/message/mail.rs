//! Mail by SMTP, with TLS from the first byte or after STARTTLS unless the relay stands on the same machine.

use std::time::Duration;

use futures_util::future::BoxFuture;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{Error, authentication::Credentials},
};
use notice::SendFault;

use super::carrier::{Carrier, Letter};
use crate::config::{Mail, MailTls};

type Relay = AsyncSmtpTransport<Tokio1Executor>;

/// A relay that takes mail.
pub(super) struct Post {
    relay: Relay,
    from: Mailbox,
    timeout: Duration,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Post").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Post {
    /// `None` where no relay is set up, or not as it has to be.
    pub(super) fn of(config: &Mail) -> Option<Self> {
        if config.host.is_empty() {
            return None;
        }
        let builder = match config.tls {
            MailTls::None => Ok(Relay::builder_dangerous(&config.host)),
            MailTls::Starttls => Relay::starttls_relay(&config.host),
            MailTls::Tls => Relay::relay(&config.host),
        };
        let timeout = Duration::from_millis(config.timeout_ms);
        let mut builder = builder.ok()?.port(config.port).timeout(Some(timeout));
        if let (Some(user), Some(password)) = (&config.user, &config.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        let from = config.from.parse().ok()?;
        Some(Self { relay: builder.build(), from, timeout })
    }

    async fn send(&self, letter: &Letter) -> Result<(), SendFault> {
        let to: Address = letter.to.parse().map_err(|_| SendFault::Refused)?;
        let word = |name: &str| letter.words.get(name).cloned().unwrap_or_default();
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .subject(word("title"))
            .header(ContentType::TEXT_PLAIN)
            .body(word("text"))
            .map_err(|_| SendFault::Refused)?;
        // The whole conversation gets as long as one answer: a relay that drips holds nobody up.
        match tokio::time::timeout(self.timeout, self.relay.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(reason(&error)),
            Err(_) => Err(SendFault::Timeout),
        }
    }
}

fn reason(error: &Error) -> SendFault {
    if error.is_timeout() {
        SendFault::Timeout
    } else if error.is_permanent() {
        SendFault::Refused
    } else if error.is_transient() {
        SendFault::Busy
    } else if error.is_response() || error.is_client() {
        SendFault::Broken
    } else {
        SendFault::Unreachable
    }
}

impl Carrier for Post {
    fn carry<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), SendFault>> {
        Box::pin(self.send(letter))
    }
}
