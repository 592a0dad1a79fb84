//! Cursor paging: opaque, signed, bound to the path and the filters.

use kernel::{Code, Fault, PageSize, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Answer, Problem};
use crate::{
    crypto::{Use, base64url, from_base64url, same},
    ctx::Asked,
};

/// Items that are counted at most.
pub const MOST_COUNTED: u64 = 10_000;

/// What is told besides the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    /// How many there are.
    Count,
}

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// `count`: how many there are in all, exact up to 10,000.
    #[param(inline)]
    include: Option<Include>,
    /// Items a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// The `next` of the page before.
    #[param(max_length = 200)]
    after: Option<String>,
}

impl PageParams {
    pub fn paging(&self, ctx: &impl Asked) -> Result<Paging, Problem> {
        let size = match self.limit {
            None => PageSize::default(),
            Some(n) => PageSize::new(n).ok_or_else(|| Refusal::malformed("limit", Fault::Range))?,
        };
        let after = self.after.as_deref().map(|text| open(ctx, text).ok_or(Code::InvalidCursor));
        let counts = self.include == Some(Include::Count);
        Ok(Paging { size, after: after.transpose()?, counts, count: None })
    }
}

/// Which page of a list is asked for.
#[derive(Debug, Clone)]
pub struct Paging {
    pub size: PageSize,
    /// The bytes that the cursor carries: the sort key of the last item.
    pub after: Option<Vec<u8>>,
    /// Whether it was asked how many there are.
    pub counts: bool,
    /// With `include=count`: how many there are in all, and whether there are more.
    pub count: Option<(u64, bool)>,
}

impl Paging {
    /// The rows of the page by `read` (after, limit), one more where another page follows; all of them are counted where
    /// that was asked for.
    pub async fn rows<A: Copy + Default + PartialEq, R, E>(
        &mut self,
        after: A,
        read: impl AsyncFn(A, u64) -> Result<Vec<R>, E>,
    ) -> Result<Vec<R>, E> {
        let rows = read(after, self.size.with_lookahead()).await?;
        if self.counts {
            let whole = after == A::default() && rows.len() <= self.size.rows();
            let all =
                if whole { rows.len() } else { read(A::default(), MOST_COUNTED + 1).await?.len() };
            self.counted(all as u64);
        }
        Ok(rows)
    }

    /// So many there are, where that was asked for.
    pub fn counted(&mut self, all: u64) {
        self.count = self.counts.then_some((all.min(MOST_COUNTED), all > MOST_COUNTED));
    }

    /// An empty list.
    pub fn nothing<V: Serialize>(&self, ctx: &impl Asked) -> Result<Answer, Problem> {
        page_of::<V>(ctx, Vec::new(), None, self.counts.then_some((0, false)))
    }

    /// The rows of the page, and the sort key of the last where another page follows: `rows` holds one more then.
    pub fn cut<'a, R>(
        &self,
        rows: &'a [R],
        key: impl Fn(&R) -> Vec<u8>,
    ) -> (&'a [R], Option<Vec<u8>>) {
        let shown = rows.get(..self.size.rows()).unwrap_or(rows);
        (shown, shown.last().filter(|_| shown.len() < rows.len()).map(key))
    }

    /// The cursor as the number of the last item; 0 at the beginning.
    pub fn after_number(&self) -> Result<i32, Problem> {
        let Some(bytes) = &self.after else { return Ok(0) };
        let bytes = bytes.as_slice().try_into().map_err(|_| Code::InvalidCursor)?;
        Ok(i32::from_be_bytes(bytes))
    }

    /// The cursor as the id of the last item.
    pub fn after_id(&self) -> Result<Option<kernel::Uuid>, Problem> {
        let Some(bytes) = &self.after else { return Ok(None) };
        let id = kernel::Uuid::from_slice(bytes).map_err(|_| Code::InvalidCursor)?;
        Ok(Some(id))
    }
}

fn open(ctx: &impl Asked, text: &str) -> Option<Vec<u8>> {
    let bytes = from_base64url(text)?;
    let (key, mac) = bytes.split_at_checked(bytes.len().checked_sub(16)?)?;
    same(mac, &mark(ctx, key)).then(|| key.to_vec())
}

fn seal(ctx: &impl Asked, key: &[u8]) -> String {
    base64url(&[key, &mark(ctx, key)].concat())
}

/// Binds a cursor to its list and filters; `limit`, `after` and `include` may change between pages.
fn mark(ctx: &impl Asked, key: &[u8]) -> Vec<u8> {
    let mut filters: Vec<&str> = ctx
        .request()
        .query_string()
        .split('&')
        .filter(|pair| !["limit=", "after=", "include="].iter().any(|name| pair.starts_with(name)))
        .filter(|pair| !pair.is_empty())
        .collect();
    filters.sort_unstable();
    let data =
        [ctx.request().path().as_bytes(), b"?", filters.join("&").as_bytes(), b"\0", key].concat();
    ctx.app().secret.mac(Use::Cursors, &data).into_iter().take(16).collect()
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    #[schema(max_items = 100)]
    pub items: Vec<T>,
    /// The cursor of the next page; null on the last one.
    #[schema(max_length = 200)]
    pub next: Option<String>,
    /// With `include=count`: how many there are, exact up to 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 10000)]
    pub count: Option<u64>,
    /// Whether there are more than `count` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_capped: Option<bool>,
}

/// One page as an answer: `rows` holds one more than the page where another page follows.
pub fn page<R, V: Serialize>(
    ctx: &impl Asked,
    paging: &Paging,
    rows: &[R],
    key: impl Fn(&R) -> Vec<u8>,
    view: impl Fn(&R) -> V,
) -> Result<Answer, Problem> {
    let (shown, next) = paging.cut(rows, key);
    page_of(ctx, shown.iter().map(view).collect(), next, paging.count)
}

/// One page as an answer, with the sort key of its last item where another page follows, and a count
/// with whether it was capped.
pub fn page_of<V: Serialize>(
    ctx: &impl Asked,
    items: Vec<V>,
    next: Option<Vec<u8>>,
    count: Option<(u64, bool)>,
) -> Result<Answer, Problem> {
    let next = next.map(|key| seal(ctx, &key));
    let (count, count_capped) = count.unzip();
    let answer = Answer::ok(&Page { items, next: next.clone(), count, count_capped })?;
    Ok(match next {
        Some(cursor) => {
            answer.with_header("link", format!("<{}>; rel=\"next\"", link(ctx, &cursor)))
        }
        None => answer,
    })
}

fn link(ctx: &impl Asked, cursor: &str) -> String {
    let kept: Vec<&str> = ctx
        .request()
        .query_string()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("after="))
        .collect();
    let before = if kept.is_empty() { String::new() } else { format!("{}&", kept.join("&")) };
    format!("{}{}?{before}after={cursor}", ctx.app().config.server.public_url, ctx.request().path())
}
