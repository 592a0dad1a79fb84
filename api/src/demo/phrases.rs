//! What the people of the demo write in the steps of a ticket.

pub(crate) const DISPATCH_NOTES: &[&str] = &[
    "请尽快联系居民并上门查看。",
    "居民白天在家，去之前先打电话。",
    "注意现场安全，处理后拍照留存。",
    "同类问题近期有过一次，请一并排查。",
    "请在今天内到场，有情况及时反馈。",
];

pub(crate) const EMERGENCY_NOTE: &str = "立即赶到现场，先保人身安全，边处置边报告。";

pub(crate) const REPAIR_NOTES: &[&str] = &[
    "已到现场查看，原因基本查明，正在准备材料。",
    "已与居民通过电话，约定明天上午上门。",
    "配件已下单，预计两天内到货，到货后立即更换。",
    "现场已做临时处置，消除安全隐患，后续彻底解决。",
    "处理过半，剩余部分今天下班前完成。",
    "第一次上门居民不在家，已留言并改约时间。",
];

pub(crate) const TALK_NOTES: &[&str] = &[
    "已到现场了解情况，正在联系相关各方。",
    "已与居民通过电话，把诉求要点记录清楚。",
    "已找到当事人，对方同意配合，正在落实。",
    "约了几方明天晚上当面商量，党支部派人参加。",
    "第一次上门没有人在家，已留言并改约时间。",
];

pub(crate) const URGENT_SCENE_NOTE: &str = "已到现场，人员安全，正在处置。";

pub(crate) const REFUSE_REASONS: &[&str] = &[
    "今天排班已满，无法按时到场，请改派其他同事。",
    "需要持证电工操作，本人没有相应资质。",
    "正在另一处抢修，预计晚上才能结束，怕耽误居民。",
    "本人在外培训，本周不在岗。",
];

pub(crate) const REDISPATCH_REASONS: &[&str] = &[
    "超过半天无人接单，改派专人跟进。",
    "现场情况比描述复杂，需要更有经验的人处理。",
    "原承办人临时请假，为不耽误居民改派。",
    "居民反映一直没有接到电话，改派他人尽快联系。",
];

pub(crate) const WITHDRAW_REASONS: &[&str] = &[
    "问题已经自己解决了，不用再派人，谢谢。",
    "和邻居报的是同一件事，撤掉这一单。",
    "填错了地址，重新报一单。",
    "已经和对方当面说好了，不再追究。",
];

pub(crate) const REOPEN_REASONS: &[&str] = &[
    "才好了两天，又出现一样的问题，请重新处理。",
    "只处理了表面，根子上的毛病还在。",
    "显示已经办结，可是到现在没有人上门。",
    "同样的情况昨晚又发生了，有视频为证。",
];

pub(crate) const AGAIN_RESULTS: &[&str] = &[
    "接到重办要求后再次上门，换了处理办法，经居民当面确认已恢复正常。",
    "邀请居民代表一同复查，找到上次遗漏的地方并彻底整改，现场与居民共同验收。",
    "重新制定方案后处理完毕，反复查验未再出现。",
];

pub(crate) const FINAL_RESULTS: &[&str] = &[
    "经社区组织物业、党支部与居民代表现场会商，已完成力所能及的整改；剩余部分涉及大修，须经业主共同决定后动用维修资金，依据与后续步骤已书面告知。",
    "经三方现场核查，设施现状符合规范要求，偶发情况由管线老化引起，已列入年度改造计划并公示时间表，特此答复。",
];

pub(crate) const PARTLY: &str = "其余部分受条件所限已列入计划，完成后另行告知。";

pub(crate) const IMPOSSIBLE: &str =
    "经现场核实，目前不具备实施条件，已向居民说明原因并提供了替代办法。";

pub(crate) const GOOD_COMMENTS: &[&str] = &[
    "来得很快，师傅态度也好，点赞！",
    "问题解决了，谢谢志愿者和管理处。",
    "比想象中快，希望以后都能这样。",
    "处理得很细心，走之前还把现场打扫干净了。",
    "解决了，就是等的时间有点长。",
    "有始有终，办完还打电话来问有没有再出现。",
];

pub(crate) const BAD_COMMENTS: &[&str] = &[
    "根本没有解决，只是来拍了张照片。",
    "修完第二天又坏了，白等了好几天。",
    "没有人联系过我就说办好了。",
    "敷衍了事，希望认真对待。",
];

pub(crate) const GOOD_FOLLOW_UPS: &[&str] = &[
    "电话回访，居民表示问题已解决，对处理结果满意。",
    "上门回访，现场查看恢复正常，居民道谢。",
    "电话回访，已解决，居民建议以后提前通知上门时间。",
];

pub(crate) const BAD_FOLLOW_UPS: &[&str] = &[
    "电话回访，居民反映问题仍然存在，退回重办。",
    "上门回访，现场看到处理不彻底，居民不满意，退回重办。",
];

pub(crate) const UNREACHED_FOLLOW_UP: &str = "两次拨打无人接听，已发短信，改日再回访。";

pub(crate) const REMINDERS: &[&str] =
    &["居民多次询问进度，请尽快跟进并告知预计时间。", "该事项已有两天没有新进展，请及时更新。"];

pub(crate) const ORDERS: &[&str] = &[
    "同类诉求近期集中出现，请限期处理并书面说明原因和整改措施。",
    "处理时限已过，请说明迟延原因，并明确完成时间。",
    "涉及居民安全，请立即采取临时措施并报告处置情况。",
];

