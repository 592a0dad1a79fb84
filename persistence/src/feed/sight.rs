//! The conditions under which an entry of the journal is seen by someone, or takes something out of their sight.
//!
//! A ticket is seen by those who may read it now, through the same terms as in lists; everything else by those whose
//! scope covers the place where it stood then. The tables: `j` the entry, `t` the ticket as it is now.

use std::collections::BTreeMap;

use access::{Actor, Mine, SubjectKind, Term, View, sights};
use kernel::Uuid;

use crate::sql::Bound;

/// The two conditions, in the words of SQL.
#[derive(Debug)]
pub(super) struct Sight {
    pub(super) seen: String,
    pub(super) gone: String,
}

pub(super) fn sight(actor: &Actor, bound: &mut Bound) -> Sight {
    let sights = sights(actor);
    let mut by_terms: BTreeMap<&[Term], Vec<&str>> = BTreeMap::new();
    let mut tickets: &[Term] = &[];
    for (kind, terms) in &sights {
        match kind {
            SubjectKind::Ticket => tickets = terms,
            kind => by_terms.entry(terms).or_default().push(kind.as_str()),
        }
    }
    let mut seen: Vec<String> = by_terms
        .into_iter()
        .map(|(terms, kinds)| {
            format!("(j.subject_kind IN ('{}') AND {})", kinds.join("', '"), there(terms, bound))
        })
        .collect();
    seen.push(format!("(j.subject_kind = 'ticket' AND {})", now(tickets, bound)));
    seen.extend(rated(&sights, bound));
    seen.extend(own(actor, bound).map(|(_, condition)| condition));
    let mut gone = vec![gone(tickets, bound), moved(&sights, bound), withdrawn(&sights, bound)];
    gone.extend(
        own(actor, bound)
            .filter(|(kind, _)| *kind == SubjectKind::Duty)
            .map(|(_, condition)| format!("(j.action = 'end' AND {condition})")),
    );
    Sight { seen: any(&seen), gone: any(&gone) }
}

/// The entry's own place, as it was then.
fn there(terms: &[Term], bound: &mut Bound) -> String {
    any(&places("j.", terms, bound))
}

/// The areas and estates that the terms hold in, of a table or of the place before a change.
fn places(columns: &str, terms: &[Term], bound: &mut Bound) -> Vec<String> {
    let mut keys: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for term in terms {
        match term {
            Term::Everything => return vec!["true".to_owned()],
            Term::Area { level, key } => {
                keys.entry(level.as_str()).or_default().push(bound.put(*key));
            }
            Term::Estate { key, view: View::All } => {
                keys.entry("estate").or_default().push(bound.put(*key));
            }
            Term::Estate { .. } | Term::Party { .. } => {}
        }
    }
    keys.iter()
        .map(|(column, keys)| format!("{columns}{column} IN ({})", keys.join(", ")))
        .collect()
}

/// The ticket as it is now.
fn now(terms: &[Term], bound: &mut Bound) -> String {
    let mut ways = places("t.", terms, bound);
    for (view, condition) in
        [(View::Public, "t.visibility = 'public'"), (View::Pooled, "t.pooled = true")]
    {
        let keys = estates(terms, view, bound);
        ways.extend(keys.map(|keys| format!("(t.estate IN ({keys}) AND {condition})")));
    }
    for term in terms {
        if let Term::Party { party, part, organization, estate } = term {
            ways.push(part_in(*party, *part, *organization, *estate, bound));
        }
    }
    any(&ways)
}

fn estates(terms: &[Term], wanted: View, bound: &mut Bound) -> Option<String> {
    let keys = terms.iter().filter_map(|term| match term {
        Term::Estate { key, view } if *view == wanted => Some(*key),
        _ => None,
    });
    let keys: Vec<String> = keys.map(|key| bound.put(key)).collect();
    (!keys.is_empty()).then(|| keys.join(", "))
}

fn part_in(
    party: Uuid,
    part: Mine,
    organization: Option<Uuid>,
    estate: Option<i32>,
    bound: &mut Bound,
) -> String {
    let mut and = format!(
        "q.party_id = {} AND q.part = '{}' AND q.ticket_id = t.id AND q.ended = false",
        bound.put(party),
        part.as_str()
    );
    match (organization, estate) {
        (Some(id), _) => and.push_str(&format!(" AND q.organization_id = {}", bound.put(id))),
        (None, Some(key)) => {
            and.push_str(" AND q.organization_id IS NULL");
            and.push_str(&format!(" AND q.estate = {}", bound.put(key)));
        }
        (None, None) => {}
    }
    found(&format!("ticket_party q WHERE {and}"))
}

