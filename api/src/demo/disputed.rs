//! Two earlier quarters of a street of the demo neighbourhood whose results are public: one was objected to and corrected, and
//! can be made final; the other is final, and a red list is proposed from it.

use ::rating::{
    Written,
    cycle::{Cycle, CycleKind, Filling, SheetEntry, SheetEvaluator},
    listing::ListKind,
    objection::{Correction, ItemKind, Objection},
};
use access::{Action, authorize};
use chrono::{NaiveDate, TimeDelta};
use kernel::{Moment, Refusal};
use persistence::{
    Failure,
    rating::{cycle_by_id, pending, subject_of},
};

use super::{
    cycle::{begun as opened, fill, served},
    scored::{STREET, computed, filled, signed},
    world::World,
};
use crate::{
    app::App,
    ctx::By,
    jobs::rating,
    rating::{
        cycle::disclosed as shown,
        listing::{ListProposal, ToldRule, proposed},
        objection::{DecisionBody, NewObjection, decided, filed},
    },
};

/// What the street got wrong: the contract was filed with the authority.
const ITEM: &str = "B1";

/// The two cycles.
pub(super) struct Public {
    disputed: Cycle,
    settled: Cycle,
}

/// The two quarters before the one that has scores, the earlier first.
pub(super) async fn begun(
    app: &App,
    now: Moment,
    (world, past): (&World, &Cycle),
) -> Result<Public, Failure> {
    let later = before(before(past.first_on));
    let open = async |on: NaiveDate| {
        app.store.write(async |tx| opened(app, tx, (now, on), (world, STREET)).await).await
    };
    let settled = open(before(later)).await?;
    Ok(Public { disputed: open(later).await?, settled })
}

/// The quarter before the one that begins then.
fn before(first_on: NaiveDate) -> NaiveDate {
    CycleKind::Quarter.first_of(first_on.pred_opt().unwrap_or(first_on))
}

/// From the sheets to the disclosure, and an objection that was right.
pub(super) async fn disclosed(
    app: &App,
    began: Moment,
    (world, public): (&World, &Public),
) -> Result<(), Failure> {
    let day = |days| began + TimeDelta::days(days);
    let both = [&public.settled, &public.disputed];
    for cycle in both {
        filled(app, began, (world, cycle)).await?;
    }
    let street = (&public.disputed, SheetEvaluator::PropertyOffice);
    fill(app, (world, "property-office", began), street, wrong()).await?;
    for cycle in both {
        signed(app, began, (world, cycle)).await?;
    }
    rating::run(app, day(2)).await?;
    for cycle in both {
        computed(app, day(2), (world, cycle)).await?;
        disclose(app, day(2), (world, cycle)).await?;
    }
    let objection = object(app, day(3), (world, &public.disputed)).await?;
    uphold(app, day(4), (world, &objection)).await
}

/// Makes one of them final.
pub(super) async fn ended(
    app: &App,
    now: Moment,
    (world, public): (&World, &Public),
) -> Result<(), Failure> {
    let kept = app.store.write(async |tx| {
        let cycle = tx.hold_cycle(public.settled.id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(world.actor("district")?, Action::CycleFinalize, &cycle)?;
        let waits = pending(tx, cycle.id, now).await?;
        let change = cycle.finalize(&permit, &waits, &waits.without_source, now)?;
        Ok(tx.save_cycle(&change).await?)
    });
    kept.await
}

/// A red list is proposed from that one; since nobody objects, another person can publish it once the time is over.
pub(super) async fn listed(
    app: &App,
    now: Moment,
    (world, public): (&World, &Public),
) -> Result<(), Failure> {
    let by = By { app, actor: world.actor("district")?, now };
    // The enterprise is in the ledger, too.
    let rule = Some(ToldRule { stars: None, clean: Some(false), vetoed: None });
    let told = ListProposal { cycle_id: public.settled.id, kind: ListKind::Red, rule };
    let kept = app.store.write(async |tx| proposed(by, tx, &told).await);
    kept.await.map(|_| ())
}

fn wrong() -> Filling {
    let evidence = Some("合同备案台账".to_owned());
    let entry =
        SheetEntry { indicator: ITEM.to_owned(), tier: Some(1), evidence, ..SheetEntry::default() };
    Filling { entries: vec![entry], ..Filling::default() }
}

async fn disclose(app: &App, now: Moment, (world, cycle): (&World, &Cycle)) -> Result<(), Failure> {
    let by = By { app, actor: world.actor("district")?, now };
    let kept = app.store.write(async |tx| {
        let cycle = cycle_by_id(tx, cycle.id).await?.ok_or_else(Refusal::missing)?;
        let permit = authorize(by.actor, Action::CycleDisclose, &cycle)?;
        shown(by, tx, (&cycle, &permit)).await
    });
    kept.await.map(|_| ())
}

/// The enterprise objects.
async fn object(
    app: &App,
    now: Moment,
    (world, cycle): (&World, &Cycle),
) -> Result<Objection, Failure> {
    let by = By { app, actor: world.actor("manager")?, now };
    let told = NewObjection {
        item_kind: ItemKind::Indicator,
        item: ITEM.to_owned(),
        grounds: "物业服务合同已在签订之日起三十日内备案".to_owned(),
        evidence: "备案回执及合同复印件".to_owned(),
        links: Vec::new(),
    };
    let kept = app.store.write(async |tx| {
        let score = subject_of(tx, cycle.id, served(world)?).await?;
        let score = score.ok_or_else(Refusal::missing)?.id;
        filed(by, tx, score, || Ok(told.clone())).await
    });
    kept.await
}

/// The street corrects the score.
async fn uphold(
    app: &App,
    now: Moment,
    (world, objection): (&World, &Objection),
) -> Result<(), Failure> {
    let by = By { app, actor: world.actor("street")?, now };
    let right = Written { indicator: ITEM.to_owned(), tier: Some(0), ..Written::default() };
    let told = DecisionBody {
        upheld: true,
        words: "经查备案系统,合同已按时备案,异议成立".to_owned(),
        correction: Some(Correction { input: Some(right), ..Correction::default() }),
    };
    let kept = app.store.write(async |tx| {
        let permit = authorize(by.actor, Action::ObjectionDecide, objection)?;
        let change = decided(by, tx, (objection, &permit), &told).await?;
        Ok(tx.save_objection(&change).await?)
    });
    kept.await
}
