//! Whether a rule can still dispatch anything: looked at where it could not dispatch a ticket, and now and then.

use ::ticket::{Breakage, Goal, RoutingRule, Spot};
use access::Level;
use chrono::NaiveDate;
use kernel::{AccountId, Moment, OrganizationId};
use sea_orm::Value;

use crate::{
    Conn, StoreError,
    sql::{one, places},
    ticket::IN_FORCE,
};

/// Why the rule can dispatch nothing any more; `None` where it can.
pub async fn breakage(
    db: &impl Conn,
    rule: &RoutingRule,
    (now, today): (Moment, NaiveDate),
) -> Result<Option<Breakage>, StoreError> {
    if !has_place(db, rule).await? {
        return Ok(Some(Breakage::PlaceGone));
    }
    if !has_category(db, rule).await? {
        return Ok(Some(Breakage::CategoryRetired));
    }
    let search = Search { rule, now, today };
    let (found, reason) = match rule.goal {
        Goal::Pool => (search.volunteer(db).await?, Breakage::PoolEmpty),
        Goal::Account(id) => (search.person(db, id).await?, Breakage::AccountGone),
        Goal::Enterprise => (search.contract(db, None).await?, Breakage::OutOfContract),
        Goal::Organization(id) => match search.department(db, id).await? {
            Some(serves) => (serves, Breakage::DepartmentGone),
            None => (search.contract(db, Some(id)).await?, Breakage::OutOfContract),
        },
    };
    Ok((!found).then_some(reason))
}

/// Whether any of its places still lies in its area.
async fn has_place(db: &impl Conn, rule: &RoutingRule) -> Result<bool, StoreError> {
    let spots = &rule.conditions.places;
    if spots.is_empty() {
        return Ok(true);
    }
    let mut values: Vec<Value> = vec![rule.area.into()];
    let (mut areas, mut estates) = (vec!["-1".to_owned()], vec!["-1".to_owned()]);
    for spot in spots {
        let (key, list) = match spot {
            Spot::Area { key, .. } => (*key, &mut areas),
            Spot::Estate(key) => (*key, &mut estates),
        };
        values.push(key.into());
        list.push(format!("${}", values.len()));
    }
    let (level, areas, estates) = (rule.level, areas.join(", "), estates.join(", "));
    let sql = format!(
        "SELECT key FROM area WHERE {level} = $1 AND key IN ({areas}) \
         UNION ALL SELECT key FROM estate WHERE {level} = $1 AND key IN ({estates}) LIMIT 1"
    );
    Ok(one(db, &sql, values).await?.is_some())
}

/// Whether any of its categories, or of those below them, still takes tickets.
async fn has_category(db: &impl Conn, rule: &RoutingRule) -> Result<bool, StoreError> {
    let ids = &rule.conditions.categories;
    if ids.is_empty() {
        return Ok(true);
    }
    let these = places(1, ids.len());
    let sql = format!(
        "SELECT id FROM category WHERE active AND (id IN ({these}) OR parent_id IN ({these})) LIMIT 1"
    );
    Ok(one(db, &sql, ids.iter().map(|id| id.0.into())).await?.is_some())
}

/// `k` is in force on the date that is the value of this number.
fn under_contract(on: usize) -> String {
    format!(
        "k.from_date <= ${on} AND (k.to_date IS NULL OR k.to_date >= ${on}) \
         AND (k.ended_on IS NULL OR k.ended_on > ${on})"
    )
}

/// Looking for what a rule sends to.
struct Search<'a> {
    rule: &'a RoutingRule,
    now: Moment,
    today: NaiveDate,
}

impl Search<'_> {
    fn now(&self) -> Value {
        self.now.timestamp_millis().into()
    }

    fn today(&self) -> Value {
        self.today.to_string().into()
    }

    /// `e` is an estate of the rule's places. A grid is no narrower than its community here, since buildings have
    /// grids of their own.
    fn here(&self, values: &mut Vec<Value>) -> String {
        values.push(self.rule.area.into());
        let area = format!("e.{} = ${}", self.rule.level, values.len());
        let spots = &self.rule.conditions.places;
        let grid = |spot: &Spot| matches!(spot, Spot::Area { level: Level::Grid, .. });
        if spots.is_empty() || spots.iter().any(grid) {
            return area;
        }
        let spot = |spot: &Spot| {
            let (column, key) = match spot {
                Spot::Area { level, key } => (level.as_str(), *key),
                Spot::Estate(key) => ("key", *key),
            };
            values.push(key.into());
            format!("e.{column} = ${}", values.len())
        };
        let any: Vec<String> = spots.iter().map(spot).collect();
        format!("{area} AND ({})", any.join(" OR "))
    }

    async fn volunteer(&self, db: &impl Conn) -> Result<bool, StoreError> {
        let mut values = vec![self.now()];
        let here = self.here(&mut values);
        let sql = format!(
            "SELECT d.id FROM duty d JOIN estate e ON e.key = d.estate_key AND {here} {IN_FORCE} \
             AND d.role = 'volunteer' LIMIT 1"
        );
        Ok(one(db, &sql, values).await?.is_some())
    }

    /// A worker or manager of an enterprise under contract here, or a volunteer.
    async fn person(&self, db: &impl Conn, id: AccountId) -> Result<bool, StoreError> {
        let mut values = vec![self.now(), self.today(), id.0.into()];
        let (here, in_force) = (self.here(&mut values), under_contract(2));
        let sql = format!(
            "SELECT d.id FROM duty d {IN_FORCE} AND d.account_id = $3 AND (\
             (d.role = 'volunteer' AND EXISTS (SELECT 1 FROM estate e WHERE e.key = d.estate_key AND {here})) \
             OR (d.role IN ('worker', 'manager') AND EXISTS (SELECT 1 FROM contract k \
             JOIN estate e ON e.key = k.estate WHERE k.organization_id = d.organization_id \
             AND {in_force} AND {here}))) LIMIT 1"
        );
        Ok(one(db, &sql, values).await?.is_some())
    }

    /// A contract that is in force here: of the enterprise, or of any.
    async fn contract(
        &self,
        db: &impl Conn,
        of: Option<OrganizationId>,
    ) -> Result<bool, StoreError> {
        let mut values = vec![self.today()];
        let (here, in_force) = (self.here(&mut values), under_contract(1));
        let own = of.map(|id| {
            values.push(id.0.into());
            format!("AND k.organization_id = ${}", values.len())
        });
        let sql = format!(
            "SELECT k.id FROM contract k JOIN estate e ON e.key = k.estate \
             WHERE {in_force} AND {here} {} LIMIT 1",
            own.unwrap_or_default()
        );
        Ok(one(db, &sql, values).await?.is_some())
    }

    /// Whether the organisation, where it is a department, serves any part of the area.
    async fn department(
        &self,
        db: &impl Conn,
        id: OrganizationId,
    ) -> Result<Option<bool>, StoreError> {
        let meets = |level: &str| {
            format!("(o.{level} IS NULL OR a.{level} IS NULL OR o.{level} = a.{level})")
        };
        let sql = format!(
            "SELECT CASE WHEN {} AND {} AND {} THEN 1 ELSE 0 END AS serves FROM organization o, area a \
             WHERE o.id = $1 AND o.kind = 'department' AND a.key = $2",
            meets("district"),
            meets("street"),
            meets("community")
        );
        let row = one(db, &sql, [id.0.into(), self.rule.area.into()]).await?;
        row.map(|row| Ok(row.try_get::<i32>("", "serves")? == 1)).transpose()
    }
}
