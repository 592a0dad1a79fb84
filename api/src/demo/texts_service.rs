//! Texts about property services and neighbourly help, and the requests that are not taken on.

use super::texts::{
    Group,
    Route::{Pool, Property},
    Setting::{Anywhere, Lifts, Served},
    case,
};

#[rustfmt::skip]
pub(crate) const GROUPS: &[Group] = &[
    Group::new("fee", Served, Property, &[
        case("consultation", "normal", "private", "{b}{u}房这个季度的物业费账单比上季度多了{n}0多块，请说明多出来的是什么。", "已逐项核对账单，多出的是补收的公摊电费，计算依据和分摊表已发给业主。"),
        case("consultation", "normal", "private", "我刚买了{b}{u}房，前业主欠了{n}个月物业费，要我一起交吗？", "已说明欠费由前业主承担，并出具了过户之日起的费用清单。"),
        case("complaint", "normal", "private", "{b}{u}房已经空置{n}个月，还按全额收物业费，申请减免一直没人答复。", "已按合同约定说明空置房规定并受理申请，审批结果三日内书面答复。"),
    ]),
    Group::new("disclosure", Served, Property, &[
        case("consultation", "normal", "public", "{b}电梯里的广告收入去了哪里？已经{n}个季度没见公示。", "补充公示近两个季度公共收益收支明细，并邀请业委会核对账目。"),
        case("suggestion", "normal", "public", "维修资金用在哪里应该写清楚，{b}外墙修了{n}次，希望把合同和发票贴出来。", "已公示工程合同、结算单和发票复印件，业主可到管理处查阅原件。"),
    ]),
    Group::new("attitude", Served, Property, &[
        case("complaint", "normal", "private", "打管理处电话{n}次都没有人接，住{b}{u}房，下去问前台还让我自己找师傅。", "管理处负责人当面致歉，对当班人员批评教育，并增设一部值班电话。"),
        case("complaint", "normal", "public", "{b}报修了{n}次，每次都说明天来，到现在也没有人上门。", "已核查派单记录，当日上门完成维修，并对超时人员扣罚绩效。"),
    ]),
    Group::new("advice", Anywhere, Pool, &[
        case("suggestion", "normal", "public", "希望周末在{b}前面办一次旧书交换，有{n}0户愿意参加，孩子们也能一起玩。", "已定在本月第三个周六上午举办，志愿者负责登记和摆摊。"),
        case("suggestion", "normal", "public", "{b}到公交站没有遮雨的地方，能不能在门口放{n}把爱心雨伞？", "党员志愿者捐赠雨伞一批，放在门岗，凭登记借用。"),
    ]),
    Group::new("advice", Lifts, Pool, &[
        case("suggestion", "normal", "public", "{b}架空层空着可惜，能不能摆几张桌椅给老人下棋？有{n}位老人愿意自己管。", "召集老人商量后添置桌椅两套，由他们自行排班管理。"),
    ]),
    Group::new("care_elder", Anywhere, Pool, &[
        case("help", "urgent", "private", "我在外面上班，母亲一个人在{b}{u}房，今天打了{n}个电话都没人接，麻烦上门看看。", "志愿者上门，老人只是耳背没听见电话，身体无恙，已加装门铃闪灯并建立每日问候。"),
        case("help", "normal", "private", "我腿脚不便，住{b}{u}房，想请人帮忙把{n}袋大米和煤气瓶搬上楼。", "两名志愿者当天上午搬运到家，并约定每月固定帮扶一次。"),
        case("help", "normal", "private", "{b}{u}房老人不会用手机挂号，下周要去复诊，能不能教一教？已经错过{n}次号。", "志愿者上门手把手教会预约，并帮忙约好下周三上午的号。"),
    ]),
    Group::new("care_errand", Anywhere, Pool, &[
        case("help", "normal", "private", "我在外地出差，{b}{u}房水龙头可能没关好，能不能请人陪房东进去看一下，{n}天后才回。", "在房东陪同下进屋检查，水龙头已拧紧，拍照发给住户确认。"),
        case("help", "normal", "private", "家住{b}{u}房，孩子骨折打石膏，{n}周内上下楼不方便，想借一台轮椅。", "从社区爱心驿站借出轮椅一台，志愿者送到家并登记归还日期。"),
        case("help", "normal", "public", "{b}{f}楼住户捡到一串钥匙，上面有{n}把，想请人帮忙找失主。", "在业主群发布后当晚找到失主，钥匙已当面归还。"),
    ]),
];

