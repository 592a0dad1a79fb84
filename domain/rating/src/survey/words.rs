//! The words of a survey, and what every survey says of how it keeps its answers.

use kernel::Bilingual;

kernel::words! {
    /// What was done with a survey; when it opens and closes follows from the time.
    SurveyState {
        Drawn = "drawn", "已抽样", "drawn";
        Cancelled = "cancelled", "已取消", "cancelled";
    }
}

kernel::words! {
    /// Where a survey stands at a moment.
    SurveyStage {
        Scheduled = "scheduled", "待开始", "not open yet";
        Open = "open", "进行中", "open";
        Closed = "closed", "已截止", "closed";
        Cancelled = "cancelled", "已取消", "cancelled";
    }
}

kernel::words! {
    /// What is asked. There is no free text: words tell who wrote them.
    SurveyQuestion {
        /// The only one that has to be answered, and the one that is scored.
        Overall = "overall", "对物业服务的总体满意度", "overall satisfaction with the property service";
        Service = "service", "客户服务与诉求办理", "service and the handling of demands";
        Cleaning = "cleaning", "环境卫生与绿化", "cleaning and greening";
        Security = "security", "公共秩序与安全", "order and safety";
        Facilities = "facilities", "房屋与共用设施维护", "upkeep of buildings and shared facilities";
        Disclosure = "disclosure", "收费与公共收益公开", "disclosure of charges and common income";
    }
}

kernel::words! {
    /// How the one answer of premises came in.
    SurveyWay {
        Link = "link", "链接作答", "by the link";
        Account = "account", "住户账户作答", "by an account of the household";
        Interviewer = "interviewer", "入户或电话访问", "noted by an interviewer";
    }
}

kernel::words! {
    /// What a result has to be read with.
    SurveyFlag {
        /// 有效样本不足: under the number that the scheme asks for.
        FewAnswers = "few_answers", "有效答卷份数不足", "fewer valid answers than the scheme asks for";
        /// Of all households of the estate.
        SmallShare = "small_share", "有效答卷占比不足", "valid answers of a smaller share of the households than the scheme asks for";
        SmallEstate = "small_estate", "小区户数少于所需份数", "the estate has fewer households than answers are asked for";
        /// Too few to be shown without telling who said what.
        Withheld = "withheld", "答卷过少,不予显示", "too few answers to be shown";
    }
}

/// Where a single answer is kept: nowhere.
pub const HOW_KEPT: Bilingual = Bilingual {
    zh: "答卷不记名:系统只保存各选项的累计份数,不保存单份答卷,也不保存作答时间;某户是否已作答仅供访问员避免重复上门。截止前任何人看不到结果,有效答卷少于五份的不予显示。",
    en: "No single answer is kept: only how often each choice was made, and no time. Whether premises answered is known to \
        the interviewers alone, so that nobody is visited twice. Results are shown to nobody before the end, nor where \
        fewer than five answered.",
};