/// A part that ended with this entry, or a ticket of the neighbours that was made private with it.
fn gone(terms: &[Term], bound: &mut Bound) -> String {
    let mut parties: Vec<String> = Vec::new();
    for term in terms {
        if let Term::Party { party, .. } = term {
            let party = bound.put(*party);
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
    }
    let mut ways = Vec::new();
    if !parties.is_empty() {
        let ended = found(&format!(
            "ticket_party q WHERE q.ticket_id = j.subject_id AND q.party_id IN ({}) AND q.ended = true \
             AND q.ended_with = j.number",
            parties.join(", ")
        ));
        ways.push(format!("(j.subject_kind = 'ticket' AND {ended})"));
    }
    ways.extend(estates(terms, View::Public, bound).map(|keys| {
        let hidden = found("journal_detail d WHERE d.entry = j.entry AND d.detail LIKE '%\"visibility\":\"private\"%'");
        format!("(j.subject_kind = 'ticket' AND j.action = 'amend' AND j.estate IN ({keys}) AND {hidden})")
    }));
    any(&ways)
}

/// A place that was in the scope before, and is not after.
fn moved(sights: &[(SubjectKind, Vec<Term>)], bound: &mut Bound) -> String {
    let bounded = sights.iter().filter(|(_, terms)| !terms.contains(&Term::Everything));
    let mut terms: Vec<Term> = bounded.flat_map(|(_, terms)| terms.clone()).collect();
    terms.sort();
    terms.dedup();
    let before = any(&places("j.before_", &terms, bound));
    let after = any(&places("j.", &terms, bound));
    format!("({before} AND NOT COALESCE({after}, false))")
}

/// A bulletin that is shown no more to those who do not hear the replies.
fn withdrawn(sights: &[(SubjectKind, Vec<Term>)], bound: &mut Bound) -> String {
    let mut shown = |kind: SubjectKind| {
        let terms = sights.iter().find(|(of, _)| *of == kind).map(|(_, terms)| terms.as_slice());
        there(terms.unwrap_or_default(), bound)
    };
    let (before, after) = (shown(SubjectKind::Bulletin), shown(SubjectKind::Opinion));
    format!(
        "(j.subject_kind = 'bulletin' AND j.action = 'withdraw' AND {before} AND NOT COALESCE({after}, false))"
    )
}

/// Where it is kept what is recorded or rated of an enterprise, by its kind.
const RATED: &[(SubjectKind, &str)] = &[
    (SubjectKind::CreditEntry, "credit_entry c WHERE"),
    (SubjectKind::Finding, "rating_finding c WHERE"),
    (SubjectKind::ReportedFigure, "reported_figure c WHERE"),
    (SubjectKind::Objection, "rating_objection c WHERE"),
    (SubjectKind::Listing, "rating_listing c WHERE"),
    (SubjectKind::Sheet, "rating_sheet c WHERE c.evaluator = 'enterprise' AND"),
];

/// What is recorded or rated of one's own enterprise.
fn rated(sights: &[(SubjectKind, Vec<Term>)], bound: &mut Bound) -> Vec<String> {
    let mut ways = Vec::new();
    for (kind, rows) in RATED {
        let terms = sights.iter().find(|(of, _)| of == kind).map(|(_, terms)| terms.as_slice());
        let enterprises = terms.unwrap_or_default().iter().filter_map(|term| match term {
            Term::Party { party, part: Mine::Rated, .. } => Some(bound.put(*party)),
            _ => None,
        });
        let enterprises: Vec<String> = enterprises.collect();
        if !enterprises.is_empty() {
            let own = found(&format!(
                "{rows} c.id = j.subject_id AND c.enterprise_id IN ({})",
                enterprises.join(", ")
            ));
            ways.push(format!("(j.subject_kind = '{kind}' AND {own})"));
        }
    }
    ways
}

/// One's own account, duties, residencies and replies.
fn own(actor: &Actor, bound: &mut Bound) -> impl Iterator<Item = (SubjectKind, String)> {
    let me = actor.who.account().map(|id| bound.put(id.0));
    me.into_iter().flat_map(|me| {
        let holds = |table: &str| {
            let own =
                found(&format!("{table} o WHERE o.id = j.subject_id AND o.account_id = {me}"));
            format!("(j.subject_kind = '{table}' AND {own})")
        };
        [
            (SubjectKind::Account, format!("(j.subject_kind = 'account' AND j.subject_id = {me})")),
            (SubjectKind::Duty, holds("duty")),
            (SubjectKind::Residency, holds("residency")),
            (SubjectKind::Opinion, holds("opinion")),
        ]
    })
}

/// Whether there is such a row: looked up for each entry by a key. An `EXISTS` PostgreSQL may answer by reading the whole
/// table once.
fn found(rows: &str) -> String {
    format!("(SELECT 1 FROM {rows} LIMIT 1) IS NOT NULL")
}

fn any(ways: &[String]) -> String {
    if ways.is_empty() { "false".to_owned() } else { format!("({})", ways.join(" OR ")) }
}
