//! The invented places of the demo neighbourhood; only the district and the two streets carry real codes.

/// A node of the area tree (区域); `parent` is an index into [`AREAS`] and comes before its children.
pub(crate) struct Area {
    pub(crate) level: &'static str,
    pub(crate) name: &'static str,
    /// Twelve digits; communities use 901 and up, a range that no statistics office has given out. Grids have none.
    pub(crate) code: Option<&'static str>,
    pub(crate) parent: Option<usize>,
}

/// An enterprise (物业服务企业) with a synthetic credit code that passes its check.
pub(crate) struct Enterprise {
    pub(crate) name: &'static str,
    pub(crate) credit_code: &'static str,
    pub(crate) phone: &'static str,
}

/// A department (职能部门); `area` is an index into [`AREAS`].
pub(crate) struct Department {
    pub(crate) name: &'static str,
    pub(crate) phone: &'static str,
    pub(crate) area: usize,
}

/// A building (楼栋); each floor has the same premises, given by their exclusive areas.
pub(crate) struct Building {
    pub(crate) name: &'static str,
    pub(crate) floors: u32,
    /// Hundredths of a square metre, one entry for each premises of a floor.
    pub(crate) areas: &'static [i64],
}

/// A dwelling of a building, such as `0302` on the third floor.
pub(crate) struct Unit {
    pub(crate) label: String,
    pub(crate) floor: u32,
    /// Hundredths of a square metre.
    pub(crate) area: i64,
}

/// An estate (小区); `grid` is an index into [`AREAS`], `enterprise` one into [`ENTERPRISES`].
pub(crate) struct Estate {
    pub(crate) name: &'static str,
    pub(crate) address: &'static str,
    pub(crate) grid: usize,
    pub(crate) management: &'static str,
    pub(crate) phase: &'static str,
    /// The enterprise under contract; `None` where the community officer dispatches.
    pub(crate) enterprise: Option<usize>,
    pub(crate) lifts: bool,
    pub(crate) buildings: &'static [Building],
}

impl Building {
    /// Every dwelling, floor by floor.
    pub(crate) fn units(&self) -> impl Iterator<Item = Unit> + '_ {
        (1..=self.floors).flat_map(move |floor| {
            self.areas.iter().zip(1_u32..).map(move |(&area, door)| Unit {
                label: format!("{floor:02}{door:02}"),
                floor,
                area,
            })
        })
    }
}

impl Estate {
    /// Whether an area (by index) is the estate's grid or lies above it.
    pub(crate) fn within(&self, area: usize) -> bool {
        std::iter::successors(Some(self.grid), |&at| AREAS[at].parent).any(|at| at == area)
    }
}

/// Where the estates lie that stand in [`ESTATES`], in millionths of a degree, as if they were there.
pub(crate) const POINTS: &[(u32, u32)] = &[
    (22_645_100, 114_206_300),
    (22_648_900, 114_209_800),
    (22_651_400, 114_214_200),
    (22_654_700, 114_218_500),
    (22_634_200, 114_068_400),
    (22_637_800, 114_072_900),
    (22_641_300, 114_077_100),
    (22_644_600, 114_081_700),
];

pub(crate) const DISTRICT: usize = 0;

const fn area(
    level: &'static str,
    name: &'static str,
    code: Option<&'static str>,
    parent: Option<usize>,
) -> Area {
    Area { level, name, code, parent }
}

#[rustfmt::skip]
pub(crate) const AREAS: &[Area] = &[
    /*  0 */ area("district", "龙岗区", Some("440307000000"), None),
    /*  1 */ area("street", "横岗街道", Some("440307017000"), Some(0)),
    /*  2 */ area("street", "坂田街道", Some("440307013000"), Some(0)),
    /*  3 */ area("community", "示例榕荫社区", Some("440307017901"), Some(1)),
    /*  4 */ area("community", "示例松涧社区", Some("440307017902"), Some(1)),
    /*  5 */ area("community", "示例望溪社区", Some("440307013901"), Some(2)),
    /*  6 */ area("community", "示例云麓社区", Some("440307013902"), Some(2)),
    /*  7 */ area("grid", "榕荫第一网格", None, Some(3)),
    /*  8 */ area("grid", "榕荫第二网格", None, Some(3)),
    /*  9 */ area("grid", "松涧第一网格", None, Some(4)),
    /* 10 */ area("grid", "松涧第二网格", None, Some(4)),
    /* 11 */ area("grid", "望溪第一网格", None, Some(5)),
    /* 12 */ area("grid", "望溪第二网格", None, Some(5)),
    /* 13 */ area("grid", "云麓第一网格", None, Some(6)),
    /* 14 */ area("grid", "云麓第二网格", None, Some(6)),
];

