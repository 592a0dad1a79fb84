//! What is made known in the demo neighbourhood: an outage that its residents write about, a bulletin that they reply to.

use std::collections::BTreeMap;

use access::{Action, Term, authorize};
use bulletin::{Bulletin, Opining, Opinion, Publishing};
use chrono::TimeDelta;
use kernel::{Moment, Refusal};
use persistence::{
    Failure, Tx,
    bulletin::{BulletinFilter, bulletins, opinion_of},
};
use place::At;
use ticket::{Announcing, Outage};

use super::{
    call, cast,
    categories::{CATEGORIES, position},
    plan::{Plan, SYSTEM},
    routing,
    world::{World, unknown},
};
use crate::{app::App, ctx::By};

/// How long before the end of the story the outage began at most.
const LONGEST_AGO: u32 = 60 * 24 * 60;
/// What is still out of service when the story ends comes back so much later.
const LEFT: TimeDelta = TimeDelta::days(3);
const CATEGORY: &str = "lift";
/// The estate of the bulletin, and its branch.
const ESTATE: usize = 0;
const BRANCH: &str = "branch";
/// Who replies, and whether they sign; the first is answered.
const REPLIES: &[(&str, &str, bool)] = &[
    ("neighbour", "支持,但请离儿童乐园远一些,夜里不要太亮。", true),
    ("resident2", "车位本来就紧,建议先装十个试一试。", false),
];

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum News {
    /// On the estate, until then.
    Outage(usize, Moment),
    /// Replies are taken until then.
    Bulletin(Moment),
    Reply(usize),
    Answer,
    /// An order that a rule sends on.
    Routed,
    Call,
    /// The caller proves the number.
    Proved,
}

/// All of them, each with its time.
pub(super) fn news(plans: &[Plan], anchor: Moment) -> Vec<(Moment, News)> {
    let ago = |days| anchor - TimeDelta::days(days);
    let mut all =
        vec![(ago(5), News::Bulletin(anchor + TimeDelta::days(7))), (ago(2), News::Answer)];
    let today = [(5, News::Call), (2, News::Proved), (1, News::Routed)];
    all.extend(today.map(|(hours, one)| (anchor - TimeDelta::hours(hours), one)));
    all.extend((0..REPLIES.len()).map(|at| (ago(4), News::Reply(at))));
    all.extend(first(plans).map(|plan| {
        let order = anchor - TimeDelta::minutes(plan.minutes_ago.into());
        (order - TimeDelta::hours(1), News::Outage(plan.estate, anchor + LEFT))
    }));
    all
}

/// The first of the tickets about the outage: on the estate with the most orders about lifts of late.
fn first(plans: &[Plan]) -> Option<&Plan> {
    let mut found: BTreeMap<usize, Vec<&Plan>> = BTreeMap::new();
    for plan in plans {
        let about = CATEGORIES[plan.category].parent == Some(CATEGORY);
        if about && plan.minutes_ago < LONGEST_AGO {
            found.entry(plan.estate).or_default().push(plan);
        }
    }
    let most = found.into_values().max_by_key(Vec::len)?;
    most.into_iter().max_by_key(|plan| plan.minutes_ago)
}

pub(super) async fn make_known(
    (app, tx): (&App, &Tx),
    world: &World,
    (now, news): (Moment, News),
) -> Result<(), Failure> {
    let by = |account: &str| Ok::<_, Failure>(By { app, actor: world.actor(account)?, now });
    match news {
        News::Outage(estate, until) => {
            let officer = cast::with_role("community_officer", estate).first().copied();
            let officer = officer.ok_or_else(|| unknown("community officer"))?;
            announce(by(officer)?, tx, world, (estate, until)).await
        }
        News::Bulletin(until) => publish(by(BRANCH)?, tx, world, until).await,
        News::Reply(at) => reply(by(REPLIES[at].0)?, tx, REPLIES[at]).await,
        News::Call => call::called(by(call::OPERATOR)?, tx, world).await,
        News::Proved => call::proved(by(SYSTEM)?, tx, world).await,
        News::Routed => routing::ordered(by(routing::CALLER)?, tx, world).await,
        News::Answer => answer(by(BRANCH)?, tx, world).await,
    }
}

async fn announce(
    by: By<'_>,
    tx: &Tx,
    world: &World,
    (estate, until): (usize, Moment),
) -> Result<(), Failure> {
    let estate = &world.estates[estate].estate;
    let permit = authorize(by.actor, Action::OutageAnnounce, &At::open(estate.path))?;
    let category = position(CATEGORY).and_then(|at| world.categories.get(at));
    let told = Announcing {
        id: by.id(),
        path: estate.path,
        category_id: category.ok_or_else(|| unknown(CATEGORY))?.id,
        building_id: None,
        title: "电梯轮流停用大修".to_owned(),
        note: "更换曳引机与门机,各栋依次停用;急需用梯请联系物业值班室安排。".to_owned(),
        from: None,
        until,
    };
    let outage = Outage::announce(&permit, told, by.now)?;
    Ok(tx.create_outage(&permit, &outage).await?)
}

async fn publish(by: By<'_>, tx: &Tx, world: &World, until: Moment) -> Result<(), Failure> {
    let path = world.estates[ESTATE].estate.path;
    let permit = authorize(by.actor, Action::BulletinPublish, &At::open(path))?;
    let told = Publishing {
        id: by.id(),
        path,
        title: "东门停车区加装充电桩,征求大家意见".to_owned(),
        body: "拟在东门停车区加装20个电动汽车充电桩,位置图见公告栏。请说说您的看法,支部逐条答复。"
            .to_owned(),
        reply_until: Some(until),
    };
    let bulletin = Bulletin::publish(&permit, told, by.now)?;
    Ok(tx.create_bulletin(&permit, &bulletin).await?)
}

/// The bulletin of the story.
async fn known(tx: &Tx) -> Result<Bulletin, Failure> {
    let everywhere = [Term::Everything];
    let found =
        bulletins(tx, (&everywhere, &everywhere), &BulletinFilter::default(), None, 1).await?;
    Ok(found.into_iter().next().ok_or_else(Refusal::missing)?)
}

async fn reply(by: By<'_>, tx: &Tx, (_, text, signed): (&str, &str, bool)) -> Result<(), Failure> {
    let bulletin = known(tx).await?;
    let permit = authorize(by.actor, Action::OpinionGive, &bulletin)?;
    let told = (by.id(), Opining { text: text.to_owned(), signed });
    let opinion = Opinion::give(&permit, (&bulletin, None), told, by.now)?;
    Ok(tx.put_opinion(&permit, bulletin.path, &opinion).await?)
}

async fn answer(by: By<'_>, tx: &Tx, world: &World) -> Result<(), Failure> {
    let bulletin = known(tx).await?;
    let permit = authorize(by.actor, Action::OpinionAnswer, &bulletin)?;
    let first = world.account(REPLIES[0].0)?;
    let opinion = opinion_of(tx, bulletin.id, first).await?.ok_or_else(Refusal::missing)?;
    let text = "谢谢您的建议,点位已移到配电房一侧,并加装定时照明。".to_owned();
    let after = opinion.answer(&permit, text, by.now)?;
    Ok(tx.put_opinion(&permit, bulletin.path, &after).await?)
}
