//! Where the tickets lie and who is there: 3 districts of 8 streets of 10 communities of 12 estates in 4 grids.

use access::ScopePath;
use kernel::{AccountId, AreaId, CategoryId, EstateId, OrganizationId, Uuid};

use crate::{Fault, sql::Loader};

pub(crate) const DISTRICTS: u32 = 3;
pub(crate) const STREETS: u32 = DISTRICTS * 8;
pub(crate) const COMMUNITIES: u32 = STREETS * 10;
pub(crate) const GRIDS: u32 = COMMUNITIES * 4;
pub(crate) const ESTATES: u32 = COMMUNITIES * 12;
pub(crate) const CATEGORIES: u32 = 10;
/// Residents who submit, all on the estates of the first community.
pub(crate) const RESIDENTS: u32 = 64;
/// Workers of each enterprise; every community has one enterprise.
pub(crate) const WORKERS: u32 = 3;

/// An id of the version that the server makes, as old as the neighbourhood.
fn id(kind: u32, number: u32) -> Uuid {
    let made = 1_700_000_000_000_u128 << 80;
    let low = (2 << 62) | (u128::from(kind) << 32) | u128::from(number);
    Uuid::from_u128(made | (7 << 76) | low)
}

pub(crate) fn area(key: i32) -> AreaId {
    AreaId(id(1, key.unsigned_abs()))
}

pub(crate) fn estate(number: u32) -> EstateId {
    EstateId(id(2, number))
}

pub(crate) fn enterprise(community: u32) -> OrganizationId {
    OrganizationId(id(3, community))
}

pub(crate) fn category(number: u32) -> CategoryId {
    CategoryId(id(4, number))
}

/// Reads everything in the first district.
pub(crate) fn district_officer() -> AccountId {
    AccountId(id(5, 0))
}

/// Of the first community's enterprise.
pub(crate) fn dispatcher() -> AccountId {
    AccountId(id(5, 1))
}

/// Of the first community.
pub(crate) fn community_officer() -> AccountId {
    AccountId(id(5, 2))
}

pub(crate) fn worker(community: u32, number: u32) -> AccountId {
    AccountId(id(6, community * WORKERS + number % WORKERS))
}

pub(crate) fn resident(number: u32) -> AccountId {
    AccountId(id(7, number))
}

/// The estate that a submitting resident lives on.
pub(crate) fn home(resident: u32) -> EstateId {
    estate(resident % 12)
}

/// The keys of an estate; every level is numbered in turn.
pub(crate) fn path(estate: u32) -> ScopePath {
    let community = estate / 12;
    let (street, grid) = (community / 10, community * 4 + estate % 12 / 3);
    let key = |before: u32, number: u32| i32::try_from(before + number + 1).ok();
    ScopePath {
        district: key(0, street / 8),
        street: key(DISTRICTS, street),
        community: key(DISTRICTS + STREETS, community),
        grid: key(DISTRICTS + STREETS + COMMUNITIES, grid),
        estate: key(0, estate),
    }
}

fn keys(path: &ScopePath) -> [String; 4] {
    [path.district, path.street, path.community, path.grid]
        .map(|key| key.map_or_else(|| "NULL".to_owned(), |key| key.to_string()))
}

