//! Serving: a listener, the routes, the jobs, and a shutdown that finishes what is in flight.

use std::{net::TcpListener, sync::atomic::Ordering, time::Duration};

use actix_web::{App as Actix, HttpServer, dev::Server, middleware::from_fn, web};

use crate::{app::App, feed, figures, http, import, jobs, message, notice, routes, webhook};

/// Starts serving and following the commits; the future ends when the server has stopped.
pub fn serve(app: App, listener: TcpListener) -> std::io::Result<Server> {
    let routes = http::RouteMap::of(openapi::CONTRACT)?;
    let (workers, shutdown) = (app.config.server.workers, app.config.server.shutdown_seconds);
    actix_web::rt::spawn(feed::follow(app.clone()));
    let state = web::Data::new(app);
    let server = HttpServer::new(move || {
        Actix::new()
            .wrap(from_fn(http::shield))
            .app_data(state.clone())
            .app_data(web::Data::new(routes.clone()))
            .configure(routes::operations)
            .configure(routes::always)
            .default_service(web::to(http::fallback))
    })
    .shutdown_timeout(shutdown)
    .keep_alive(Duration::from_secs(75))
    .client_request_timeout(Duration::from_secs(10))
    .disable_signals();
    let server = if workers == 0 { server } else { server.workers(workers) };
    Ok(server.listen(listener)?.run())
}

/// Serves until a signal comes: then new work is refused, work in flight is finished, and the jobs end.
pub async fn serve_until_signal(app: App, listener: TcpListener) -> std::io::Result<()> {
    let server = serve(app.clone(), listener)?;
    let handle = server.handle();
    let jobs = actix_web::rt::spawn(jobs::run(app.clone()));
    let couriers = actix_web::rt::spawn(webhook::serve(app.clone()));
    let notices = actix_web::rt::spawn(notice::serve(app.clone()));
    let messages = actix_web::rt::spawn(message::serve(app.clone()));
    let imports = actix_web::rt::spawn(import::serve(app.clone()));
    let counting = actix_web::rt::spawn(figures::serve(app.clone()));
    let stopping = app.clone();
    actix_web::rt::spawn(async move {
        signal().await;
        stopping.draining.store(true, Ordering::SeqCst);
        stopping.board.close();
        handle.stop(true).await;
    });
    let ended = server.await;
    jobs.abort();
    couriers.abort();
    notices.abort();
    messages.abort();
    imports.abort();
    counting.abort();
    ended
}

async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
