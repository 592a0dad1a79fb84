//! A request of anyone, as it came in.

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use kernel::{Code, Language, Moment};

use crate::{
    app::App,
    ctx::conditions,
    http::{Attempt, Problem, language},
};

/// A request, with proof of identity or without.
pub trait Asked {
    fn app(&self) -> &App;
    fn request(&self) -> &HttpRequest;
}

/// A request without proof of identity.
#[derive(Debug, Clone)]
pub struct Guest {
    pub app: web::Data<App>,
    pub now: Moment,
    pub request: HttpRequest,
}

impl Guest {
    /// The time is sampled here.
    pub(crate) fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let app = request.app_data::<web::Data<App>>().ok_or(Code::InternalError)?.clone();
        Ok(Self { now: app.clock.now(), app, request: request.clone() })
    }

    pub fn reader(&self) -> &persistence::Reader {
        self.app.store.reader()
    }

    pub fn language(&self) -> Language {
        language(self.request.headers())
    }

    /// Counts an attempt by the address that it comes from.
    pub fn limit(&self, one: Attempt) -> Result<(), Problem> {
        Ok(self.app.limiter.attempt(one, &self.request)?)
    }
}

impl Asked for Guest {
    fn app(&self) -> &App {
        &self.app
    }

    fn request(&self) -> &HttpRequest {
        &self.request
    }
}

impl FromRequest for Guest {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let guest = || {
            conditions(request.headers())?;
            Self::of(request)
        };
        std::future::ready(guest())
    }
}
