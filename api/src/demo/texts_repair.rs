//! Texts about repairs of buildings and facilities, and about lifts.

use super::texts::{
    Group,
    Route::{Pool, Property},
    Setting::{Anywhere, Lifts},
    case,
};

#[rustfmt::skip]
pub(crate) const GROUPS: &[Group] = &[
    Group::new("repair_water", Anywhere, Property, &[
        case("repair", "urgent", "public", "{b}{f}楼管道井里的水管爆了，水顺着楼梯往下流，走廊已经积水，麻烦尽快关阀抢修。", "接报后关闭该立管阀门，更换爆裂的管段和接头，恢复供水，并清扫了楼道积水。"),
        case("repair", "normal", "private", "{b}{u}房水压特别低，早晚高峰洗澡热水器都打不着火，已经{n}天了。", "检查发现入户减压阀堵塞，拆洗并更换滤网，现场测得水压恢复正常。"),
        case("repair", "urgent", "public", "{b}从早上起停水，没有看到任何通知，{f}楼以上都没水，家里有老人小孩，什么时候能恢复？", "二次供水泵跳闸所致，更换接触器后恢复供水，并在业主群和公告栏补发了说明。"),
        case("repair", "normal", "public", "{b}{f}楼水表箱一直在滴水，箱底都泡锈了，每个月公摊水费也涨了不少。", "更换表前老化的活接和垫片，渗漏消除，锈蚀的表箱已除锈刷漆。"),
        case("complaint", "normal", "private", "{b}{u}房放出来的水发黄有铁锈味，放了{n}分钟还是浑的，担心不能喝。", "已清洗该栋水箱并冲洗管网，送检水样合格，检测单已张贴在大堂。"),
    ]),
    Group::new("repair_drain", Anywhere, Property, &[
        case("repair", "urgent", "public", "{b}楼下的污水井满了往外冒，臭得窗户都不敢开，已经{n}天没人处理。", "调来吸污车疏通主管，清出油污和杂物，井口冲洗消毒完毕。"),
        case("repair", "urgent", "private", "{b}{u}房厨房地漏返水，楼上一用水我家就往外冒脏水，橱柜都泡了。", "疏通该立管底部弯头，清出装修砂浆块，并加装防返水地漏，试水正常。"),
        case("repair", "normal", "public", "一下雨{b}门口就积水，没过脚踝，出门要踩砖头，雨水篦子好像堵死了。", "清掏雨水篦子和沉砂井共六处，更换破损篦子一块，雨后复查不再积水。"),
    ]),
    Group::new("repair_leak", Anywhere, Property, &[
        case("repair", "urgent", "private", "{b}{u}房卧室天花板漏水，下雨的时候要拿盆接，墙皮已经掉了{n}块。", "屋面女儿墙根部防水层开裂，重做附加层并做闭水试验，未再渗漏。"),
        case("repair", "normal", "private", "{b}{u}房飘窗外墙渗水，每次台风天墙面都湿一大片，去年报过一次没修好。", "外墙裂缝已切缝注浆并补做外墙防水涂料，淋水试验合格。"),
        case("repair", "normal", "private", "{b}{u}房卫生间顶上渗水，应该是楼上防水坏了，楼上租客不配合检查，请协调。", "上门协调楼上业主做闭水检查，确认管根渗漏，由其维修完成，双方签字确认。"),
    ]),
    Group::new("repair_door", Anywhere, Property, &[
        case("repair", "normal", "public", "{b}单元门禁刷卡没反应，门一直敞着，外卖和推销随便进，住{f}楼的老人很担心。", "更换门禁读卡模块和电磁锁，重新登记住户卡，门已能正常闭锁。"),
        case("repair", "normal", "public", "{b}的单元门闭门器坏了，关门声音特别大，半夜砰砰响，整个{f}楼都能听见。", "更换闭门器并加装缓冲胶条，关门力度已调好。"),
    ]),
    Group::new("repair_door", Lifts, Property, &[
        case("repair", "normal", "private", "{b}{u}房的可视对讲没有声音，快递打上来听不见，只能跑下楼开门。", "室内分机听筒排线松脱，重新压接后通话正常。"),
        case("repair", "urgent", "public", "{b}地下车库通往大堂的防盗门锁坏了，从里面打不开，{n}个人被堵在门厅。", "已拆除损坏的锁体并更换逃生推杆锁，试开正常，钥匙交管理处备份。"),
    ]),
    Group::new("repair_light", Anywhere, Property, &[
        case("repair", "normal", "public", "{b}{f}楼楼道灯坏了{n}天，晚上一片黑，上下楼都要打手电。", "更换该层声控灯两盏，并检查了上下两层线路。"),
        case("repair", "normal", "public", "{b}楼梯间的感应灯从{f}楼往上都不亮，老人晚上倒垃圾差点踩空。", "感应开关进水短路，统一更换为防潮型，逐层试亮正常。"),
        case("repair", "normal", "public", "{b}{f}楼的走廊灯白天黑夜一直亮着，浪费公摊电费，希望改成感应的。", "已改装为人体感应灯，白天不再常亮。"),
    ]),
    Group::new("repair_play", Anywhere, Property, &[
        case("repair", "urgent", "public", "{b}旁边儿童滑梯的护栏断了{n}根，断口很尖，昨天有孩子划伤了手。", "现场围蔽后更换断裂护栏，打磨全部尖角，复查合格后重新开放。"),
        case("repair", "normal", "public", "{b}楼下健身器材的脚踏板松了，站上去晃得厉害，还有{n}颗螺丝不见了。", "补齐螺丝并更换磨损的轴套，全部器材已逐件紧固。"),
    ]),
    Group::new("lift_trapped", Lifts, Property, &[
        case("help", "emergency", "public", "{b}电梯停在{f}楼附近，里面困了{n}个人，按警铃没有人应答，快派人来！", "值班员安抚乘客，维保人员到场后平层放人，无人受伤；更换门机皮带后恢复运行。"),
        case("help", "emergency", "private", "我妈妈被困在{b}的电梯里，显示{f}楼，她有高血压，说里面很闷。", "十五分钟内解救，老人已由家属陪同回家休息；电梯停用检修，查明是门锁触点接触不良，已更换。"),
    ]),
    Group::new("lift_noise", Lifts, Property, &[
        case("repair", "urgent", "public", "{b}电梯经过{f}楼的时候有很大的摩擦声，还会抖一下，坐着心里发慌。", "维保单位调整导靴间隙并加注润滑油，试运行半小时无异响。"),
        case("repair", "normal", "public", "{b}电梯关门时夹人，感应好像不灵，这周已经夹了{n}次老人的推车。", "清洁并校准光幕，更换老化的安全触板，测试正常。"),
        case("complaint", "normal", "private", "{b}{u}房紧挨电梯井，每天夜里都听到嗡嗡声，睡不好已经{n}个星期。", "主机底座加装减振垫并调整抱闸间隙，夜间复测噪声达标，住户确认可以接受。"),
    ]),
    Group::new("lift_stopped", Lifts, Property, &[
        case("repair", "urgent", "public", "{b}电梯停运{n}天了，只贴了一张检修，{f}楼的老人下不来，看病都成问题。", "变频器故障，配件到货后连夜更换并通过检验，停运期间已安排人员帮老人上下楼。"),
        case("consultation", "normal", "public", "{b}电梯的年检标志已经过期{n}个月，还在用，到底检了没有？", "年检已通过，新标志因打印延误未张贴，现已贴在轿厢内并附检验报告复印件。"),
        case("help", "normal", "private", "我住{b}{u}房，下周搬家，想预约电梯专用{n}个小时，怎么办理？", "已预约周末上午使用货梯模式，并铺设轿厢保护板，注意事项已电话告知。"),
    ]),
    Group::new("repair_play", Lifts, Pool, &[
        case("suggestion", "normal", "public", "{b}架空层的乒乓球台网坏了{n}个月，大家都自己带网，能不能换一副？", "志愿者自筹换上新球网，并约定由球友轮流收放保管。"),
    ]),
];
