//! Identity over HTTP: signing in, accounts, duties and clients.

mod account;
mod admit;
mod client;
mod duty;
mod login;
mod logout;
mod me;
mod operator;
mod password;
mod phone;
mod record;
mod refresh;
mod scope;
mod session;
mod token;
mod totp;
mod wechat;

pub(crate) use client::{NewClient, add as add_client, new_secret};
pub(crate) use duty::{GrantBody, give};
pub(crate) use operator::{install, new_row};
pub(crate) use phone::claim;
pub(crate) use record::{create as add_account, record};
pub(crate) use scope::{areas, merged};
pub(crate) use totp::{enrolled, forget as forget_totp};

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(login::login)
        .service(refresh::refresh)
        .service(logout::logout)
        .service(me::me)
        .service(password::change)
        .service(token::issue_token);
    phone::operations(config);
    wechat::operations(config);
    totp::operations(config);
    account::operations(config);
    duty::operations(config);
    client::operations(config);
}
