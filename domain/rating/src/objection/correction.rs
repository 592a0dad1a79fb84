//! What an upheld decision puts in place of what was scored, and the inputs that follow.

use kernel::{Code, Fault, FieldError, Refusal, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Disputed, ItemKind};
use crate::{Inputs, Scheme, Written, WrittenBonus};

/// Whether a veto holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"veto": "V1", "holds": false}))]
pub struct VetoCorrection {
    #[schema(min_length = 1, max_length = 20)]
    pub veto: String,
    pub holds: bool,
}

/// What stands in place of the disputed item: exactly one of the three, of the item's kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ScoreCorrection, example = json!({"input": {"indicator": "B1", "tier": 0}}))]
pub struct Correction {
    /// Of an indicator: stands for all that was found of it, findings too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Written>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veto: Option<VetoCorrection>,
    /// Of a bonus item: its points, none where they are zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<WrittenBonus>,
}

/// The inputs with the correction in place of what they say of the item.
///
/// # Errors
/// `validation_failed` at `correction` where it is of another item, makes no sense in the scheme, or changes nothing.
pub fn corrected(
    scheme: &Scheme,
    inputs: &Inputs,
    item: &Disputed,
    told: &Correction,
) -> Refused<Inputs> {
    told.only(item.kind)?;
    let mut after = inputs.clone();
    match (&told.input, &told.veto, &told.bonus) {
        (Some(written), ..) => {
            same(&written.indicator, item, "input/indicator")?;
            let input = written.read(scheme).map_err(|(field, fault)| at("input", field, fault))?;
            after.found.insert(item.code.clone(), input);
            after.unchecked.remove(&item.code);
        }
        (_, Some(veto), _) => {
            same(&veto.veto, item, "veto/veto")?;
            match veto.holds {
                true => after.vetoes.insert(item.code.clone()),
                false => after.vetoes.remove(&item.code),
            };
        }
        (.., Some(bonus)) => {
            same(&bonus.item, item, "bonus/item")?;
            let points = bonus.read(scheme).map_err(|(field, fault)| at("bonus", field, fault))?;
            after.bonus.insert(item.code.clone(), points);
            after.bonus.retain(|_, points| points.0 > 0);
        }
        _ => return Err(Refusal::field("correction", Fault::Required)),
    }
    if after == *inputs {
        return Err(Refusal::field("correction", Fault::NotAllowed));
    }
    Ok(after)
}

fn at(part: &str, field: &str, fault: Fault) -> Refusal {
    let error = FieldError::body(format!("correction/{part}/{field}"), fault);
    Refusal::new(Code::ValidationFailed).with(error)
}

fn same(code: &str, item: &Disputed, field: &str) -> Refused<()> {
    if code == item.code {
        return Ok(());
    }
    let error = FieldError::body(format!("correction/{field}"), Fault::NotAllowed);
    Err(Refusal::new(Code::ValidationFailed).with(error))
}

impl Correction {
    /// The part of the kind, and no other.
    fn only(&self, kind: ItemKind) -> Refused<()> {
        let parts = [
            ("input", self.input.is_some(), ItemKind::Indicator),
            ("veto", self.veto.is_some(), ItemKind::Veto),
            ("bonus", self.bonus.is_some(), ItemKind::Bonus),
        ];
        for (part, given, of) in parts {
            if given != (of == kind) {
                let fault = if given { Fault::NotAllowed } else { Fault::Required };
                let error = FieldError::body(format!("correction/{part}"), fault);
                return Err(Refusal::new(Code::ValidationFailed).with(error));
            }
        }
        Ok(())
    }
}
