//! Which sentence of which source document became which operations, and the test that walks it end to end.

mod ratings;

use std::fs;

use serde_json::Value;

use crate::source::root;

/// One mechanism: document, sentence, operations, and tests as `file::function` below `tests/e2e`.
struct Mechanism {
    document: &'static str,
    sentence: &'static str,
    operations: &'static [&'static str],
    tests: &'static [&'static str],
}

const RED_PROPERTY: &str = "《做深做实“红色物业”…》街道物业党建工作经验交流材料 (2022)";
const LONGGANG: &str = "《党建引领业委会履责形成样板示范经验》龙岗区 (读特)";
const HENGGANG: &str = "《横岗探索物业小区治理“新模式”》(深圳新闻网 2023-08-10)";
const DAISHAN: &str = "《破无物业小区治理难题》岱山县 (中新网舟山 2 月 6 日)";
const SHENYANG: &str = "《加强社区物业党建联建》沈阳市 (沈阳日报)";

/// In the order of the README.
const MECHANISMS: &[Mechanism] = &[
    Mechanism {
        document: RED_PROPERTY,
        sentence: "打造了居民“点单”、物业“下单”、党员“接单”、党组织“督单”的快速反应机制",
        operations: &[
            "submitTicket",
            "dispatchTicket",
            "acceptTicket",
            "superviseTicket",
            "answerSupervision",
        ],
        tests: &["lifecycle::four_steps_and_on_to_the_end"],
    },
    Mechanism {
        document: RED_PROPERTY,
        sentence: "社区居民通过400热线反映问题诉求,物业党支部在线接单",
        operations: &["registerCall", "submitTicket", "dispatchTicket", "redispatchTicket"],
        tests: &[
            "tickets/calling::a_call_is_filed_for_the_caller",
            "tickets/submitting::others_file_for_a_caller_or_what_they_found",
            "tickets/dispatching::the_branch_redispatches_and_does_not_dispatch",
        ],
    },
    Mechanism {
        document: RED_PROPERTY,
        sentence: "通过社区党组织召开周民情恳谈会、月问题协调会、季工作评监会“三会一体”的共治共商机制…实现难点、热点问题早发现、早预防、早调解",
        operations: &["submitTicket", "listTickets"],
        tests: &["tickets/meeting::what_a_meeting_raised_is_filed_and_found_by_its_day"],
    },
    Mechanism {
        document: RED_PROPERTY,
        sentence: "物业人员与党员志愿者现场解决",
        operations: &["dispatchTicket", "logTicketProgress", "resolveTicket"],
        tests: &["tickets/dispatching::helpers_help_and_the_lead_alone_resolves"],
    },
    Mechanism {
        document: RED_PROPERTY,
        sentence: "党组织回访监督,使小区问题反馈及解决效能大大提升",
        operations: &["followUpTicket", "reopenTicket", "closeTicket"],
        tests: &[
            "tickets/following_up::a_follow_up_stands_beside_the_rating",
            "tickets/following_up::on_behalf_there_is_no_rating_and_the_follow_up_is_the_verdict",
        ],
    },
    Mechanism {
        document: RED_PROPERTY,
        sentence: "引导党员在小区亮身份,起作用",
        operations: &["grantDuty", "acceptTicket", "getTicket"],
        tests: &["tickets/sight::a_neighbour_is_shown_neither_who_nor_where_nor_whom_to_call"],
    },
    Mechanism {
        document: RED_PROPERTY,
        sentence: "通过盯处理过程、盯办结时限、盯解决成效",
        operations: &[
            "listTicketTimeline",
            "listTicketClocks",
            "setClockPolicy",
            "rateTicket",
            "reopenTicket",
            "getTicketFigures",
        ],
        tests: &[
            "lifecycle::what_is_allowed_is_what_is_shown_on_the_way",
            "clocks/levels::each_level_fires_once_after_a_day_of_downtime",
            "tickets/reopening::the_third_reopening_raises_the_ticket_and_the_next_resolution_is_final",
            "figures/counting::the_three_rates_have_numerators_and_denominators",
        ],
    },
    Mechanism {
        document: LONGGANG,
        sentence: "构建党建引领,贯穿花园小区孕育期、出生期、过渡期、成熟期、拆迁改造期全周期管理体系",
        operations: &["createEstate", "changeEstatePhase", "getEstate"],
        tests: &["places/estates::an_estate_lives_through_its_phases"],
    },
    Mechanism {
        document: LONGGANG,
        sentence: "建立社情民意反馈和群众利益表达机制",
        operations: &["publishBulletin", "replyToBulletin", "answerBulletinReply"],
        tests: &[
            "bulletins::from_publication_to_answer",
            "notices/residents::residents_are_told_once_and_nobody_else",
        ],
    },
    Mechanism {
        document: LONGGANG,
        sentence: "在尚未成立业委会的花园小区,推行“党委领导,以居代业”模式",
        operations: &["updateEstate"],
        tests: &["places/management::every_way_of_management_is_patched"],
    },
    Mechanism {
        document: LONGGANG,
        sentence: "小监督业委会和物业企业合法履职",
        operations: &["superviseTicket", "answerSupervision"],
        tests: &[
            "tickets/supervising::then_the_organisation_of_the_handler_is_asked",
            "tickets/separation::whoever_works_for_the_handling_enterprise_never_judges",
        ],
    },
    Mechanism {
        document: HENGGANG,
        sentence: "争做居民小区治理的党建指导员、居民服务员、物管监督员",
        operations: &["superviseTicket", "followUpTicket"],
        tests: &["tickets/supervising::reminders_orders_and_cards"],
    },
    Mechanism {
        document: DAISHAN,
        sentence: "让无物业企业管理的小区在党组织引领下,动员党员发挥先锋模范作用,协调各方合力解决居民诉求",
        operations: &["dispatchTicket", "createDepartment"],
        tests: &[
            "tickets/dispatching::the_community_dispatches_where_there_is_no_enterprise",
            "tickets/dispatching::a_department_is_given_work_by_the_community_alone",
        ],
    },
    Mechanism {
        document: LONGGANG,
        sentence: "构建起“社区吹哨,部门报到”的党建服务模式",
        operations: &[
            "blowWhistle",
            "approveWhistle",
            "reportIn",
            "finishWhistleTask",
            "rateDepartment",
            "listWhistles",
        ],
        tests: &[
            "tickets/whistling::a_whistle_from_start_to_end",
            "tickets/whistling::both_sides_are_counted",
        ],
    },
    Mechanism {
        document: SHENYANG,
        sentence: "统筹解决涉及多个社区和社区自身无法解决的事项",
        operations: &[
            "spanTicket",
            "reportPart",
            "unspanTicket",
            "raiseTicket",
            "objectToDecline",
            "declineTicket",
            "dispatchTicket",
        ],
        tests: &[
            "tickets/spanning::a_matter_of_two_communities_is_one_ticket",
            "tickets/escalating::each_level_raises_to_the_one_above",
            "tickets/declining::an_objection_raises_to_the_street",
        ],
    },
];

