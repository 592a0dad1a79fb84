//! The one board at which everyone waits who asked for changes before there were any.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::watch;

/// Where the feed stands, and how many wait for it to move.
#[derive(Debug)]
pub struct Board {
    head: watch::Sender<i64>,
    waiting: AtomicUsize,
    /// The most that may wait at once.
    most: usize,
}

/// A place among those who wait; dropping it gives it back.
#[derive(Debug)]
pub(super) struct Place<'a> {
    board: &'a Board,
    pub(super) head: watch::Receiver<i64>,
}

impl Board {
    pub fn new(most: usize) -> Self {
        Self { head: watch::Sender::new(0), waiting: AtomicUsize::new(0), most }
    }

    /// A place; `None` where too many wait already.
    pub(super) fn place(&self) -> Option<Place<'_>> {
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        let place = Place { board: self, head: self.head.subscribe() };
        (before < self.most).then_some(place)
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::SeqCst)
    }

    pub(super) fn is_watched(&self) -> bool {
        self.waiting() > 0
    }

    /// Wakes those who wait, if the feed has moved.
    pub(super) fn show(&self, head: i64) {
        self.head.send_if_modified(|shown| std::mem::replace(shown, head) != head);
    }

    /// Wakes those who wait: the server is about to stop.
    pub fn close(&self) {
        self.head.send_modify(|_| {});
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.board.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_so_many_wait() {
        let board = Board::new(2);
        let one = board.place().unwrap();
        let two = board.place().unwrap();
        assert!(board.place().is_none() && board.is_watched());
        drop(one);
        let three = board.place();
        assert!(three.is_some() && board.place().is_none());
        drop((two, three));
        assert!(!board.is_watched());
    }

    #[test]
    fn only_what_moved_wakes() {
        let board = Board::new(1);
        let place = board.place().unwrap();
        board.show(0);
        assert!(!place.head.has_changed().unwrap());
        board.show(3);
        assert!(place.head.has_changed().unwrap());
    }
}
