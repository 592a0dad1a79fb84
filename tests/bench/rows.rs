//! The tickets: every state, spread over a year and, unevenly, over all estates; the same for the same number.

use kernel::{Moment, Uuid};
use persistence::{
    Engine,
    ticket::{Texts, search_key},
};

use crate::{
    neighbourhood::{CATEGORIES, ESTATES, WORKERS, category, enterprise, path, worker},
    sql::Loader,
};

const YEAR: i64 = 365 * 24 * 3600 * 1000;
/// How uneven the estates are: the first has 4 % of all tickets, its community 11 %, its district 64 %.
const SKEW: f64 = 2.5;
/// The states with their shares in percent; nobody finds many that are `submitted`.
const STATES: [(&str, u32); 7] = [
    ("submitted", 6),
    ("dispatched", 6),
    ("accepted", 10),
    ("resolved", 10),
    ("closed", 60),
    ("withdrawn", 5),
    ("declined", 3),
];
const TEXTS: [&str; 5] = [
    "3栋2单元电梯异响,运行时有明显抖动,请尽快检修。",
    "地下车库出口被私家车长期占用,早高峰无法通行。",
    "楼下烧烤摊夜间噪音扰民,已持续一周,希望有人来处理。",
    "垃圾收集点满溢,异味较大,希望增加清运次数。",
    "巷口电线杆立在车行道中间,夜间没有反光标识,存在安全隐患。",
];

const RESULT: &str = "已更换配件,运行正常。";

pub(crate) const TICKET: &str = "id,state,version,category_id,kind,priority,visibility,description,\
    district,street,community,grid,estate,reporter_id,filed_by,filed_by_kind,on_behalf,pooled,target,\
    target_id,organization_id,dispatched_by,dispatched_by_id,handler_id,resolution,\
    reopened_resolution,rated_resolution,reopen_count,final,objected,declined_ground,\
    supervision_count,unanswered,resolved_at,rate_until,updated_at";
pub(crate) const CONTACT: &str = "ticket_id,name,phone";
pub(crate) const PARTY: &str = "party_id,ticket_id,part,organization_id,estate,ended,touched";
pub(crate) const RESOLUTION: &str = "ticket_id,number,result,outcome,final,by_id,at";

/// The year up to now with its tickets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Year {
    pub(crate) now: Moment,
    pub(crate) tickets: u64,
}

/// One ticket, as far as its number tells.
pub(crate) struct Row {
    number: u64,
    id: Uuid,
    estate: u32,
    state: usize,
    created: i64,
    now: i64,
}

/// Fractions that fill the unit square evenly.
fn even(number: u64, step: f64) -> f64 {
    (0.5 + number as f64 * step).fract()
}

fn state(share: f64) -> usize {
    let (mut rest, mut at) = (share * 100.0, 0);
    while at + 1 < STATES.len() && rest >= f64::from(STATES[at].1) {
        rest -= f64::from(STATES[at].1);
        at += 1;
    }
    at
}

impl Year {
    pub(crate) fn row(&self, number: u64) -> Row {
        let now = self.now.timestamp_millis();
        let step = YEAR as f64 / self.tickets as f64;
        let created = now - YEAR + (number as f64 * step) as i64;
        let estate = f64::from(ESTATES) * even(number, 0.754_877_666_246_692_7).powf(SKEW);
        let made = u128::from(created.unsigned_abs()) << 80;
        let tail = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 2;
        let id =
            made | (7 << 76) | (u128::from(number & 0xFFF) << 64) | (2 << 62) | u128::from(tail);
        Row {
            number,
            id: Uuid::from_u128(id),
            estate: (estate as u32).min(ESTATES - 1),
            state: state(even(number, 0.569_840_290_998_053_2)),
            created,
            now,
        }
    }
}

impl Row {
    fn past(&self, state: &str) -> bool {
        let at = |word: &str| STATES.iter().position(|(known, _)| *known == word);
        self.state <= 4 && at(state).is_some_and(|at| self.state >= at)
    }

    /// Twenty tickets a reporter; they have no account here.
    fn reporter(&self) -> Uuid {
        Uuid::from_u128((1 << 120) | u128::from(self.number / 20))
    }

