//! Where a new ticket lies and under what heading: all that the rules of filing ask, in one look.

use ::ticket::{AboutOutage, Category, Site};
use chrono::NaiveDate;
use kernel::{
    AreaId, BuildingId, CategoryId, EstateId, Moment, OrganizationId, OutageId, PremisesId,
};
use sea_orm::{ConnectionTrait as _, DbBackend, Value};

use super::{
    category,
    row::{about, id},
};
use crate::{
    Conn, StoreError,
    sql::{one, path},
};

/// What a new ticket names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Filing {
    pub estate: EstateId,
    pub category: CategoryId,
    pub premises: Option<PremisesId>,
    pub building: Option<BuildingId>,
}

/// What is looked for, and where.
macro_rules! site {
    ($columns:literal, $areas:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM estate e ",
            $areas,
            "LEFT JOIN category c ON c.id = $5 \
            LEFT JOIN premises p ON p.id = $3 AND p.estate = e.key \
            LEFT JOIN building b ON b.id = COALESCE($4, p.building_id) AND b.estate = e.key \
            LEFT JOIN contract k ON k.estate = e.key AND k.from_date <= $2 \
            AND (k.to_date IS NULL OR k.to_date >= $2) \
            AND (k.ended_on IS NULL OR k.ended_on > $2) \
            LEFT JOIN outage o ON o.estate = e.key AND o.state = 'announced' \
            AND o.from_at <= $6 AND o.until_at > $6 \
            AND (o.category_id = c.id OR o.category_id = c.parent_id) \
            AND (o.building_id IS NULL OR o.building_id = b.id) WHERE e.id = $1",
            $rest
        )
    };
}

const SITE: &str = site!(
    "e.id AS estate_id, e.key AS estate, e.district, e.street, e.community, \
    COALESCE(b.grid, p.grid, e.grid) AS grid, a.id AS community_id, s.id AS street_id, d.id AS district_id, \
    k.organization_id AS enterprise_id, p.id AS premises_id, p.building_id AS premises_building, \
    b.id AS building_id, o.id AS outage_id, o.title AS outage_title, o.note AS outage_note, \
    o.until_at AS outage_until, o.ended_at AS outage_ended, c.*",
    "JOIN area a ON a.key = e.community JOIN area s ON s.key = e.street JOIN area d ON d.key = e.district ",
    " ORDER BY CASE WHEN o.building_id IS NULL THEN 1 ELSE 0 END, o.id DESC LIMIT 1"
);

/// The district, where all that a site is known by is still so, and no outage is announced there.
const STILL: &str = site!(
    "e.district",
    "",
    " AND o.id IS NULL AND e.key = $7 AND e.district = $8 AND e.street = $9 \
    AND e.community = $10 AND COALESCE(b.grid, p.grid, e.grid) IS $11 \
    AND k.organization_id IS $12 AND c.version = $13 \
    AND ($3 IS NULL OR p.id IS NOT NULL) AND ($4 IS NULL OR b.id IS NOT NULL) \
    AND ($4 IS NULL OR p.building_id IS NULL OR p.building_id = $4)"
);

/// All that is known of where a ticket is filed.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub site: Site,
    pub category: Option<Category>,
    /// The outage that new tickets of the category are about there: that of the building first, then the latest.
    pub outage: Option<AboutOutage>,
}

/// A site that was read before, for a category that there is and without an outage.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownSite {
    filing: Filing,
    today: NaiveDate,
    site: Site,
    category: Category,
}

impl KnownSite {
    /// What was read today, where it is worth keeping in mind.
    pub fn of(filing: Filing, today: NaiveDate, known: &Known) -> Option<Self> {
        let Known { site, category, outage: None } = known else { return None };
        Some(Self { filing, today, site: *site, category: category.clone()? })
    }

    /// What is known of the site, if it was read on that day: a contract may end with the day.
    pub fn on(self, today: NaiveDate) -> Option<Known> {
        let known = Known { site: self.site, category: Some(self.category), outage: None };
        (self.today == today).then_some(known)
    }

    /// Asks SQLite for the district of a new ticket; null where anything of the site has changed.
    pub(super) fn still(&self, now: Moment) -> (&'static str, Vec<Value>) {
        let path = self.site.path;
        let mut values = self.filing.values(self.today, now).to_vec();
        values.extend([
            path.estate.into(),
            path.district.into(),
            path.street.into(),
            path.community.into(),
            path.grid.into(),
            self.site.enterprise.map(|id| id.0).into(),
            self.category.version.into(),
        ]);
        (STILL, values)
    }
}

impl Filing {
    fn values(self, today: NaiveDate, now: Moment) -> [Value; 6] {
        let Self { estate, category, premises, building } = self;
        [
            estate.0.into(),
            today.to_string().into(),
            premises.map(|id| id.0).into(),
            building.map(|id| id.0).into(),
            category.0.into(),
            now.timestamp_millis().into(),
        ]
    }
}

/// The estate of a new ticket, with the premises and building that were named, and the category; `None` for no
/// such estate. In a unit of work on PostgreSQL the estate is kept from being moved until it ends; SQLite has
/// one writer.
pub async fn site<C: Conn>(
    db: &C,
    told: Filing,
    (today, now): (NaiveDate, Moment),
) -> Result<Option<Known>, StoreError> {
    let Filing { premises, building, .. } = told;
    let values = told.values(today, now);
    let held = match db.conn().get_database_backend() {
        DbBackend::Postgres if C::WRITES => " FOR SHARE OF e",
        _ => "",
    };
    let Some(row) = one(db, &format!("{SITE}{held}"), values).await? else { return Ok(None) };
    let of_premises = id(&row, "premises_building")?;
    let agrees = of_premises.is_none() || building.is_none_or(|b| of_premises == Some(b.0));
    let site = Site {
        estate_id: EstateId(row.try_get("", "estate_id")?),
        path: path(&row)?,
        community: AreaId(row.try_get("", "community_id")?),
        street: AreaId(row.try_get("", "street_id")?),
        district: AreaId(row.try_get("", "district_id")?),
        enterprise: id(&row, "enterprise_id")?.map(OrganizationId),
        premises_known: premises.is_none() || id(&row, "premises_id")?.is_some(),
        building_known: building.is_none() || (agrees && id(&row, "building_id")?.is_some()),
    };
    let known = id(&row, "id")?.is_some();
    let outage = id(&row, "outage_id")?.map(|id| about(&row, OutageId(id)));
    Ok(Some(Known {
        site,
        category: known.then(|| category::read(&row)).transpose()?,
        outage: outage.transpose()?,
    }))
}
