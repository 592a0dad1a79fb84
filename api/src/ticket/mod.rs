//! The ticket over HTTP: point-order → dispatch → accept → supervise.

mod accept;
mod amend;
mod answer_supervision;
mod ask;
mod cards;
mod category;
mod clocks;
mod close;
mod decline;
mod degrees;
mod descend;
mod dispatch;
mod dispute;
mod filing;
mod follow_up;
mod get;
mod list;
mod list_params;
mod list_parts;
mod list_suspended;
mod merge;
mod object;
mod progress;
mod raise;
mod rate;
mod redispatch;
mod refuse;
mod register_call;
mod renew;
mod reopen;
mod reply;
mod report_part;
mod request_extension;
mod request_return;
mod request_suspension;
mod resolve;
mod resume;
mod rule;
mod span;
mod split;
mod step;
mod submit;
mod suggest_duplicates;
mod supervise;
mod support;
mod timeline;
mod unmerge;
mod unspan;
mod view;
mod view_parts;
mod view_records;
mod whistle;
mod withdraw;
mod withdraw_supervision;

pub(crate) use cards::follow;
pub(crate) use degrees::{check_latitude, check_longitude, six_places};
pub(crate) use filing::{file, filed_before, prepared};
pub(crate) use list_params::ListParams;
pub(crate) use raise::raising;
pub(crate) use register_call::may_register;
pub(crate) use renew::again;
pub(crate) use split::{NewPart, divide};
pub(crate) use step::{take, told};
pub(crate) use submit::{NewLocation, NewMeeting, NewPerson, NewTicket};
pub(crate) use supervise::asked;
pub(crate) use view_parts::TicketOutageView;

use crate::routes::Registry;

/// Every operation of the module.
pub(crate) fn operations(config: &mut impl Registry) {
    config
        .service(submit::submit)
        .service(register_call::register)
        .service(list::list)
        .service(get::get)
        .service(timeline::timeline)
        .service(clocks::clocks_of_ticket)
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
        .service(withdraw_supervision::withdraw_supervision)
        .service(raise::raise)
        .service(amend::amend)
        .service(request_suspension::request_suspension)
        .service(request_extension::request_extension)
        .service(request_return::request_return)
        .service(dispute::dispute)
        .service(rule::rule)
        .service(resume::resume)
        .service(ask::ask)
        .service(reply::reply)
        .service(list_suspended::list_suspended);
    related(config);
    whistle::operations(config);
    category::operations(config);
}

/// What is done about several tickets on the same matter.
fn related(config: &mut impl Registry) {
    config
        .service(merge::merge)
        .service(span::span)
        .service(unspan::unspan)
        .service(report_part::report_part)
        .service(unmerge::unmerge)
        .service(split::split)
        .service(list_parts::list_parts)
        .service(support::support)
        .service(renew::renew)
        .service(suggest_duplicates::suggest_duplicates);
}