/// Places, organisations and people; all categories.
pub(crate) async fn load(to: &Loader) -> Result<(), Fault> {
    areas(to).await?;
    let estates = (0..ESTATES).map(|n| {
        let (key, [d, s, c, g]) = (path(n).estate.unwrap_or(0), keys(&path(n)));
        format!(
            "{key},{},'小区{n}','enterprise','maturity',false,{d},{s},{c},{g},1,0",
            to.uuid(estate(n))
        )
    });
    let columns = "key,id,name,management,phase,commons,district,street,community,grid,version,\
        updated_at";
    to.insert("estate", columns, estates).await?;
    let enterprises =
        (0..COMMUNITIES).map(|n| format!("{},'enterprise','物业{n}',1,0", to.uuid(enterprise(n))));
    to.insert("organization", "id,kind,name,version,updated_at", enterprises).await?;
    let contracts = (0..ESTATES).map(|n| {
        let key = path(n).estate.unwrap_or(0);
        let (id, enterprise) = (to.uuid(id(8, n)), to.uuid(enterprise(n / 12)));
        format!("{id},{enterprise},{key},'2020-01-01',1,0")
    });
    let columns = "id,organization_id,estate,from_date,version,updated_at";
    to.insert("contract", columns, contracts).await?;
    let categories = (0..CATEGORIES).map(|n| {
        let id = to.uuid(category(n));
        format!("{id},'c{n}','类别{n}','category {n}','repair',false,false,true,{n},1,0")
    });
    let columns = "id,code,name_zh,name_en,default_kind,needs_premises,needs_contact,active,\
        rank,version,updated_at";
    to.insert("category", columns, categories).await?;
    people(to).await
}

async fn areas(to: &Loader) -> Result<(), Fault> {
    let levels = [
        ("district", DISTRICTS, ESTATES / DISTRICTS),
        ("street", STREETS, ESTATES / STREETS),
        ("community", COMMUNITIES, 12),
        ("grid", GRIDS, 3),
    ];
    let mut rows = Vec::new();
    for (depth, (level, count, estates)) in levels.into_iter().enumerate() {
        for number in 0..count {
            let mut at = keys(&path(number * estates));
            let (key, parent) = (at[depth].clone(), depth.checked_sub(1).map(|up| at[up].clone()));
            at[depth + 1..].fill("NULL".to_owned());
            let id = to.uuid(area(key.parse()?));
            let parent = parent.unwrap_or_else(|| "NULL".to_owned());
            rows.push(format!(
                "{key},{id},'{level}','{level} {number}',{parent},{},1,0",
                at.join(",")
            ));
        }
    }
    let columns = "key,id,level,name,parent,district,street,community,grid,version,updated_at";
    to.insert("area", columns, rows).await
}

/// Who holds a duty: the account, the role, and the reach with its level, area, estate and organisation.
type Person = (AccountId, &'static str, String);

fn cast(to: &Loader) -> Vec<Person> {
    let of =
        |community| format!("'organization',NULL,NULL,NULL,{}", to.uuid(enterprise(community)));
    let officer = "'area','district',1,NULL,NULL".to_owned();
    let mut cast = vec![
        (district_officer(), "district_officer", officer),
        (dispatcher(), "dispatcher", of(0)),
    ];
    let key = path(0).community.unwrap_or(0);
    let community = format!("'area','community',{key},NULL,NULL");
    cast.push((community_officer(), "community_officer", community));
    for community in 0..COMMUNITIES {
        cast.extend((0..WORKERS).map(|n| (worker(community, n), "worker", of(community))));
    }
    cast.extend((0..RESIDENTS).map(|n| {
        let key = path(n % 12).estate.unwrap_or(0);
        (resident(n), "resident", format!("'estate',NULL,NULL,{key},NULL"))
    }));
    cast
}

async fn people(to: &Loader) -> Result<(), Fault> {
    let cast = cast(to);
    let accounts = cast.iter().map(|(account, role, _)| {
        format!("{},'{account}','{role}','active',0,1,0", to.uuid(*account))
    });
    let columns = "id,name,display_name,state,failures,version,updated_at";
    to.insert("account", columns, accounts).await?;
    let duties = cast.iter().enumerate().map(|(n, (account, role, reach))| {
        let (duty, account) = (id(9, u32::try_from(n).unwrap_or(0)), to.uuid(*account));
        format!("{},{account},'{role}',{reach},0,false,{account},1", to.uuid(duty))
    });
    let columns = "id,account_id,role,reach,level,area,estate_key,organization_id,from_at,\
        shown_as_volunteer,granted_by,version";
    to.insert("duty", columns, duties).await
}
