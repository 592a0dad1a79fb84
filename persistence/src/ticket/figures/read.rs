//! Reading figures: the counters, and what was appended since they were folded, in one statement.

use std::collections::BTreeMap;

use ::ticket::{Counts, Span, Whole, month_of};
use kernel::{CategoryId, OrganizationId, Uuid};
use sea_orm::Value;

use super::{columns, counts};
use crate::{
    Conn, StoreError,
    sql::{Bound, all},
};

/// Of what: one area, estate or everything, or several that lie side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Of {
    pub whole: Whole,
    /// Of the areas or estates; of `everything` 0, of an organisation nothing.
    pub keys: Vec<i32>,
}

/// What figures are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    Whole,
    Day,
    Month,
    Place,
    Organization,
    Category,
}

/// What is asked of the counters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub of: Of,
    pub organization: Option<OrganizationId>,
    pub category: Option<CategoryId>,
    /// First and last day, in days since 1970-01-01; where [`Question::span`] is the month, whole months.
    pub days: (i32, i32),
    pub by: Grouping,
}

/// What one part of the figures is of; only what they are told apart by is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    pub start: i32,
    pub key: i32,
    /// Nil for what no organisation has.
    pub organization: Uuid,
    pub category: Uuid,
}

impl Question {
    /// Which counters answer: those of days are not told apart by category, nor by organisation but for its own.
    pub fn span(&self) -> Span {
        let own = self.of.whole == Whole::Organization;
        let apart = matches!(self.by, Grouping::Organization | Grouping::Category);
        if apart || self.category.is_some() || (self.organization.is_some() && !own) {
            Span::Month
        } else {
            Span::Day
        }
    }

    fn group(&self, start: i32, key: i32, organization: Uuid, category: Uuid) -> Group {
        let nothing = Group { start: 0, key: 0, organization: Uuid::nil(), category: Uuid::nil() };
        match self.by {
            Grouping::Whole => nothing,
            Grouping::Day => Group { start, ..nothing },
            Grouping::Month => Group { start: month_of(start), ..nothing },
            Grouping::Place => Group { key, ..nothing },
            Grouping::Organization => Group { organization, ..nothing },
            Grouping::Category => Group { category, ..nothing },
        }
    }

    /// The column that the parts are told apart by, among those of the counters.
    fn column(&self) -> Option<&'static str> {
        match self.by {
            Grouping::Whole => None,
            Grouping::Day | Grouping::Month => Some("start"),
            Grouping::Place => Some("key"),
            Grouping::Organization => Some("organization_id"),
            Grouping::Category => Some("category_id"),
        }
    }
}

/// What was counted, part by part, as it stands with the last commit.
pub async fn figures(
    db: &impl Conn,
    question: &Question,
) -> Result<BTreeMap<Group, Counts>, StoreError> {
    let (sql, values) = figures_statement(question);
    let rows = all(db, &sql, values).await?;
    let mut found: BTreeMap<Group, Counts> = BTreeMap::new();
    for row in &rows {
        let group = question.group(
            row.try_get("", "start")?,
            row.try_get("", "key")?,
            row.try_get("", "organization_id")?,
            row.try_get("", "category_id")?,
        );
        found.entry(group).or_default().add(&counts(row)?);
    }
    found.retain(|_, counts| !counts.is_zero());
    Ok(found)
}

/// The statement that reads the counters, with its values.
pub fn figures_statement(question: &Question) -> (String, Vec<Value>) {
    let mut bound = Bound::default();
    let nil = bound.put(Uuid::nil());
    let kept = kept(question, &mut bound);
    let (days, column) = (question.days, column(question.of.whole));
    let mut and = vec![format!("day >= {} AND day <= {}", bound.put(days.0), bound.put(days.1))];
    and.extend(narrowed(question, &mut bound));
    let key = column.map_or_else(
        || "0".to_owned(),
        |column| {
            let keys: Vec<String> = question.of.keys.iter().map(|key| bound.put(*key)).collect();
            and.push(format!("{column} IN ({})", keys.join(", ")));
            column.to_owned()
        },
    );
    // What was appended and not folded is little: it is put under its parts here.
    let new = format!(
        "SELECT day AS start, {key} AS key, organization_id, category_id, {} FROM figure_delta WHERE {}",
        columns(str::to_owned),
        and.join(" AND ")
    );
    let by = |name: &str, none: &str| match question.column() {
        Some(column) if column == name => name.to_owned(),
        _ => format!("{none} AS {name}"),
    };
    let group = question.column().map_or_else(String::new, |column| format!(" GROUP BY {column}"));
    let sql = format!(
        "SELECT {}, {}, {}, {}, {} FROM figure WHERE {kept}{group} UNION ALL {new}",
        by("start", "0"),
        by("key", "0"),
        by("organization_id", &nil),
        by("category_id", &nil),
        columns(|word| format!("CAST(COALESCE(SUM({word}), 0) AS bigint) AS {word}")),
    );
    (sql, bound.0)
}

/// The condition on counters.
fn kept(question: &Question, bound: &mut Bound) -> String {
    let span = question.span();
    let days = match span {
        Span::Day => question.days,
        Span::Month => (month_of(question.days.0), month_of(question.days.1)),
    };
    let mut and = vec![
        format!("whole = '{}' AND span = '{span}'", question.of.whole),
        format!("start >= {} AND start <= {}", bound.put(days.0), bound.put(days.1)),
    ];
    if question.of.whole != Whole::Organization {
        let keys: Vec<String> = question.of.keys.iter().map(|key| bound.put(*key)).collect();
        and.push(format!("key IN ({})", keys.join(", ")));
    }
    and.extend(narrowed(question, bound));
    and.join(" AND ")
}

fn narrowed(question: &Question, bound: &mut Bound) -> Vec<String> {
    let organization = question.organization.map(|id| ("organization_id", id.0));
    let category = question.category.map(|id| ("category_id", id.0));
    let both = organization.into_iter().chain(category);
    both.map(|(column, id)| format!("{column} = {}", bound.put(id))).collect()
}

/// Where the keys stand in what was appended.
const fn column(whole: Whole) -> Option<&'static str> {
    match whole {
        Whole::Everything | Whole::Organization => None,
        Whole::District => Some("district"),
        Whole::Street => Some("street"),
        Whole::Community => Some("community"),
        Whole::Estate => Some("estate"),
    }
}

/// The most places that lie directly in one.
const MOST: u32 = 500;

/// What lies directly in an area now, or the districts: keys with ids. In a community lie its estates.
pub async fn below(
    db: &impl Conn,
    over: Option<(Whole, i32)>,
) -> Result<(Whole, Vec<(i32, Uuid)>), StoreError> {
    let (whole, condition, key) = match over {
        None => (Whole::District, "area WHERE level = 'district' AND key > $1", 0),
        Some((Whole::District, key)) => (Whole::Street, "area WHERE parent = $1", key),
        Some((Whole::Street, key)) => (Whole::Community, "area WHERE parent = $1", key),
        Some((_, key)) => (Whole::Estate, "estate WHERE community = $1", key),
    };
    let sql = format!("SELECT key, id FROM {condition} ORDER BY key LIMIT {MOST}");
    let rows = all(db, &sql, [key.into()]).await?;
    let one = |row: &sea_orm::QueryResult| Ok((row.try_get("", "key")?, row.try_get("", "id")?));
    Ok((whole, rows.iter().map(one).collect::<Result<_, StoreError>>()?))
}
