//! How one wants to be told.

use serde_json::{Value, json};
use tests::{Service, served_by_both};

use super::prefers;

const PATH: &str = "/v1/me/notice-preferences";

served_by_both!(one_says_how_to_be_told, what_makes_no_sense_is_refused);

async fn one_says_how_to_be_told(service: Service) {
    let resident = service.as_("resident");
    let usual = resident.get(PATH).await.expect(200);
    let wanted = json!({
        "language": null, "channels": [], "mail": null, "quiet_from": "22:00", "quiet_until": "08:00",
    });
    assert_eq!(usual, wanted);
    prefers(&service, "resident", json!(["mail", "sms", "mail"])).await;
    let said = resident.get(PATH).await.expect(200);
    assert_eq!(
        (&said["channels"], &said["mail"]),
        (&json!(["sms", "mail"]), &json!("li@example.org"))
    );
    assert_eq!(service.as_("neighbour").get(PATH).await.expect(200), wanted);
    let journal = "SELECT COUNT(*) FROM journal_detail WHERE detail LIKE '%example.org%'";
    assert_eq!(service.count(journal).await, 0);
    resident.post(PATH, json!({ "channels": [] })).await.expect(200);
    let said = resident.get(PATH).await.expect(200);
    assert_eq!((&said["mail"], &said["quiet_from"]), (&Value::Null, &Value::Null));
}

async fn what_makes_no_sense_is_refused(service: Service) {
    for (body, pointer, fault) in [
        (json!({ "channels": ["mail"] }), "#/mail", "required"),
        (json!({ "channels": ["mail"], "mail": "nobody" }), "#/mail", "format"),
        (json!({ "channels": [], "mail": "a@b\r\nBcc: c@d" }), "#/mail", "control_character"),
        (json!({ "channels": [], "quiet_from": "22:00" }), "#/quiet_until", "required"),
        (json!({ "channels": [], "quiet_until": "08:00" }), "#/quiet_from", "required"),
        (
            json!({ "channels": [], "quiet_from": "24:00", "quiet_until": "08:00" }),
            "#/quiet_from",
            "format",
        ),
        (json!({}), "#/channels", "required"),
        (json!({ "channels": ["pigeon"] }), "#/channels/0", "choice"),
        (json!({ "channels": [], "language": "fr" }), "#/language", "choice"),
    ] {
        service.as_("resident").post(PATH, body).await.invalid(pointer, fault);
    }
    service.as_("client").get(PATH).await.refused(403, "forbidden");
}
