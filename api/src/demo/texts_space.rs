//! Texts about parking and roads, sanitation and greenery.

use super::{
    places::{CITY_MANAGEMENT, POWER},
    texts::{
        Group,
        Route::{Department, Pool, Property},
        Setting::{Anywhere, Lifts, Served},
        case,
    },
};

#[rustfmt::skip]
pub(crate) const GROUPS: &[Group] = &[
    Group::new("parking_order", Anywhere, Property, &[
        case("complaint", "normal", "public", "{b}门口每天晚上停{n}台外来车，把人行道占满，婴儿车只能走马路。", "联系车主挪车并加装隔离桩，门岗已收紧外来车辆登记。"),
        case("complaint", "normal", "public", "有辆面包车在{b}旁边停了{n}个月没动过，轮胎都瘪了，像是僵尸车。", "核实车主后限期移走，车位已清空并重新划线。"),
    ]),
    Group::new("parking_order", Lifts, Property, &[
        case("complaint", "normal", "private", "我的固定车位又被占了，就在{b}负一层，打挪车电话对方不接，这个月第{n}次。", "调取监控联系到车主当场挪车，并在该区域加装车位地锁和提示牌。"),
    ]),
    Group::new("parking_space", Served, Property, &[
        case("consultation", "normal", "private", "我是{b}{u}房业主，想再租一个月租车位，现在还有空位吗，要排多久？", "已登记排队，当前排在第三位，预计下月有空位，届时电话通知；收费标准一并告知。"),
        case("consultation", "normal", "public", "{b}这边的临时停车费为什么从上个月开始贵了{n}块，有公示吗？", "已说明调整依据并在岗亭、公告栏补充公示收费标准，多收的部分已退回。"),
        case("suggestion", "normal", "public", "{b}车库能不能加装{n}个充电桩，现在新能源车多了，排队要等很久。", "已纳入本季度设施改造意向，正在征求业主意见并向供电单位报装，结果将公示。"),
    ]),
    Group::new("fire_lane", Anywhere, Property, &[
        case("report", "urgent", "public", "{b}前面的消防通道又被私家车堵死了，昨晚停了{n}台，真着火了消防车进不来。", "全部车辆已劝离，重新施划黄色禁停标线，夜间增加一次巡查。"),
        case("report", "urgent", "public", "{b}后面的消防登高面被人摆了{n}个花坛和一张石桌，挪都挪不动。", "已联系摆放人并在当天清运完毕，登高面恢复畅通，张贴了警示牌。"),
    ]),
    Group::new("street_lamp", Anywhere, Property, &[
        case("repair", "normal", "public", "从北门到{b}这一段路灯有{n}盏不亮，晚上下班走路很怕。", "更换驱动电源三个、灯头两个，当晚全线亮灯。"),
        case("repair", "urgent", "public", "{b}前面的路砖塌了一个坑，有{n}块砖翘起来，昨天一位阿姨绊倒了。", "先行围蔽，随后夯实垫层重新铺砖，周边松动的砖块一并处理。"),
        case("repair", "urgent", "public", "{b}路口的井盖松动，车一压就响，晚上{h}点以后还在咣当咣当。", "更换井盖胶垫并重新固定井圈，夜间回听已无异响。"),
    ]),
    Group::new("road_pole", Anywhere, Department(POWER), &[
        case("report", "urgent", "public", "{b}出入口正中间立着一根电线杆，车辆转弯要倒{n}把，救护车上次差点进不来。", "会同供电单位现场勘查，电杆已迁移至绿化带内，路面修复完毕。"),
        case("report", "normal", "public", "通往{b}的路拓宽以后，{n}根电线杆留在了车道里，晚上没有反光标识，已经有电动车撞上去。", "先行加贴反光膜和警示桶，迁改方案已实施，杆线全部移出车道。"),
        case("report", "urgent", "public", "{b}旁的水泥电线杆明显倾斜，上面还挂着{n}束电线，刮风时晃得厉害。", "供电抢修人员扶正并加固电杆，松弛线缆已重新收紧。"),
        case("complaint", "normal", "public", "{b}外面的废弃通信杆没有人拆，把盲道断成了{n}截，坐轮椅根本过不去。", "确认产权后已拆除废弃杆，盲道砖重新铺通。"),
    ]),
    Group::new("refuse_sorting", Anywhere, Pool, &[
        case("suggestion", "normal", "public", "{b}的垃圾投放点晚上{h}点就锁门，加班回来没处扔，能不能延长时间？", "投放时间延长一小时，并设误时投放桶，志愿者晚间协助引导。"),
        case("complaint", "normal", "public", "{b}投放点没有人引导，厨余和其他垃圾全混在一起，{n}个桶都是满的。", "安排志愿者早晚值守，张贴图示，混投情况明显好转。"),
        case("suggestion", "normal", "public", "建议在{b}下面设一个旧衣服和有害垃圾回收点，家里攒了{n}袋没处送。", "已在投放点旁增设回收箱，每月第一个周六集中清运。"),
    ]),
    Group::new("refuse_piles", Anywhere, Property, &[
        case("complaint", "normal", "public", "{b}楼下堆了一大堆装修垃圾，{n}天没人清，扬尘全飘进屋里。", "通知装修户并联系清运车当天拉走，现场已冲洗。"),
        case("complaint", "urgent", "public", "{b}后巷的垃圾桶满得溢出来，污水流了一地，苍蝇老鼠都来了，味道熏到{f}楼。", "增派清运一车次，桶位清洗消毒，清运频次由一日一次改为一日两次。"),
        case("report", "normal", "public", "有人半夜把{n}张旧沙发扔在{b}旁边的绿化带里，影响通行也不好看。", "调取监控找到丢弃人并完成教育，大件垃圾已由清运单位拉走。"),
    ]),
    Group::new("cleaning", Anywhere, Property, &[
        case("complaint", "normal", "public", "{b}{f}楼走廊一个星期没有人拖了，地上黏糊糊的，还有{n}处宠物尿渍。", "当天完成深度清洁，保洁主管已调整该栋排班并公示签到表。"),
    ]),
    Group::new("cleaning", Lifts, Property, &[
        case("complaint", "normal", "public", "{b}电梯厅的玻璃和扶手全是灰，小广告贴到了{f}楼，看着很脏。", "铲除小广告并清洗墙面，扶手、玻璃每日擦拭已列入巡检。"),
    ]),
    Group::new("pests", Anywhere, Property, &[
        case("help", "normal", "public", "{b}一楼大堂和{f}楼管道井都发现蟑螂，这周看见{n}次了，希望做一次消杀。", "对该栋管道井、垃圾房投药消杀，并在大堂张贴了用药告知。"),
        case("help", "normal", "public", "{b}旁边水池长期不换水，蚊子特别多，孩子一晚上被咬{n}个包。", "清空水池并投放灭蚊幼药剂，周边积水容器已全部翻盆倒罐。"),
    ]),
    Group::new("green_care", Anywhere, Property, &[
        case("help", "normal", "public", "{b}前面的榕树枝条伸到了{f}楼的窗户上，挡光还招虫子，麻烦修剪一下。", "绿化班完成修剪，枝条已清运，窗户距树冠两米以上。"),
        case("report", "urgent", "public", "台风过后{b}旁有{n}棵树歪了，根都露出来了，下面就是人行道。", "扶正并打桩支撑，其中一棵已枯死，报批后移除。"),
        case("help", "normal", "public", "{b}门口的草坪枯了一大片，露出黄土，一下雨就是泥，已经{n}个月了。", "补种耐阴草皮并调整喷灌，已围护并安排专人浇水。"),
    ]),
    Group::new("green_taken", Anywhere, Department(CITY_MANAGEMENT), &[
        case("report", "normal", "public", "{b}一楼有人把公共绿地围起来种菜，还浇粪水，臭味到{f}楼都闻得到。", "执法人员现场劝导，当事人自行拆除围栏清除菜地，草皮已补种。"),
        case("report", "normal", "public", "有人在{b}后面砍了{n}棵灌木，铺上砖当自家停车位。", "核实为擅自毁绿，责令恢复原状，灌木已补种并验收。"),
    ]),
];
