//! The states of a webhook and of a delivery, and the steps between them.

use access::Action;
use process::{Lifecycle, Step};

kernel::words! {
    /// Whether a webhook is told of changes.
    WebhookState {
        /// Its endpoint has not answered a test yet. Changes are kept for it meanwhile.
        Pending = "pending", "待验证", "pending";
        Enabled = "enabled", "启用", "enabled";
        /// Changes are kept for it until it is enabled again.
        Disabled = "disabled", "停用", "disabled";
    }
}

kernel::words! {
    /// Why a webhook was disabled.
    DisabledFor {
        Wish = "wish", "人工停用", "by someone's wish";
        /// The endpoint answered 410.
        Gone = "gone", "接收端声明已停用", "the endpoint says that it is gone";
        /// Three deliveries in a row were given up, and nothing was taken for three days.
        Failing = "failing", "持续失败", "nothing was taken for days";
    }
}

kernel::words! {
    /// What became of a delivery.
    DeliveryState {
        Waiting = "waiting", "待送达", "waiting";
        Delivered = "delivered", "已送达", "delivered";
        /// Given up after the last attempt; it can be replayed.
        Dead = "dead", "已放弃", "given up";
    }
}

use WebhookState::{Disabled, Enabled, Pending};

const ANY: &[WebhookState] = &[Pending, Enabled, Disabled];
const ALIVE: &[WebhookState] = &[Pending, Enabled];

/// What can be done in which state.
pub const LIFECYCLE: Lifecycle<Action, WebhookState> = Lifecycle {
    steps: &[
        Step::begin(Action::WebhookCreate, Pending, "a test is sent"),
        Step::to(Action::WebhookConfirm, &[Pending], Enabled, "the endpoint answered 2xx"),
        Step::to(Action::WebhookDisable, ALIVE, Disabled, ""),
        Step::to(Action::WebhookEnable, &[Disabled], Pending, "a test is sent"),
        Step::stay(Action::WebhookUpdate, ANY, "another url has to answer a test"),
        Step::stay(Action::WebhookRotate, ANY, "the secret before works for 24 hours"),
        Step::stay(Action::WebhookTest, ALIVE, ""),
        Step::stay(Action::WebhookReplay, ALIVE, "the delivery is at an end"),
    ],
    states: WebhookState::ALL,
    ends: &[],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert_eq!(process::faults(&LIFECYCLE), Vec::<String>::new());
    }
}
