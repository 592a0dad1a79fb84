//! Calendars and their years, with those that the State Council's General Office has announced so far.

use crate::step::Step;

/// The calendar of everywhere (全国): Monday to Friday, 9 to 12 and 14 to 18 o'clock.
macro_rules! national {
    ($id:literal) => {
        concat!(
            "INSERT INTO calendar (id, name, zone, hours, version, updated_at) VALUES (",
            $id,
            r#", '全国工作日历', '+08:00', '{"0":[["09:00","12:00"],["14:00","18:00"]],"1":[["09:00","12:00"],["14:00","18:00"]],"2":[["09:00","12:00"],["14:00","18:00"]],"3":[["09:00","12:00"],["14:00","18:00"]],"4":[["09:00","12:00"],["14:00","18:00"]]}', 1, 1762185600000)"#
        )
    };
}

/// 国务院办公厅关于部分节假日安排的通知: what is off and what is worked instead.
macro_rules! years {
    ($id:literal) => {
        concat!(
            "INSERT INTO calendar_year (calendar_id, number, year, state, days, source_no, source_url, \
             proposed_at, approved_at) VALUES ",
            "(",
            $id,
            r#", 1, 2024, 'approved', '[
{"date":"2024-01-01","kind":"off","name":"元旦"},
{"date":"2024-02-04","kind":"work","name":"春节调休上班"},
{"date":"2024-02-10","kind":"off","name":"春节"},
{"date":"2024-02-11","kind":"off","name":"春节"},
{"date":"2024-02-12","kind":"off","name":"春节"},
{"date":"2024-02-13","kind":"off","name":"春节"},
{"date":"2024-02-14","kind":"off","name":"春节"},
{"date":"2024-02-15","kind":"off","name":"春节"},
{"date":"2024-02-16","kind":"off","name":"春节"},
{"date":"2024-02-17","kind":"off","name":"春节"},
{"date":"2024-02-18","kind":"work","name":"春节调休上班"},
{"date":"2024-04-04","kind":"off","name":"清明节"},
{"date":"2024-04-05","kind":"off","name":"清明节"},
{"date":"2024-04-06","kind":"off","name":"清明节"},
{"date":"2024-04-07","kind":"work","name":"清明节调休上班"},
{"date":"2024-04-28","kind":"work","name":"劳动节调休上班"},
{"date":"2024-05-01","kind":"off","name":"劳动节"},
{"date":"2024-05-02","kind":"off","name":"劳动节"},
{"date":"2024-05-03","kind":"off","name":"劳动节"},
{"date":"2024-05-04","kind":"off","name":"劳动节"},
{"date":"2024-05-05","kind":"off","name":"劳动节"},
{"date":"2024-05-11","kind":"work","name":"劳动节调休上班"},
{"date":"2024-06-10","kind":"off","name":"端午节"},
{"date":"2024-09-14","kind":"work","name":"中秋节调休上班"},
{"date":"2024-09-15","kind":"off","name":"中秋节"},
{"date":"2024-09-16","kind":"off","name":"中秋节"},
{"date":"2024-09-17","kind":"off","name":"中秋节"},
{"date":"2024-09-29","kind":"work","name":"国庆节调休上班"},
{"date":"2024-10-01","kind":"off","name":"国庆节"},
{"date":"2024-10-02","kind":"off","name":"国庆节"},
{"date":"2024-10-03","kind":"off","name":"国庆节"},
{"date":"2024-10-04","kind":"off","name":"国庆节"},
{"date":"2024-10-05","kind":"off","name":"国庆节"},
{"date":"2024-10-06","kind":"off","name":"国庆节"},
{"date":"2024-10-07","kind":"off","name":"国庆节"},
{"date":"2024-10-12","kind":"work","name":"国庆节调休上班"}
]', '国办发明电〔2023〕7号', 'https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm', 1698163200000, 1698163200000)"#,
            ", (",
            $id,
            r#", 2, 2025, 'approved', '[
{"date":"2025-01-01","kind":"off","name":"元旦"},
{"date":"2025-01-26","kind":"work","name":"春节调休上班"},
{"date":"2025-01-28","kind":"off","name":"春节"},
{"date":"2025-01-29","kind":"off","name":"春节"},
{"date":"2025-01-30","kind":"off","name":"春节"},
{"date":"2025-01-31","kind":"off","name":"春节"},
{"date":"2025-02-01","kind":"off","name":"春节"},
{"date":"2025-02-02","kind":"off","name":"春节"},
{"date":"2025-02-03","kind":"off","name":"春节"},
{"date":"2025-02-04","kind":"off","name":"春节"},
{"date":"2025-02-08","kind":"work","name":"春节调休上班"},
{"date":"2025-04-04","kind":"off","name":"清明节"},
{"date":"2025-04-05","kind":"off","name":"清明节"},
{"date":"2025-04-06","kind":"off","name":"清明节"},
{"date":"2025-04-27","kind":"work","name":"劳动节调休上班"},
{"date":"2025-05-01","kind":"off","name":"劳动节"},
{"date":"2025-05-02","kind":"off","name":"劳动节"},
{"date":"2025-05-03","kind":"off","name":"劳动节"},
{"date":"2025-05-04","kind":"off","name":"劳动节"},
{"date":"2025-05-05","kind":"off","name":"劳动节"},
{"date":"2025-05-31","kind":"off","name":"端午节"},
{"date":"2025-06-01","kind":"off","name":"端午节"},
{"date":"2025-06-02","kind":"off","name":"端午节"},
{"date":"2025-09-28","kind":"work","name":"国庆节调休上班"},
{"date":"2025-10-01","kind":"off","name":"国庆节"},
{"date":"2025-10-02","kind":"off","name":"国庆节"},
{"date":"2025-10-03","kind":"off","name":"国庆节"},
{"date":"2025-10-04","kind":"off","name":"国庆节"},
{"date":"2025-10-05","kind":"off","name":"国庆节"},
{"date":"2025-10-06","kind":"off","name":"中秋节"},
{"date":"2025-10-07","kind":"off","name":"国庆节"},
{"date":"2025-10-08","kind":"off","name":"国庆节"},
{"date":"2025-10-11","kind":"work","name":"国庆节调休上班"}
]', '国办发明电〔2024〕12号', 'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm', 1731340800000, 1731340800000)"#,
            ", (",
            $id,
            r#", 3, 2026, 'approved', '[
{"date":"2026-01-01","kind":"off","name":"元旦"},
{"date":"2026-01-02","kind":"off","name":"元旦"},
{"date":"2026-01-03","kind":"off","name":"元旦"},
{"date":"2026-01-04","kind":"work","name":"元旦调休上班"},
{"date":"2026-02-14","kind":"work","name":"春节调休上班"},
{"date":"2026-02-15","kind":"off","name":"春节"},
{"date":"2026-02-16","kind":"off","name":"春节"},
{"date":"2026-02-17","kind":"off","name":"春节"},
{"date":"2026-02-18","kind":"off","name":"春节"},
{"date":"2026-02-19","kind":"off","name":"春节"},
{"date":"2026-02-20","kind":"off","name":"春节"},
{"date":"2026-02-21","kind":"off","name":"春节"},
{"date":"2026-02-22","kind":"off","name":"春节"},
{"date":"2026-02-23","kind":"off","name":"春节"},
{"date":"2026-02-28","kind":"work","name":"春节调休上班"},
{"date":"2026-04-04","kind":"off","name":"清明节"},
{"date":"2026-04-05","kind":"off","name":"清明节"},
{"date":"2026-04-06","kind":"off","name":"清明节"},
{"date":"2026-05-01","kind":"off","name":"劳动节"},
{"date":"2026-05-02","kind":"off","name":"劳动节"},
{"date":"2026-05-03","kind":"off","name":"劳动节"},
{"date":"2026-05-04","kind":"off","name":"劳动节"},
{"date":"2026-05-05","kind":"off","name":"劳动节"},
{"date":"2026-05-09","kind":"work","name":"劳动节调休上班"},
{"date":"2026-06-19","kind":"off","name":"端午节"},
{"date":"2026-06-20","kind":"off","name":"端午节"},
{"date":"2026-06-21","kind":"off","name":"端午节"},
{"date":"2026-09-20","kind":"work","name":"国庆节调休上班"},
{"date":"2026-09-25","kind":"off","name":"中秋节"},
{"date":"2026-09-26","kind":"off","name":"中秋节"},
{"date":"2026-09-27","kind":"off","name":"中秋节"},
{"date":"2026-10-01","kind":"off","name":"国庆节"},
{"date":"2026-10-02","kind":"off","name":"国庆节"},
{"date":"2026-10-03","kind":"off","name":"国庆节"},
{"date":"2026-10-04","kind":"off","name":"国庆节"},
{"date":"2026-10-05","kind":"off","name":"国庆节"},
{"date":"2026-10-06","kind":"off","name":"国庆节"},
{"date":"2026-10-07","kind":"off","name":"国庆节"},
{"date":"2026-10-10","kind":"work","name":"国庆节调休上班"}
]', '国办发明电〔2025〕7号', 'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm', 1762185600000, 1762185600000)"#
        )
    };
}

pub(crate) const STEP: Step = Step {
    name: "m0007_calendar",
    up: "
CREATE TABLE calendar (
    id UUID PRIMARY KEY,
    parent_id UUID REFERENCES calendar (id),
    name text NOT NULL,
    zone text NOT NULL,
    hours text,
    area integer UNIQUE,
    district integer, street integer, community integer,
    version integer NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE calendar_year (
    calendar_id UUID NOT NULL REFERENCES calendar (id),
    number integer NOT NULL,
    year integer NOT NULL,
    state text NOT NULL,
    days text NOT NULL,
    hours text,
    source_no text NOT NULL,
    source_url text NOT NULL,
    proposed_by UUID,
    proposed_at bigint NOT NULL,
    approved_by UUID,
    approved_at bigint,
    PRIMARY KEY (calendar_id, number)
);
",
    down: "
DROP TABLE calendar_year;
DROP TABLE calendar;
",
    sqlite: &[
        national!("x'00000000000070008000000000000001'"),
        years!("x'00000000000070008000000000000001'"),
    ],
    postgres: &[
        national!("'00000000-0000-7000-8000-000000000001'"),
        years!("'00000000-0000-7000-8000-000000000001'"),
    ],
};
