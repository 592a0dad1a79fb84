//! The words of objections.

kernel::words! {
    /// What of a score an objection names.
    ItemKind {
        Indicator = "indicator", "评分指标", "indicator";
        Veto = "veto", "一票否决项", "veto item";
        Bonus = "bonus", "加分项", "bonus item";
    }
}

kernel::words! {
    /// For whom an objection is raised.
    ObjectionSide {
        Enterprise = "enterprise", "被评企业", "the rated enterprise";
        Owners = "owners", "业主", "the owners";
        Committee = "committee", "业委会(或物管会)", "the owners' committee";
    }
}

kernel::words! {
    /// Where an objection stands.
    ObjectionState {
        Filed = "filed", "待处理", "waits to be decided";
        Upheld = "upheld", "异议成立", "upheld";
        Rejected = "rejected", "异议不成立", "rejected";
        Rechecking = "rechecking", "复核中", "is checked again";
        RecheckUpheld = "recheck_upheld", "复核更正", "corrected by the re-check";
        RecheckRejected = "recheck_rejected", "复核维持", "kept by the re-check";
    }
}
