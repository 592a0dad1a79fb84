//! The words of a ticket: its states and what people choose from lists.

kernel::words! {
    /// Where a ticket stands.
    State {
        Submitted = "submitted", "已点单", "submitted";
        Dispatched = "dispatched", "已下单", "dispatched";
        Accepted = "accepted", "已接单", "accepted";
        Suspended = "suspended", "已挂账", "suspended";
        Resolved = "resolved", "已办结", "resolved";
        Merged = "merged", "已并单", "merged";
        Split = "split", "已拆单", "split";
        Closed = "closed", "已归档", "closed";
        Withdrawn = "withdrawn", "已撤单", "withdrawn";
        Declined = "declined", "不予受理", "declined";
    }
}

kernel::words! {
    /// What a resident asks for.
    Kind {
        Consultation = "consultation", "咨询", "consultation";
        Help = "help", "求助", "help";
        Complaint = "complaint", "投诉", "complaint";
        Report = "report", "举报", "report";
        Suggestion = "suggestion", "建议", "suggestion";
        Repair = "repair", "报修", "repair";
    }
}

kernel::words! {
    /// How urgent it is.
    Priority {
        Emergency = "emergency", "紧急", "emergency";
        Urgent = "urgent", "加急", "urgent";
        Normal = "normal", "普通", "normal";
    }
}

kernel::words! {
    /// Whether the neighbours see it.
    Visibility {
        Public = "public", "公开", "public";
        Private = "private", "私密", "private";
    }
}

kernel::words! {
    /// What came of a resolution.
    Outcome {
        Done = "done", "已解决", "done";
        Partly = "partly", "部分解决", "partly done";
        Explained = "explained", "已解释说明", "explained";
        Impossible = "impossible", "无法解决", "impossible";
    }
}

kernel::words! {
    /// The kinds of supervision (督单), mildest first.
    SupervisionKind {
        Reminder = "reminder", "催办", "reminder";
        Order = "order", "督办", "order";
        YellowCard = "yellow_card", "黄牌", "yellow card";
        RedCard = "red_card", "红牌", "red card";
        /// Of the level that a matter was raised to, which says what becomes of it.
        RaisedCase = "raised_case", "提级督办", "raised case";
    }
}

impl SupervisionKind {
    pub const fn is_card(self) -> bool {
        matches!(self, Self::YellowCard | Self::RedCard)
    }

    /// All ask for an answer in time; orders and cards also hold up the closing until it is there.
    pub const fn needs_answer(self) -> bool {
        matches!(self, Self::Order | Self::YellowCard | Self::RedCard)
    }

    /// The action with which it is asked for: cards have their own.
    pub const fn action(self) -> access::Action {
        if self.is_card() { access::Action::Card } else { access::Action::Supervise }
    }
}

kernel::words! {
    /// What is asked for beside the work itself.
    RequestKind {
        Suspension = "suspension", "挂账", "suspension";
        Extension = "extension", "延期", "extension";
        Return = "return", "退单", "return of a wrong order";
        Dispute = "dispute", "权责争议", "dispute about whose duty it is";
        Question = "question", "询问诉求人", "question to the reporter";
    }
}

kernel::words! {
    /// What the community calls departments for (哨).
    WhistleKind {
        HardCase = "hard_case", "疑难哨", "hard case";
        Enforcement = "enforcement", "执法哨", "joint enforcement";
        Emergency = "emergency", "应急哨", "emergency";
    }
}

kernel::words! {
    /// Where a whistle stands.
    WhistleState {
        Blown = "blown", "待批准", "waits for approval";
        Approved = "approved", "已吹哨", "approved";
        Rejected = "rejected", "未批准", "refused";
        Finished = "finished", "已办结", "finished";
        Lapsed = "lapsed", "已随工单终止", "ended with its ticket";
    }
}

kernel::words! {
    /// The level that a ticket was raised to, lowest first.
    Raised {
        Community = "community", "社区", "community";
        Street = "street", "街道", "street";
        District = "district", "区", "district";
    }
}

kernel::words! {
    /// Why a matter is not handled here (不予受理).
    DeclineGround {
        EmergencyService = "emergency_service", "属于110、119、120、122等紧急服务", "a matter of the emergency services";
        LegalProceedings = "legal_proceedings", "已进入诉讼、仲裁、纪检监察、行政复议或政府信息公开程序", "in court, arbitration, discipline, review or disclosure proceedings";
        PetitionChannel = "petition_channel", "已进入信访渠道", "already in the petition channel";
        SecretsOrPrivacy = "secrets_or_privacy", "涉及国家秘密、商业秘密或个人隐私", "touches secrets or privacy";
        OutsideDuty = "outside_duty", "不属于职责范围", "outside the duties of this system";
        Unlawful = "unlawful", "违反法律法规或公序良俗", "unlawful or against public order";
        RepeatInHand = "repeat_in_hand", "重复诉求,正在办理", "a repeat of what is being handled";
        RepeatAnswered = "repeat_answered", "重复诉求,已依法答复且无新的事实和理由", "a repeat, lawfully answered, without new facts";
    }
}

kernel::words! {
    /// What a dispatched ticket went to.
    TargetKind {
        Pool = "pool", "志愿者池", "the volunteers' pool";
        Account = "account", "人员", "a person";
        Organization = "organization", "单位", "an organisation";
    }
}

kernel::words! {
    /// What a unit that dispatches, or is asked by a supervision, is.
    UnitKind {
        Organization = "organization", "单位", "an organisation";
        Account = "account", "志愿者", "a volunteer";
        Community = "community", "社区", "the community";
        Street = "street", "街道", "the street";
        District = "district", "区", "the district";
    }
}

kernel::words! {
    /// Why the reporter rates as they do.
    RatingReason {
        Prompt = "prompt", "响应及时", "prompt";
        Friendly = "friendly", "态度友好", "friendly";
        Skilled = "skilled", "专业到位", "skilled";
        WellExplained = "well_explained", "解释清楚", "well explained";
        Slow = "slow", "处理太慢", "slow";
        Rude = "rude", "态度不好", "rude";
        PoorQuality = "poor_quality", "质量不佳", "poor quality";
        NotContacted = "not_contacted", "未联系本人", "nobody got in touch";
        CameBack = "came_back", "问题反复", "the trouble came back";
        Overcharged = "overcharged", "收费不合理", "overcharged";
    }
}

kernel::words! {
    /// A part that someone has in a case.
    Part {
        Reporter = "reporter", "诉求人", "reporter";
        Filer = "filer", "代为登记人", "filer";
        Handler = "handler", "承办人", "handler";
        Helper = "helper", "协办人", "helper";
        Target = "target", "被派人员", "person dispatched to";
        Unit = "unit", "被派单位", "organisation dispatched to";
        Asked = "asked", "被督单单位", "unit asked";
        Called = "called", "应哨单位", "department called";
        Concerned = "concerned", "相关社区", "area concerned besides its own";
    }
}
