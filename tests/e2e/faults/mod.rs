//! `kill -9` under load: what was answered is there, once and whole; and a build that answers before its commit is caught.

mod load;
mod recount;

use std::sync::Arc;

use tests::{Database, Kind, Process, under_test};

use load::{Log, load, settle};
use recount::{Recount, recount};

/// How often the server is killed.
const KILLS: usize = 20;

/// Kills a server under load, again and again, and counts at the end what is left of what it answered. `answers` says
/// after how many answers each kill comes: at once with the last of them, while the other clients are waiting.
async fn killed(kind: Kind, faults: &[(&str, &str)], answers: &[usize]) -> (Log, Recount) {
    let database = Database::inhabited(kind, true).await;
    let mut log = Log::default();
    for (round, answers) in answers.iter().enumerate() {
        let server = Arc::new(Process::start(under_test!(), &database.url, faults).await);
        let token = server.sign_in("resident").await.token().to_owned();
        settle(&server, &token, &mut log).await;
        let (clients, mut answered) = load(&server, &token, round);
        for answer in 0..*answers {
            let next = answered.recv().await;
            assert!(next.is_some(), "round {round} broke off after {answer} answers");
        }
        server.kill();
        clients.join_all().await.into_iter().for_each(|known| log.take(known));
    }
    let server = Process::start(under_test!(), &database.url, faults).await;
    let token = server.sign_in("resident").await.token().to_owned();
    settle(&server, &token, &mut log).await;
    drop(server);
    let recount = recount(&database, &log).await;
    (log, recount)
}

async fn nothing_is_lost(kind: Kind) {
    if tests::left_out(kind) {
        return;
    }
    let answers: Vec<usize> = (0..KILLS).map(|round| 30 + 7 * round % 60).collect();
    let (log, recount) = killed(kind, &[], &answers).await;
    assert_eq!(log.refused(), 0, "nothing was refused");
    assert!(log.unknown > 0, "no kill met a request in flight");
    assert_eq!(recount, Recount::default(), "of {} answered writes", log.answered());
}

/// The control: it must find a loss, or the test above is blind. (No more answers than clients: what was answered early
/// cannot be withdrawn yet.)
async fn an_early_answer_is_found_out(kind: Kind) {
    if tests::left_out(kind) {
        return;
    }
    let (log, recount) = killed(kind, &[("FAULT_ANSWER_EARLY_MS", "500")], &[8, 5]).await;
    assert!(recount.lost > 0, "{recount:?} of {} answered writes", log.answered());
}

mod killing_loses_nothing {
    use tests::Kind;

    #[tokio::test(flavor = "multi_thread")]
    async fn sqlite() {
        super::nothing_is_lost(Kind::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn postgres() {
        super::nothing_is_lost(Kind::Postgres).await;
    }
}

mod answering_early_is_found_out {
    use tests::Kind;

    #[tokio::test(flavor = "multi_thread")]
    async fn sqlite() {
        super::an_early_answer_is_found_out(Kind::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn postgres() {
        super::an_early_answer_is_found_out(Kind::Postgres).await;
    }
}