pub(crate) const CARDS: &[&str] = &[
    "经督办仍未按期整改，现予黄牌警示，请项目负责人到社区说明情况。",
    "同一问题反复出现且答复不实，予以警示并记入服务台账。",
];

pub(crate) const ANSWERS: &[&str] = &[
    "已安排专人负责，今天到场，预计明天完成，完成后向党支部报告。",
    "迟延系配件缺货所致，现已从外地调货，两天内安装，期间做好临时防护。",
    "已召开现场会，明确责任人和时限，并对同类点位全面排查。",
];

pub(crate) const AMEND_REASONS: &[&str] =
    &["经电话核实涉及安全隐患，提高处理优先级。", "影响范围不止一户，按加急处理。"];

/// A decline that the street later sets right: the matter lies at the edge of what the community does.
pub(crate) const EDGE_DECLINE: &str =
    "该设施权属单位不是小区物业，也不在社区职责清单内，请向权属单位反映。";

pub(crate) const EDGE_OBJECTION: &str =
    "设施就在小区出入口，天天影响大家通行，找过权属单位互相推，请上级协调。";

pub(crate) const STREET_DECLINE: &str =
    "经街道复核，社区意见有事实和依据，维持不予受理，此为最终答复；建议渠道已再次告知。";

pub(crate) const FOUND: &str = "巡查发现：";
pub(crate) const CALLED: &str = "来电人反映：";
pub(crate) const HANDED_ON: &str = "市民热线转办：";
pub(crate) const CAME_IN: &str = "居民到社区窗口反映：";
pub(crate) const AT_A_TALK: &str = "民情恳谈会上居民提出：";

pub(crate) const GOOD_REASONS: &[&str] = &["prompt", "friendly", "skilled", "well_explained"];
pub(crate) const BAD_REASONS: &[&str] = &["slow", "poor_quality", "not_contacted", "came_back"];

pub(crate) const SUSPENSIONS: &[&str] = &[
    "主要部件已停产,须向原厂定制,预计一个月后到货。",
    "涉及外墙大修,须业主共同决定动用维修资金后方可施工。",
    "道路开挖手续正在办理,取得许可后方可进场。",
];

pub(crate) const MEASURES: &str = "已设围挡和警示牌,安排专人每日巡查,并在楼道张贴告示。";

pub(crate) const SPLIT_REASON: &str = "一单两事，由不同班组分别办理。";
/// The demands in one ticket that was split.
pub(crate) const PARTS: &[&str] = &[
    "单元门禁坏了，刷卡、按密码都打不开，进出要等人。",
    "门口地砖翘起两块，晚上看不清，老人差点绊倒。",
];
pub(crate) const RENEWALS: &[&str] = &[
    "归档才过了几天，同一个地方又坏了，请重新派人来看。",
    "当时说修好了，这周又出现同样的情况，只好重新提一单。",
    "问题没有断根，天气一变就复发，请按新工单处理。",
];
pub(crate) const RESUME_REASONS: &[&str] =
    &["部件已到货,今天恢复施工。", "业主表决已经通过,可以进场。"];

pub(crate) const REVIEWED: &str = "挂账到期,自动恢复办理。";

pub(crate) const EXTENSIONS: &[&str] =
    &["连日降雨无法施工,申请延后一周。", "居民出差,约好下周上门。"];

pub(crate) const QUESTIONS: &[&str] =
    &["请问是哪一户、哪个房间?什么时段最明显?", "请问本周哪天晚上方便上门?"];

pub(crate) const REPLIES: &[&str] =
    &["是主卧的天花板,下雨时最明显。", "周三、周四晚上七点以后都在家。"];

pub(crate) const RETURNS: &[&str] =
    &["该处属市政道路,不在物业服务范围,申请退单。", "反映的是隔壁小区,申请退单。"];

pub(crate) const DISPUTES: &[&str] = &["该管线由权属单位管养,应由其牵头,请裁定责任单位。"];

pub(crate) const GRANTED: &[&str] = &["情况属实,同意。", "经现场核实,理由成立,同意。"];

pub(crate) const REFUSED: &[&str] = &["经核实属于合同约定的服务范围,不同意退单,请继续办理。"];

pub(crate) const REVOKED: &str = "督办对象填写有误,撤回。";

pub(crate) const SPANNED: &str = "问题贯穿相邻两个社区,单个社区无法彻底解决,提请街道统筹。";
pub(crate) const PART_REPORTED: &str = "本社区一侧已排查完毕,待对侧同步处理。";
pub(crate) const RAISED: &str = "涉及多个小区和权属单位,支部协调不了,提请社区牵头。";

pub(crate) const WHISTLES: &[&str] = &[
    "流动摊贩占用消防通道,物业和社区劝离后反复回潮,请联合执法。",
    "电线杆与路灯线缆占道,产权单位不明,社区多次协调未果。",
    "地下管线渗水有塌陷迹象,已拉警戒线,请立即到场处置。",
];

pub(crate) const WHISTLE_REFUSED: &str = "物业与社区可以自行处置,暂不吹哨,请先组织劝离。";

pub(crate) const UNMERGED: &str = "现场核实不是同一处,恢复为独立工单。";

pub(crate) const WHISTLE_APPROVED: &str = "情况属实,同意吹哨,请牵头部门限时报到。";

pub(crate) const REPORTED_IN: &str = "已到场,与社区、物业对接。";

pub(crate) const WHISTLE_RESULTS: &[&str] =
    &["已会同各方现场处置完毕,现场恢复正常。", "已完成本部门任务,后续纳入日常巡查。"];

pub(crate) const WHISTLE_COMMENT: &str = "应哨及时,处置到位。";
