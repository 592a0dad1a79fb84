//! The words of a scheme: who scores, what no data means, and where a scheme comes from.

kernel::words! {
    /// Whether the list is that of an authority.
    Status {
        Official = "official", "正式发布", "published by the authority";
        /// The official list was not published; this one was put together from other sources.
        Reconstructed = "reconstructed", "复原设计(正式清单未公布)", "reconstructed: the official list was not published";
        Local = "local", "本地自定", "made by the district itself";
    }
}

kernel::words! {
    /// How close an indicator is to a source.
    Confidence {
        Verbatim = "verbatim", "原文", "as the source has it";
        Paraphrase = "paraphrase", "转述", "a paraphrase of the source";
        Inferred = "inferred", "推定", "inferred";
    }
}

kernel::words! {
    /// Who scores an indicator.
    Evaluator {
        /// Figures that are measured, not judged.
        System = "system", "系统自动", "the system";
        PropertyOffice = "property_office", "街道办(物管办)", "property office of the street";
        CommunityParty = "community_party", "社区党委", "party committee of the community";
        EstateBranch = "estate_branch", "小区党支部", "party branch of the estate";
        /// Or who acts for it (物管会、代行居委会).
        OwnersCommittee = "owners_committee", "业委会(或物管会/代行居委会)", "owners' committee or who acts for it";
        Residents = "residents", "居民满意度调查", "survey of the residents";
    }
}

kernel::words! {
    /// What it means that there is nothing to count, or that nothing was handed in.
    NoData {
        Full = "full", "得满分", "full points";
        Zero = "zero", "不得分", "no points";
        /// The rest of the aspect is rescaled to the aspect's maximum.
        Exclude = "exclude", "剔除后折算", "left out, and the rest rescaled";
    }
}

kernel::words! {
    /// A fact of the estate on which an indicator may depend.
    Fact {
        HasLift = "has_lift", "小区有电梯", "the estate has a lift";
        HasInstructor = "has_instructor", "已选派党建指导员或专干", "an instructor or specialist was sent";
        HasCommittee = "has_committee", "有业委会、物管会或代行居委会", "an owners' committee exists, or who acts for it";
        HasBranch = "has_branch", "有小区党支部", "a party branch of the estate exists";
    }
}

kernel::words! {
    /// How an indicator came into a score.
    Standing {
        Scored = "scored", "已计分", "scored";
        /// There was nothing to count.
        Full = "full_for_no_data", "无数据,得满分", "full for want of data";
        Zero = "zero_for_no_data", "无数据,不得分", "zero for want of data";
        Excluded = "excluded_for_no_data", "无数据,剔除后折算", "left out for want of data";
        /// The condition is not met.
        NotApplicable = "not_applicable", "不适用,剔除后折算", "left out: it does not apply";
        /// The figure is not measured here, or nobody reported it: never zero, and never invented.
        NoSource = "no_source", "数据来源未接入,剔除后折算", "left out: its figure has no source";
    }
}

kernel::words! {
    /// Where a scheme stands.
    SchemeState {
        /// Comes with the product; a district drafts its own from it.
        Shipped = "shipped", "系统模板", "shipped with the system";
        Drafted = "drafted", "草案", "drafted";
        Adopted = "adopted", "施行中", "in force";
        Replaced = "replaced", "已被替代", "replaced";
    }
}
