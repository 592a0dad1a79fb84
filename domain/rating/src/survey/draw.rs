//! The draw: whom a survey asks, which anyone with the seed and the list of households can repeat.

use std::collections::BTreeSet;

use kernel::PremisesId;
use sha2::{Digest as _, Sha256};

use crate::Survey;

/// How many times the least are drawn where nobody says how many: every second household is expected to answer (house
/// default).
const SPARE: u32 = 2;

/// The rank of premises in a draw: SHA-256 of the text `seed:id`, the id in lower case with hyphens.
fn rank(seed: &str, premises: PremisesId) -> [u8; 32] {
    Sha256::digest(format!("{seed}:{premises}")).into()
}

/// The `size` premises of the lowest ranks, lowest first; all of them where there are fewer. Neither the order of the list
/// nor doubles in it matter.
pub fn draw(seed: &str, frame: &[PremisesId], size: u32) -> Vec<PremisesId> {
    let once: BTreeSet<PremisesId> = frame.iter().copied().collect();
    let mut ranked: Vec<_> = once.into_iter().map(|id| (rank(seed, id), id)).collect();
    ranked.sort_unstable();
    ranked.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    ranked.into_iter().map(|(_, id)| id).collect()
}

/// What the list of households was: SHA-256 in hexadecimal digits of their ids in ascending order, a line each.
pub fn frame_digest(frame: &[PremisesId]) -> String {
    let once: BTreeSet<PremisesId> = frame.iter().copied().collect();
    let lines: Vec<String> = once.iter().map(|id| format!("{id}\n")).collect();
    let digest: [u8; 32] = Sha256::digest(lines.concat()).into();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The fewest households that may be drawn: the scheme's share, rounded up, and at least as many as valid answers are asked
/// for; all where there are fewer.
pub fn least_drawn(rule: &Survey, households: u32) -> u32 {
    let share = u64::try_from(rule.sample_share.0).unwrap_or(0);
    let part = (share * u64::from(households)).div_ceil(100);
    let part = u32::try_from(part).unwrap_or(u32::MAX);
    part.max(rule.valid_answers).min(households)
}

/// How many are drawn where nobody says how many.
pub fn usual_size(least: u32, households: u32) -> u32 {
    least.saturating_mul(SPARE).min(households)
}
