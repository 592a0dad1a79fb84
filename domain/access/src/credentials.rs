//! What systems may be given, and what stands for a proof of identity.

use crate::Action;

impl Action {
    /// What the system client scopes are, for validation and for the contract.
    pub const CLIENT_SCOPES: &'static [&'static str] =
        &["places:read", "ratings:report", "tickets:read", "tickets:submit", "webhooks:manage"];

    /// Entries of the journal that no duty opens: they stand for a proof of identity or the operator's shell.
    pub const fn by_credentials(self) -> bool {
        matches!(
            self,
            Self::Login | Self::LoginFail | Self::TokenIssue | Self::TokenReuse | Self::KeyRotate
        )
    }
}
