//! Bulletins 支部公告 over HTTP: what a branch makes known to the residents of its estate, and what they reply.

mod answer_reply;
mod change;
mod get;
mod list;
mod list_replies;
mod opinion_view;
mod publish;
mod reply;
mod view;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(publish::publish)
        .service(list::list)
        .service(get::get)
        .service(change::close)
        .service(change::withdraw)
        .service(reply::reply)
        .service(list_replies::list)
        .service(answer_reply::answer);
}
