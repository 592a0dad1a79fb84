//! What can be done: one word for the policy, the lifecycles, the journal and the contract.

use crate::SubjectKind as Subject;

macro_rules! actions {
    ($($variant:ident = $subject:ident . $word:literal, $scope:literal, $zh:literal, $en:literal;)+) => {
        /// An action. Its wire word is unique within its subject.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($variant,)+ }
        impl Action {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            pub const fn subject(self) -> Subject { match self { $(Self::$variant => Subject::$subject,)+ } }
            /// The word of `allowed_actions` and of the journal, such as `follow_up`.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            /// The scope that a system client needs: none where it is empty; `-` where no scope opens the action.
            pub const fn client_scope(self) -> &'static str { match self { $(Self::$variant => $scope,)+ } }
            pub const fn label(self) -> kernel::Bilingual {
                match self { $(Self::$variant => kernel::Bilingual { zh: $zh, en: $en },)+ }
            }
        }
        impl std::fmt::Display for Action {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

#[rustfmt::skip]
actions! {
    TicketRead    = Ticket."read", "tickets:read", "查看", "read";
    Submit        = Ticket."submit", "tickets:submit", "点单", "submit";
    RegisterCall  = Ticket."register_call", "-", "登记来电", "register a call";
    Dispatch      = Ticket."dispatch", "-", "下单", "dispatch";
    Redispatch    = Ticket."redispatch", "-", "改派", "redispatch";
    Accept        = Ticket."accept", "-", "接单", "accept";
    Refuse        = Ticket."refuse", "-", "拒接", "refuse";
    Progress      = Ticket."progress", "-", "登记进展", "log progress";
    Resolve       = Ticket."resolve", "-", "办结", "resolve";
    Rate          = Ticket."rate", "-", "评价", "rate";
    FollowUp      = Ticket."follow_up", "-", "回访", "follow up";
    Reopen        = Ticket."reopen", "tickets:submit", "重办", "reopen";
    Close         = Ticket."close", "-", "归档", "close";
    Withdraw      = Ticket."withdraw", "tickets:submit", "撤单", "withdraw";
    Decline       = Ticket."decline", "-", "不予受理", "decline";
    Object        = Ticket."object", "tickets:submit", "异议", "object to the decline";
    Supervise     = Ticket."supervise", "-", "督单", "supervise";
    Card          = Ticket."card", "-", "黄红牌", "show a card";
    Answer        = Ticket."answer", "-", "答复督单", "answer a supervision";
    Amend         = Ticket."amend", "-", "更正", "amend";
    Release       = Ticket."release", "-", "退回待派", "return to dispatch";
    Raise         = Ticket."raise", "-", "升格上提", "raise";
    Revoke        = Ticket."withdraw_supervision", "-", "撤回督单", "withdraw a supervision";
    AskSuspension = Ticket."request_suspension", "-", "申请挂账", "ask for a suspension";
    AskExtension  = Ticket."request_extension", "-", "申请延期", "ask for an extension";
    AskReturn     = Ticket."request_return", "-", "申请退单", "ask to return a wrong order";
    Dispute       = Ticket."dispute", "-", "提出权责争议", "dispute whose duty it is";
    Rule          = Ticket."rule", "-", "审批", "rule on a request";
    Suspend       = Ticket."suspend", "-", "挂账", "suspend";
    Resume        = Ticket."resume", "-", "销账续办", "resume";
    Ask           = Ticket."ask", "-", "询问诉求人", "ask the reporter";
    Reply         = Ticket."reply", "tickets:submit", "答复询问", "reply to a question";
    Lapse         = Ticket."lapse", "-", "询问逾期", "a question ran out";
    Merge         = Ticket."merge", "-", "并单", "merge";
    Unmerge       = Ticket."unmerge", "-", "撤销并单", "undo a merging";
    Split         = Ticket."split", "-", "拆单", "split";
    Support       = Ticket."support", "-", "附议", "support";
    Renew         = Ticket."renew", "tickets:submit", "逾期重提", "file anew";
    BlowWhistle   = Ticket."blow_whistle", "-", "吹哨", "blow a whistle";
    ApproveWhistle = Ticket."approve_whistle", "-", "批准吹哨", "approve a whistle";
    ReportIn      = Ticket."report_in", "-", "报到", "report in";
    FinishTask    = Ticket."finish_task", "-", "办结应哨任务", "finish a whistle's task";
    RateDepartment = Ticket."rate_department", "-", "评哨", "rate a department";
    Claim         = Ticket."claim", "-", "认领为诉求人", "become the reporter by one's phone";
    WhistleStuck  = Ticket."whistle_stuck", "-", "哨情滞留", "a whistle lies stuck";
    ClockReach    = Ticket."clock", "-", "时限到点", "a clock reaches a level";
    ShareStatus   = Ticket."share_status", "tickets:submit", "生成查询凭证", "make a secret for the status page";
    Span          = Ticket."span", "-", "跨社区上提", "raise for several communities";
    Unspan        = Ticket."unspan", "-", "移出相关社区", "take a community off";
    ReportPart    = Ticket."report_part", "-", "相关社区记进展", "write the progress of a community concerned";
    Inform        = Ticket."inform", "-", "告知停供", "tell of an outage";
    Attach        = Ticket."attach", "tickets:submit", "上传附件", "attach a file";
    Detach        = Ticket."detach", "tickets:submit", "删除附件", "remove a file";
    AttachmentRead = Attachment."read", "tickets:read", "查看附件", "read attachments";
    CategoryRead   = Category."read", "", "查看类别", "read categories";
    CategoryCreate = Category."create", "-", "新增类别", "create a category";
    CategoryUpdate = Category."update", "-", "修改类别", "update a category";
    CalendarRead = Calendar."read", "", "查看日历", "read calendars";
    YearPropose  = Calendar."propose_year", "-", "提出年度安排", "propose a year of a calendar";
    YearApprove  = Calendar."approve_year", "-", "审核年度安排", "approve a year of a calendar";
    ClockPolicyRead = ClockPolicy."read", "", "查看时限规则", "read clock policies";
    ClockPolicySet  = ClockPolicy."set", "-", "设定时限规则", "set a clock policy";
    RoutingRead   = RoutingRule."read", "-", "查看派单规则", "read routing rules";
    RoutingCreate = RoutingRule."create", "-", "新增派单规则", "create a routing rule";
    RoutingChange = RoutingRule."change", "-", "修改派单规则", "change a routing rule";
    RoutingOrder  = RoutingRule."order", "-", "调整派单规则顺序", "order routing rules";
    RoutingRetire = RoutingRule."retire", "-", "废止派单规则", "retire a routing rule";
    RoutingTry    = RoutingRule."try", "-", "试算派单规则", "try routing rules on samples";
    RoutingBreak  = RoutingRule."break", "-", "派单规则失效", "a routing rule is broken";
    SchemeRead    = Scheme."read", "", "查看评分方案", "read rating schemes";
    SchemeDraft   = Scheme."draft", "-", "起草评分方案", "draft a rating scheme";
    SchemeAdopt   = Scheme."adopt", "-", "施行评分方案", "put a rating scheme in force";
    SchemeReplace = Scheme."replace", "-", "评分方案被替代", "a rating scheme is replaced";
    CreditRead    = CreditEntry."read", "-", "查看诚信台账", "read the credit ledger";
    CreditGradeRead = CreditEntry."read_grade", "places:read", "查看信用等级", "read credit grades";
    CreditAdd     = CreditEntry."add", "-", "记入诚信台账", "record in the credit ledger";
    CreditCard    = CreditEntry."enter_card", "-", "黄红牌记入台账", "enter a card in the credit ledger";
    CreditReverse = CreditEntry."reverse", "-", "冲销诚信记录", "take a credit record back";
    CreditUncard  = CreditEntry."withdraw_card", "-", "黄红牌撤回冲销", "take back the record of a withdrawn card";
    CreditObject  = CreditEntry."object", "-", "对诚信记录提出异议", "object to a credit record";
    CreditExtend  = CreditEntry."extend", "-", "批准延长处理期限", "approve more time for a decision on a credit record";
    CreditDecide  = CreditEntry."decide_objection", "-", "处理诚信异议", "decide an objection to a credit record";
    CreditRepair  = CreditEntry."repair", "-", "申请信用修复", "seek repair of a credit record";
    CreditRule    = CreditEntry."decide_repair", "-", "处理信用修复", "decide on repair of a credit record";
    FindingRead     = Finding."read", "-", "查看检查发现", "read findings";
    FindingFile     = Finding."file", "-", "登记检查发现", "file a finding";
    FindingRectify  = Finding."rectify", "-", "报告整改", "report that a finding is put right";
    FindingVerify   = Finding."verify", "-", "整改复核", "verify that a finding is put right";
    FindingReject   = Finding."reject", "-", "退回整改", "reject what was done about a finding";
    FindingWithdraw = Finding."withdraw", "-", "撤销检查发现", "withdraw a finding";
    ReportedRead    = ReportedFigure."read", "ratings:report", "查看报送数据", "read reported figures";
    ReportFigure    = ReportedFigure."report", "ratings:report", "报送数据", "report a figure";
    ReportedVerify  = ReportedFigure."verify", "-", "核实报送数据", "verify a reported figure";
    ReportedReject  = ReportedFigure."reject", "-", "退回报送数据", "reject a reported figure";
    ReportedReplace = ReportedFigure."replace", "-", "报送数据被替代", "a reported figure is replaced";
    CycleRead     = Cycle."read", "places:read", "查看评价周期", "read rating cycles";
    CyclePlan     = Cycle."plan", "-", "计划评价周期", "plan a rating cycle";
    CycleOpen     = Cycle."open", "-", "开启评价周期", "open a rating cycle";
    CycleStart    = Cycle."start_scoring", "-", "进入评分", "start the scoring of a cycle";
    CycleCompute  = Cycle."compute", "-", "计算评价得分", "compute a rating cycle";
    CycleDisclose = Cycle."disclose", "-", "公示评价结果", "disclose the results of a cycle";
    CycleFinalize = Cycle."finalize", "-", "评价定案", "make the results of a cycle final";
    CycleCancel   = Cycle."cancel", "-", "取消评价周期", "cancel a rating cycle";
    SheetRead     = Sheet."read", "-", "查看评分表", "read rating sheets";
    SheetFill     = Sheet."fill", "-", "填写评分表", "fill a rating sheet";
    SheetSign     = Sheet."sign", "-", "签署评分表", "sign a rating sheet";
    SheetRemind   = Sheet."remind", "-", "评分表催填", "remind of a rating sheet";
    SheetLapse    = Sheet."lapse", "-", "评分表逾期", "find a rating sheet late";
    SheetRule     = Sheet."rule", "-", "处理逾期评分表", "rule on a late rating sheet";
    SurveyRead    = Survey."read", "-", "查看满意度调查", "read surveys of residents";
    SurveySample  = Survey."sample", "-", "抽样开展满意度调查", "draw the households of a survey";
    SurveyVisit   = Survey."visit", "-", "查看被抽住户", "see which premises a survey drew";
    SurveyLink    = Survey."issue_links", "-", "发放问卷链接", "issue links to a survey";
    SurveyCancel  = Survey."cancel", "-", "取消满意度调查", "cancel a survey";
    SurveyAnswer  = SurveyInvitation."answer", "-", "填写满意度问卷", "answer a survey for one's premises";
    SurveyNote    = SurveyInvitation."note_answer", "-", "代记入户问卷", "note an answer to a survey";
    SurveyReply   = SurveyInvitation."answer_by_link", "-", "凭链接填写问卷", "answer a survey by its link";
    AreaRead      = Area."read", "places:read", "查看区域", "read areas";
    AreaCreate    = Area."create", "-", "新增区域", "create an area";
    AreaMove      = Area."move", "-", "调整区域隶属", "move or rename an area";
    EstateRead    = Estate."read", "places:read", "查看小区", "read estates";
    EstateCreate  = Estate."create", "-", "新增小区", "create an estate";
    EstateUpdate  = Estate."update", "-", "修改小区", "update an estate";
    EstatePhase   = Estate."change_phase", "-", "变更小区周期", "change the phase of an estate";
    BuildingRead   = Building."read", "places:read", "查看楼栋", "read buildings";
    BuildingCreate = Building."create", "-", "新增楼栋", "create a building";
    PremisesRead   = Premises."read", "places:read", "查看房屋", "read premises";
    PremisesCreate = Premises."create", "-", "新增房屋", "create premises";
    ResidencyRead    = Residency."read", "-", "查看居住关系", "read residencies";
    ResidencyRequest = Residency."request", "-", "申请居住关系", "request residency";
    ResidencyApprove = Residency."approve", "-", "通过居住申请", "approve residency";
    ResidencyReject  = Residency."reject", "-", "驳回居住申请", "reject residency";
    ResidencyEnd     = Residency."end", "-", "终止居住关系", "end a residency";
    EnterpriseRead   = Enterprise."read", "places:read", "查看企业", "read enterprises";
    EnterpriseCreate = Enterprise."create", "-", "新增企业", "create an enterprise";
    ContractCreate = Contract."create", "-", "登记合同", "create a contract";
    ContractEnd    = Contract."end", "-", "终止合同", "end a contract";
    DepartmentRead   = Department."read", "places:read", "查看部门", "read departments";
    DepartmentCreate = Department."create", "-", "新增部门", "create a department";
    MeRead         = Account."read_self", "", "查看本人", "read oneself";
    PasswordChange = Account."change_password", "-", "修改密码", "change one's password";
    PhoneBind      = Account."bind_phone", "-", "绑定手机号", "prove one's phone number";
    TotpEnrol      = Account."enrol_totp", "-", "登记动态口令", "enrol one-time passwords";
    TotpConfirm    = Account."confirm_totp", "-", "启用动态口令", "confirm one-time passwords";
    TotpRemove     = Account."remove_totp", "-", "停用动态口令", "remove one-time passwords";
    AccountRead    = Account."read", "-", "查看账户", "read accounts";
    AccountCreate  = Account."create", "-", "新增账户", "create an account";
    AccountDisable = Account."disable", "-", "停用账户", "disable an account";
    AccountEnable  = Account."enable", "-", "启用账户", "enable an account";
    DutyRead       = Duty."read", "-", "查看职责", "read duties";
    DutyGrant      = Duty."grant", "-", "授予职责", "grant a duty";
    DutyEnd        = Duty."end", "-", "终止职责", "end a duty";
    ClientRead     = Client."read", "-", "查看对接系统", "read clients";
    ClientCreate   = Client."create", "-", "新增对接系统", "create a client";
    ClientRotate   = Client."rotate_secret", "-", "轮换密钥", "rotate a client secret";
    ClientRevoke   = Client."revoke", "-", "撤销对接系统", "revoke a client";
    Login          = Account."login", "-", "登录", "log in";
    LoginFail      = Account."login_failed", "-", "登录失败", "a failed login";
    TokenIssue     = Account."issue_token", "-", "签发令牌", "issue an operator's token";
    TokenReuse     = Account."refresh_reused", "-", "刷新令牌被重复使用", "a refresh token used twice";
    Logout         = Account."logout", "-", "退出登录", "log out";
    KeyRotate      = Key."rotate", "-", "轮换签名密钥", "rotate the signing key";
    WebhookRead    = Webhook."read", "webhooks:manage", "查看推送端点", "read webhooks";
    WebhookCreate  = Webhook."create", "webhooks:manage", "新增推送端点", "create a webhook";
    WebhookUpdate  = Webhook."update", "webhooks:manage", "修改推送端点", "update a webhook";
    WebhookDisable = Webhook."disable", "webhooks:manage", "停用推送端点", "disable a webhook";
    WebhookEnable  = Webhook."enable", "webhooks:manage", "启用推送端点", "enable a webhook";
    WebhookConfirm = Webhook."confirm", "-", "验证推送端点", "find an endpoint answering";
    WebhookTest    = Webhook."test", "webhooks:manage", "测试推送端点", "test a webhook";
    WebhookReplay  = Webhook."replay", "webhooks:manage", "重发推送", "replay a delivery";
    WebhookRotate  = Webhook."rotate_secret", "webhooks:manage", "轮换推送密钥", "rotate a webhook's secret";
    ViewRead       = View."read", "-", "查看常用视图", "read one's saved views";
    ViewCreate     = View."create", "-", "保存常用视图", "save a view";
    ViewDelete     = View."delete", "-", "删除常用视图", "delete a saved view";
    ExportCreate   = Export."create", "tickets:read", "导出工单", "export tickets";
    ImportRead     = Import."read", "-", "查看批量导入", "read one's imports";
    ImportCreate   = Import."create", "-", "批量导入工单", "import tickets";
    ImportCancel   = Import."cancel", "-", "取消批量导入", "cancel an import";
    ImportFinish   = Import."finish", "-", "批量导入结束", "an import is at its end";
    FigureRead     = Figure."read", "tickets:read", "查看统计", "read the figures";
    ObjectionRead   = Objection."read", "-", "查看评分异议", "read objections to scores";
    ObjectionFile   = Objection."object", "-", "对得分提出异议", "object to a score";
    ObjectionExtend = Objection."extend", "-", "批准延长异议处理期限", "approve more time for the decision on an objection";
    ObjectionDecide = Objection."decide", "-", "异议成立", "uphold an objection";
    ObjectionReject = Objection."reject", "-", "异议不成立", "reject an objection";
    ObjectionLapse  = Objection."lapse", "-", "异议处理逾期", "find the decision on an objection late";
    RecheckAsk      = Objection."request_recheck", "-", "申请复核", "ask for a re-check";
    RecheckDecide   = Objection."decide_recheck", "-", "复核更正", "uphold an objection by the re-check";
    RecheckReject   = Objection."reject_recheck", "-", "复核维持", "keep what was decided by the re-check";
    ListRead        = List."read", "-", "查看拟公布榜单", "read lists before they are published";
    ListPropose     = List."propose", "-", "拟定红黑榜", "propose a red or black list";
    ListPublish     = List."publish", "-", "公布红黑榜", "publish a red or black list";
    ListWithdraw    = List."withdraw", "-", "撤回红黑榜", "withdraw a red or black list";
    ListingRead     = Listing."read", "-", "查看列入事项", "read listings";
    ListingObject   = Listing."object", "-", "对列入提出异议", "object to a listing";
    ListingStrike   = Listing."strike", "-", "异议成立,不予列入", "strike a listing";
    ListingKeep     = Listing."keep", "-", "异议不成立,维持列入", "keep a listing";
    ListingDrop     = Listing."drop", "-", "公布时不再列入", "drop a listing that the rule does not hold for any more";
    EvidenceAttach  = Evidence."attach", "ratings:report", "上传佐证材料", "attach evidence";
    ScoreRead      = Figure."read_rating", "-", "查看评价指标与得分", "read rating figures and scores";
    FigureRebuild  = Figure."rebuild", "-", "重算统计", "count the figures anew";
    OutageRead     = Outage."read", "tickets:read", "查看停供公告", "read outages";
    OutageAnnounce = Outage."announce", "-", "发布停供公告", "announce an outage";
    OutageEnd      = Outage."end", "-", "结束停供", "end an outage";
    BulletinRead     = Bulletin."read", "-", "查看支部公告", "read bulletins";
    BulletinPublish  = Bulletin."publish", "-", "发布支部公告", "publish a bulletin";
    BulletinClose    = Bulletin."close", "-", "截止征集", "close a bulletin";
    BulletinWithdraw = Bulletin."withdraw", "-", "撤回支部公告", "withdraw a bulletin";
    OpinionRead      = Opinion."read", "-", "查看民意回复", "read the replies to bulletins";
    OpinionGive      = Opinion."reply", "-", "回复支部公告", "reply to a bulletin";
    OpinionAnswer    = Opinion."answer", "-", "答复民意", "answer a reply";
    NoticePrefer   = Account."set_notice_preferences", "-", "设置通知方式", "say how to be told";
    NoticeRead     = Notice."read", "-", "查看通知", "read one's notices";
    NoticeMark     = Notice."mark_read", "-", "标记通知已读", "mark one's notices as read";
    MessageRead    = Message."read", "-", "查看消息发送记录", "read what was sent to people";
    EventRead      = Event."read", "", "读取变更", "read the changes in one's scope";
}
