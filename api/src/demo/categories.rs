//! The initial list of ticket categories (诉求类别), two levels and bilingual.

/// A category; a parent stands before its children and has no parent itself.
pub(crate) struct Category {
    pub(crate) code: &'static str,
    pub(crate) parent: Option<&'static str>,
    pub(crate) name_zh: &'static str,
    pub(crate) name_en: &'static str,
    pub(crate) default_kind: &'static str,
    /// The matter lies inside a dwelling, so that the ticket must name it.
    pub(crate) needs_premises: bool,
    /// Someone has to be reached before the work can begin.
    pub(crate) needs_contact: bool,
    /// Photos show the place before and after the work.
    pub(crate) needs_photos: bool,
}

/// The index of a category by its code.
pub(crate) fn position(code: &str) -> Option<usize> {
    CATEGORIES.iter().position(|category| category.code == code)
}

const fn parent(
    code: &'static str,
    name_zh: &'static str,
    name_en: &'static str,
    default_kind: &'static str,
) -> Category {
    Category {
        code,
        parent: None,
        name_zh,
        name_en,
        default_kind,
        needs_premises: false,
        needs_contact: false,
        needs_photos: false,
    }
}

const fn child(
    parent: &'static str,
    code: &'static str,
    name_zh: &'static str,
    name_en: &'static str,
    default_kind: &'static str,
) -> Category {
    Category {
        code,
        parent: Some(parent),
        name_zh,
        name_en,
        default_kind,
        needs_premises: false,
        needs_contact: false,
        needs_photos: false,
    }
}

const fn indoors(category: Category) -> Category {
    Category { needs_premises: true, needs_contact: true, ..category }
}

const fn contacted(category: Category) -> Category {
    Category { needs_contact: true, ..category }
}

const fn photographed(category: Category) -> Category {
    Category { needs_photos: true, ..category }
}

#[rustfmt::skip]
pub(crate) const CATEGORIES: &[Category] = &[
    parent("repair", "房屋与设施维修", "Buildings and facilities", "repair"),
    child("repair", "repair_water", "供水管道与水压", "Water pipes and pressure", "repair"),
    child("repair", "repair_drain", "排水与下水道", "Drains and sewers", "repair"),
    indoors(child("repair", "repair_leak", "屋面与外墙渗漏", "Leaking roofs and walls", "repair")),
    child("repair", "repair_door", "门禁与单元门", "Entrance doors and access control", "repair"),
    child("repair", "repair_light", "楼道与公共照明", "Corridor and common lighting", "repair"),
    photographed(child("repair", "repair_play", "健身与儿童设施", "Fitness and play equipment", "repair")),

    parent("lift", "电梯", "Lifts", "repair"),
    contacted(child("lift", "lift_trapped", "电梯困人", "People trapped in a lift", "help")),
    child("lift", "lift_noise", "电梯异响与抖动", "Noisy or shaking lifts", "repair"),
    child("lift", "lift_stopped", "电梯停运", "Lifts out of service", "repair"),

    parent("traffic", "停车与道路", "Parking and roads", "complaint"),
    child("traffic", "parking_order", "车辆乱停放", "Disorderly parking", "complaint"),
    child("traffic", "parking_space", "车位与停车收费", "Parking spaces and charges", "consultation"),
    child("traffic", "fire_lane", "占用消防通道", "Blocked fire lanes", "report"),
    photographed(child("traffic", "street_lamp", "路灯与道路破损", "Street lamps and damaged paving", "repair")),
    child("traffic", "road_pole", "电线杆等占道设施", "Utility poles in the roadway", "report"),

    parent("noise", "噪声扰民", "Noise", "complaint"),
    child("noise", "noise_square", "广场舞与健身噪声", "Square dancing", "complaint"),
    child("noise", "noise_renovation", "装修噪声", "Renovation noise", "complaint"),
    indoors(child("noise", "noise_neighbour", "邻里与商铺噪声", "Neighbours and shops", "complaint")),

    parent("sanitation", "环境卫生与绿化", "Sanitation and greening", "complaint"),
    child("sanitation", "refuse_sorting", "垃圾分类投放", "Refuse sorting", "suggestion"),
    child("sanitation", "refuse_piles", "垃圾与杂物堆放", "Piles of refuse", "complaint"),
    child("sanitation", "cleaning", "公共区域保洁", "Cleaning of common areas", "complaint"),
    child("sanitation", "pests", "消杀与病媒防制", "Pest control", "help"),
    child("sanitation", "green_care", "绿化养护", "Care of greenery", "help"),
    child("sanitation", "green_taken", "毁绿占绿", "Encroachment on greenery", "report"),

    parent("safety", "公共安全", "Public safety", "report"),
    child("safety", "ebike", "电动自行车停放充电", "E-bike parking and charging", "report"),
    child("safety", "wiring", "私拉电线", "Private wiring", "report"),
    child("safety", "security", "门岗与巡逻", "Gate duty and patrols", "complaint"),
    child("safety", "falling", "高空抛物与坠物", "Falling objects", "report"),
    child("safety", "fire_equipment", "消防设施", "Fire equipment", "repair"),

    parent("order", "邻里秩序", "Order among neighbours", "complaint"),
    child("order", "dogs", "养犬管理", "Dogs", "complaint"),
    child("order", "structures", "违规搭建", "Unauthorised structures", "report"),
    child("order", "corridor", "楼道堆物", "Things left in corridors", "complaint"),

    parent("service", "物业服务", "Property services", "consultation"),
    child("service", "fee", "物业费与收费", "Property fees", "consultation"),
    child("service", "disclosure", "公共收益与信息公示", "Common income and disclosure", "consultation"),
    child("service", "attitude", "服务态度与效率", "Attitude and speed of service", "complaint"),
    child("service", "advice", "意见建议", "Suggestions", "suggestion"),

    parent("care", "民生互助", "Neighbourly help", "help"),
    indoors(child("care", "care_elder", "助老助残", "Help for the old and the disabled", "help")),
    contacted(child("care", "care_errand", "便民代办", "Errands", "help")),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn two_levels_and_no_code_twice() {
        let codes: HashSet<_> = CATEGORIES.iter().map(|category| category.code).collect();
        assert_eq!(codes.len(), CATEGORIES.len());
        for (index, category) in CATEGORIES.iter().enumerate() {
            let Some(parent) = category.parent else { continue };
            let at = position(parent).unwrap();
            assert!(at < index && CATEGORIES[at].parent.is_none(), "{}", category.code);
        }
    }
}
