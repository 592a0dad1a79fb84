//! The second factor of whoever tries: each has a seed of their own.

use serde_json::{Value, json};
use tests::{Service, world};

use super::cast::Person;
use crate::totp::{code, enrolled};

/// The body for an operation on one's own second factor, which is first brought into the state that it needs.
pub(super) async fn body(service: &Service, person: &Person<'_>, operation: &str) -> Option<Value> {
    let account = person.who?.account()?;
    for table in ["recovery_code", "account_totp"] {
        let sql = format!("DELETE FROM {table} WHERE account_id = $1");
        service.force(&sql, vec![account.0.into()]).await;
    }
    match operation {
        "enrolTotp" => Some(json!({})),
        "confirmTotp" => {
            let seed = person.caller.post("/v1/me/totp", json!({})).await.expect(200);
            Some(json!({ "code": code(&seed["secret"], service.now()) }))
        }
        _ => {
            let (_, codes) = enrolled(service, &person.caller).await;
            Some(json!({ "password": world::PASSWORD, "code": codes[0] }))
        }
    }
}
