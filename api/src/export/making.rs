//! A file that is sent while it is made.

use std::io;

use actix_web::web::Bytes;
use futures_util::{Stream, stream::try_unfold};

/// A file in the making.
pub(crate) trait Making {
    /// Writes on; `false` once all is written.
    async fn go_on(&mut self) -> io::Result<bool>;
    /// What was written since it was last taken.
    fn take(&mut self) -> Bytes;
}

/// The bytes as they are made. An answer that breaks off was no whole file.
pub(crate) fn written(work: impl Making) -> impl Stream<Item = io::Result<Bytes>> {
    try_unfold((work, true), async |(mut work, mut more)| {
        while more {
            let went = work.go_on().await;
            more = went.inspect_err(|error| tracing::error!(%error, "a file broke off"))?;
            let bytes = work.take();
            if !bytes.is_empty() {
                return Ok(Some((bytes, (work, more))));
            }
        }
        Ok::<_, io::Error>(None)
    })
}
