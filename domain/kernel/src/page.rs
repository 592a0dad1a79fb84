//! How much of a list one answer holds.

/// The largest page that a caller may ask for.
pub const MAX_PAGE: u8 = 100;

/// Items a page: 1 to 100, 20 when not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize(u8);

impl Default for PageSize {
    fn default() -> Self {
        Self(20)
    }
}

impl PageSize {
    /// `None` outside 1 to [`MAX_PAGE`].
    pub fn new(size: i64) -> Option<Self> {
        u8::try_from(size).ok().filter(|n| (1..=MAX_PAGE).contains(n)).map(Self)
    }

    pub fn rows(self) -> usize {
        usize::from(self.0)
    }

    /// The rows to read to learn whether another page follows.
    pub fn with_lookahead(self) -> u64 {
        u64::from(self.0) + 1
    }
}