/// A request that the community does not take on (不予受理), with the ground and what the resident may object.
pub(crate) struct Refusable {
    pub(crate) category: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) words: &'static str,
    pub(crate) ground: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) objection: &'static str,
}

const fn refusable(
    [category, kind]: [&'static str; 2],
    words: &'static str,
    [ground, reason]: [&'static str; 2],
    objection: &'static str,
) -> Refusable {
    Refusable { category, kind, words, ground, reason, objection }
}

#[rustfmt::skip]
pub(crate) const REFUSABLE: &[Refusable] = &[
    refusable(["security", "help"], "{b}楼下有{n}个人正在打架，有人流血了，快来人！",
        ["emergency_service", "正在发生的打架伤人请立即拨打110和120，本平台不替代紧急救助，社区已同步电话联系辖区民警。"], "打过110了，希望社区也派人来现场劝一劝。"),
    refusable(["fee", "complaint"], "{b}{u}房的物业费官司法院已经立案，要求社区先判定物业违约，退我{n}个月的钱。",
        ["legal_proceedings", "该纠纷已进入诉讼程序，应由人民法院裁判，社区不能先行认定。"], "我不是要社区判案，只是想请社区出面调解。"),
    refusable(["disclosure", "consultation"], "要求公开{b}所在片区改造的全部审批文件和{n}次会议纪要。",
        ["legal_proceedings", "申请公开政府信息请按政府信息公开程序向制作机关提出，社区已告知申请渠道。"], "我只要看社区开会的纪要，不是政府文件。"),
    refusable(["attitude", "complaint"], "关于{b}的拆迁补偿，我已经到信访局登记了{n}次，现在再反映一遍，请尽快处理。",
        ["petition_channel", "该事项已进入信访渠道办理，请以信访部门答复为准，不重复受理。"], "信访局说属地办理，让我来找你们。"),
    refusable(["advice", "complaint"], "我在网上买的手机是翻新机，商家不退款，住{b}{u}房，要求你们三天内帮我追回{n}千块。",
        ["outside_duty", "网购消费纠纷不属于社区职责，请拨打12315或在平台申请维权，社区可协助填写材料。"], "老人不会网上投诉，社区至少派人教一下。"),
    refusable(["noise_neighbour", "complaint"], "还是{b}{u}房楼上走路的声音，上次已经答复过我不服，再投诉第{n}遍。",
        ["repeat_answered", "同一事实和理由已依法答复且没有新的情况，不再重复受理，原答复已再次送达。"], "这次有新录的视频，和上次不一样。"),
    refusable(["security", "consultation"], "请把{b}{u}房租客的身份证号、电话和单位告诉我，他欠我{n}千块钱。",
        ["secrets_or_privacy", "申请内容涉及他人隐私，依法不能提供；债务纠纷可向人民法院起诉或申请调解。"], "不给号码可以，请社区通知他联系我。"),
    refusable(["advice", "suggestion"], "要求社区把欠费的{n}户断水断电，{b}先从带头不交的那家断起。",
        ["unlawful", "以断水断电方式催交费用违反规定，社区不能支持，欠费可依法催告、起诉。"], "那请给一个合法有效的催交办法。"),
    refusable(["attitude", "report"], "举报{b}片区一名公职人员收受好处，材料共{n}页，请查处。",
        ["legal_proceedings", "反映公职人员违纪违法问题请向纪检监察机关提出，社区已告知举报渠道并退回材料。"], "担心材料丢失，请社区代为转交。"),
    refusable(["structures", "complaint"], "对{b}违建处罚决定不服，已经申请行政复议第{n}天，要求社区撤销处罚。",
        ["legal_proceedings", "该事项正在行政复议程序中，社区无权撤销行政处罚，请等待复议决定。"], "复议要等很久，请社区先暂停执行。"),
];
