//! Registering an organisation: what enterprises and departments share.

use access::{Action, Permit, authorize};
use kernel::{AreaId, Fault, Refusal};
use organization::{CreditCode, NewOrganization};
use persistence::{Failure, Tx};
use place::{Area, At};
use validator::ValidationError;

use crate::ctx::Ctx;

/// Digits and hyphens, with a plus in front for a country code: mobile, landline and short numbers.
pub(super) fn check_phone(text: &str) -> Result<(), ValidationError> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let good = digits.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && digits.bytes().filter(u8::is_ascii_digit).count() >= 3;
    if good { Ok(()) } else { Err(ValidationError::new("format")) }
}

/// The code that a body gives, with its check character proved.
pub(super) fn credit_code(text: &str) -> Result<CreditCode, Refusal> {
    text.parse().map_err(|_| Refusal::field("credit_code", Fault::Format))
}

/// The area that is to keep the organisation in its register, and the permit for it.
pub(super) async fn register(
    ctx: &Ctx,
    tx: &Tx,
    area: AreaId,
    action: Action,
) -> Result<(Permit, Area), Failure> {
    let found = tx.hold_area(area).await?;
    let area = found.ok_or_else(|| Refusal::field("area_id", Fault::NotFound))?;
    let permit = authorize(&ctx.actor, action, &At::open(area.path))?;
    Ok((permit, area))
}

pub(super) fn new(
    ctx: &Ctx,
    name: &str,
    credit_code: Option<CreditCode>,
    phone: Option<&str>,
) -> NewOrganization {
    let phone = phone.map(str::to_owned);
    NewOrganization { id: ctx.id(), name: name.to_owned(), credit_code, phone }
}
