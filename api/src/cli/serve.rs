//! `lianjian serve`.

use std::net::TcpListener;

use super::{Fault, Prepared};
use crate::{
    config::{ConfigError, Profile},
    serve::serve_until_signal,
};

pub(super) async fn run(prepared: Prepared, demo: bool) -> Result<(), Fault> {
    let app = prepared.app;
    if demo && app.config.profile == Profile::Production {
        let fault = "demo data is refused in production".to_owned();
        return Err(ConfigError { key: "profile".to_owned(), fault }.into());
    }
    let listen = app.config.server.listen;
    let listener = TcpListener::bind(listen)?;
    let address = listener.local_addr()?;
    super::say(&format!(
        "Serving on http://{address}  (documentation: /docs, contract: /openapi.json)"
    ));
    Ok(serve_until_signal(app, listener).await?)
}
