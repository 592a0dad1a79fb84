//! The words of places: phases, ways of management, uses of premises, and residencies.

kernel::words! {
    /// The phase of an estate's life 小区生命周期, in the order of that life.
    Phase {
        /// From the sale of the land to the first delivery.
        Gestation = "gestation", "孕育期", "gestation";
        /// From the first delivery until an owners' assembly can be held.
        Birth = "birth", "出生期", "birth";
        /// Until the owners' committee is filed.
        Transition = "transition", "过渡期", "transition";
        Maturity = "maturity", "成熟期", "maturity";
        /// From the decision to rebuild or expropriate.
        Rebuilding = "rebuilding", "拆迁改造期", "demolition and rebuilding";
    }
}

kernel::words! {
    /// How an estate is managed.
    Management {
        Enterprise = "enterprise", "物业服务企业管理", "by a property enterprise";
        /// The residents' committee acts for the owners' committee 以居代业.
        ActingCommittee = "acting_committee", "居委会代行", "by an acting committee";
        SelfManaged = "self_managed", "业主自管", "by the owners themselves";
        None = "none", "无物业管理", "not managed";
    }
}

kernel::words! {
    /// What premises 专有部分 are used for.
    PremisesUse {
        Residential = "residential", "住宅", "residential";
        Commercial = "commercial", "商业", "commercial";
        Parking = "parking", "车位", "parking";
        Other = "other", "其他", "other";
    }
}

kernel::words! {
    /// How a resident stands to the premises.
    ResidencyRelation {
        Owner = "owner", "业主", "owner";
        Tenant = "tenant", "租户", "tenant";
        Family = "family", "家庭成员", "family member";
    }
}

kernel::words! {
    /// Where a residency stands.
    ResidencyState {
        Requested = "requested", "待审核", "requested";
        Approved = "approved", "已通过", "approved";
        Rejected = "rejected", "已驳回", "rejected";
        Ended = "ended", "已终止", "ended";
    }
}

kernel::words! {
    /// What a move of an area carries over next; the order is the order of the work.
    MoveStage {
        /// The area itself and those below it, in one piece. A move whose date lies ahead waits here.
        Area = "area", "区域", "areas";
        Estate = "estate", "小区", "estates";
        Building = "building", "楼栋", "buildings";
        Premises = "premises", "房屋", "premises";
        Residency = "residency", "居住关系", "residencies";
        Outage = "outage", "停供公告", "outages";
        Bulletin = "bulletin", "支部公告", "bulletins";
        CreditStanding = "credit_standing", "诚信台账", "credit records";
        RatingFinding = "rating_finding", "检查发现", "findings";
        ReportedFigure = "reported_figure", "报送数据", "reported figures";
        RatingCycle = "rating_cycle", "评价周期", "rating cycles";
        RatingSubject = "rating_subject", "参评小区", "rated estates";
        RatingSheet = "rating_sheet", "评分表", "rating sheets";
        RatingObjection = "rating_objection", "评分异议", "objections to scores";
        RatingList = "rating_list", "红黑榜", "red and black lists";
        RatingListing = "rating_listing", "列入事项", "listings";
        Survey = "survey", "满意度调查", "surveys of residents";
        Organization = "organization", "单位", "organisations";
        Account = "account", "账户", "accounts";
        Duty = "duty", "职责", "duties";
        Client = "client", "对接系统", "clients";
        Ticket = "ticket", "诉求工单", "tickets";
        Done = "done", "已完成", "done";
    }
}

impl MoveStage {
    /// The stage after this one; `Done` follows itself.
    pub fn next(self) -> Self {
        let after = Self::ALL.iter().skip_while(|stage| **stage != self).nth(1);
        after.copied().unwrap_or(Self::Done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_carries_estates_first_and_tickets_last() {
        let mut stage = MoveStage::Area;
        let mut seen = vec![stage];
        while stage != MoveStage::Done {
            stage = stage.next();
            seen.push(stage);
        }
        assert_eq!(seen, MoveStage::ALL);
        assert_eq!(seen.get(1), Some(&MoveStage::Estate));
        assert_eq!(seen.iter().rev().nth(1), Some(&MoveStage::Ticket));
    }
}
