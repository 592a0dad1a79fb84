//! What several attach at once is counted once, and never beyond what there is room for.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Service, served_by_both};

use super::{files, send};
use crate::{
    attachments::pdf,
    ratings::findings::{self, found},
};

served_by_both!(many_at_once_fill_it_to_the_last);

async fn many_at_once_fill_it_to_the_last(service: Service) {
    let path = findings::path(&found(&service, json!({})).await);
    for _ in 0..14 {
        send(&service, "manager", &path, pdf()).await.expect(201);
    }
    let names = ["manager", "property-office"].repeat(8);
    let replies = join_all(names.iter().map(|name| send(&service, name, &path, pdf()))).await;
    let (done, rest): (Vec<_>, Vec<_>) = replies.into_iter().partition(|one| one.status == 201);
    assert_eq!(done.len(), 6 + 8);
    for reply in rest {
        reply.refused(422, "attachments_full");
    }
    let numbers: Vec<Value> =
        files(&service, "manager", &path).await.iter().map(|one| one["number"].clone()).collect();
    let all: Vec<u32> = (1..=28).collect();
    assert_eq!(json!(numbers), json!(all));
}