fn all() -> impl Iterator<Item = &'static Mechanism> {
    MECHANISMS.iter().chain(ratings::MECHANISMS)
}

/// The table of the README.
pub(crate) fn table() -> String {
    let mut out = String::from(
        "| document | sentence | operations | end-to-end test |\n| --- | --- | --- | --- |\n",
    );
    let code =
        |words: &[&str]| words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ");
    for row in all() {
        let (operations, tests) = (code(row.operations), code(row.tests));
        out.push_str(&format!(
            "| {} | {} | {operations} | {tests} |\n",
            row.document, row.sentence
        ));
    }
    out
}

#[test]
fn every_mechanism_has_its_operations_and_its_test() {
    let contract: Value = serde_json::from_str(openapi::CONTRACT).unwrap();
    let paths = contract["paths"].as_object().unwrap().values();
    let known: Vec<&str> = paths
        .flat_map(|item| item.as_object().unwrap().values())
        .filter_map(|operation| operation["operationId"].as_str())
        .collect();
    for row in all() {
        for operation in row.operations {
            assert!(known.contains(operation), "{operation} is not in the contract");
        }
        assert!(!row.tests.is_empty(), "{} has no test", row.sentence);
        for test in row.tests {
            let (file, function) = test.split_once("::").expect("file::function");
            let text =
                fs::read_to_string(root().join(format!("tests/e2e/{file}.rs"))).unwrap_or_default();
            assert!(text.contains(&format!("async fn {function}(")), "{test} is not there");
            assert!(
                text.contains("by_both!") || text.contains("on_both!"),
                "{test} is on one database"
            );
        }
    }
}
