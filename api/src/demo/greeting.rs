//! What a stranger is told when the demo neighbourhood is served: addresses, people, and five lines to paste.

use std::fmt::Write as _;

use access::Role;
use chrono::TimeDelta;
use persistence::{
    Failure,
    place::{EstateFilter, estates},
    ticket::categories,
};

use super::{
    PASSWORD,
    load::anchor,
    people::{At, PEOPLE, Person},
    places::{AREAS, DEPARTMENTS, ENTERPRISES, ESTATES},
    world::{unknown, word},
};
use crate::app::App;

/// Longer than any list that is looked through here.
const MOST: u64 = 1000;
/// What the five lines order a repair of.
const CATEGORY: &str = "repair_light";

/// Everything that is printed; `base` is where the server is reached.
pub(crate) async fn greeting(app: &App, base: &str) -> Result<String, Failure> {
    let db = app.store.reader();
    let estates = estates(db, &EstateFilter::default(), None, MOST).await?;
    let estate = estates.iter().find(|estate| estate.name == ESTATES[0].name);
    let estate = estate.ok_or_else(|| unknown(ESTATES[0].name))?.id;
    let categories = categories(db, None, MOST).await?;
    let category = categories.iter().find(|category| category.code == CATEGORY);
    let category = category.ok_or_else(|| unknown(CATEGORY))?.id;
    let answer_by = app.time(anchor(app) + TimeDelta::days(4));
    let lines = lines(base, &estate.to_string(), &category.to_string(), &answer_by).join("\n");
    Ok(format!(
        "\nThe demo neighbourhood is served on {base}\n\
         \x20 documentation  {base}/docs/\n\
         \x20 contract       {base}/openapi.json\n\
         \nIts people, all with the password {PASSWORD}:\n{}\
         \nFive lines for bash and curl, to be pasted in order: a resident orders, the dispatcher sends it to the\n\
         volunteers, one of them accepts, and the branch supervises.\n\n{lines}\n",
        people()?,
    ))
}

/// Everyone whose account has no number in a table, the others by name.
fn people() -> Result<String, Failure> {
    let numbered = |person: &&Person| person.account.ends_with(|c: char| c.is_ascii_digit());
    let mut text = String::new();
    for person in PEOPLE.iter().filter(|person| !numbered(person)) {
        let role: Role = person.post.as_ref().map_or(Ok(Role::Resident), |post| word(post.role))?;
        let (account, duty) = (person.account, role.as_str());
        let (name, at) = (person.name, whereabouts(person));
        let _ = writeln!(text, "  {account:<18}{duty:<21}{name}  {}  {at}", role.label().zh);
    }
    let others: Vec<_> = PEOPLE.iter().filter(numbered).map(|person| person.account).collect();
    let _ = writeln!(text, "  and with duties and homes like these:");
    for some in others.chunks(10) {
        let _ = writeln!(text, "    {}", some.join(" "));
    }
    Ok(text)
}

fn whereabouts(person: &Person) -> String {
    match (&person.post, person.home) {
        (Some(post), _) => match post.at {
            At::Area(area) => AREAS[area].name.to_owned(),
            At::Estate(estate) => ESTATES[estate].name.to_owned(),
            At::Enterprise(index) => ENTERPRISES[index].name.to_owned(),
            At::Department(index) => DEPARTMENTS[index].name.to_owned(),
            At::Everywhere => "全部".to_owned(),
        },
        (None, Some(home)) => {
            let estate = &ESTATES[home.estate];
            format!("{} {} {}", estate.name, estate.buildings[home.building].name, home.unit)
        }
        (None, None) => String::new(),
    }
}

/// Five lines for one shell: who is who, order, dispatch, accept, supervise. Each prints its JSON answer.
fn lines(base: &str, estate: &str, category: &str, answer_by: &str) -> [String; 5] {
    [
        format!(
            r#"api={base}/v1; json='content-type: application/json'; token() {{ curl -sS $api/login -H "$json" -d '{{"name":"'$1'","password":"{PASSWORD}"}}' | sed 's/.*"access_token":"\([^"]*\)".*/authorization: Bearer \1/'; }}; curl -sS $api/me -H "$(token resident)" -w '\n'"#
        ),
        format!(
            r#"answer=$(curl -sS $api/tickets -H "$json" -H "$(token resident)" -d '{{"estate_id":"{estate}","category_id":"{category}","description":"1栋三楼楼道灯不亮，老人晚上出入看不清台阶。"}}'); echo "$answer"; ticket=$api/tickets/$(echo "$answer" | sed 's/^{{"id":"\([^"]*\)".*/\1/')"#
        ),
        r#"curl -sS $ticket/dispatch -H "$json" -H "$(token dispatcher)" -d '{"to":{"pool":true},"note":"请就近的志愿者接单"}' -w '\n'"#.to_owned(),
        r#"curl -sS -X POST $ticket/accept -H "$(token volunteer)" -w '\n'"#.to_owned(),
        format!(
            r#"curl -sS $ticket/supervise -H "$json" -H "$(token branch)" -d '{{"kind":"order","note":"请尽快到场并答复居民","answer_by":"{answer_by}"}}' -w '\n'"#
        ),
    ]
}
