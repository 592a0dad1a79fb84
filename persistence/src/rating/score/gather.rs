//! Everything that the scores of a cycle are reckoned from, read for all its estates at once.

use std::collections::{BTreeMap, HashMap};

use ::rating::{
    EstateEvidence, Inputs, Period, Scheme,
    cycle::{Cycle, Sheet, Subject, SubjectStanding},
    gathered,
    survey::{EstateSurvey, SurveyResult},
};
use kernel::{CycleId, Moment, OrganizationId, SheetId, Uuid};
use sea_orm::Value;

use crate::{
    Conn, StoreError,
    rating::{
        Extent, Wanted,
        cycle::{sheets_of_cycle, subjects_of_cycle},
        figures::{EstateFigures, estate_figures},
        finding::findings_counted,
        survey::survey_results,
    },
    sql::{Bound, all, one},
};

/// What was read.
#[derive(Debug)]
pub struct Gathered {
    /// Whether something was filed or decided since: [`gathered_mark`].
    pub mark: Mark,
    subjects: Vec<Subject>,
    sheets: HashMap<i32, Vec<Sheet>>,
    findings: HashMap<(i32, OrganizationId), BTreeMap<String, u32>>,
    figures: EstateFigures,
    surveys: HashMap<i32, (EstateSurvey, SurveyResult)>,
}

/// How many findings and reports there are in a cycle, and how often they were changed.
pub type Mark = [i64; 4];

impl Gathered {
    /// The rated estates with the inputs of their scores.
    pub fn estates<'a>(
        &'a self,
        scheme: &'a Scheme,
    ) -> impl Iterator<Item = ((Uuid, i32, OrganizationId), Inputs)> + 'a {
        let none = BTreeMap::new();
        let rated = self.subjects.iter().filter(|one| one.standing == SubjectStanding::Rated);
        rated.filter_map(move |subject| {
            let (estate, enterprise) = (subject.path.estate?, subject.enterprise?);
            let evidence = EstateEvidence {
                subject,
                sheets: self.sheets.get(&estate).map(Vec::as_slice).unwrap_or_default(),
                findings: self.findings.get(&(estate, enterprise)).unwrap_or(&none),
                measured: &self.figures.of(estate, enterprise),
                residents: self.surveys.get(&estate).map(|(_, result)| result),
            };
            Some(((subject.id, estate, enterprise), gathered(scheme, &evidence)))
        })
    }
}

fn extent(cycle: &Cycle) -> Extent {
    let level = cycle.level();
    Extent::Area(level, cycle.path.at(level).unwrap_or(0))
}

/// Reads what there is: figures as of the end of the period, findings and reports of the period as of now.
pub async fn gather_cycle(
    db: &impl Conn,
    cycle: &Cycle,
    now: Moment,
) -> Result<Gathered, StoreError> {
    let period = Period { first: cycle.first_on, last: cycle.last_on };
    let wanted = Wanted { extent: extent(cycle), period, until: period.ends(), now };
    let mut sheets: HashMap<i32, Vec<Sheet>> = HashMap::new();
    for sheet in sheets_of_cycle(db, cycle.id).await? {
        let estate = sheet.path.estate.ok_or(StoreError::Corrupt("rating_sheet.estate"))?;
        sheets.entry(estate).or_default().push(sheet);
    }
    let mut findings: HashMap<_, BTreeMap<String, u32>> = HashMap::new();
    for one in findings_counted(db, extent(cycle), (period.first, period.last), now).await? {
        let units = u32::try_from(one.units).unwrap_or(u32::MAX);
        findings.entry((one.estate, one.enterprise)).or_default().insert(one.indicator, units);
    }
    Ok(Gathered {
        mark: gathered_mark(db, cycle).await?,
        subjects: subjects_of_cycle(db, cycle.id).await?,
        sheets,
        findings,
        figures: estate_figures(db, &wanted).await?,
        surveys: survey_results(db, cycle.id, now).await?,
    })
}

/// Changes with every finding and report of the cycle's period and area.
pub async fn gathered_mark(db: &impl Conn, cycle: &Cycle) -> Result<Mark, StoreError> {
    let mut mark = Mark::default();
    let of = [
        ("rating_finding", "found_on <= $2 AND (found_on >= $1 OR due_on >= $1)"),
        ("reported_figure", "first_on = $1 AND last_on = $2"),
    ];
    for (at, (table, condition)) in of.into_iter().enumerate() {
        let mut bound =
            Bound(vec![cycle.first_on.to_string().into(), cycle.last_on.to_string().into()]);
        let sql = format!(
            "SELECT COUNT(*) AS many, CAST(COALESCE(SUM(version), 0) AS bigint) AS changes FROM {table} \
             WHERE {condition} AND {}",
            extent(cycle).condition(&mut bound)
        );
        let row = one(db, &sql, bound.0).await?.ok_or(StoreError::Corrupt("rating_finding"))?;
        let numbers = [row.try_get("", "many")?, row.try_get("", "changes")?];
        mark.iter_mut().skip(at * 2).zip(numbers).for_each(|(own, number)| *own = number);
    }
    Ok(mark)
}

/// The first sheets of a cycle that are neither signed nor gone on without.
pub async fn unsettled(
    db: &impl Conn,
    cycle: CycleId,
    limit: u32,
) -> Result<Vec<SheetId>, StoreError> {
    let sql = "SELECT id FROM rating_sheet WHERE cycle_id = $1 AND state NOT IN ('signed', 'absent') \
        ORDER BY id LIMIT $2";
    let rows = all(db, sql, [Value::from(cycle.0), i64::from(limit).into()]).await?;
    rows.iter().map(|row| Ok(SheetId(row.try_get("", "id")?))).collect()
}
