//! In every state and for everyone, an action is refused exactly when it is not in `allowed_actions`.

use serde_json::{Value, json};
use tests::{Case, Kind, Reply, Service, minimal, served_by_both, world};

use super::{cast::Person, enlist, files, stories};

served_by_both!(what_is_not_allowed_is_refused_and_what_is_allowed_is_done);

/// Every state, and what stands behind it.
const STORIES: &[&str] = &[
    "submitted",
    "public",
    "submitted in the bare estate",
    "for a caller of the client",
    "raised to the community",
    "raised to the street",
    "raised to the district",
    "to a worker",
    "to the enterprise",
    "to a volunteer",
    "in the pool",
    "in the pool and reported by a volunteer",
    "to a department in the bare estate",
    "accepted by a worker whom a volunteer helps",
    "accepted by a manager",
    "accepted out of the pool",
    "accepted by a department",
    "supervised in two hands",
    "a suspension was asked for",
    "an order was returned",
    "a duty is disputed",
    "a question is open",
    "an order of the community",
    "suspended",
    "merged",
    "split",
    "closed for a caller of the hotline",
    "a matter of two communities",
    "a whistle blown",
    "a whistle approved",
    "a whistle finished by one",
    "resolved",
    "resolved for a caller of the hotline",
    "resolved by those who would follow up",
    "resolved for good",
    "rated as solved",
    "closed",
    "withdrawn",
    "declined",
    "declined for a caller of the hotline",
];

/// The words of `allowed_actions`.
const ACTIONS: [&str; 41] = [
    "dispatch",
    "redispatch",
    "accept",
    "refuse",
    "progress",
    "resolve",
    "rate",
    "follow_up",
    "reopen",
    "close",
    "withdraw",
    "decline",
    "object",
    "supervise",
    "answer",
    "amend",
    "raise",
    "span",
    "unspan",
    "report_part",
    "withdraw_supervision",
    "request_suspension",
    "request_extension",
    "request_return",
    "dispute",
    "rule",
    "resume",
    "ask",
    "reply",
    "blow_whistle",
    "approve_whistle",
    "report_in",
    "finish_task",
    "rate_department",
    "merge",
    "unmerge",
    "split",
    "support",
    "renew",
    "share_status",
    "attach",
];

/// Those in and around the estates of the stories, and some from elsewhere.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "admin", "resident", "neighbour", "both", "dispatcher", "worker", "worker2", "manager", "volunteer", "volunteer2", "branch",
    "committee", "grid", "community", "secretary", "specialist", "hotline", "department", "police", "property-office", "street", "district", "auditor",
    "bare-resident", "bare-branch", "next-branch", "next-community", "client", "former", "other-dispatcher", "nobody",
];

