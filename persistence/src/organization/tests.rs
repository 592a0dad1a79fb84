//! Organisations and contracts are read back, and found on the days on which they hold.

use access::{Action, Level};
use chrono::NaiveDate;
use kernel::{Code, ContractId};
use organization::{Contract, NewContract, NewOrganization, Organization, OrganizationKind};

use super::*;
use crate::{
    Failure, Tx,
    place::tests::{World, id, now, permit, store, world},
};

fn day(text: &str) -> NaiveDate {
    format!("2026-{text}").parse().unwrap()
}

async fn enterprise(tx: &Tx, number: u128, code: &str, w: &World) -> Result<Organization, Failure> {
    let may = permit(Action::EnterpriseCreate);
    let new = NewOrganization {
        id: id(number).into(),
        name: "安居物业".into(),
        credit_code: Some(code.parse().unwrap()),
        phone: None,
    };
    let made = Organization::enterprise(&may, new, &w.street, now())?;
    tx.create_organization(&may, &made).await?;
    Ok(made)
}

async fn contract(
    tx: &Tx,
    number: u128,
    (firm, w): (&Organization, &World),
    from: &str,
) -> Result<Contract, Failure> {
    let may = permit(Action::ContractCreate);
    let new = NewContract { id: ContractId(id(number)), from: day(from), to: None };
    let others = tx.hold_contracts_of_estate(w.estate.key).await?;
    let made = Contract::create(&may, new, (firm, &w.estate), &others, now())?;
    tx.create_contract(&may, &made, w.estate.path).await?;
    Ok(made)
}

#[tokio::test]
async fn organizations_are_listed_by_kind_and_place() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let made = store.write(async |tx| {
        let first = enterprise(tx, 500, "91440307MA5TXT036T", &w).await?;
        let second = enterprise(tx, 501, "91350100M000100Y43", &w).await?;
        Ok((first, second))
    });
    let (first, second) = made.await.unwrap();
    let again = async |tx: &Tx| enterprise(tx, 502, "91350100M000100Y43", &w).await;
    let refused = store.write(again).await;
    assert!(matches!(refused, Err(Failure::Refused(no)) if no.code == Code::CodeTaken));
    let found = organization_by_id(store.reader(), first.id).await.unwrap();
    assert_eq!(found.as_ref(), Some(&first));
    let list = async |kind, within| {
        let filter = OrganizationFilter { kind, within };
        organizations(store.reader(), &filter, None, 9).await.unwrap()
    };
    let (firms, departments) = (OrganizationKind::Enterprise, OrganizationKind::Department);
    assert_eq!(list(firms, None).await, [second.clone(), first.clone()]);
    assert_eq!(list(firms, Some((Level::Street, w.street.key))).await, [second, first]);
    assert!(list(firms, Some((Level::Street, w.other_street.key))).await.is_empty());
    assert!(list(departments, None).await.is_empty());
}

#[tokio::test]
async fn a_contract_holds_until_it_ends_and_is_released_once() {
    let (store, _kept) = store().await;
    let w = world(&store).await;
    let made = store.write(async |tx| {
        let firm = enterprise(tx, 500, "91440307MA5TXT036T", &w).await?;
        let first = contract(tx, 600, (&firm, &w), "03-01").await?;
        Ok((firm, first))
    });
    let (firm, first) = made.await.unwrap();
    let second = store.write(async |tx| contract(tx, 601, (&firm, &w), "06-01").await).await;
    assert!(matches!(second, Err(Failure::Refused(no)) if no.code == Code::ValidationFailed));
    let may = permit(Action::ContractEnd);
    let ended = first.end(&may, (day("05-01"), day("04-01")), "解约".into(), now()).unwrap();
    let end = async |tx: &Tx| tx.end_contract(&may, &ended, w.estate.path).await;
    store.write(end).await.unwrap();
    store.write(async |tx| contract(tx, 601, (&firm, &w), "06-01").await).await.unwrap();
    let db = store.reader();
    assert_eq!(contract_by_id(db, first.id).await.unwrap(), Some(ended.clone()));
    assert_eq!(contracts_of_estate(db, w.estate.key).await.unwrap().len(), 2);
    assert_eq!(contracts_of_organization(db, firm.id, 1).await.unwrap().len(), 1);
    for on in ["02-28", "03-01", "04-30", "05-01", "05-31", "06-01"] {
        let known = contracts_of_estate(db, w.estate.key).await.unwrap();
        let wanted = known.into_iter().find(|contract| contract.in_force(day(on)));
        let estates = estates_of_organization(db, firm.id, day(on)).await.unwrap();
        assert_eq!(estates.len(), usize::from(wanted.is_some()), "{on}");
        assert_eq!(contract_in_force(db, w.estate.key, day(on)).await.unwrap(), wanted, "{on}");
    }
    assert!(contracts_to_release(db, day("04-30"), 9).await.unwrap().is_empty());
    assert_eq!(
        contracts_to_release(db, day("05-01"), 9).await.unwrap(),
        std::slice::from_ref(&ended)
    );
    store.write(async |tx| Ok(tx.contract_released(ended.id, now()).await?)).await.unwrap();
    assert!(contracts_to_release(db, day("05-01"), 9).await.unwrap().is_empty());
}
