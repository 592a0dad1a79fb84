//! The actor of a request: account or client, with the duties in force now. One query.

use access::{AccountState, Actor, ClientState, Duty, Level, Reach, Role, Who};
use kernel::{AccountId, ClientId, DutyId, Moment};

use crate::{
    Conn, StoreError,
    sql::{all, word},
};

/// Whether the identity behind a token still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Active(Actor),
    Disabled,
    Unknown,
}

/// Areas that are being moved into or out of the area in a column: until the move is done both parents may read.
macro_rules! moved {
    ($column:literal) => {
        concat!(
            "LEFT JOIN (SELECT v.level, v.area, p.key, p.district, p.street, p.community \
                FROM area_move v JOIN area p ON p.key IN (v.from_parent, v.to_parent) \
                WHERE v.finished_at IS NULL AND v.effective_at <= $2) m ON ",
            $column,
            " IN (m.key, m.district, m.street, m.community) "
        )
    };
}

/// Duties, the estates under contract today, and what is being moved.
const QUERY: &str = concat!(
    "SELECT a.state, d.id, d.role, d.reach, d.level, d.area, d.estate_key, d.organization_id, \
    c.estate AS contract_estate, m.level AS moved_level, m.area AS moved_area \
    FROM account a \
    LEFT JOIN duty d ON d.account_id = a.id AND d.ended_at IS NULL AND d.from_at <= $2 \
        AND (d.until_at IS NULL OR d.until_at > $2) \
    LEFT JOIN contract c ON c.organization_id = d.organization_id AND c.from_date <= $3 \
        AND (c.to_date IS NULL OR c.to_date >= $3) AND (c.ended_on IS NULL OR c.ended_on > $3) ",
    moved!("d.area"),
    "WHERE a.id = $1 ORDER BY d.id"
);

/// The scopes of a system client, and what is being moved.
const CLIENT: &str = concat!(
    "SELECT c.state, c.scopes, c.level, c.area, m.level AS moved_level, m.area AS moved_area FROM client c ",
    moved!("c.area"),
    "WHERE c.id = $1"
);

/// The actor of an account; `today` is the civil date of the deployment.
pub async fn actor_of_account(
    db: &impl Conn,
    id: AccountId,
    now: Moment,
    today: chrono::NaiveDate,
) -> Result<Standing, StoreError> {
    let values = [id.0.into(), now.timestamp_millis().into(), today.to_string().into()];
    let rows = all(db, QUERY, values).await?;
    let Some(first) = rows.first() else { return Ok(Standing::Unknown) };
    if word::<AccountState>(first, "state")? != AccountState::Active {
        return Ok(Standing::Disabled);
    }
    let mut duties: Vec<Duty> = Vec::new();
    for row in &rows {
        let Some(duty) = row.try_get::<Option<kernel::Uuid>>("", "id")?.map(DutyId) else {
            continue;
        };
        let role: Role = word(row, "role")?;
        if !duties.iter().any(|known| known.id == Some(duty)) {
            let reach = super::duty::reach(row)?;
            duties.push(Duty { id: Some(duty), role, reach, scopes: Vec::new() });
        }
        if let Some(estate) = row.try_get::<Option<i32>>("", "contract_estate")? {
            add_estate(&mut duties, duty, estate);
        }
        if let Some(key) = row.try_get::<Option<i32>>("", "moved_area")? {
            let reach = Reach::Area { level: word::<Level>(row, "moved_level")?, key };
            let moved = Duty { id: Some(duty), role, reach, scopes: Vec::new() };
            if !duties.contains(&moved) {
                duties.push(moved);
            }
        }
    }
    Ok(Standing::Active(Actor::new(Who::Account(id), duties)))
}

fn add_estate(duties: &mut [Duty], id: DutyId, estate: i32) {
    for duty in duties.iter_mut().filter(|duty| duty.id == Some(id)) {
        if let Reach::Organization { estates, .. } = &mut duty.reach
            && !estates.contains(&estate)
        {
            estates.push(estate);
        }
    }
}

/// The actor of a system client.
pub async fn actor_of_client(
    db: &impl Conn,
    id: ClientId,
    now: Moment,
) -> Result<Standing, StoreError> {
    let rows = all(db, CLIENT, [id.0.into(), now.timestamp_millis().into()]).await?;
    let Some(first) = rows.first() else { return Ok(Standing::Unknown) };
    if word::<ClientState>(first, "state")? != ClientState::Active {
        return Ok(Standing::Disabled);
    }
    let scopes: String = first.try_get("", "scopes")?;
    let duty = |level: Level, key: i32| Duty {
        id: None,
        role: Role::SystemClient,
        reach: Reach::Area { level, key },
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
    };
    let mut duties = vec![duty(word(first, "level")?, first.try_get("", "area")?)];
    for row in &rows {
        if let Some(key) = row.try_get::<Option<i32>>("", "moved_area")? {
            let moved = duty(word(row, "moved_level")?, key);
            if !duties.contains(&moved) {
                duties.push(moved);
            }
        }
    }
    Ok(Standing::Active(Actor::new(Who::Client(id), duties)))
}
