//! What is stored is read back, in order and only where it may be.

use access::{Term, View};
use kernel::{Code, Refused};
use place::{
    EstateChange, Relocation, Residency, ResidencyRelation, ResidencyRequest, ResidencyState,
};

use super::*;
use crate::place::*;

#[tokio::test]
async fn areas_are_listed_newest_first_and_page_by_page() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let db = store.reader();
    let streets = AreaFilter { level: Some(Level::Street), ..AreaFilter::default() };
    assert_eq!(areas(db, &streets, None, 1).await.unwrap(), std::slice::from_ref(&w.other_street));
    let after = Some(w.other_street.id.0);
    assert_eq!(areas(db, &streets, after, 9).await.unwrap(), std::slice::from_ref(&w.street));
    let under = AreaFilter { parent: Some(w.street.key), ..AreaFilter::default() };
    assert_eq!(areas(db, &under, None, 9).await.unwrap(), std::slice::from_ref(&w.community));
    let within = Some((Level::Street, w.street.key));
    let inside = AreaFilter { within, ..AreaFilter::default() };
    assert_eq!(areas(db, &inside, None, 9).await.unwrap(), [w.grid.clone(), w.community, w.street]);
    assert_eq!(path_of(db, w.grid.key).await.unwrap(), Some(w.grid.path));
    assert_eq!(area_by_id(db, w.grid.id).await.unwrap(), Some(w.grid));
}

#[tokio::test]
async fn a_community_has_a_commons_that_follows_its_name() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let renamed = Relocation { name: Some("青溪".into()), ..Relocation::default() };
    let may = permit(Action::AreaMove);
    let change = w.community.relocate(&may, renamed, now()).unwrap();
    store.write(async |tx| tx.relocate_area(&may, &change, id(9)).await).await.unwrap();
    let commons = commons_of(store.reader(), w.community.key).await.unwrap().unwrap();
    assert_eq!((commons.name.as_str(), commons.version), ("青溪公共区域", 2));
    assert_eq!(commons.path, ScopePath { estate: Some(commons.key), ..w.community.path });
    let kept = area_by_key(store.reader(), w.community.key).await.unwrap().unwrap();
    assert_eq!(kept, change.after);
}

#[tokio::test]
async fn an_estate_keeps_what_was_changed_and_refuses_a_stale_version() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let may = permit(Action::EstateUpdate);
    let change =
        EstateChange { address: Some(Some("松溪路1号".into())), ..EstateChange::default() };
    let after = w.estate.update(&may, change, now()).unwrap();
    let save = async |tx: &Tx| tx.save_estate(&may, after.phase, &after).await;
    store.write(save).await.unwrap();
    assert_eq!(estate_by_id(store.reader(), after.id).await.unwrap(), Some(after.clone()));
    assert!(matches!(store.write(save).await, Err(Failure::Store(crate::StoreError::Stale))));
    let filter = EstateFilter {
        within: Some((Level::Community, w.community.key)),
        commons: Some(false),
        ..EstateFilter::default()
    };
    let listed = estates(store.reader(), &filter, None, 9).await.unwrap();
    assert_eq!(listed, [w.beside, after]);
}

fn ask(number: u128, account: u128, premises: &Premises) -> Refused<(Permit, Residency)> {
    let actor = Actor::new(Who::Account(AccountId(id(account))), Vec::new());
    let subject = At::hidden(premises.path, Action::PremisesRead);
    let may = authorize(&actor, Action::ResidencyRequest, &subject)?;
    let relation = ResidencyRelation::Owner;
    let request = ResidencyRequest { id: id(number).into(), relation, note: None };
    Residency::request(&may, request, premises, now()).map(|residency| (may, residency))
}

#[tokio::test]
async fn residencies_are_one_list_of_what_the_terms_show_and_ones_own() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let made = store.write(async |tx| {
        let (_, here) = build(tx, 1000, &w.estate, None).await?;
        let (_, there) = build(tx, 1010, &w.beside, None).await?;
        for (number, account, premises) in [(1, 51, &here), (2, 52, &here), (3, 51, &there)] {
            let (may, residency) = ask(1100 + number, account, premises)?;
            tx.create_residency(&may, &residency).await?;
        }
        Ok(here)
    });
    let here = made.await.unwrap();
    let (may, again) = ask(1200, 51, &here).unwrap();
    let twice = store.write(async |tx| tx.create_residency(&may, &again).await).await;
    assert!(matches!(twice, Err(Failure::Refused(no)) if no.code == Code::ValidationFailed));
    let estate = Term::Estate { key: w.estate.key, view: View::All };
    let community = Term::Area { level: Level::Community, key: w.community.key };
    let other = Term::Area { level: Level::Community, key: w.other_community.key };
    let all = ResidencyFilter::default();
    let approved = ResidencyFilter { state: Some(ResidencyState::Approved), ..all };
    let there = ResidencyFilter { estate: Some(w.beside.key), ..all };
    for (terms, own, filter, after, shown) in [
        (vec![estate.clone()], None, all, None, vec![2, 1]),
        (vec![estate.clone(), community.clone()], Some(51), all, None, vec![3, 2, 1]),
        (vec![community.clone()], None, all, Some(3), vec![2, 1]),
        (vec![], Some(51), all, None, vec![3, 1]),
        (vec![other], None, all, None, vec![]),
        (vec![Term::Everything], None, there, None, vec![3]),
        (vec![community], None, approved, None, vec![]),
        (vec![], None, all, None, vec![]),
    ] {
        let scope = (terms.as_slice(), own.map(|account| AccountId(id(account))));
        let after = after.map(|number| id(1100 + number));
        let found = residencies(store.reader(), scope, &filter, after, 9).await.unwrap();
        let found: Vec<u128> = found.iter().map(|r| r.id.0.as_u128() - 1100).collect();
        assert_eq!(found, shown, "{terms:?}");
    }
}

#[tokio::test]
async fn a_residency_goes_its_way() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let duty = id(77).into();
    let ended = store.write(async |tx| {
        let (_, here) = build(tx, 1000, &w.estate, None).await?;
        let (may, asked) = ask(1100, 51, &here)?;
        tx.create_residency(&may, &asked).await?;
        let may = permit(Action::ResidencyApprove);
        let approved = asked.approve(&may, duty, now())?;
        tx.save_residency(&may, asked.state, &approved).await?;
        let found = residencies_of_duty(tx, approved.account, duty).await?;
        assert_eq!(found, std::slice::from_ref(&approved));
        let may = permit(Action::ResidencyEnd);
        let ended = approved.end(&may, now())?;
        tx.save_residency(&may, approved.state, &ended).await?;
        Ok(ended)
    });
    let ended = ended.await.unwrap();
    assert_eq!(residency_by_id(store.reader(), ended.id).await.unwrap(), Some(ended.clone()));
    let kind = access::SubjectKind::Residency;
    let lines = crate::journal::lines(store.reader(), kind, ended.id.0, 0, 9).await.unwrap();
    let actions: Vec<&str> = lines.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(actions, ["request", "approve", "end"]);
}
