//! Which sentences became the star rating and the credit ledger.

use super::{LONGGANG, Mechanism, RED_PROPERTY};

/// In the order of the README.
pub(super) const MECHANISMS: &[Mechanism] = &[
    Mechanism {
        document: LONGGANG,
        sentence: "推进《物业服务企业星级评价管理方案》落地,细化8大方面58个考核指标,通过量化打分的方式,对物业服务企业进行评价",
        operations: &[
            "listSchemes",
            "getScheme",
            "checkScheme",
            "draftScheme",
            "adoptScheme",
            "exportScheme",
            "previewScore",
            "getEstateFigures",
        ],
        tests: &[
            "ratings/schemes::two_people_put_a_scheme_in_force",
            "ratings/checking::the_template_is_weighed",
            "ratings/preview::a_score_is_explained_to_the_last_hundredth",
            "ratings/figures/moving::an_acceptance_moves_the_response",
            "ratings/figures/lasting::what_happens_after_the_end_moves_nothing",
        ],
    },
    Mechanism {
        document: LONGGANG,
        sentence: "建立党建引领业委会评价机制,赋予小区党支部评价权…建立党建引领物业服务评价机制",
        operations: &[
            "planCycle",
            "openCycle",
            "startScoring",
            "cancelCycle",
            "listCycles",
            "getCycle",
            "listSubjects",
            "listSheets",
            "getSheet",
            "fillSheet",
            "checkSheet",
            "signSheet",
            "ruleSheet",
        ],
        tests: &[
            "ratings/cycles/story::a_quarter_is_rated",
            "ratings/cycles/filling::what_is_signed_never_changes",
            "ratings/cycles/lateness::a_late_sheet_is_signed_until_it_is_ruled_on",
            "ratings/cycles/many::three_hundred_estates_are_opened_at_once",
        ],
    },
    Mechanism {
        document: RED_PROPERTY,
        sentence: "建立“红色物业”诚信台账",
        operations: &[
            "listCreditEntries",
            "getCreditEntry",
            "addCreditEntry",
            "reverseCreditEntry",
            "objectToCreditEntry",
            "decideCreditObjection",
            "extendCreditDecision",
            "repairCredit",
            "decideCreditRepair",
            "getCreditGrade",
        ],
        tests: &[
            "ratings/credit/recording::a_record_makes_the_grade",
            "ratings/credit/asking::an_objection_that_is_upheld",
            "ratings/credit/carding::cards_enter_the_ledger",
        ],
    },
];
