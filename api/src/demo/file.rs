//! The file of tickets that the demo's community takes in: what a round through its estates found.

use chrono::TimeDelta;
use persistence::Failure;
use ticket::ImportMode;

use super::world::World;
use crate::{ctx::By, import::take_in};

/// Whose file it is.
pub(super) const BY: &str = "community";
/// How long before the end of the story it comes in.
pub(super) const AGO: TimeDelta = TimeDelta::hours(3);

const ROWS: &str = "\
外部编号,小区*,类别*,诉求内容*,地址
SX-001,榕荫花园,repair_drain,排查台账：2栋北侧雨水口被落叶堵住，积水约两平方米。,2栋北侧
SX-002,榕荫花园,fire_equipment,排查台账：3栋五楼消火栓箱门缺把手。,3栋5楼
SX-003,榕荫新苑,corridor,排查台账：A栋七楼楼道堆放纸箱和旧家具。,A栋7楼
";

/// Takes it in, all rows or none.
pub(super) async fn take(by: By<'_>, world: &World) -> Result<(), Failure> {
    let account = world.account(BY)?;
    take_in(by, account, ImportMode::AllOrNothing, ROWS.as_bytes()).await
}
