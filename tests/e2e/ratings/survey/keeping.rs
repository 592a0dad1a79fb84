//! What an answer leaves behind: that the premises answered, and one more in the sums; nothing joins the two.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{Kind, Service, served_by_both, world};

use super::{by, by_link, drawn, link, seen, strangers};
use crate::access::digest::{content, difference};

served_by_both!(
    an_answer_is_joined_to_its_premises_nowhere,
    who_said_what_makes_no_difference,
    a_key_keeps_nothing_of_an_answer,
    participation_is_in_no_feed,
);

type Content = BTreeMap<String, String>;

/// The rows that were not there before.
fn added(before: &Content, after: &Content, table: &str) -> Vec<String> {
    let old: Vec<&str> = before[table].lines().collect();
    after[table].lines().filter(|row| !old.contains(row)).map(str::to_owned).collect()
}

async fn an_answer_is_joined_to_its_premises_nowhere(service: Service) {
    let survey = drawn(&service, 8).await;
    let others = strangers(&service, &survey).await;
    let home = json!(world::premises("premises"));
    let secret = link(&service, &survey, &others[0]).await;
    for turn in 0..3 {
        let before = content(&service).await;
        match turn {
            0 => by_link(&service, &secret, json!({ "overall": 1, "cleaning": 2 })).await,
            1 => by(&service, "resident", &survey, &home, json!({ "overall": 5 })).await,
            _ => by(&service, "grid", &survey, &others[1], json!({ "overall": 3 })).await,
        }
        .expect(200);
        let after = content(&service).await;
        let mut changed = difference(&before, &after);
        changed.sort();
        assert_eq!(changed, ["journal", "journal_detail", "survey_invitation", "survey_tally"]);
        for (table, new) in
            [("journal", 1), ("journal_detail", 1), ("survey_invitation", 0), ("survey_tally", 0)]
        {
            let (old, now) = (before[table].lines().count(), after[table].lines().count());
            assert_eq!(now - old, new, "{table} has a row for an answer");
        }
        assert_eq!(added(&before, &after, "survey_invitation").len(), 1, "one flag");
        let entry = added(&before, &after, "journal_detail").concat();
        assert!(["overall", "cleaning", "choice"].iter().all(|word| !entry.contains(word)));
    }
    columns(&service).await;
}

/// The sums have no place for a premises, a person, a time or an order.
async fn columns(service: &Service) {
    let of = async |table: &str| -> Vec<String> {
        let sql = match service.database.kind {
            Kind::Sqlite => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name"),
            Kind::Postgres => format!(
                "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' ORDER BY 1"
            ),
        };
        let rows = service.rows(&sql).await;
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    };
    assert_eq!(of("survey_tally").await, ["counts", "survey_id"]);
    let invitation = of("survey_invitation").await;
    assert_eq!(invitation, ["answered", "id", "link", "premises_id", "survey_id"]);
    let counts: String =
        service.rows("SELECT counts FROM survey_tally").await[0].try_get_by_index(0).unwrap();
    let counts: Value = serde_json::from_str(&counts).unwrap();
    assert_eq!(counts["overall"], json!([1, 0, 1, 0, 1]));
    assert_eq!(service.count("SELECT COUNT(*) FROM survey_tally").await, 1, "one row in all");
}

/// Of two households the one says the best and the other the worst: the other way round the database is the same, but for
/// what is random and the times.
async fn who_said_what_makes_no_difference(service: Service) {
    let survey = drawn(&service, 8).await;
    let others = strangers(&service, &survey).await;
    let mut entries = Vec::new();
    for (at, pair) in [(0, [1, 5]), (2, [5, 1])] {
        let before = content(&service).await;
        for (number, overall) in pair.into_iter().enumerate() {
            let choices = json!({ "overall": overall });
            by(&service, "grid", &survey, &others[at + number], choices).await.expect(200);
        }
        let after = content(&service).await;
        let rows = [added(&before, &after, "journal"), added(&before, &after, "journal_detail")];
        entries.push(rows.map(|rows| rows.iter().map(String::len).collect::<Vec<_>>()));
    }
    let digits = |lengths: &[Vec<usize>; 2]| lengths.iter().flatten().sum::<usize>();
    assert!(digits(&entries[0]).abs_diff(digits(&entries[1])) <= 8, "not even by their lengths");
    assert_eq!(seen(&service, "grid", &survey).await["answered"], 4);
}

async fn a_key_keeps_nothing_of_an_answer(service: Service) {
    let survey = drawn(&service, 4).await;
    let home = json!(world::premises("premises"));
    let to = format!("{}/answers", super::path(&survey));
    let body = json!({ "premises_id": home, "choices": { "overall": 2 } });
    let send = async || {
        let call = service.as_("resident").request("POST", &to);
        call.header("Idempotency-Key", "mine").json(&body).send().await
    };
    send().await.expect(200);
    assert_eq!(service.count("SELECT COUNT(*) FROM idempotency").await, 0);
    assert_eq!(send().await.refused(409, "not_allowed_now")["state"], "answered");
}

async fn participation_is_in_no_feed(service: Service) {
    let survey = drawn(&service, 4).await;
    let one = &strangers(&service, &survey).await[0];
    by(&service, "grid", &survey, one, json!({ "overall": 2 })).await.expect(200);
    for name in ["street", "district", "manager", "resident", "auditor", "grid", "admin"] {
        let feed = service.as_(name).get("/v1/events?limit=100").await.expect(200).to_string();
        assert!(!feed.contains("survey_invitation"), "{name}");
    }
}
