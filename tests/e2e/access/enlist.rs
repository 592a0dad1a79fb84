//! Gives the neighbourhood everyone who is missing, and everyone a token.

use access::{AccountState, ClientState, Who};
use kernel::AccountId;
use persistence::{
    Failure, Tx,
    identity::{AccountRow, ClientRow, account_by_name},
    place::area_by_id,
};
use tests::{Service, world};

use super::{
    cast::{CLIENTS, Held, NEIGHBOURS, OTHERS, Person, When},
    office::{Enterprises, appoint, found},
};

/// Someone without a token yet.
#[derive(Debug)]
struct Named {
    name: String,
    held: Vec<Held>,
    who: Who,
    admitted: bool,
}

/// Puts rows in as they are, since only what they open is tried here.
struct Registrar<'a> {
    service: &'a Service,
    enterprises: Enterprises,
    password: Option<String>,
}

/// Everyone who tries, each with a token.
pub(crate) async fn everyone(service: &Service) -> Vec<Person<'_>> {
    let store = &service.app.store;
    let resident = account_by_name(store.reader(), "resident").await.unwrap().unwrap();
    let (app, now) = (&service.app, service.now());
    let enterprises = Enterprises { far: app.id(now), lapsed: app.id(now) };
    let registrar = Registrar { service, enterprises, password: resident.password };
    let put_in = async |tx: &Tx| registrar.put_in(tx).await;
    let mut named = store.write(put_in).await.unwrap();
    named.extend(neighbours());
    let people = named.into_iter().map(|Named { name, held, who, admitted }| Person {
        name,
        held,
        who: Some(who),
        admitted,
        caller: service.as_who(who),
    });
    let stranger = Person {
        name: "anyone".to_owned(),
        held: Vec::new(),
        who: None,
        admitted: false,
        caller: service.anyone(),
    };
    people.chain([stranger]).collect()
}

fn neighbours() -> Vec<Named> {
    let named = |name: &str, held: Vec<Held>| {
        let who = Who::Account(AccountId(world::person(name)));
        Named { name: name.to_owned(), held, who, admitted: name != "disabled" }
    };
    let people = NEIGHBOURS.iter().map(|(name, held)| {
        let now = held.iter().map(|(duty, place)| Held { duty, place, when: When::Now });
        named(name, now.collect())
    });
    let times =
        [("former", When::Former), ("future", When::Future), ("disabled", When::Now)].into_iter();
    let untimely = times
        .map(|(name, when)| named(name, vec![Held { duty: "dispatcher", place: "estate", when }]));
    let held = vec![Held { duty: "client", place: "community", when: When::Now }];
    let who = Who::Client(world::client().into());
    let client = Named { name: "client".to_owned(), held, who, admitted: true };
    people.chain(untimely).chain([client]).collect()
}

impl Registrar<'_> {
    async fn put_in(&self, tx: &Tx) -> Result<Vec<Named>, Failure> {
        found(self.service, tx, &self.enterprises).await?;
        let mut people = Vec::new();
        for (duty, first, places) in OTHERS {
            let untimely = [When::Former, When::Future].map(|when| (*first, when));
            let now = places.iter().map(|place| (*place, When::Now));
            for (place, when) in now.chain(untimely) {
                let name = format!("{duty}@{place}, {when:?}");
                people.push(self.hire(tx, name, vec![Held { duty, place, when }]).await?);
            }
        }
        for duty in ["dispatcher", "worker", "manager"] {
            let held = Held { duty, place: "lapsed", when: When::Now };
            let person = self.hire(tx, format!("{duty}@lapsed"), vec![held]).await?;
            let held = vec![Held { place: "estate", when: When::Lapsed, ..held }];
            people.push(Named { held, ..person });
        }
        let next = |duty| Held { duty, place: "next-estate", when: When::Now };
        let both = vec![next("branch"), next("volunteer")];
        people.push(self.hire(tx, "next-branch".to_owned(), both).await?);
        let community = AccountId(world::person("next-community"));
        appoint(self.service, tx, &self.enterprises, (community, next("volunteer"))).await?;
        self.systems(tx, &mut people).await?;
        self.hire(tx, "asker".to_owned(), Vec::new()).await?;
        Ok(people)
    }

    async fn hire(&self, tx: &Tx, name: String, held: Vec<Held>) -> Result<Named, Failure> {
        let now = self.service.now();
        let id: AccountId = self.service.app.id(now);
        let street = area_by_id(tx, world::area("street").into()).await?.unwrap();
        let row = AccountRow {
            id,
            name: name.clone(),
            display_name: name.clone(),
            phone: None,
            password: self.password.clone(),
            state: AccountState::Active,
            failures: 0,
            locked_until: None,
            path: street.path,
            version: 1,
            updated_at: now,
        };
        tx.create_account(&row).await?;
        for held in &held {
            appoint(self.service, tx, &self.enterprises, (id, *held)).await?;
        }
        Ok(Named { name, held, who: Who::Account(id), admitted: true })
    }

    async fn systems(&self, tx: &Tx, people: &mut Vec<Named>) -> Result<(), Failure> {
        for (duty, scopes, place) in CLIENTS {
            let held = Held { duty, place, when: When::Now };
            people.push(self.system(tx, held, scopes, ClientState::Active).await?);
        }
        let held = Held { duty: "client", place: "community", when: When::Now };
        let revoked = self.system(tx, held, &["tickets:read"], ClientState::Revoked).await?;
        people.push(Named { name: "a revoked client".to_owned(), admitted: false, ..revoked });
        Ok(())
    }

    async fn system(
        &self,
        tx: &Tx,
        held: Held,
        scopes: &[&str],
        state: ClientState,
    ) -> Result<Named, Failure> {
        let now = self.service.now();
        let area = area_by_id(tx, world::area(held.place).into()).await?.unwrap();
        let name = format!("{}@{}", held.duty, held.place);
        let row = ClientRow {
            id: self.service.app.id(now),
            name: name.clone(),
            state,
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            level: area.level,
            area: area.key,
            secret: vec![0; 32],
            previous_secret: None,
            previous_until: None,
            path: area.path,
            version: 1,
            updated_at: now,
        };
        tx.create_client(&row).await?;
        Ok(Named { name, held: vec![held], who: Who::Client(row.id), admitted: true })
    }
}

/// Someone by the name of their account.
pub(crate) async fn named<'a>(service: &'a Service, name: &str) -> tests::Caller<'a> {
    let account = account_by_name(service.app.store.reader(), name).await.unwrap().unwrap();
    service.as_who(Who::Account(account.id))
}
