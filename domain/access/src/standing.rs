//! Whether an identity may act at all.

kernel::words! {
    /// Whether an account can sign in.
    AccountState {
        Active = "active", "启用", "active";
        Disabled = "disabled", "停用", "disabled";
    }
}

kernel::words! {
    /// Whether a system client can get tokens.
    ClientState {
        Active = "active", "启用", "active";
        Revoked = "revoked", "已撤销", "revoked";
    }
}
