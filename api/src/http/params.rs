//! Path and query values (named apart from actix's own, which the contract's macros would take them for): malformed ones are 400, and the answer says which.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use kernel::{Fault, Refusal, clean};
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::Problem;

/// The id in the path.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: std::str::FromStr> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let value = request.match_info().iter().next();
        ready(match value {
            Some((name, text)) => text.parse().map(Id).map_err(|_| fault(name)),
            None => Err(fault("id")),
        })
    }
}

/// Several values in the path.
#[derive(Debug, Clone, Copy)]
pub struct Ids<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Ids<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = web::Path::<T>::from_request(request, payload).into_inner();
        ready(read.map(|path| Self(path.into_inner())).map_err(|_| fault("path")))
    }
}

/// How the contract shows an id in a path.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "read by the contract alone")]
pub struct IdPath {
    /// The id that the server gave, a UUID.
    #[param(value_type = String, format = "uuid", max_length = 36, example = "0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3c")]
    id: kernel::Uuid,
}

/// The query of a request.
#[derive(Debug, Clone)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Params<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map(Params))
    }
}

/// The query of a request in two parts, the second of which has its own names.
#[derive(Debug, Clone)]
pub struct Both<A, B>(pub A, pub B);

impl<A: DeserializeOwned, B: DeserializeOwned + IntoParams> FromRequest for Both<A, B> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(both(request.query_string()))
    }
}

fn both<A: DeserializeOwned, B: DeserializeOwned + IntoParams>(
    query: &str,
) -> Result<Both<A, B>, Problem> {
    let names: Vec<String> = B::into_params(|| None).into_iter().map(|one| one.name).collect();
    let own = |pair: &&str| {
        web::Query::<Vec<(String, String)>>::from_query(pair)
            .is_ok_and(|named| named.iter().any(|(name, _)| names.contains(name)))
    };
    let (of_b, of_a): (Vec<&str>, Vec<&str>) = query.split('&').partition(own);
    Ok(Both(read(&of_a.join("&"))?, read(&of_b.join("&"))?))
}

/// A query that someone keeps for later.
pub fn read_kept<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    read(query)
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs =
        web::Query::<Vec<(String, String)>>::from_query(query).map_err(|_| fault("query"))?;
    for (name, value) in pairs.iter() {
        if clean(value).is_err() || clean(name).is_err() {
            return Err(fault(name));
        }
    }
    let typed = web::Query::<T>::from_query(query).map_err(|error| {
        let parts = query.split('&').filter(|part| !part.is_empty());
        let alone = parts.zip(pairs.iter());
        let wrong = alone.filter(|(pair, _)| web::Query::<T>::from_query(pair).is_err());
        let text = error.to_string();
        let twice = text.strip_prefix("Query deserialize error: duplicate field `");
        let twice = twice.and_then(|rest| rest.split('`').next());
        let name = wrong.map(|(_, (name, _))| name.as_str()).next().or(twice);
        fault(name.unwrap_or("query"))
    })?;
    Ok(typed.into_inner())
}

fn fault(name: &str) -> Problem {
    let name: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(60).collect();
    Refusal::malformed(name, Fault::Format).into()
}

#[cfg(test)]
mod tests {
    use kernel::At;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read counts")]
    struct Query {
        text: Option<String>,
        number: Option<i64>,
    }

    /// The parameter that a query is refused for.
    fn refused(query: &str) -> Option<String> {
        match &read::<Query>(query).err()?.refusal.errors.first()?.at {
            At::Parameter(name) => Some(name.clone()),
            At::Pointer(_) | At::Header(_) => None,
        }
    }

    #[test]
    fn a_query_is_refused_for_the_parameter_that_is_wrong() {
        for (query, name) in [
            ("", None),
            ("text=%E5%AE%B6&number=5", None),
            ("text=a%00b", Some("text")),
            ("text=%E2%80%AE", Some("text")),
            ("text=a&number=x", Some("number")),
            ("&&number=x", Some("number")),
            ("number=1&number=2", Some("number")),
            ("text=a&other=b", Some("other")),
        ] {
            assert_eq!(refused(query).as_deref(), name, "{query}");
        }
    }
}
