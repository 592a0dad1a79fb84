//! The order itself (点单): who files what, for which place, and in which words.

use super::{
    categories::{CATEGORIES, position},
    dice::Dice,
    filer::{filer, turned},
    people::{CALLERS, Contact, person},
    phrases,
    places::{ESTATES, POINTS, POWER},
    plan::{Channel, Plan, Spot, Step},
    scenario::{Scenario, Twist},
    texts::{Case, Group, Route, Setting, groups},
    texts_service::{REFUSABLE, Refusable},
};

/// One order, with what the story needs to know of it.
pub(crate) struct Order {
    pub(crate) description: String,
    pub(crate) estate: usize,
    pub(crate) channel: Channel,
    pub(crate) filer: &'static str,
    pub(crate) reporter: Option<&'static str>,
    pub(crate) matter: Matter,
    spot: Spot,
    contact: Option<Contact>,
    caller: Option<Contact>,
}

/// What the order is about.
#[derive(Clone, Copy)]
pub(crate) struct Matter {
    pub(super) category: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) priority: &'static str,
    pub(crate) visibility: &'static str,
    words: &'static str,
    pub(crate) result: &'static str,
    pub(crate) route: Route,
    /// Set where the community is not going to take it on.
    pub(crate) refusable: Option<&'static Refusable>,
}

impl Matter {
    const fn of(group: &Group, case: &Case) -> Self {
        Self {
            category: group.category,
            kind: case.kind,
            priority: case.priority,
            visibility: case.visibility,
            words: case.words,
            result: case.result,
            route: group.route,
            refusable: None,
        }
    }

    const fn refused(of: &'static Refusable) -> Self {
        Self {
            category: of.category,
            kind: of.kind,
            priority: "normal",
            visibility: "private",
            words: of.words,
            result: "",
            route: Route::Department(POWER),
            refusable: Some(of),
        }
    }

    /// Whether the matter is settled by an explanation rather than by work.
    pub(crate) fn is_answered(&self) -> bool {
        self.kind == "consultation"
    }
}

/// More happens in the first estates, where the accounts of the scripts are.
const ESTATE_WEIGHTS: &[usize] = &[0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6];

impl Order {
    pub(crate) fn draft(dice: &mut Dice, scenario: Scenario) -> Self {
        let estate = estate(dice, scenario);
        let (channel, filer) = filer(dice, scenario, estate);
        let matter = matter(dice, scenario, estate, channel);
        let (channel, filer) = turned(scenario, (channel, filer), &matter);
        let reporter = (channel == Channel::Resident).then_some(filer);
        let spot = spot(dice, &matter, estate, reporter);
        let behalf = matches!(channel, Channel::Hotline | Channel::Counter | Channel::Partner);
        let caller = if behalf { dice.pick(CALLERS).copied() } else { None };
        let own = reporter.and_then(person).map(|p| Contact { name: p.name, phone: p.phone });
        let needed = position(matter.category).is_some_and(|at| CATEGORIES[at].needs_contact);
        let contact = own
            .or(caller)
            .filter(|_| needed || dice.chance(60))
            .filter(|_| channel != Channel::Anonymous);
        let description = words(dice, &matter, channel, estate, &spot);
        Self { description, estate, channel, filer, reporter, matter, spot, contact, caller }
    }

    /// Whether photos show the place before and after the work.
    pub(crate) fn is_photographed(&self) -> bool {
        position(self.matter.category).is_some_and(|at| CATEGORIES[at].needs_photos)
    }

    pub(crate) fn into_plan(self, steps: Vec<Step>, state: &'static str) -> Plan {
        Plan {
            minutes_ago: 0,
            estate: self.estate,
            category: position(self.matter.category).unwrap_or_default(),
            kind: self.matter.kind,
            priority: self.matter.priority,
            visibility: self.matter.visibility,
            description: self.description,
            spot: self.spot,
            channel: self.channel,
            filer: self.filer,
            reporter: self.reporter,
            contact: self.contact,
            caller: self.caller,
            steps,
            state,
        }
    }
}

