//! What things are done to: the kinds of subjects that the journal names.

kernel::words! {
    /// The kind of thing an action is done to; the journal's `subject_kind`.
    SubjectKind {
        Ticket = "ticket", "诉求工单", "ticket";
        Attachment = "attachment", "附件", "attachment";
        Category = "category", "诉求类别", "category";
        Area = "area", "区域", "area";
        Estate = "estate", "小区", "estate";
        Building = "building", "楼栋", "building";
        Premises = "premises", "房屋", "premises";
        Residency = "residency", "居住关系", "residency";
        Enterprise = "enterprise", "物业服务企业", "enterprise";
        Contract = "contract", "物业服务合同", "service contract";
        Department = "department", "职能部门", "department";
        Account = "account", "账户", "account";
        Duty = "duty", "职责", "duty";
        Client = "client", "对接系统", "client";
        Calendar = "calendar", "日历", "calendar";
        ClockPolicy = "clock_policy", "时限规则", "clock policy";
        RoutingRule = "routing_rule", "派单规则", "routing rule";
        Key = "key", "签名密钥", "signing key";
        Webhook = "webhook", "变更推送端点", "webhook";
        Figure = "figure", "统计", "figures";
        /// Never subjects of a change: what follows from changes.
        Notice = "notice", "通知", "notice";
        Message = "message", "消息", "message";
        /// Never the subject of a change: the changes themselves, as they are read.
        Event = "event", "变更", "change";
        Outage = "outage", "停供公告", "outage";
        Bulletin = "bulletin", "支部公告", "bulletin";
        Opinion = "opinion", "民意回复", "reply to a bulletin";
        Scheme = "scheme", "评分方案", "rating scheme";
        CreditEntry = "credit_entry", "诚信记录", "credit record";
        Finding = "finding", "检查发现", "finding";
        ReportedFigure = "reported_figure", "报送数据", "reported figure";
        Cycle = "rating_cycle", "评价周期", "rating cycle";
        Sheet = "rating_sheet", "评分表", "rating sheet";
        Objection = "rating_objection", "评分异议", "objection to a score";
        List = "rating_list", "红黑榜", "red or black list";
        Listing = "rating_listing", "列入事项", "listing";
        Evidence = "evidence", "佐证材料", "evidence file";
        Survey = "survey", "满意度调查", "survey of residents";
        SurveyInvitation = "survey_invitation", "被抽住户", "premises that a survey drew";
        View = "view", "常用视图", "saved view";
        Export = "export", "导出", "export";
        Import = "import", "批量导入", "import";
    }
}