    /// One in ten thousand tells of something rare.
    fn text(&self) -> &'static str {
        match self.number % 10_007 {
            0 => "天台栏杆松动,有坠落风险。",
            number => TEXTS[number as usize % TEXTS.len()],
        }
    }

    /// What the index of the engine takes: table, columns, values.
    pub(crate) fn words(&self, to: &Loader) -> Vec<(&'static str, &'static str, String)> {
        let results: &[String] = if self.past("resolved") { &[RESULT.to_owned()] } else { &[] };
        let estate = path(self.estate).estate.unwrap_or(0);
        let texts = Texts { id: self.id.into(), estate, description: self.text(), results };
        let id = to.uuid(self.id);
        if to.engine == Engine::Postgres {
            let vector = texts.vector().replace('\'', "''");
            return vec![("ticket_search", "ticket_id,words", format!("{id},'{vector}'"))];
        }
        let (key, [description, result, place]) = (search_key(self.id), texts.columns());
        let words = format!("{key},'{description}','{result}','{place}'");
        vec![
            ("ticket_search_key", "key,ticket_id", format!("{key},{id}")),
            ("ticket_search", "rowid,description,result,place", words),
        ]
    }

    fn worker(&self) -> Uuid {
        worker(self.estate / 12, (self.number % u64::from(WORKERS)) as u32).0
    }

    fn updated(&self) -> i64 {
        self.now.min(self.created + 6 * 3600 * 1000)
    }

    pub(crate) fn ticket(&self, to: &Loader) -> String {
        let null = || "NULL".to_owned();
        let at = path(self.estate);
        let key = |key: Option<i32>| key.map_or_else(null, |key| key.to_string());
        let places = [at.district, at.street, at.community, at.grid, at.estate].map(key).join(",");
        let (reporter, text) = (to.uuid(self.reporter()), self.text());
        let of = self.number as u32 % CATEGORIES;
        let (dispatched, handled) = (self.past("dispatched"), self.past("accepted"));
        let enterprise = to.uuid(enterprise(self.estate / 12));
        let sent = if dispatched {
            let worker = to.uuid(self.worker());
            let handler = if handled { worker.clone() } else { null() };
            format!("'account',{worker},{enterprise},'organization',{enterprise},{handler}")
        } else {
            "NULL,NULL,NULL,NULL,NULL,NULL".to_owned()
        };
        // Windows end in the days to come, so that no job has work while the benchmark runs.
        let resolved = self.past("resolved");
        let window = (resolved, self.now + 24 * 3600 * 1000 + (self.number % 86_400_000) as i64);
        let window =
            if window.0 { format!("{},{}", self.updated(), window.1) } else { "NULL,NULL".into() };
        let ground = if STATES[self.state].0 == "declined" { "'outside_duty'" } else { "NULL" };
        let (seen, priority) = (["private", "public"], ["normal", "normal", "normal", "urgent"]);
        format!(
            "{},'{}',{},{},'repair','{}','{}','{text}',{places},{reporter},{reporter},'account',false,\
             false,{sent},{},0,0,0,false,false,{ground},0,0,{window},{}",
            to.uuid(self.id),
            STATES[self.state].0,
            self.state + 1,
            to.uuid(category(of)),
            priority[self.number as usize % 4],
            seen[self.number as usize % 2],
            u8::from(resolved),
            self.updated(),
        )
    }

    pub(crate) fn contact(&self, to: &Loader) -> String {
        let phone = 13_800_000_000 + self.number % 100_000_000;
        format!("{},'李晓梅','{phone}'", to.uuid(self.id))
    }

    pub(crate) fn parties(&self, to: &Loader) -> Vec<String> {
        let (id, key) = (to.uuid(self.id), path(self.estate).estate.unwrap_or(0));
        let (worker, of) = (to.uuid(self.worker()), to.uuid(enterprise(self.estate / 12)));
        let touched = self.updated();
        let mut parties = vec![format!(
            "{},{id},'reporter',NULL,{key},false,{touched}",
            to.uuid(self.reporter())
        )];
        for (state, part) in [("dispatched", "target"), ("accepted", "handler")] {
            if self.past(state) {
                parties.push(format!("{worker},{id},'{part}',{of},{key},false,{touched}"));
            }
        }
        parties
    }

    pub(crate) fn resolution(&self, to: &Loader) -> Option<String> {
        let (id, worker, at) = (to.uuid(self.id), to.uuid(self.worker()), self.updated());
        self.past("resolved").then(|| format!("{id},1,'{RESULT}','done',false,{worker},{at}"))
    }
}
