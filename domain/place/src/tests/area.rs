//! Founding and moving areas, case by case.

use access::{Action, Level, ScopePath};
use chrono::Duration;
use kernel::{Code, Fault};

use super::*;

#[test]
fn an_area_stands_under_the_level_above() {
    let t = tree();
    let path = ScopePath {
        district: Some(1),
        street: Some(2),
        community: Some(4),
        grid: Some(5),
        estate: None,
    };
    assert_eq!(t.grid.path, path);
    let make = |level, code, parent| fault(area(9, level, code, parent));
    for (refused, at, why) in [
        (make(Level::Street, None, None), "#/parent_id", Fault::Required),
        (make(Level::District, None, Some(&t.district)), "#/parent_id", Fault::NotAllowed),
        (make(Level::Community, None, Some(&t.district)), "#/parent_id", Fault::NotAllowed),
        (make(Level::Grid, Some("440307017902"), Some(&t.community)), "#/code", Fault::NotAllowed),
        (
            make(Level::Community, Some("440307013902"), Some(&t.street)),
            "#/code",
            Fault::NotAllowed,
        ),
        (make(Level::Street, Some("440307017901"), Some(&t.district)), "#/code", Fault::NotAllowed),
    ] {
        assert_eq!(refused, (at.to_owned(), why));
    }
}

#[test]
fn a_move_holds_at_once_or_from_its_date() {
    let t = tree();
    let ask = |at| Relocation {
        parent: Some(&t.other),
        current: Some(&t.street),
        effective_at: at,
        ..Relocation::default()
    };
    let permit = permit(Action::AreaMove);
    let at_once = t.community.relocate(&permit, ask(None), now()).unwrap();
    assert_eq!((at_once.after.parent, at_once.after.path.street), (Some(3), Some(3)));
    assert_eq!((at_once.before.street, at_once.after.version), (Some(2), 2));
    let later = now() + Duration::days(3);
    let dated = t.community.relocate(&permit, ask(Some(later)), now()).unwrap();
    assert_eq!((dated.after.parent, dated.after.path), (Some(2), t.community.path));
    let transfer = dated.transfer.unwrap();
    assert_eq!(dated.after.under(&transfer).path, at_once.after.path);
}

fn refused(area: &Area, change: Relocation<'_>) -> (String, Fault) {
    fault(area.relocate(&permit(Action::AreaMove), change, now()))
}

#[test]
fn a_new_parent_is_another_area_of_the_level_above() {
    let t = tree();
    let not_allowed = ("#/parent_id".to_owned(), Fault::NotAllowed);
    for (area, parent) in [
        (&t.district, &t.other),
        (&t.grid, &t.other),
        (&t.community, &t.street),
        (&t.community, &t.community),
    ] {
        let change = Relocation { parent: Some(parent), ..Relocation::default() };
        assert_eq!(refused(area, change), not_allowed);
    }
    let again = Relocation { parent: Some(&t.other), moving: true, ..Relocation::default() };
    let refused = t.community.relocate(&permit(Action::AreaMove), again, now()).unwrap_err();
    assert_eq!((refused.code, refused.state), (Code::NotAllowedNow, Some("moving")));
}

#[test]
fn a_change_says_what_and_when() {
    let t = tree();
    let none = Relocation::default;
    let ahead = |days| Some(now() + Duration::days(days));
    let parent = Some(&t.other);
    let name = Some("新名".to_owned());
    let code = Some("440307017902".parse().unwrap());
    for (change, at, why) in [
        (none(), "parent_id", Fault::Required),
        (Relocation { parent, effective_at: ahead(-1), ..none() }, "effective_at", Fault::Range),
        (Relocation { parent, effective_at: ahead(367), ..none() }, "effective_at", Fault::Range),
        (
            Relocation { name: name.clone(), effective_at: ahead(1), ..none() },
            "effective_at",
            Fault::NotAllowed,
        ),
        (Relocation { parent, name, effective_at: ahead(1), ..none() }, "name", Fault::NotAllowed),
        (Relocation { parent, code, ..none() }, "code", Fault::NotAllowed),
    ] {
        assert_eq!(refused(&t.community, change), (format!("#/{at}"), why));
    }
}
