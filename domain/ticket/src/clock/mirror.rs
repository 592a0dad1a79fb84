//! What a ticket and its whistles show of their clocks.

use super::{Clock, ClockKind, called::is_of};
use crate::{Change, Heading, Whistle, WhistleState, figures::restated};

/// The date of the resolution, since when a hand-over is overdue, and by when departments are expected.
pub(super) fn mirror(all: &[Clock], change: &mut Change) {
    let now = change.after.updated_at.max(change.swept_at.unwrap_or(change.after.updated_at));
    let running = || all.iter().filter(|clock| clock.runs() && !clock.is_paused());
    let course = &mut change.after.course;
    course.due_at = running()
        .filter(|clock| clock.kind == ClockKind::Resolution)
        .map(|clock| clock.target_at)
        .min();
    course.stuck_since = running()
        .filter(|clock| clock.kind.is_hand_over() && clock.target_at <= now)
        .map(|clock| clock.target_at)
        .min();
    let heading = Heading::of(change.after.id, change.after.category_id);
    for whistle in &mut change.after.whistles {
        let before = whistle.clone();
        if expected(all, whistle) {
            change.figures.extend(restated(heading, Some(&before), whistle));
            change.whistles.retain(|known| known.number != whistle.number);
            change.whistles.push(whistle.clone());
        }
    }
}

/// Whether any date of the whistle moved.
fn expected(all: &[Clock], whistle: &mut Whistle) -> bool {
    let Some(since) = whistle.ruled_at.filter(|_| whistle.state == WhistleState::Approved) else {
        return false;
    };
    let before = whistle.tasks.clone();
    for task in &mut whistle.tasks {
        let clock = |kind| all.iter().find(|clock| is_of(clock, kind, task, since));
        let by = |kind| clock(kind).map(|clock| clock.target_at);
        let dates = [ClockKind::ReportIn, ClockKind::OnSite, ClockKind::Task].map(by);
        let [report_by, on_site_by, finish_by] = dates;
        task.report_by = report_by.or(task.report_by);
        task.on_site_by = on_site_by.or(task.on_site_by);
        task.finish_by = finish_by.or(task.finish_by);
    }
    let moved = before != whistle.tasks;
    if moved {
        whistle.reckon();
    }
    moved
}
