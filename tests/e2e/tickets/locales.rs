//! Search finds Chinese words whatever the locale of a PostgreSQL database is.

use serde_json::json;
use tests::{Database, Kind, Service};

use super::searching::found;

/// What `createdb` is told; ICU where PostgreSQL was built with it, which came with its version 15.
const LOCALES: [&[&str]; 3] = [
    &["--locale-provider=icu", "--icu-locale=zh-CN", "--locale=C.UTF-8"],
    &["--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"],
    &["--locale=C.UTF-8"],
];

async fn finds(database: Database) {
    let service = Service::on(database, |_| {}).await;
    let text = json!({ "description": "三号楼电梯异响,Lift运行时抖动" });
    let case = service.submit("resident", text).await;
    for (text, wanted) in [
        ("电梯", true),
        ("梯", true),
        ("异响", true),
        ("电梯 抖动", true),
        ("lift", true),
        ("LIFT", true),
        ("梯电", false),
        ("漏水", false),
        ("楼电", true),
    ] {
        let ids = found(&service, "branch", &format!("q={text}")).await;
        assert_eq!(ids.contains(&case.id), wanted, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_under_every_locale() {
    if tests::left_out(Kind::Postgres) {
        return;
    }
    for arguments in LOCALES {
        match Database::made_with(arguments).await {
            Ok(database) => finds(database).await,
            Err(reason) => {
                let unknown = ["ICU is not supported", "unrecognized option"];
                assert!(
                    arguments.len() > 1 && unknown.iter().any(|word| reason.contains(word)),
                    "{reason}"
                );
            }
        }
    }
}
