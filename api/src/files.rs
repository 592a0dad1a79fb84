//! Where the bytes of attachments are kept: a folder, or an S3-compatible store.

use std::{error::Error, io, path::PathBuf, sync::Arc, time::Duration};

use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt as _};
use kernel::{AttachmentId, Code, Fault, Refusal};
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutPayload, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey},
    local::LocalFileSystem,
    path::Path,
};
use serde::{Deserialize, Serialize};
use tokio::sync::{OnceCell, Semaphore};
use utoipa::ToSchema;

use crate::{
    config::{Attachments, Config, beside},
    http::Problem,
};

/// Which bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    Full,
    /// A JPEG of at most 320 by 320 pixels.
    Thumbnail,
}

impl Variant {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Thumbnail => "thumbnail",
        }
    }
}

/// The store, opened when it is first needed, and how much is in work at once.
#[derive(Debug)]
pub struct Files {
    settings: Attachments,
    /// Where nothing else is said.
    folder: PathBuf,
    opened: OnceCell<Place>,
    /// Bytes of uploads in work, by the KiB.
    pub(crate) memory: Arc<Semaphore>,
    encoders: Arc<Semaphore>,
}

#[derive(Debug)]
struct Place {
    store: Box<dyn ObjectStore>,
    prefix: Path,
}

/// The store failed; the text is for the log.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    #[error("attachments: {0}")]
    Store(#[from] object_store::Error),
    #[error("attachments: {0}")]
    Folder(#[from] io::Error),
    #[error("attachments.url: {0}")]
    Address(String),
}

impl From<FilesError> for Problem {
    fn from(error: FilesError) -> Self {
        tracing::error!(%error, "files");
        let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
        while let Some(error) = cause {
            let full = error.downcast_ref::<io::Error>().map(io::Error::kind);
            if full == Some(io::ErrorKind::StorageFull) {
                return Refusal::new(Code::StorageExhausted).after(30).into();
            }
            cause = error.source();
        }
        Refusal::new(Code::FilesUnavailable).after(5).into()
    }
}

impl Files {
    pub fn new(config: &Config) -> Self {
        let settings = config.attachments.clone();
        Self {
            folder: beside(&config.database.url).with_extension("files"),
            opened: OnceCell::new(),
            memory: Arc::new(Semaphore::new(settings.memory_bytes / 1024)),
            encoders: Arc::new(Semaphore::new(settings.encoders)),
            settings,
        }
    }

    /// Works on a file away from the threads that serve, a few at a time. The place is free once the work has ended:
    /// whoever sent the file may be gone before.
    pub(crate) async fn away<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = self.encoders.clone().acquire_owned().await;
        let turn = turn.map_err(|_| Refusal::new(Code::Draining))?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|_| Refusal::field("file", Fault::Format))
    }

    async fn place(&self) -> Result<&Place, FilesError> {
        self.opened.get_or_try_init(async || self.open()).await
    }

    fn open(&self) -> Result<Place, FilesError> {
        let url = self.settings.url.as_str();
        let folder = match url.strip_prefix("file:") {
            Some(rest) => PathBuf::from(rest.strip_prefix("//").unwrap_or(rest)),
            None if url.is_empty() => self.folder.clone(),
            None => {
                return self.bucket(url);
            }
        };
        std::fs::create_dir_all(&folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Place { store: Box::new(store), prefix: Path::default() })
    }

    /// `s3://BUCKET/PREFIX`. Whoever waits for an upload is told soon that the store does not answer.
    fn bucket(&self, url: &str) -> Result<Place, FilesError> {
        let rest = url.strip_prefix("s3://").filter(|rest| !rest.is_empty());
        let rest = rest.ok_or_else(|| FilesError::Address(url.to_owned()))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        crate::crypto::speak_tls();
        let retries = RetryConfig {
            max_retries: 2,
            retry_timeout: Duration::from_secs(10),
            ..RetryConfig::default()
        };
        // One by one is understood by every store that speaks S3.
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_retry(retries)
            .with_disable_bulk_delete(true);
        for (name, value) in &self.settings.options {
            builder = builder.with_config(name.parse::<AmazonS3ConfigKey>()?, value);
        }
        let prefix = Path::parse(prefix).map_err(object_store::Error::from)?;
        Ok(Place { store: Box::new(builder.build()?), prefix })
    }

    /// Keeps bytes: when it returns they are durable.
    pub async fn put(
        &self,
        id: AttachmentId,
        variant: Variant,
        bytes: Vec<u8>,
    ) -> Result<(), FilesError> {
        let place = self.place().await?;
        place.store.put(&place.name(id, variant), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// The bytes with their number; `None` where there are none of that name.
    pub async fn get(
        &self,
        id: AttachmentId,
        variant: Variant,
    ) -> Result<Option<(u64, impl Stream<Item = Result<Bytes, FilesError>> + 'static)>, FilesError>
    {
        let place = self.place().await?;
        match place.store.get(&place.name(id, variant)).await {
            Ok(found) => {
                let size = found.meta.size;
                Ok(Some((size, found.into_stream().map(|chunk| Ok(chunk?)))))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Clears away everything of an attachment, whether it is there or not.
    pub async fn clear(&self, id: AttachmentId) -> Result<(), FilesError> {
        let place = self.place().await?;
        for variant in [Variant::Full, Variant::Thumbnail] {
            match place.store.delete(&place.name(id, variant)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

impl Place {
    /// Named by the id alone, in folders of a few hours each.
    fn name(&self, id: AttachmentId, variant: Variant) -> Path {
        let name = id.0.simple().to_string();
        let hours = name.get(..6).unwrap_or_default().to_owned();
        let end = if variant == Variant::Thumbnail { ".thumbnail" } else { "" };
        Path::from_iter(self.prefix.parts().chain([hours.into(), format!("{name}{end}").into()]))
    }
}
