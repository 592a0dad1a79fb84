//! What is told of a decision, and the score that it is about: corrected in the same unit of work.

use kernel::{Moment, Uuid};
use persistence::{
    Failure, StoreError, Tx,
    rating::{ScoreRow, scheme_by_id, score_by_id},
};
use rating::{
    Computed, Inputs, Scheme,
    objection::{Correction, DecidingObjection, Objection},
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

/// What is decided, why, and what is right instead.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ObjectionDecisionBody, example = json!({
    "upheld": true, "words": "经核实,合同已按时备案", "correction": {"input": {"indicator": "B1", "tier": 1}}
}))]
pub(crate) struct DecisionBody {
    /// Whether the objection is right.
    pub(crate) upheld: bool,
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) words: String,
    /// Given where it is upheld, and only then: what stands in place of the disputed item.
    #[serde(default)]
    pub(crate) correction: Option<Correction>,
}

impl DecisionBody {
    pub(super) fn told(&self) -> Result<DecidingObjection, Failure> {
        Ok(DecidingObjection::of(self.upheld, self.words.clone(), self.correction.clone())?)
    }
}

/// The score of an objection with its scheme.
pub(super) struct Scored {
    row: ScoreRow,
    pub(super) scheme: Scheme,
    pub(super) inputs: Inputs,
}

impl Scored {
    pub(super) async fn of(tx: &Tx, objection: &Objection) -> Result<Self, StoreError> {
        let row = score_by_id(tx, objection.score).await?;
        let row = row.ok_or(StoreError::Corrupt("rating_objection.score_id"))?;
        let scheme = scheme_by_id(tx, row.scheme).await?;
        let scheme = scheme.ok_or(StoreError::Corrupt("rating_cycle.scheme_id"))?.scheme;
        let inputs = Inputs::from(&row.score.inputs);
        Ok(Self { row, scheme, inputs })
    }

    /// Reckons the score anew with the inputs, exactly as computing does.
    pub(super) async fn revise(
        &self,
        tx: &Tx,
        (objection, inputs): (&Objection, &Inputs),
        (by, at): (Uuid, Moment),
    ) -> Result<(), StoreError> {
        let score = &self.row.score;
        let which = (score.id, score.estate, score.enterprise);
        let made = Computed::of(&self.scheme, which, inputs);
        tx.revise_score(&self.row, (self.row.scheme, &made), (objection, by, at)).await
    }
}
