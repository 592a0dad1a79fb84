//! What every endpoint keeps to: bodies, parameters, answers, problems, pages, limits.

mod answer;
mod body;
mod body_fault;
mod cursor;
mod day;
mod fallback;
mod json;
mod limit;
mod params;
mod problem;
mod shield;
mod trace;

pub(crate) use answer::Head;
pub use answer::{Answer, Versioned, created_at};
pub(crate) use body::shaped;
pub use body::{Body, BodyDigest, Empty, Intake, Late, intake, read_limited};
pub use cursor::{Include, MOST_COUNTED, Page, PageParams, Paging, page, page_of};
pub use day::{day, day_or_none};
pub use fallback::{RouteMap, fallback};
pub(crate) use json::given;
pub use limit::{Allowance, Attempt, Limiter};
pub use params::{Both, Id, IdPath, Ids, Params, read_kept};
pub use problem::{
    Problem, ProblemBody, ProblemField, headers as problem_headers, status_of, taken,
};
pub use shield::{render, shield};
pub use trace::{Trace, language};
