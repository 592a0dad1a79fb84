//! What the rules of places decide, case by case.

use access::{Action, Actor, Duty, Level, Permit, Reach, Role, ScopePath, Who, authorize};
use chrono::DateTime;
use kernel::{AccountId, At::Pointer, Fault, Moment, Refusal, Uuid};

use crate::*;

mod area;
mod estate;

fn now() -> Moment {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn permit(action: Action) -> Permit {
    let role = match action {
        Action::ResidencyApprove | Action::ResidencyReject => Role::CommunityOfficer,
        Action::ResidencyEnd => Role::System,
        _ => Role::Administrator,
    };
    let duty = Duty { id: None, role, reach: Reach::Everywhere, scopes: Vec::new() };
    let who = Who::Account(AccountId(Uuid::from_u128(1)));
    let actor = Actor::new(who, vec![duty]);
    authorize(&actor, action, &At::open(ScopePath::default())).unwrap()
}

fn area(
    key: i32,
    level: Level,
    code: Option<&str>,
    parent: Option<&Area>,
) -> Result<Area, Refusal> {
    let id = Uuid::from_u128(u128::from(key.unsigned_abs())).into();
    let code = code.map(|code| code.parse().unwrap());
    let new = NewArea { key, id, level, name: format!("区域{key}"), code };
    Area::create(&permit(Action::AreaCreate), new, parent, now())
}

struct Tree {
    district: Area,
    street: Area,
    other: Area,
    community: Area,
    grid: Area,
}

fn tree() -> Tree {
    let district = area(1, Level::District, Some("440307000000"), None).unwrap();
    let street = area(2, Level::Street, Some("440307017000"), Some(&district)).unwrap();
    let other = area(3, Level::Street, Some("440307013000"), Some(&district)).unwrap();
    let community = area(4, Level::Community, Some("440307017901"), Some(&street)).unwrap();
    let grid = area(5, Level::Grid, None, Some(&community)).unwrap();
    Tree { district, street, other, community, grid }
}

fn estate(key: i32, phase: Phase, area: &Area) -> Result<Estate, Refusal> {
    let id = Uuid::from_u128(100).into();
    let management = Management::Enterprise;
    let new = NewEstate { key, id, name: "小区".into(), address: None, management, phase };
    Estate::create(&permit(Action::EstateCreate), new, area, now())
}

fn fault<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (String, Fault) {
    let error = result.unwrap_err().errors.remove(0);
    let Pointer(path) = error.at else { panic!("{error:?}") };
    (path, error.fault)
}
