//! Files in an S3-compatible store: what is sent there, what comes back, and what is said when it does not answer.

use std::{
    collections::BTreeMap,
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::ServerHandle,
    http::Method,
    rt::System,
    web::{Bytes, Data, PayloadConfig, to},
};
use serde_json::json;
use tests::{Database, Kind, Service, served_by_both};

use super::{attached, fetched, jpeg, pdf, send};

served_by_both!(files_lie_in_a_bucket, a_store_that_fails_is_told_as_503);

/// What a bucket holds, and whether it answers.
#[derive(Debug, Default)]
struct Shelf {
    objects: Mutex<BTreeMap<String, Bytes>>,
    down: AtomicBool,
}

impl Shelf {
    fn names(&self) -> Vec<String> {
        self.objects.lock().unwrap().keys().cloned().collect()
    }
}

/// A store on this machine; it is stopped when it is dropped.
#[derive(Debug)]
struct Bucket {
    url: String,
    shelf: Data<Shelf>,
    handle: ServerHandle,
}

impl Bucket {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shelf = Data::from(Arc::new(Shelf::default()));
        let (also, (tell, told)) = (shelf.clone(), std::sync::mpsc::channel());
        std::thread::spawn(move || {
            System::new().block_on(async move {
                let app = move || {
                    let limit = PayloadConfig::new(32 * 1024 * 1024);
                    App::new().app_data(also.clone()).app_data(limit).default_service(to(serve))
                };
                let server = HttpServer::new(app).workers(1).listen(listener).unwrap().run();
                tell.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        Self { url, shelf, handle: told.recv().unwrap() }
    }

    /// A server whose files lie here.
    async fn served(&self, kind: Kind) -> Service {
        let endpoint = self.url.clone();
        Service::on(Database::inhabited(kind, false).await, move |config| {
            config.attachments.url = "s3://photos/lianjian/one".to_owned();
            let options = [
                ("aws_endpoint", endpoint.as_str()),
                ("aws_region", "cn-south"),
                ("aws_access_key_id", "KEY"),
                ("aws_secret_access_key", "secret"),
                ("allow_http", "true"),
            ];
            config.attachments.options =
                options.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        })
        .await
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

async fn serve(request: HttpRequest, body: Bytes, shelf: Data<Shelf>) -> HttpResponse {
    if shelf.down.load(Ordering::SeqCst) {
        return HttpResponse::ServiceUnavailable().finish();
    }
    let signed = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    let signed = signed.is_some_and(|text| {
        text.starts_with("AWS4-HMAC-SHA256 Credential=KEY/")
            && text.contains("/cn-south/s3/aws4_request")
    });
    if !signed || !request.headers().contains_key("x-amz-content-sha256") {
        return HttpResponse::Forbidden().finish();
    }
    let (name, mut objects) = (request.path().to_owned(), shelf.objects.lock().unwrap());
    match *request.method() {
        Method::PUT => {
            objects.insert(name, body);
            HttpResponse::Ok().insert_header(("etag", "\"1\"")).finish()
        }
        Method::GET => match objects.get(&name) {
            Some(found) => HttpResponse::Ok()
                .insert_header(("etag", "\"1\""))
                .insert_header(("last-modified", "Sun, 01 Mar 2026 01:00:00 GMT"))
                .body(found.clone()),
            None => HttpResponse::NotFound().finish(),
        },
        Method::DELETE => {
            objects.remove(&name);
            HttpResponse::NoContent().finish()
        }
        _ => HttpResponse::MethodNotAllowed().finish(),
    }
}

async fn files_lie_in_a_bucket(service: Service) {
    let bucket = Bucket::start();
    let service = bucket.served(service.database.kind).await;
    let case = service.submit("resident", json!({})).await;
    let photo = attached(&case, "resident", "before", jpeg()).await;
    let paper = attached(&case, "resident", "evidence", pdf()).await;
    let plain = |id: &str| id.replace('-', "");
    let name = |id: &str, end| format!("/photos/lianjian/one/{}/{}{end}", &id[..6], plain(id));
    assert_eq!(
        bucket.shelf.names(),
        [name(&photo, ""), name(&photo, ".thumbnail"), name(&paper, "")]
    );
    assert_eq!(fetched(&service, "branch", &paper, "url").await.body, pdf());
    let small = fetched(&service, "branch", &photo, "thumbnail_url").await;
    assert_eq!((small.status.as_u16(), small.header("content-type")), (200, "image/jpeg"));
    let path = format!("/v1/attachments/{photo}/delete");
    service.as_("resident").post(&path, json!({ "reason": "拍错了" })).await.expect(204);
    service.run_jobs().await;
    assert_eq!(bucket.shelf.names(), [name(&paper, "")]);
    bucket.shelf.objects.lock().unwrap().clear();
    fetched(&service, "resident", &paper, "url").await.refused(404, "not_found");
}

async fn a_store_that_fails_is_told_as_503(service: Service) {
    let bucket = Bucket::start();
    let service = bucket.served(service.database.kind).await;
    let case = service.submit("resident", json!({})).await;
    let paper = attached(&case, "resident", "evidence", pdf()).await;
    bucket.shelf.down.store(true, Ordering::SeqCst);
    send(&case, "resident", "other", pdf()).await.refused(503, "files_unavailable");
    fetched(&service, "resident", &paper, "url").await.refused(503, "files_unavailable");
    assert_eq!(case.history().await, ["submit", "attach"]);
    let path = format!("/v1/attachments/{paper}/delete");
    service.as_("resident").post(&path, json!({ "reason": "拍错了" })).await.expect(204);
    service.run_jobs().await;
    assert_eq!(bucket.shelf.names().len(), 1, "what could not be cleared away is left to later");
    bucket.shelf.down.store(false, Ordering::SeqCst);
    service.pass(chrono::TimeDelta::hours(2));
    service.run_jobs().await;
    assert_eq!(bucket.shelf.names(), Vec::<String>::new());
}
