//! A cycle put in past its own rules.
use super::*;

pub(super) async fn opened(service: &Service, scheme: Uuid) -> Uuid {
    let id: Uuid = service.app.id(service.now());
    let reader = service.app.store.reader();
    let estate = persistence::place::estate_by_id(reader, world::estate("estate").into());
    let estate = estate.await.unwrap().unwrap();
    let district = estate.path.district.unwrap();
    let sql = "INSERT INTO rating_cycle (id, name, kind, first_on, last_on, district, scheme_id, state, sheets_due, planned_by, planned_at, rated, unrated, sheets, version, updated_at) VALUES ($1, 'c', 'quarter', '2026-01-01', '2026-03-31', $2, $3, 'open', 0, $1, 0, 1, 0, 0, 1, 0)";
    service.force(sql, vec![id.into(), district.into(), scheme.into()]).await;
    let sql = "INSERT INTO rating_subject (id, cycle_id, estate, enterprise_id, facts, standing, district, street, community, grid) VALUES ($1, $1, $2, $3, '', 'rated', $4, $5, $6, $7)";
    let path = estate.path;
    service
        .force(
            sql,
            vec![
                id.into(),
                estate.key.into(),
                world::organization("enterprise").into(),
                path.district.into(),
                path.street.into(),
                path.community.into(),
                path.grid.into(),
            ],
        )
        .await;
    id
}
