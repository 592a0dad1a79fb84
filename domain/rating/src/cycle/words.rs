//! The words of cycles and sheets.

use crate::Evaluator;

kernel::words! {
    /// How long a cycle is. The precedents rate once a year; by quarters is the house default.
    CycleKind {
        Quarter = "quarter", "季度评价", "quarter";
        Year = "year", "年度评价", "year";
    }
}

kernel::words! {
    /// Where a cycle stands.
    CycleState {
        Planned = "planned", "已计划", "planned";
        /// Its estates and its scheme are fixed, and sheets are filled.
        Open = "open", "已开启", "open";
        /// The period is over, and what is missing is collected.
        Scoring = "scoring", "评分中", "scoring";
        /// It has scores, which can be computed again.
        Computed = "computed", "已计算", "computed";
        /// Its results are public, and can be objected to.
        Disclosed = "disclosed", "公示中", "disclosed";
        /// Nothing changes any more.
        Final = "final", "已定案", "final";
        Cancelled = "cancelled", "已取消", "cancelled";
    }
}

kernel::words! {
    /// Whether an estate of the cycle's area is rated.
    SubjectStanding {
        Rated = "rated", "参评", "rated";
        /// Served for less than six months by the period's end.
        TooShort = "too_short", "服务未满六个月,不参评", "not rated: served for less than six months";
        NoContract = "no_contract", "期末无物业服务合同,不参评", "not rated: no service contract at the period's end";
    }
}

kernel::words! {
    /// Whose sheet it is. The residents are asked by a survey, the system fills no sheet.
    SheetEvaluator {
        /// The enterprise's own report, which is not scored.
        Enterprise = "enterprise", "物业企业自评报告", "the enterprise's own report";
        PropertyOffice = "property_office", "街道办(物管办)", "property office of the street";
        CommunityParty = "community_party", "社区党委", "party committee of the community";
        EstateBranch = "estate_branch", "小区党支部", "party branch of the estate";
        OwnersCommittee = "owners_committee", "业委会(或物管会/代行居委会)", "owners' committee or who acts for it";
    }
}

impl SheetEvaluator {
    /// Who scores by the words of a scheme; `None` for who fills no sheet.
    pub const fn of(evaluator: Evaluator) -> Option<Self> {
        match evaluator {
            Evaluator::PropertyOffice => Some(Self::PropertyOffice),
            Evaluator::CommunityParty => Some(Self::CommunityParty),
            Evaluator::EstateBranch => Some(Self::EstateBranch),
            Evaluator::OwnersCommittee => Some(Self::OwnersCommittee),
            Evaluator::System | Evaluator::Residents => None,
        }
    }
}

kernel::words! {
    /// Where a sheet stands.
    SheetState {
        Blank = "blank", "未填写", "blank";
        Drafted = "drafted", "填写中", "drafted";
        /// Not signed when it was due. It can still be signed until it is ruled on.
        Late = "late", "逾期未签", "late";
        /// Nothing changes any more.
        Signed = "signed", "已签字锁定", "signed and locked";
        /// The cycle goes on without it.
        Absent = "absent", "按缺失处理", "gone on without";
    }
}

kernel::words! {
    /// What becomes of a late sheet.
    Ruling {
        Extend = "extend", "准予延期", "more time";
        GoWithout = "go_without", "按缺失处理", "go on without it";
    }
}

kernel::words! {
    /// What a sheet lacks before it can be signed.
    LackKind {
        Entry = "entry", "缺少该指标的填写", "the indicator is not filled in";
        Evidence = "evidence", "缺少依据材料", "what proves it is missing";
        Fact = "fact", "缺少小区情况的说明", "a fact of the estate is not stated";
        Remarks = "remarks", "缺少自评说明", "the text of the report is missing";
    }
}
