//! Texts about noise, public safety and order among neighbours.

use super::{
    places::CITY_MANAGEMENT,
    texts::{
        Group,
        Route::{Department, Pool, Property},
        Setting::{Anywhere, Lifts},
        case,
    },
};

#[rustfmt::skip]
pub(crate) const GROUPS: &[Group] = &[
    Group::new("noise_square", Anywhere, Pool, &[
        case("complaint", "normal", "public", "{b}前的小广场每天早上六点就放音响跳广场舞，{n}支队伍比着开大声，孩子没法睡。", "与舞队负责人商定早八点后、晚九点前活动，音量控制在约定刻度，队长已签承诺书。"),
        case("complaint", "normal", "private", "我家孩子今年中考，{b}楼下跳广场舞一直跳到晚上{h}点多，能不能考前这段时间停一停？", "志愿者上门沟通，舞队同意考前改到河边场地，并改用定向耳机音箱。"),
        case("suggestion", "normal", "public", "{b}的阿姨们希望有个固定地方跳舞，免得老被投诉，{n}0来个人，能不能帮忙协调场地？", "已协调社区文体广场晚间时段，登记场地使用表，大家都满意。"),
    ]),
    Group::new("noise_renovation", Anywhere, Property, &[
        case("complaint", "urgent", "public", "{b}{f}楼有人周末中午还在用电锤砸墙，整栋楼都在震，已经连续{n}天了。", "现场要求停工并重申装修时段，施工方写下保证书，押金已按规定暂扣。"),
        case("complaint", "normal", "private", "{b}{u}房楼上装修，晚上{h}点还在切瓷砖，家里有刚满月的宝宝。", "约谈装修负责人，改在工作日白天施工，噪声作业前提前告知楼下。"),
        case("consultation", "normal", "public", "{b}的装修时间到底怎么规定，星期六能不能动电钻？{f}楼和楼上说法不一样。", "已说明工作日时段和节假日禁止噪声作业的规定，并在单元大堂张贴了告示。"),
    ]),
    Group::new("noise_neighbour", Anywhere, Pool, &[
        case("complaint", "normal", "private", "{b}{u}房楼上每晚{h}点以后拖桌子、跑跳，敲门沟通过两次没有用。", "志愿者与楼上住户沟通，对方铺设地垫并约定晚十点后不再跑跳，双方互留了电话。"),
        case("complaint", "normal", "private", "{b}楼下新开的烧烤店排风机对着{u}房的窗户，响到凌晨{n}点，油烟也很大。", "店家已移动排风口并加装消声和油烟净化设备，夜间停机时间提前。"),
        case("complaint", "normal", "private", "{b}隔壁养了鹦鹉，每天天不亮就叫，我住{u}房，已经{n}个星期没睡好。", "上门协调后，邻居把鸟笼移到北阳台并遮光到早八点，住户表示可以接受。"),
    ]),
    Group::new("ebike", Anywhere, Property, &[
        case("report", "urgent", "public", "{b}有住户从{f}楼窗户拉了一根飞线下来给电动车充电，旁边还停着{n}辆。", "现场拆除飞线，逐户签订安全承诺书，引导使用集中充电桩。"),
        case("suggestion", "normal", "public", "{b}的电动车充电棚只有{n}个口，天天抢不到，大家才拉飞线，请增加充电口。", "已增设充电端口并公示收费标准，投入使用后未再发现飞线。"),
    ]),
    Group::new("ebike", Lifts, Property, &[
        case("report", "urgent", "public", "有人把电动车推进{b}电梯，放在{f}楼家门口充电，太危险了。", "当场劝离并移至充电棚，入户宣传一次，电梯已加装电动车阻止装置。"),
    ]),
    Group::new("wiring", Anywhere, Property, &[
        case("report", "urgent", "public", "{b}出租屋的房东私拉电线，一根线接了{n}个房间，线皮都烤焦了。", "断开违规线路，督促房东请持证电工重新敷设并加装漏电保护，复查合格。"),
        case("report", "normal", "public", "{b}天台上有人私接公共电给自己的鱼缸和水泵用，线从{f}楼绕上去的。", "已拆除私接线路并追缴电费，天台配电箱加锁。"),
    ]),
    Group::new("security", Anywhere, Property, &[
        case("complaint", "normal", "public", "{b}旁边的门岗晚上经常没有人，{h}点以后谁都能进，上周还丢了快递。", "调整夜班为双人双岗，补装门岗打卡点，队长每晚抽查。"),
        case("help", "urgent", "private", "{b}{u}房门口的电动车电瓶昨晚被偷了，想调一下监控，已经报警。", "配合民警调取并封存监控录像，该角落已增设一路摄像头。"),
        case("complaint", "normal", "public", "有陌生人连着{n}天在{b}挨家敲门推销净水器，说是社区派来的。", "核实并非社区人员，已劝离并发布防骗提醒，门岗加强访客登记。"),
    ]),
    Group::new("falling", Anywhere, Property, &[
        case("report", "urgent", "public", "{b}有人从高层往下扔东西，昨天一个啤酒瓶落在一楼门口，已经是第{n}次。", "张贴警示并入户宣传，仰拍摄像头已调整角度，夜间加强巡查，之后未再发生。"),
        case("report", "emergency", "public", "{b}{f}楼外墙的瓷砖翘起来要掉了，下面是幼儿上学的路，请马上围起来。", "一小时内围蔽并搭设防护棚，随后敲除空鼓瓷砖并修补外墙。"),
        case("report", "normal", "public", "{b}{f}楼阳台外面摆了{n}盆花，没有任何固定，刮风很吓人。", "上门劝导，住户已把花盆移入室内，同栋其他住户一并排查。"),
    ]),
    Group::new("fire_equipment", Anywhere, Property, &[
        case("repair", "urgent", "public", "{b}{f}楼消火栓箱里的水带和枪头都不见了，箱门也锁不上。", "补齐水带、枪头并更换箱锁，全栋消火栓逐层清点登记。"),
        case("repair", "urgent", "public", "{b}的消防报警器半夜误报{n}次，大家都不当回事了，真出事怎么办。", "更换受潮的烟感探头，复位主机并做联动测试，结果已公示。"),
        case("report", "normal", "public", "{b}楼梯间的应急灯和疏散指示牌从{f}楼起都不亮。", "更换电池和灯具共九处，断电测试均能点亮。"),
    ]),
    Group::new("dogs", Anywhere, Pool, &[
        case("complaint", "urgent", "public", "{b}有人遛大狗从来不牵绳，昨天扑到一个小孩身上，住{f}楼的都不敢下楼。", "志愿者找到养犬人当面提醒，对方承诺牵绳戴嘴套，并补办犬证。"),
        case("complaint", "normal", "public", "{b}门口草地每天都有狗屎，{n}步一坨，物业贴了纸也没有用。", "设置拾便袋取用点，志愿者早晚劝导，遛狗家庭已加入文明养犬群。"),
        case("complaint", "normal", "private", "{b}{u}房对门白天把狗关在阳台，一叫就是{n}个小时，上夜班的人没法睡。", "与对门沟通后，狗白天送到亲戚家寄养，阳台加装隔音棉。"),
        case("help", "normal", "public", "{b}附近最近有{n}只流浪狗成群，晚上追着电动车叫，希望联系专业的人来处理。", "联系救助机构诱捕安置，并清理了投喂点，居民可放心通行。"),
    ]),
    Group::new("structures", Anywhere, Department(CITY_MANAGEMENT), &[
        case("report", "normal", "public", "{b}顶楼有人在天台搭铁皮房，已经搭了{n}天，还往上运砖。", "执法人员责令停工，搭建部分已由当事人拆除，天台恢复原状。"),
        case("report", "normal", "public", "{b}一楼的商铺把雨棚伸出来{n}米多，占了整个人行道。", "超出红线的雨棚已拆除，商铺签订门前责任书。"),
    ]),
    Group::new("corridor", Anywhere, Pool, &[
        case("complaint", "normal", "public", "{b}{f}楼楼道堆满纸箱和旧家具，只剩一个人能侧身过，万一着火跑都跑不掉。", "志愿者协助住户清理，纸箱卖废品，旧家具约了大件清运，楼道已畅通。"),
        case("complaint", "normal", "private", "{b}{u}房门口放了{n}个鞋柜，臭味很大，说了几次都不搬。", "经劝说鞋柜已搬回屋内，邻里当面握手言和。"),
    ]),
];
