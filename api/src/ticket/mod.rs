//! The ticket over HTTP: point-order → dispatch → accept → supervise.

mod accept;
mod amend;
mod answer_supervision;
mod category;
mod close;
mod decline;
mod dispatch;
mod follow_up;
mod get;
mod list;
mod list_params;
mod object;
mod progress;
mod rate;
mod redispatch;
mod refuse;
mod reopen;
mod resolve;
mod step;
mod submit;
mod supervise;
mod timeline;
mod view;
mod view_parts;
mod view_records;
mod withdraw;

pub(crate) use step::take;
pub(crate) use submit::{NewLocation, NewPerson, NewTicket, file};

use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation of the module.
pub(crate) fn operations(config: &mut ServiceConfig<'_>) {
    config
        .service(submit::submit)
        .service(list::list)
        .service(get::get)
        .service(timeline::timeline)
        .service(dispatch::dispatch)
        .service(redispatch::redispatch)
        .service(accept::accept)
        .service(refuse::refuse)
        .service(progress::progress)
        .service(resolve::resolve)
        .service(rate::rate)
        .service(follow_up::follow_up)
        .service(reopen::reopen)
        .service(close::close)
        .service(withdraw::withdraw)
        .service(decline::decline)
        .service(object::object_to_decline)
        .service(supervise::supervise)
        .service(answer_supervision::answer_supervision)
        .service(amend::amend);
    category::operations(config);
}
