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

/// Everyone with every duty that they hold and where they hold it.
fn people() -> Result<String, Failure> {
    let mut text = String::new();
    for person in PEOPLE {
        let duties = duties(person)?;
        let list = |each: fn(&(Role, String)) -> String| {
            duties.iter().map(each).collect::<Vec<_>>().join(", ")
        };
        let words = list(|(role, _)| role.as_str().to_owned());
        let told = list(|(role, at)| format!("{} {at}", role.label().zh));
        let (account, name) = (person.account, person.name);
        let _ = writeln!(text, "  {account:<18}{words:<21}{name}  {told}");
    }
    Ok(text)
}

/// The person's own duty, and that of a resident which comes with a home.
fn duties(person: &Person) -> Result<Vec<(Role, String)>, Failure> {
    let mut held = Vec::new();
    if let Some(post) = &person.post {
        let at = match post.at {
            At::Area(area) => AREAS[area].name,
            At::Estate(estate) => ESTATES[estate].name,
            At::Enterprise(index) => ENTERPRISES[index].name,
            At::Department(index) => DEPARTMENTS[index].name,
            At::Everywhere => "全部",
        };
        held.push((word(post.role)?, at.to_owned()));
    }
    if let Some(home) = person.home {
        let (estate, unit) = (&ESTATES[home.estate], home.unit);
        let building = estate.buildings[home.building].name;
        held.push((Role::Resident, format!("{} {building} {unit}", estate.name)));
    }
    Ok(held)
}

/// Five lines for one shell, which needs nothing but curl: who is who, order, dispatch, accept, supervise. Each prints its JSON answer.
fn lines(base: &str, estate: &str, category: &str, answer_by: &str) -> [String; 5] {
    [
        format!(
            r#"api={base}/v1; json='content-type: application/json'; token() {{ local told=$(curl -sS $api/login -H "$json" -d '{{"name":"'$1'","password":"{PASSWORD}"}}'); told=${{told#*'"access_token":"'}}; echo "authorization: Bearer ${{told%%'"'*}}"; }}; curl -sS $api/me -H "$(token resident)" -w '\n'"#
        ),
        format!(
            r#"answer=$(curl -sS $api/tickets -H "$json" -H "$(token resident)" -d '{{"estate_id":"{estate}","category_id":"{category}","description":"1栋三楼楼道灯不亮，老人晚上出入看不清台阶。"}}'); echo "$answer"; ticket=${{answer#*'"id":"'}}; ticket=$api/tickets/${{ticket%%'"'*}}"#
        ),
        r#"curl -sS $ticket/dispatch -H "$json" -H "$(token dispatcher)" -d '{"to":{"pool":true},"note":"请就近的志愿者接单"}' -w '\n'"#.to_owned(),
        r#"curl -sS -X POST $ticket/accept -H "$(token volunteer)" -w '\n'"#.to_owned(),
        format!(
            r#"curl -sS $ticket/supervise -H "$json" -H "$(token branch)" -d '{{"kind":"order","note":"请尽快到场并答复居民","answer_by":"{answer_by}"}}' -w '\n'"#
        ),
    ]
}