#[rustfmt::skip]
pub(crate) const ENTERPRISES: &[Enterprise] = &[
    Enterprise { name: "示例安居物业服务有限公司", credit_code: "91440307MA5TXT01X0", phone: "19900000081" },
    Enterprise { name: "示例和邻物业管理有限公司", credit_code: "91440307MA5TXT0280", phone: "19900000082" },
];

#[rustfmt::skip]
pub(crate) const DEPARTMENTS: &[Department] = &[
    Department { name: "示例城管综合执法队", phone: "19900000083", area: DISTRICT },
    Department { name: "示例供电协调办公室", phone: "19900000084", area: DISTRICT },
    Department { name: "示例横岗派出所", phone: "19900000085", area: 1 },
];

pub(crate) const CITY_MANAGEMENT: usize = 0;
pub(crate) const POWER: usize = 1;
pub(crate) const POLICE: usize = 2;

const fn building(name: &'static str, floors: u32, areas: &'static [i64]) -> Building {
    Building { name, floors, areas }
}

#[rustfmt::skip]
pub(crate) const ESTATES: &[Estate] = &[
    Estate {
        name: "榕荫花园", address: "横岗街道示例榕荫路1号", grid: 7, management: "enterprise", phase: "maturity",
        enterprise: Some(0), lifts: true,
        buildings: &[building("1栋", 12, &[8953, 7620]), building("2栋", 12, &[8953, 7620]), building("3栋", 12, &[11806, 10248])],
    },
    Estate {
        name: "榕荫新苑", address: "横岗街道示例榕荫路28号", grid: 8, management: "enterprise", phase: "transition",
        enterprise: Some(0), lifts: true,
        buildings: &[building("A栋", 9, &[6815, 8490]), building("B栋", 9, &[6815, 8490])],
    },
    Estate {
        name: "松涧旧村", address: "横岗街道示例松涧巷12号", grid: 9, management: "none", phase: "rebuilding",
        enterprise: None, lifts: false,
        buildings: &[building("东巷3号楼", 5, &[6200, 5840]), building("东巷5号楼", 5, &[6200, 5840]), building("西巷8号楼", 6, &[7125, 5580])],
    },
    Estate {
        name: "松涧阁", address: "横岗街道示例松涧路66号", grid: 10, management: "acting_committee", phase: "transition",
        enterprise: Some(0), lifts: true,
        buildings: &[building("1座", 8, &[9277, 7936]), building("2座", 8, &[9277, 7936])],
    },
    Estate {
        name: "望溪苑", address: "坂田街道示例望溪路9号", grid: 11, management: "enterprise", phase: "maturity",
        enterprise: Some(1), lifts: true,
        buildings: &[building("1栋", 12, &[8634, 7451]), building("2栋", 12, &[8634, 7451])],
    },
    Estate {
        name: "望溪雅居", address: "坂田街道示例望溪路35号", grid: 12, management: "enterprise", phase: "birth",
        enterprise: Some(1), lifts: true,
        buildings: &[building("南区1栋", 11, &[9512, 8870]), building("南区2栋", 11, &[9512, 8870])],
    },
    Estate {
        name: "云麓小筑", address: "坂田街道示例云麓街5号", grid: 13, management: "self_managed", phase: "maturity",
        enterprise: None, lifts: false,
        buildings: &[building("1幢", 7, &[6660, 7308]), building("2幢", 7, &[6660, 7308])],
    },
    Estate {
        name: "云麓新筑", address: "坂田街道示例云麓街18号", grid: 14, management: "enterprise", phase: "gestation",
        enterprise: Some(1), lifts: true,
        buildings: &[building("1栋", 11, &[9945, 12130])],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_lies_in_the_one_before_it() {
        for (index, area) in AREAS.iter().enumerate() {
            assert!(area.parent.is_none_or(|parent| parent < index));
            assert_eq!(area.code.is_none(), area.level == "grid");
        }
        for estate in ESTATES {
            assert_eq!(AREAS[estate.grid].level, "grid");
            assert_eq!(AREAS[AREAS[estate.grid].parent.unwrap()].level, "community");
            assert!(estate.within(DISTRICT) && estate.buildings.iter().all(|b| b.floors < 100));
        }
    }

    #[test]
    fn every_estate_lies_somewhere() {
        assert_eq!(POINTS.len(), ESTATES.len());
    }

    #[test]
    fn communities_keep_to_the_invented_range() {
        for area in AREAS.iter().filter(|area| area.level == "community") {
            let code = area.code.unwrap();
            assert!(code.len() == 12 && &code[9..] > "900", "{code}");
            assert_eq!(&code[..9], &AREAS[area.parent.unwrap()].code.unwrap()[..9]);
        }
    }

    #[test]
    fn labels_name_floor_and_door() {
        let labels: Vec<_> = ESTATES[0].buildings[0].units().map(|unit| unit.label).collect();
        assert_eq!(labels.len(), 24);
        assert_eq!((labels[0].as_str(), labels[23].as_str()), ("0101", "1202"));
    }
}
