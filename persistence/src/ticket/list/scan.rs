//! The scans that a list is made of, each in the order of an index.

use access::View;

use super::{Order, Place, arm::Arm, filter::Bounds, query::Query};

impl Query<'_> {
    pub(super) fn scans(&mut self, arms: &[Arm]) -> Vec<String> {
        arms.iter().flat_map(|arm| self.scan(arm)).collect()
    }

    /// The scans of one arm: of a place one for each state, which is what its indexes are made for.
    fn scan(&mut self, arm: &Arm) -> Vec<String> {
        if matches!(arm, Arm::Party { .. }) {
            return vec![self.party(arm)];
        }
        let states = self.filter.wanted();
        let scan = |state: ::ticket::State| {
            let mut and = self.within(arm);
            and.insert(1, format!("t.state = {}", self.bound.put(state.as_str())));
            and.extend(self.narrowed());
            let at = self.at("t.updated_at");
            format!("SELECT t.id AS id, {at} FROM ticket t WHERE {}", all(&and))
        };
        states.into_iter().map(scan).collect()
    }

    /// What a ticket fits that lies in the place of an arm and passes the filter.
    pub(super) fn fits(&mut self, arm: &Arm) -> Vec<String> {
        let mut and = self.within(arm);
        and.extend(self.states());
        and.extend(self.narrowed());
        and
    }

    fn within(&mut self, arm: &Arm) -> Vec<String> {
        let Arm::Place { at, within, view } = arm else { return Vec::new() };
        let mut and = vec![format!("t.{} = {}", at.0, self.bound.put(at.1))];
        // The plus keeps the engines from choosing the index of the second place.
        and.extend(within.map(|(column, key)| format!("+t.{column} = {}", self.bound.put(key))));
        match view {
            View::All => {}
            View::Public => and.push("t.visibility = 'public'".to_owned()),
            View::Pooled => and.push("t.pooled = true".to_owned()),
        }
        and
    }

    fn narrowed(&mut self) -> Vec<String> {
        let mut and: Vec<String> = self.after("t.updated_at", "t.id").into_iter().collect();
        and.extend(self.bounds("t.id"));
        and.extend(self.conditions());
        and
    }

    /// What someone has a part in, by the index of their parts. The ticket is looked at only where a filter
    /// needs it, and row by row: engines that may join in any order begin with the wrong table.
    pub(super) fn party(&mut self, arm: &Arm) -> String {
        let mut and = self.part(arm);
        and.extend(self.after("p.touched", "p.ticket_id"));
        and.extend(self.bounds("p.ticket_id"));
        let mut of_ticket = self.conditions();
        of_ticket.extend(self.states());
        match self.filter.place {
            Some(Place::Estate { key, .. }) => {
                and.push(format!("p.estate = {}", self.bound.put(key)))
            }
            Some(place) => {
                let (column, key) = place.column();
                of_ticket.push(format!("t.{column} = {}", self.bound.put(key)));
            }
            None => {}
        }
        if let (Some(me), true) = (self.filter.mine, self.filter.assigned) {
            let me = self.bound.put(me);
            of_ticket.push(format!("(t.reporter_id = {me} OR t.filed_by = {me})"));
        }
        if !of_ticket.is_empty() {
            let fits = all(&of_ticket);
            and.push(format!("(SELECT {fits} FROM ticket t WHERE t.id = p.ticket_id)"));
        }
        let at = self.at("p.touched");
        format!("SELECT p.ticket_id AS id, {at} FROM ticket_party p WHERE {}", all(&and))
    }

    fn part(&mut self, arm: &Arm) -> Vec<String> {
        let Arm::Party { party, part, organization, estate } = arm else { return Vec::new() };
        let mut and = vec![
            format!("p.party_id = {}", self.bound.put(*party)),
            format!("p.part = '{}'", part.as_str()),
            "p.ended = false".to_owned(),
        ];
        match (organization, estate) {
            (Some(id), _) => and.push(format!("p.organization_id = {}", self.bound.put(*id))),
            (None, Some(_)) => and.push("p.organization_id IS NULL".to_owned()),
            (None, None) => {}
        }
        and.extend(estate.map(|key| format!("p.estate = {}", self.bound.put(key))));
        and
    }

    fn at(&self, column: &str) -> String {
        match self.order {
            Order::Newest => "CAST(0 AS bigint) AS at".to_owned(),
            Order::Updated => format!("{column} AS at"),
        }
    }

    fn after(&mut self, at: &str, id: &str) -> Option<String> {
        let after = self.after?;
        let last = self.bound.put(after.id);
        Some(match self.order {
            Order::Newest => format!("{id} < {last}"),
            Order::Updated => format!("({at}, {id}) < ({}, {last})", self.bound.put(after.at)),
        })
    }

    /// Any of the states asked for; nothing where all are.
    fn states(&mut self) -> Option<String> {
        let wanted = self.filter.wanted();
        if wanted.len() == ::ticket::State::ALL.len() {
            return None;
        }
        let words: Vec<String> =
            wanted.iter().map(|state| self.bound.put(state.as_str())).collect();
        Some(format!("t.state IN ({})", words.join(", ")))
    }

    /// In the order of the last change the bounds are hidden from the engines, which would read by them and
    /// then sort.
    fn bounds(&mut self, id: &str) -> Vec<String> {
        let (low, high) = self.filter.bounds();
        let low = low.map(|low| format!("{id} >= {}", self.bound.put(low)));
        let high = high.map(|high| format!("{id} < {}", self.bound.put(high)));
        let bounds: Vec<String> = low.into_iter().chain(high).collect();
        match self.order {
            Order::Updated if !bounds.is_empty() => {
                vec![format!("CASE WHEN {} THEN true ELSE false END", all(&bounds))]
            }
            _ => bounds,
        }
    }

    fn conditions(&mut self) -> Vec<String> {
        let mut and = Vec::new();
        let filter = self.filter;
        let stuck = match self.order {
            Order::Newest => "t.stuck_since IS NOT NULL",
            // Hidden like the bounds.
            Order::Updated => "COALESCE(t.stuck_since, 0) > 0",
        };
        and.extend(filter.stuck.then(|| stuck.to_owned()));
        let category = filter.category.map(|category| self.bound.put(category.0));
        and.extend(category.map(|category| format!("t.category_id = {category}")));
        let outage = filter.outage.map(|outage| self.bound.put(outage.0));
        and.extend(outage.map(|outage| format!("t.outage_id = {outage}")));
        let channel = filter.channel.map(|channel| self.bound.put(channel.as_str()));
        and.extend(channel.map(|channel| format!("t.channel = {channel}")));
        let held = filter.meeting_on.map(|day| self.bound.put(day.to_string()));
        and.extend(held.map(|day| format!("t.meeting_on = {day}")));
        let kind = filter.kind.map(|kind| self.bound.put(kind.as_str()));
        and.extend(kind.map(|kind| format!("t.kind = {kind}")));
        let priority = filter.priority.map(|priority| self.bound.put(priority.as_str()));
        and.extend(priority.map(|priority| format!("t.priority = {priority}")));
        and.extend(filter.area_on_earth.as_ref().map(|bounds| self.on_earth(bounds)));
        and
    }
}

impl Query<'_> {
    /// Degrees are decimals as text, which both engines read in the same way on both sides.
    fn on_earth(&mut self, bounds: &Bounds) -> String {
        let mut side = |column: &str, least: &str, most: &str| {
            let [least, most] = [least, most]
                .map(|text| format!("CAST({} AS double precision)", self.bound.put(text)));
            format!("CAST(t.{column} AS double precision) BETWEEN {least} AND {most}")
        };
        let latitude = side("latitude", &bounds.south, &bounds.north);
        format!("{latitude} AND {}", side("longitude", &bounds.west, &bounds.east))
    }
}

fn all(conditions: &[String]) -> String {
    conditions.join(" AND ")
}
