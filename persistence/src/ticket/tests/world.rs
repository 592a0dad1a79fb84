//! Two estates of one community with their people, in a database of their own.

use ::ticket::{
    Assignment, Category, Change, Contact, Detail, Kind, Location, Opening, Site, Submission,
    Ticket, submit,
};
use access::{Action, Actor, Duty, Level, Permit, Reach, Role, Who, authorize};
use chrono::NaiveDate;
use kernel::{AccountId, CategoryId, EstateId, Moment, OrganizationId, PremisesId, TicketId, Uuid};
use migrations::MigratorTrait as _;
use sea_orm::{ConnectionTrait as _, Value};

use crate::{
    Conn as _, Failure, Options, Store,
    sql::statement,
    ticket::{Filing, Named, assignment, load, site},
};

pub(in crate::ticket) const ENTERPRISE: OrganizationId = OrganizationId(Uuid::from_u128(900));
pub(in crate::ticket) const ESTATES: [EstateId; 2] =
    [EstateId(Uuid::from_u128(500)), EstateId(Uuid::from_u128(501))];

pub(in crate::ticket) fn at(seconds: i64) -> Moment {
    chrono::DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
}

pub(in crate::ticket) fn today() -> NaiveDate {
    at(0).date_naive()
}

pub(in crate::ticket) fn who(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(in crate::ticket) fn actor(n: u128, role: Role, reach: Reach) -> Actor {
    let duty = Duty { id: None, role, reach, scopes: Vec::new() };
    Actor::new(Who::Account(AccountId(who(n))), vec![duty])
}

pub(in crate::ticket) fn resident(n: u128, estate: i32) -> Actor {
    actor(n, Role::Resident, Reach::Estate(estate))
}

pub(in crate::ticket) fn staff(n: u128, role: Role) -> Actor {
    actor(n, role, Reach::Organization { id: ENTERPRISE, estates: vec![5] })
}

pub(in crate::ticket) fn volunteer() -> Actor {
    actor(30, Role::Volunteer, Reach::Estate(5))
}

pub(in crate::ticket) fn branch() -> Actor {
    actor(40, Role::BranchSecretary, Reach::Estate(5))
}

pub(in crate::ticket) fn community() -> Actor {
    actor(50, Role::CommunityOfficer, Reach::Area { level: Level::Community, key: 3 })
}

pub(in crate::ticket) fn street() -> Actor {
    actor(60, Role::StreetOfficer, Reach::Area { level: Level::Street, key: 2 })
}

pub(in crate::ticket) struct World {
    pub(in crate::ticket) store: Store,
    _folder: tempfile::TempDir,
}

impl World {
    pub(in crate::ticket) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/test.db?mode=rwc", folder.path().display());
        let store = Store::open(&url, &Options::default()).await.unwrap();
        migrations::Migrator::up(store.connection(), None).await.unwrap();
        let world = Self { store, _folder: folder };
        for (key, level, above) in
            [(1, "district", [1, 0, 0]), (2, "street", [1, 2, 0]), (3, "community", [1, 2, 3])]
        {
            let [d, s, c] = above.map(|key: i32| (key > 0).then_some(key));
            let sql = "INSERT INTO area (key, id, level, name, district, street, community, version, \
                updated_at) VALUES ($1, $2, $3, $3, $4, $5, $6, 1, 0)";
            let id = who(100 + key as u128);
            world
                .run(sql, vec![key.into(), id.into(), level.into(), d.into(), s.into(), c.into()])
                .await;
        }
        world.people().await;
        world
    }

    pub(in crate::ticket) async fn run(&self, sql: &str, values: Vec<Value>) {
        let db = self.store.connection();
        let statement =
            sea_orm::Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        db.execute_raw(statement).await.unwrap();
    }

    async fn people(&self) {
        for (at, estate) in ESTATES.iter().enumerate() {
            let sql = "INSERT INTO estate (key, id, name, management, phase, commons, district, street, \
                community, version, updated_at) VALUES ($1, $2, 'x', 'enterprise', 'maturity', false, 1, \
                2, 3, 1, 0)";
            self.run(sql, vec![(5 + at as i32).into(), estate.0.into()]).await;
        }
        let sql = "INSERT INTO organization (id, kind, name, version, updated_at) \
            VALUES ($1, 'enterprise', 'x', 1, 0)";
        self.run(sql, vec![ENTERPRISE.0.into()]).await;
        let sql = "INSERT INTO contract (id, organization_id, estate, from_date, version, updated_at) \
            VALUES ($1, $2, 5, '2020-01-01', 1, 0)";
        self.run(sql, vec![who(950).into(), ENTERPRISE.0.into()]).await;
        let none = None::<Uuid>;
        for (n, role, area, estate, organization) in [
            (20, "dispatcher", None, None, Some(ENTERPRISE.0)),
            (21, "worker", None, None, Some(ENTERPRISE.0)),
            (30, "volunteer", None, Some(5), none),
            (40, "branch_secretary", None, Some(5), none),
            (50, "community_officer", Some(3), None, none),
            (60, "street_officer", Some(2), None, none),
        ] {
            self.duty(n, role, area, estate, organization).await;
        }
    }

    pub(in crate::ticket) async fn duty(
        &self,
        n: u128,
        role: &str,
        area: Option<i32>,
        estate: Option<i32>,
        organization: Option<Uuid>,
    ) {
        let sql = "INSERT INTO account (id, name, display_name, state, failures, version, updated_at) \
            VALUES ($1, $2, $2, 'active', 0, 1, 0) ON CONFLICT (id) DO NOTHING";
        self.run(sql, vec![who(n).into(), format!("p{n}").into()]).await;
        let reach = match (area, estate) {
            (Some(_), _) => "area",
            (None, Some(_)) => "estate",
            (None, None) => "organization",
        };
        let level = area.map(|key| if key == 3 { "community" } else { "street" });
        let sql = "INSERT INTO duty (id, account_id, role, reach, level, area, estate_key, \
            organization_id, from_at, shown_as_volunteer, granted_by, version) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, false, $2, 1)";
        let id = who(n * 1000 + role.len() as u128);
        let mut values = vec![id.into(), who(n).into(), role.into(), reach.into()];
        values.extend([level.into(), area.into(), estate.into(), organization.into()]);
        self.run(sql, values).await;
    }

    pub(in crate::ticket) async fn site(
        &self,
        estate: EstateId,
        premises: Option<PremisesId>,
        today: NaiveDate,
    ) -> Option<Site> {
        let told = Filing { estate, category: CategoryId(who(9)), premises, building: None };
        let known = site(self.store.reader(), told, (today, at(0))).await;
        known.unwrap().map(|known| known.site)
    }

    /// Files a ticket with the id that its number gives, one second after the one before it.
    pub(in crate::ticket) async fn file(&self, n: u128, actor: &Actor, estate: usize) -> Ticket {
        let site = self.site(ESTATES[estate], None, today()).await.unwrap();
        let opening = Opening { path: site.path, on_behalf: false };
        let permit = authorize(actor, Action::Submit, &opening).unwrap();
        let now = at(n as i64);
        let millis = u128::try_from(now.timestamp_millis()).unwrap();
        let id = TicketId(Uuid::from_u128((millis << 80) | (7 << 76) | (2 << 62) | n));
        let change = submit(&permit, submission(id, site), now).unwrap();
        self.store.write(async |tx| Ok(tx.create_ticket(&change).await?)).await.unwrap();
        change.after
    }

    pub(in crate::ticket) async fn step(
        &self,
        ticket: &Ticket,
        actor: &Actor,
        detail: Detail,
        now: Moment,
    ) -> Result<Change, Failure> {
        self.store
            .write(async |tx| {
                let before = load(tx, ticket.id, today()).await?.unwrap();
                let permit = authorize(actor, detail.action(), &before)?;
                let change = before.apply(&permit, detail.clone(), now)?;
                tx.save_ticket(&change, before.version).await?;
                Ok(change)
            })
            .await
    }

    pub(in crate::ticket) async fn to(&self, ticket: &Ticket, named: Named) -> Assignment {
        assignment(self.store.reader(), ticket, named, at(0)).await.unwrap()
    }

    pub(in crate::ticket) async fn explain(&self, sql: &str, values: Vec<Value>) -> Vec<String> {
        let reader = self.store.reader();
        let asked = statement(reader, &format!("EXPLAIN QUERY PLAN {sql}"), values);
        let rows = reader.conn().query_all_raw(asked).await.unwrap();
        rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect()
    }
}