fn estate(dice: &mut Dice, scenario: Scenario) -> usize {
    let fits = |&estate: &usize| match (scenario.twist, scenario.end) {
        // All of them on one enterprise, so that three yellow ones come together.
        (_, "merged" | "split") => estate == 0,
        (Twist::Unmerged, _) => estate == 0,
        (Twist::Carded, _) => ESTATES[estate].enterprise == Some(0),
        (Twist::Returned | Twist::ReturnGranted | Twist::Disputed | Twist::Raised, _)
        | (Twist::Whistled | Twist::WhistleRefused, _)
        | (_, "declined") => ESTATES[estate].enterprise.is_some(),
        _ => true,
    };
    let fitting: Vec<usize> = ESTATE_WEIGHTS.iter().copied().filter(fits).collect();
    dice.pick(&fitting).copied().unwrap_or_default()
}

fn matter(dice: &mut Dice, scenario: Scenario, estate: usize, channel: Channel) -> Matter {
    if scenario.end == "declined" {
        return dice
            .pick(REFUSABLE)
            .map_or_else(|| Matter::refused(&REFUSABLE[0]), Matter::refused);
    }
    let here = &ESTATES[estate];
    let on_round = matches!(channel, Channel::GridRound | Channel::Meeting);
    let fitting: Vec<Matter> = groups()
        .filter(|group| match group.setting {
            Setting::Anywhere => true,
            Setting::Lifts => here.lifts,
            Setting::Served => here.enterprise.is_some(),
        })
        .filter(|group| match scenario.twist {
            Twist::Objected => group.route == Route::Department(POWER),
            twist if twist.asks_for_time() || twist == Twist::Carded => {
                group.route == Route::Property
            }
            Twist::Refused | Twist::Redispatched | Twist::Helped => {
                !matches!(group.route, Route::Department(_))
            }
            _ => true,
        })
        .flat_map(|group| group.cases.iter().map(move |case| (group, case)))
        .filter(|(_, case)| scenario.twist != Twist::ReopenedThrice || case.kind == "repair")
        .filter(|(_, case)| !on_round || case.found_on_a_round())
        .filter(|(_, case)| !scenario.twist.is_extension() || case.can_take_longer())
        .filter(|(_, case)| match case.priority {
            "emergency" => scenario.is_swift(),
            "urgent" => scenario.twist != Twist::Amended && !scenario.twist.is_suspension(),
            _ => true,
        })
        .map(|(group, case)| Matter::of(group, case))
        .collect();
    dice.pick(&fitting).copied().unwrap_or_else(|| Matter::refused(&REFUSABLE[0]))
}

fn spot(dice: &mut Dice, matter: &Matter, estate: usize, reporter: Option<&str>) -> Spot {
    let buildings = ESTATES[estate].buildings;
    let inside = matter.words.contains("{u}");
    let home = reporter.and_then(person).and_then(|person| person.home);
    if let Some(home) = home.filter(|_| inside || dice.chance(40)) {
        let unit = inside.then(|| home.unit.to_owned());
        return Spot { building: home.building, unit, point: None };
    }
    let building = dice.within(0, buildings.len() as u32 - 1) as usize;
    let units: Vec<String> = buildings[building].units().map(|unit| unit.label).collect();
    let unit = dice.pick(&units).filter(|_| inside).cloned();
    let point = (!inside && dice.chance(50)).then(|| point(dice, estate));
    Spot { building, unit, point }
}

/// Within some hundred metres of the middle of the estate.
fn point(dice: &mut Dice, estate: usize) -> (u32, u32) {
    let (latitude, longitude) = POINTS[estate];
    (latitude + dice.within(0, 900), longitude + dice.within(0, 900))
}

fn words(dice: &mut Dice, matter: &Matter, channel: Channel, estate: usize, spot: &Spot) -> String {
    let building = &ESTATES[estate].buildings[spot.building];
    let unit = spot.unit.as_deref().unwrap_or_default();
    let at = building.units().find(|u| u.label == unit).map(|unit| unit.floor);
    let floor = at.unwrap_or_else(|| dice.within(2, building.floors));
    let opening = match channel {
        Channel::Resident | Channel::Anonymous => "",
        Channel::Hotline => phrases::CALLED,
        Channel::Partner => phrases::HANDED_ON,
        Channel::Counter => phrases::CAME_IN,
        Channel::GridRound => phrases::FOUND,
        Channel::Meeting => phrases::AT_A_TALK,
    };
    let filled = matter
        .words
        .replace("{b}", building.name)
        .replace("{u}", unit.trim_start_matches('0'))
        .replace("{f}", &floor.to_string())
        .replace("{n}", &dice.within(2, 6).to_string())
        .replace("{h}", &dice.within(9, 11).to_string());
    format!("{opening}{filled}")
}
