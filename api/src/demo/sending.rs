//! The scenes of sending a ticket out (下单): straight, with helpers, refused, or passed on.

use super::{
    cast, phrases,
    plan::{Act, To},
    scenario::Twist,
    story::Story,
};

impl Story<'_> {
    /// Dispatched (下单), with the detours that the twist asks for.
    pub(crate) fn sent(&mut self, twist: Twist) {
        match twist {
            Twist::Refused => {
                self.refused();
                let to = self.destination();
                self.dispatch(to, Vec::new());
            }
            Twist::Redispatched => self.passed_on(),
            Twist::Helped | Twist::Carded => {
                let lead = self.hand(None);
                let helpers =
                    if twist == Twist::Helped { self.helpers_of(lead) } else { Vec::new() };
                self.dispatch(lead.map_or(To::Pool, To::Account), helpers);
            }
            _ => {
                let to = self.destination();
                self.dispatch(to, Vec::new());
            }
        }
    }

    pub(crate) fn refused(&mut self) {
        let Some(first) = self.hand(None) else { return };
        self.dispatch(To::Account(first), Vec::new());
        self.pause(15, 200);
        let reason = self.dice.say(phrases::REFUSE_REASONS);
        self.act(first, Act::Refuse { reason });
        self.sent_back();
    }

    fn passed_on(&mut self) {
        let first = if self.dice.chance(50) { self.hand(None) } else { None };
        self.dispatch(first.map_or(To::Pool, To::Account), Vec::new());
        if self.dice.chance(40) {
            self.accept();
        }
        let leaving = self.handler.or(first);
        self.pause(300, 1500);
        let next = self.hand(leaving).or_else(|| self.one("manager"));
        self.redispatch(next.map_or(To::Pool, To::Account));
    }

    /// A volunteer beside the worker, or a second volunteer.
    fn helpers_of(&mut self, lead: Option<&str>) -> Vec<&'static str> {
        let mut helpers = cast::volunteers(self.order.estate, self.order.reporter);
        if self.served() {
            helpers.extend(cast::with_role("worker", self.order.estate));
        }
        helpers.retain(|helper| Some(*helper) != lead);
        let most = self.dice.within(1, 2) as usize;
        helpers.truncate(most);
        helpers
    }
}