pub(in crate::ticket) fn permit(actor: &Actor, action: Action) -> Permit {
    authorize(actor, action, &::ticket::Catalogue).unwrap()
}

pub(in crate::ticket) fn category() -> Category {
    Category {
        id: CategoryId(who(700)),
        parent_id: None,
        code: "lift".to_owned(),
        name_zh: "电梯".to_owned(),
        name_en: "Lift".to_owned(),
        default_kind: Kind::Repair,
        needs_premises: false,
        needs_contact: false,
        needs_before_photo: false,
        needs_after_photo: false,
        allows_anonymous: false,
        active: true,
        rank: 1,
        version: 1,
        updated_at: at(0),
    }
}

pub(in crate::ticket) fn submission(id: TicketId, site: ::ticket::Site) -> Submission {
    Submission {
        id,
        site,
        category: category(),
        kind: None,
        priority: None,
        visibility: None,
        description: "三号楼电梯停运".to_owned(),
        location: Location { address: Some("三号楼".to_owned()), ..Location::default() },
        contact: Contact { phone: Some("13812345678".to_owned()), ..Contact::default() },
        on_behalf: false,
        channel: None,
        imported: false,
        meeting: None,
        today: chrono::NaiveDate::default(),
        client_ref: None,
        client_body: None,
        origin: None,
    }
}
