//! Asking the rules about a ticket, and doing what the first that fits says. A trial asks the same way.

use access::{Action, Actor, authorize};
use kernel::{CategoryId, Refusal};
use persistence::{
    Conn, Failure, Tx,
    place::path_of,
    routing::breakage,
    ticket::{Named, assignment},
};
use place::At;
use ticket::{
    Amendment, Assignment, Breakage, Change, Clock, Condition, Detail, Incoming, Routing,
    RoutingRule, Ticket, tick, ticked,
};

use crate::ctx::By;

/// What became of asking a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Failed(Condition),
    /// It fits, and cannot dispatch this ticket, though others.
    PassedOver,
    /// It fits, and can dispatch nothing any more.
    Broken(Breakage),
    Taken,
}

/// A rule that was asked.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) rule: &'a RoutingRule,
    pub(super) verdict: Verdict,
}

/// What the rules say about a ticket.
#[derive(Debug)]
pub(super) struct Routed<'a> {
    /// Up to the one that takes it.
    pub(super) asked: Vec<Asked<'a>>,
    /// What is to be done with the ticket, one after the other; nothing where no rule takes it.
    pub(super) steps: Vec<Change>,
}

/// Asks the rules, the first first, until one takes the ticket. Changes nothing.
pub(super) async fn ask<'a>(
    by: By<'_>,
    db: &impl Conn,
    rules: &'a Routing,
    (new, clocks): (&Incoming<'_>, &[Clock]),
) -> Result<Routed<'a>, Failure> {
    let mut asked = Vec::new();
    for rule in rules.asked(&new.ticket.path) {
        if let Some(condition) = rule.conditions.failed(new) {
            asked.push(Asked { rule, verdict: Verdict::Failed(condition) });
            continue;
        }
        let taken = match sent(by, db, rule, (new.ticket, clocks)).await {
            Err(Failure::Refused(_)) => None,
            other => other?,
        };
        if let Some(steps) = taken {
            asked.push(Asked { rule, verdict: Verdict::Taken });
            return Ok(Routed { asked, steps });
        }
        let reason = breakage(db, rule, (by.now, by.today())).await?;
        let verdict = reason.map_or(Verdict::PassedOver, Verdict::Broken);
        asked.push(Asked { rule, verdict });
    }
    Ok(Routed { asked, steps: Vec::new() })
}

/// The steps that send the ticket where the rule says, by the system and by the rules of every dispatch; `None` or a
/// refusal where it cannot go there.
async fn sent(
    by: By<'_>,
    db: &impl Conn,
    rule: &RoutingRule,
    (ticket, clocks): (&Ticket, &[Clock]),
) -> Result<Option<Vec<Change>>, Failure> {
    let Some(to) = rule.goal.target(ticket) else { return Ok(None) };
    let mut clocks = clocks.to_vec();
    let mut steps: Vec<Change> = Vec::with_capacity(2);
    if let Some(priority) = rule.priority.filter(|priority| *priority != ticket.priority) {
        let detail = Detail::Amend(Amendment {
            category: None,
            kind: None,
            priority: Some(priority),
            visibility: None,
            reason: format!("派单规则:{}", rule.name),
        });
        let step = stepped(by, ticket, detail, &clocks)?;
        clocks = ticked(&clocks, &step);
        steps.push(step);
    }
    let ready = steps.last().map_or(ticket, |step| &step.after);
    let named = Named { to, helpers: Vec::new(), words: None };
    let assignment = assignment(db, ready, named, by.now).await?;
    let detail = Detail::Dispatch(Assignment { rule: Some(rule.reference()), ..assignment });
    let step = stepped(by, ready, detail, &clocks)?;
    steps.push(step);
    Ok(Some(steps))
}

/// One step by the system, with what it does to the clocks.
fn stepped(
    by: By<'_>,
    ticket: &Ticket,
    detail: Detail,
    clocks: &[Clock],
) -> Result<Change, Refusal> {
    let permit = authorize(&Actor::system(), detail.action(), ticket)?;
    let mut step = ticket.apply(&permit, detail, by.now)?;
    tick(clocks, &mut step, &by.app.clockwork())?;
    Ok(step)
}

/// Whether a rule may send the ticket on, so that it has to be asked.
pub(crate) fn fits_a_rule(by: By<'_>, ticket: &Ticket, above: Option<CategoryId>) -> bool {
    let (rules, clockwork) = (by.app.routing(), by.app.clockwork());
    let new = Incoming { ticket, above, at: by.now, clockwork: &clockwork };
    rules.asked(&ticket.path).any(|rule| rule.conditions.failed(&new).is_none())
}

/// Sends a ticket that was just filed where the first rule that fits says, in the same unit of work; without one it
/// waits to be dispatched. What a rule cannot do never hinders filing. `above` is the category above the ticket's.
pub(crate) async fn send_on(
    by: By<'_>,
    tx: &Tx,
    filed: Change,
    above: Option<CategoryId>,
) -> Result<Ticket, Failure> {
    let (rules, clockwork) = (by.app.routing(), by.app.clockwork());
    let Change { after: mut ticket, clocks, .. } = filed;
    let new = Incoming { ticket: &ticket, above, at: by.now, clockwork: &clockwork };
    let Routed { asked, steps } = ask(by, tx, &rules, (&new, &clocks)).await?;
    for one in asked {
        if let Verdict::Broken(reason) = one.verdict {
            switch_off(by, tx, one.rule, reason).await?;
        }
    }
    for step in steps {
        tx.save_ticket(&step, ticket.version).await?;
        ticket = step.after;
    }
    Ok(ticket)
}

/// Switches a broken rule off; `false` where someone else did so meanwhile, or changed it.
pub(crate) async fn switch_off(
    by: By<'_>,
    tx: &Tx,
    rule: &RoutingRule,
    reason: Breakage,
) -> Result<bool, Failure> {
    let path = path_of(tx, rule.area).await?.unwrap_or_default();
    let permit = authorize(&Actor::system(), Action::RoutingBreak, &At::open(path))?;
    let done = rule.broke(&permit, reason, by.now)?;
    Ok(tx.advance_rule(&done, path).await?)
}
