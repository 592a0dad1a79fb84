//! Routing rules of the demo neighbourhood: two in force, and one that the system found broken and switched off.

use access::{Action, authorize};
use kernel::Moment;
use persistence::{
    Failure, Tx,
    routing::{breakage, last_position},
};
use place::At;
use ticket::{Conditions, Goal, Hours, Priority, RoutingRule, RuleTold};

use super::{
    categories::position,
    people::{At as Held, person},
    submit::order,
    world::{World, unknown},
};
use crate::{
    app::App,
    ctx::By,
    routing::switch_off,
    ticket::{NewPerson, NewTicket, file},
};

/// A rule, made by an officer for the area of their duty.
struct Told {
    by: &'static str,
    name: &'static str,
    words: &'static [&'static str],
    hours: Option<Hours>,
    priority: Option<Priority>,
    to: To,
}

/// Where its tickets go.
enum To {
    Enterprise,
    Pool,
    /// Someone by the name of their account.
    Person(&'static str),
}

/// Who gives the order that the first rule sends on.
pub(super) const CALLER: &str = "neighbour";
const ORDER: (usize, &str) = (0, "lift_trapped");
const ORDERED: &str = "1栋电梯困人,里面有两位老人,显示停在七楼,请马上派人。";

const RULES: &[Told] = &[
    Told {
        by: "community",
        name: "电梯困人直派在管物业",
        words: &["困人", "被困电梯"],
        hours: None,
        priority: Some(Priority::Emergency),
        to: To::Enterprise,
    },
    Told {
        by: "community",
        name: "夜间邻里噪声先由志愿者劝导",
        words: &["深夜噪声", "凌晨噪声"],
        hours: Some(Hours::Outside),
        priority: None,
        to: To::Pool,
    },
    // A resident serves nowhere: as if who was named here had given up the duty.
    Told {
        by: "street",
        name: "树木倒伏派绿化联系人",
        words: &["树木倒伏"],
        hours: None,
        priority: None,
        to: To::Person("resident"),
    },
];

/// The words that a rule looks for.
#[cfg(test)]
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    RULES.iter().flat_map(|rule| rule.words).copied()
}

/// An order that goes straight to the enterprise.
pub(super) async fn ordered(by: By<'_>, tx: &Tx, world: &World) -> Result<(), Failure> {
    let (estate, category) = ORDER;
    let category = position(category).ok_or_else(|| unknown(category))?;
    let phone = person(CALLER).map(|person| person.phone.to_owned());
    let contact = Some(NewPerson { name: None, phone });
    let (estate, category) = (world.estates[estate].estate.id, world.categories[category].id);
    let told = NewTicket { contact, ..order(estate, category, ORDERED.to_owned()) };
    file(by, tx, &told).await.map(|_| ())
}

/// Puts the rules in.
pub(super) async fn rules(app: &App, world: &World, now: Moment) -> Result<(), Failure> {
    for told in RULES {
        let post = person(told.by).and_then(|person| person.post.as_ref());
        let Some(Held::Area(area)) = post.map(|post| post.at) else {
            return Err(unknown(told.by).into());
        };
        let (area, by) = (&world.areas[area], By { app, actor: world.actor(told.by)?, now });
        let new = new(world, told)?;
        let made = app.store.write(async |tx| {
            let permit = authorize(by.actor, Action::RoutingCreate, &At::open(area.path))?;
            let (last, _) = last_position(tx, area.key).await?;
            let done = RoutingRule::create(&permit, (by.id(), area, last), new.clone(), now)?;
            tx.create_rule(&done, area.path).await?;
            if let Some(reason) = breakage(tx, &done.after, (now, by.today())).await? {
                switch_off(by, tx, &done.after, reason).await?;
            }
            Ok(())
        });
        made.await?;
    }
    Ok(app.load_routing().await?)
}

fn new(world: &World, told: &Told) -> Result<RuleTold, Failure> {
    let words = told.words.iter().map(|word| (*word).to_owned()).collect();
    Ok(RuleTold {
        name: told.name.to_owned(),
        conditions: Conditions { words, hours: told.hours, ..Conditions::default() },
        goal: match told.to {
            To::Enterprise => Goal::Enterprise,
            To::Pool => Goal::Pool,
            To::Person(account) => Goal::Account(world.account(account)?),
        },
        priority: told.priority,
        active: true,
    })
}
