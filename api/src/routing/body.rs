//! What a rule says, as it is written and shown: its conditions, and where its tickets go.

use access::Level;
use kernel::{AccountId, AreaId, CategoryId, EstateId, Fault, OrganizationId, Refusal};
use persistence::{
    Conn, Failure, StoreError,
    place::{area_by_id, estate_by_id},
    ticket::category,
};
use place::Area;
use serde::{Deserialize, Serialize};
use ticket::{Channel, Conditions, Goal, Hours, Kind, Priority, Spot, Target};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::place::Lookup;

/// What a ticket has to be like: everything that is given holds. What is left out, and a list without items, holds for
/// every ticket.
#[derive(Debug, Clone, Default, Deserialize, Serialize, Validate, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(example = json!({"category_ids": ["0195e0a0-7c1e-7d3a-9f00-3c5b8e1a2b3e"], "priorities": ["urgent", "emergency"],
    "words": ["困人", "坠落"], "working_time": "outside", "enterprise": true}))]
pub(crate) struct ConditionsBody {
    /// Streets, communities or grids in the rule's area: the ticket lies in any of them or of the estates.
    #[validate(length(max = 50))]
    #[schema(max_items = 50, required = false)]
    pub(crate) area_ids: Vec<AreaId>,
    #[validate(length(max = 50))]
    #[schema(max_items = 50, required = false)]
    pub(crate) estate_ids: Vec<EstateId>,
    /// Any of them; one on the upper level stands for those below it.
    #[validate(length(max = 50))]
    #[schema(max_items = 50, required = false)]
    pub(crate) category_ids: Vec<CategoryId>,
    #[validate(length(max = 10))]
    #[schema(max_items = 10, required = false)]
    pub(crate) kinds: Vec<Kind>,
    #[validate(length(max = 10))]
    #[schema(max_items = 10, required = false)]
    pub(crate) priorities: Vec<Priority>,
    #[validate(length(max = 10))]
    #[schema(max_items = 10, required = false)]
    pub(crate) channels: Vec<Channel>,
    /// Any of them in the description, in any case of letters; up to 50 characters each.
    #[validate(length(max = 20), custom(function = check_words))]
    #[schema(value_type = Vec<RuleWord>, max_items = 20, required = false)]
    pub(crate) words: Vec<String>,
    /// By the calendar of the place.
    pub(crate) working_time: Option<Hours>,
    /// Whether an enterprise is under contract for the estate.
    pub(crate) enterprise: Option<bool>,
}

/// How the contract shows a word of a description.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 50, example = "困人")]
#[expect(dead_code, reason = "read by the contract alone")]
struct RuleWord(String);

fn check_words(words: &[String]) -> Result<(), ValidationError> {
    let good = |word: &String| !word.trim().is_empty() && word.chars().count() <= 50;
    if words.iter().all(good) { Ok(()) } else { Err(ValidationError::new("length")) }
}

impl ConditionsBody {
    /// As the rules know them. Refused where a place does not lie in the area, or something is not there.
    pub(super) async fn read(&self, db: &impl Conn, area: &Area) -> Result<Conditions, Failure> {
        let no = |list: &str, at: usize, fault| Refusal::field(format!("{list}/{at}"), fault);
        let mut places = Vec::new();
        for (at, id) in self.area_ids.iter().enumerate() {
            let found = area_by_id(db, *id).await?;
            let found = found.ok_or_else(|| no("area_ids", at, Fault::NotFound))?;
            if found.path.at(area.level) != Some(area.key) || found.key == area.key {
                return Err(no("area_ids", at, Fault::NotAllowed).into());
            }
            places.push(Spot::Area { level: found.level, key: found.key });
        }
        for (at, id) in self.estate_ids.iter().enumerate() {
            let found = estate_by_id(db, *id).await?;
            let found = found.ok_or_else(|| no("estate_ids", at, Fault::NotFound))?;
            if found.path.at(area.level) != Some(area.key) {
                return Err(no("estate_ids", at, Fault::NotAllowed).into());
            }
            places.push(Spot::Estate(found.key));
        }
        for (at, id) in self.category_ids.iter().enumerate() {
            if category(db, *id).await?.is_none() {
                return Err(no("category_ids", at, Fault::NotFound).into());
            }
        }
        Ok(Conditions {
            places,
            categories: self.category_ids.clone(),
            kinds: self.kinds.clone(),
            priorities: self.priorities.clone(),
            channels: self.channels.clone(),
            words: self.words.iter().map(|word| word.trim().to_owned()).collect(),
            hours: self.working_time,
            enterprise: self.enterprise,
        })
    }

    pub(super) async fn of(
        db: &impl Conn,
        known: &mut Lookup,
        told: &Conditions,
    ) -> Result<Self, StoreError> {
        let (mut area_ids, mut estate_ids) = (Vec::new(), Vec::new());
        for spot in &told.places {
            match spot {
                Spot::Area { key, .. } => area_ids.push(known.area(db, *key).await?.into()),
                Spot::Estate(key) => estate_ids.push(known.estate(db, *key).await?.into()),
            }
        }
        Ok(Self {
            area_ids,
            estate_ids,
            category_ids: told.categories.clone(),
            kinds: told.kinds.clone(),
            priorities: told.priorities.clone(),
            channels: told.channels.clone(),
            words: told.words.clone(),
            working_time: told.hours,
            enterprise: told.enterprise,
        })
    }
}

/// Where tickets go: exactly one of the four.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, Validate, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(example = json!({"enterprise": true}))]
pub(crate) struct RuleDestination {
    /// The volunteers' pool of the estate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pool: Option<bool>,
    /// A worker or manager of the enterprise under contract, or a volunteer of the estate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) account_id: Option<AccountId>,
    /// An enterprise under contract; a department where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) organization_id: Option<OrganizationId>,
    /// Whichever enterprise is under contract for the estate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enterprise: Option<bool>,
}

impl RuleDestination {
    pub(super) fn goal(&self) -> Result<Goal, Refusal> {
        let yes = |flag: Option<bool>, goal| flag.filter(|yes| *yes).map(|_| goal);
        let told = [
            yes(self.pool, Goal::Pool),
            self.account_id.map(Goal::Account),
            self.organization_id.map(Goal::Organization),
            yes(self.enterprise, Goal::Enterprise),
        ];
        let mut told = told.into_iter().flatten();
        match (told.next(), told.next()) {
            (Some(goal), None) => Ok(goal),
            (None, _) => Err(Refusal::field("to", Fault::Required)),
            (Some(_), Some(_)) => Err(Refusal::field("to", Fault::NotAllowed)),
        }
    }

    pub(super) fn of(target: Target) -> Self {
        match target {
            Target::Pool => Self { pool: Some(true), ..Self::default() },
            Target::Account(id) => Self { account_id: Some(id), ..Self::default() },
            Target::Organization(id) => Self { organization_id: Some(id), ..Self::default() },
        }
    }
}

impl From<Goal> for RuleDestination {
    fn from(goal: Goal) -> Self {
        match goal {
            Goal::Pool => Self::of(Target::Pool),
            Goal::Account(id) => Self::of(Target::Account(id)),
            Goal::Organization(id) => Self::of(Target::Organization(id)),
            Goal::Enterprise => Self { enterprise: Some(true), ..Self::default() },
        }
    }
}

/// Whether rules belong to areas of the level.
pub(super) const fn has_rules(level: Level) -> bool {
    !matches!(level, Level::Grid)
}
