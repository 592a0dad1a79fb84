//! `lianjian serve`: the server, with the demo neighbourhood where it is asked for.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use super::{Fault, Prepared};
use crate::{
    app::App,
    config::{ConfigError, Profile},
    demo::{self, Presence},
    http::Problem,
    serve::serve_until_signal,
};

pub(super) async fn run(prepared: Prepared, demo: bool) -> Result<(), Fault> {
    let app = prepared.app;
    if demo && app.config.profile == Profile::Production {
        let fault = "demo data is refused in production".to_owned();
        return Err(ConfigError { key: "profile".to_owned(), fault }.into());
    }
    without_demo_in_production(&app).await?;
    let listen = app.config.server.listen;
    let listener = TcpListener::bind(listen)
        .map_err(|error| Fault::Refused(format!("cannot listen on {listen}: {error}")))?;
    let address = listener.local_addr()?;
    if demo {
        load(&app).await?;
    }
    super::say(&format!(
        "Serving on http://{address}  (documentation: /docs, contract: /openapi.json)"
    ));
    if demo {
        let base = format!("http://{}", near(address));
        super::print(&demo::greeting(&app, &base).await.map_err(Problem::from)?);
    }
    Ok(serve_until_signal(app, listener).await?)
}

/// Refuses to serve people of the demo neighbourhood, whose password everyone knows, in production.
async fn without_demo_in_production(app: &App) -> Result<(), Fault> {
    if app.config.profile != Profile::Production {
        return Ok(());
    }
    match demo::presence(app).await.map_err(Problem::from)? {
        Presence::Empty | Presence::Other => Ok(()),
        Presence::Whole | Presence::Part => {
            let fault = "the database holds the demo neighbourhood, which production refuses";
            Err(ConfigError { key: "database.url".to_owned(), fault: fault.to_owned() }.into())
        }
    }
}

/// Loads the demo neighbourhood unless it is there already.
async fn load(app: &App) -> Result<(), Fault> {
    match demo::presence(app).await.map_err(Problem::from)? {
        Presence::Whole => Ok(()),
        Presence::Empty => {
            Ok(demo::load(app, demo::SEED, &super::say).await.map_err(Problem::from)?)
        }
        Presence::Part => Err(Fault::Refused(
            "loading the demo neighbourhood was broken off; begin again with an empty database"
                .to_owned(),
        )),
        Presence::Other => Err(Fault::Refused(
            "the demo neighbourhood needs an empty database, and this one is in use".to_owned(),
        )),
    }
}

/// Where this machine itself reaches the server.
fn near(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()))
    } else {
        address
    }
}
