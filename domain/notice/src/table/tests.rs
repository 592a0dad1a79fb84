//! The table tells nobody twice, and uses every text.

use super::*;

#[test]
fn nobody_is_told_twice_of_one_thing_and_every_text_is_used() {
    for (at, row) in TABLE.iter().enumerate() {
        let same =
            |other: &&Row| (other.action, other.clock, other.to) == (row.action, row.clock, row.to);
        assert_eq!(TABLE[at..].iter().filter(same).count(), 1, "{row:?}");
        let (subject, action) = (row.action.subject().as_str(), row.action.as_str());
        assert!(rows(subject, action, row.clock).any(|one| one == row));
        assert_eq!(row.clock.is_some(), row.action == ClockReach, "{row:?}");
    }
    for template in Template::ALL {
        let mut of_it = TABLE.iter().filter(|row| row.template == *template);
        let first = of_it.next().unwrap();
        assert!(of_it.all(|row| row.urgent == first.urgent), "{template}");
    }
    assert_eq!(rows("account", "login", None).count(), 0);
    assert_eq!(rows("ticket", "clock", None).count(), 0, "measured anew");
}
