//! Which estates are rated, and who has a sheet there.

use super::*;

#[test]
fn six_months_of_service_by_the_last_day_are_rated() {
    let standing = |estate| opening(&planned(), vec![estate]).unwrap().subjects.remove(0).standing;
    for (from, last, expected) in [
        ("2026-07-01", None, SubjectStanding::Rated),
        ("2026-07-02", None, SubjectStanding::TooShort),
        ("2025-01-01", Some("2026-12-31"), SubjectStanding::Rated),
        ("2025-01-01", Some("2026-12-30"), SubjectStanding::NoContract),
        ("2027-01-01", None, SubjectStanding::NoContract),
    ] {
        assert_eq!(standing(candidate(from, last)), expected, "{from}");
    }
    let bare = Candidate { services: Vec::new(), ..candidate("2025-01-01", None) };
    assert_eq!(standing(bare), SubjectStanding::NoContract);
}

#[test]
fn contracts_of_one_enterprise_that_follow_each_other_are_one_service() {
    let service = |n: u128, of: u128, from: &str, last: Option<&str>| Service {
        contract: id(n).into(),
        enterprise: id(of).into(),
        from: day(from),
        last: last.map(day),
    };
    let since = |services: &[Service]| served_since(services, services.last().unwrap()).to_string();
    let (own, other) = (900, 901);
    let now = service(3, own, "2026-10-01", None);
    let joined = [
        service(1, own, "2024-10-01", Some("2025-09-30")),
        service(2, own, "2025-10-01", Some("2026-09-30")),
        now,
    ];
    assert_eq!(since(&joined), "2024-10-01");
    assert_eq!(since(&[service(1, own, "2025-10-01", Some("2026-09-29")), now]), "2026-10-01");
    assert_eq!(since(&[service(1, other, "2025-10-01", Some("2026-09-30")), now]), "2026-10-01");
}

#[test]
fn each_evaluator_with_an_indicator_has_a_sheet() {
    let opened = opened();
    let made: Vec<SheetEvaluator> = opened.sheets.iter().map(|one| one.evaluator).collect();
    assert_eq!(made, SheetEvaluator::ALL);
    let acting: Vec<bool> = opened.sheets.iter().map(|one| one.acting).collect();
    assert_eq!(acting, [false, false, false, false, true], "no members: the community acts");
    let after = &opened.change.after;
    assert_eq!((after.rated, after.unrated, after.sheets), (1, 0, 5));
    let short = opening(&planned(), vec![candidate("2026-12-01", None)]).unwrap();
    assert!(short.sheets.is_empty());
    assert_eq!((short.change.after.rated, short.change.after.unrated), (0, 1));
}