async fn what_is_not_allowed_is_refused_and_what_is_allowed_is_done(service: Service) {
    let people = enlist::everyone(&service).await;
    let trying: Vec<_> = people.iter().filter(|p| PEOPLE.contains(&p.name.as_str())).collect();
    assert_eq!(trying.len(), PEOPLE.len());
    let mut faults = Vec::new();
    for story in STORIES {
        let mut found = one_story(&service, story, &trying).await;
        found.iter_mut().for_each(|fault| fault.insert_str(0, &format!("{story}: ")));
        faults.extend(found);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// First everything that is refused, on one ticket, which it leaves as it is; then what is possible, each on its own.
async fn one_story(service: &Service, story: &str, people: &[&Person<'_>]) -> Vec<String> {
    let case = stories::ticket(service, story).await;
    let before = service.journal_length().await;
    let (mut faults, mut possible) = (Vec::new(), Vec::new());
    for person in people {
        let seen = person.caller.get(&case.path()).await;
        let allowed = words(&seen);
        let unknown = allowed.iter().find(|word| !ACTIONS.contains(&word.as_str()));
        assert_eq!(unknown, None, "{story}, {}", person.name);
        // What cannot be seen is looked up the same way for every action: here once, on the other engine for each.
        let each = seen.status.is_success() || service.database.kind == Kind::Sqlite;
        for action in ACTIONS.into_iter().filter(|action| each || *action == "supervise") {
            if allowed.iter().any(|word| word == action) {
                possible.push((*person, action));
            } else {
                faults.extend(refused(&case, person, action, &seen).await);
            }
        }
    }
    if service.journal_length().await != before {
        faults.push("a refusal is in the journal".to_owned());
    }
    for (person, action) in possible {
        let case = stories::ticket(service, story).await;
        faults.extend(done(&case, person, action).await);
    }
    faults
}

fn words(seen: &Reply) -> Vec<String> {
    let words = seen.json["allowed_actions"].as_array();
    words.into_iter().flatten().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// What the person is told; of several supervisions about the first that lets itself be answered.
async fn tried(case: &Case<'_>, person: &Person<'_>, action: &str, body: Value) -> Reply {
    if action == "attach" {
        let call = person.caller.request("POST", &format!("{}/attachments", case.path()));
        return files::sent(call).await;
    }
    let (list, word) = match action {
        "answer" => ("supervisions", "answer"),
        "withdraw_supervision" => ("supervisions", "withdraw"),
        "rule" => ("requests", "rule"),
        "approve_whistle" => ("whistles", "approve"),
        "report_in" => ("whistles", "report-in"),
        "finish_task" => ("whistles", "finish"),
        "rate_department" => ("whistles", "rate"),
        "blow_whistle" => {
            let path = format!("{}/whistles", case.path());
            return person.caller.post(&path, body).await;
        }
        _ => return person.caller.post(&case.action_path(action), body).await,
    };
    let mut reply = None;
    for number in [2, 1] {
        let path = format!("{}/{list}/{number}/{word}", case.path());
        let answered = person.caller.post(&path, body.clone()).await;
        if answered.status.is_success() {
            return answered;
        }
        reply = Some(answered);
    }
    reply.unwrap()
}

/// 404 for whoever may not know of the ticket; a conflict says what stands in the way and what may be done instead.
async fn refused(
    case: &Case<'_>,
    person: &Person<'_>,
    action: &str,
    seen: &Reply,
) -> Option<String> {
    let reply = tried(case, person, action, body(action)).await;
    let status = reply.status.as_u16();
    let fine = match status {
        404 => {
            let numbered = ["answer", "withdraw_supervision", "rule"].contains(&action);
            !seen.status.is_success() || numbered
        }
        403 => seen.status.is_success(),
        409 => {
            seen.status.is_success()
                && reply.json["state"] == seen.json["state"]
                && reply.json["allowed_actions"] == seen.json["allowed_actions"]
        }
        _ => false,
    };
    (!fine).then(|| format!("{} may not {action}, got {status}: {}", person.name, reply.text()))
}

async fn done(case: &Case<'_>, person: &Person<'_>, action: &str) -> Option<String> {
    let body = match action {
        "merge" => json!({ "into": beside(case).await }),
        "span" => json!({ "area_ids": [world::area("other-community")], "reason": "两个街道" }),
        other => body(other),
    };
    let reply = tried(case, person, action, body).await;
    let done = reply.status.is_success();
    (!done).then(|| format!("{} may {action}, got {}", person.name, reply.text()))
}

/// Another ticket of the same estate.
async fn beside(case: &Case<'_>) -> String {
    let bare = json!(world::estate("bare-estate"));
    let is_bare = case.seen_by("district").await["estate_id"] == bare;
    let story = if is_bare { "submitted in the bare estate" } else { "submitted" };
    stories::ticket(case.service, story).await.id
}

fn body(action: &str) -> Value {
    match action {
        "merge" => json!({}),
        "dispatch" => json!({ "to": { "pool": true } }),
        "redispatch" => json!({ "to": { "pool": true }, "reason": "原承办人休假" }),
        other => minimal(other),
    }
}
