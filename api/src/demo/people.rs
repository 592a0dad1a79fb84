//! The invented people of the demo neighbourhood, their duties and homes; no phone number is in use.

use super::places::{CITY_MANAGEMENT, DISTRICT, ESTATES, POLICE, POWER};

/// Where a duty is held; the numbers are indexes into the tables of [`super::places`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Area(usize),
    Estate(usize),
    Enterprise(usize),
    Department(usize),
    Everywhere,
}

/// A duty, by its word.
pub(crate) struct Post {
    pub(crate) role: &'static str,
    pub(crate) at: At,
}

/// A home; `building` is an index into the estate's buildings, `unit` a label there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Home {
    pub(crate) estate: usize,
    pub(crate) building: usize,
    pub(crate) unit: &'static str,
    pub(crate) relation: &'static str,
}

/// A person; the duty `resident` comes with the approval of the home.
pub(crate) struct Person {
    pub(crate) account: &'static str,
    pub(crate) name: &'static str,
    pub(crate) phone: &'static str,
    pub(crate) post: Option<Post>,
    pub(crate) home: Option<Home>,
}

/// Someone to be reached, by name and mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) name: &'static str,
    pub(crate) phone: &'static str,
}

impl Person {
    /// Whether the person's own duty has this role and covers the estate.
    pub(crate) fn serves(&self, role: &str, estate: usize) -> bool {
        self.post.as_ref().is_some_and(|post| {
            post.role == role
                && match post.at {
                    At::Area(area) => ESTATES[estate].within(area),
                    At::Estate(own) => own == estate,
                    At::Enterprise(own) => ESTATES[estate].enterprise == Some(own),
                    At::Department(_) | At::Everywhere => true,
                }
        })
    }

    pub(crate) fn lives_in(&self, estate: usize) -> bool {
        self.home.is_some_and(|home| home.estate == estate)
    }
}

/// The person behind an account name; `None` for the system.
pub(crate) fn person(account: &str) -> Option<&'static Person> {
    PEOPLE.iter().find(|person| person.account == account)
}

const fn staff(
    account: &'static str,
    name: &'static str,
    phone: &'static str,
    role: &'static str,
    at: At,
) -> Person {
    Person { account, name, phone, post: Some(Post { role, at }), home: None }
}

const fn resident(
    account: &'static str,
    name: &'static str,
    phone: &'static str,
    home: Home,
) -> Person {
    Person { account, name, phone, post: None, home: Some(home) }
}

const fn home(estate: usize, building: usize, unit: &'static str, relation: &'static str) -> Home {
    Home { estate, building, unit, relation }
}

#[rustfmt::skip]
pub(crate) const PEOPLE: &[Person] = &[
    staff("admin", "沈一鸣", "19900000018", "administrator", At::Everywhere),
    resident("resident", "林晓燕", "19900000001", home(0, 0, "0302", "owner")),
    resident("neighbour", "陈志远", "19900000002", home(0, 0, "0401", "owner")),
    staff("dispatcher", "周海明", "19900000003", "dispatcher", At::Enterprise(0)),
    staff("worker", "郭大勇", "19900000004", "worker", At::Enterprise(0)),
    staff("manager", "何丽芳", "19900000005", "manager", At::Enterprise(0)),
    staff("volunteer", "赵建民", "19900000006", "volunteer", At::Estate(0)),
    staff("volunteer2", "孙秀英", "19900000007", "volunteer", At::Estate(0)),
    staff("branch", "刘国安", "19900000008", "branch_secretary", At::Estate(0)),
    staff("committee", "黄文博", "19900000009", "committee_member", At::Estate(0)),
    staff("grid", "李强生", "19900000010", "grid_worker", At::Area(7)),
    staff("community", "王雅琴", "19900000011", "community_officer", At::Area(3)),
    staff("secretary", "徐正华", "19900000012", "community_secretary", At::Area(3)),
    staff("specialist", "吴思敏", "19900000013", "specialist", At::Area(3)),
    staff("hotline", "郑小曼", "19900000014", "hotline_operator", At::Area(DISTRICT)),
    staff("department", "冯立新", "19900000015", "department_officer", At::Department(CITY_MANAGEMENT)),
    staff("police", "罗志勇", "19900000086", "community_police", At::Department(POLICE)),
    staff("property-office", "韦海燕", "19900000087", "property_office", At::Area(1)),
    staff("street", "曹卫东", "19900000016", "street_officer", At::Area(1)),
    staff("district", "蒋文清", "19900000017", "district_officer", At::Area(DISTRICT)),
    staff("district2", "丁慧敏", "19900000088", "district_officer", At::Area(DISTRICT)),
    staff("auditor", "韩素梅", "19900000019", "auditor", At::Area(DISTRICT)),
    resident("other-resident", "罗嘉怡", "19900000020", home(4, 0, "0501", "owner")),
    staff("other-dispatcher", "梁永辉", "19900000021", "dispatcher", At::Enterprise(1)),
    staff("other-volunteer", "宋玉兰", "19900000022", "volunteer", At::Estate(4)),
    staff("other-branch", "唐仁杰", "19900000023", "branch_secretary", At::Estate(4)),
    staff("other-community", "邓春梅", "19900000024", "community_officer", At::Area(5)),
    staff("other-street", "许志刚", "19900000025", "street_officer", At::Area(2)),

    staff("worker2", "彭水生", "19900000026", "worker", At::Enterprise(0)),
    staff("other-worker", "曾庆丰", "19900000027", "worker", At::Enterprise(1)),
    staff("other-worker2", "董小虎", "19900000028", "worker", At::Enterprise(1)),
    staff("other-manager", "潘慧仪", "19900000029", "manager", At::Enterprise(1)),
    staff("department2", "袁志坚", "19900000030", "department_officer", At::Department(POWER)),
    staff("branch2", "于爱华", "19900000031", "branch_secretary", At::Estate(1)),
    staff("branch3", "叶根发", "19900000032", "branch_secretary", At::Estate(2)),
    staff("branch4", "程建平", "19900000033", "branch_secretary", At::Estate(3)),
    staff("branch5", "魏雪莲", "19900000034", "branch_secretary", At::Estate(5)),
    staff("branch6", "苏振邦", "19900000035", "branch_secretary", At::Estate(6)),
    Person {
        account: "volunteer3", name: "卢静文", phone: "19900000036",
        post: Some(Post { role: "volunteer", at: At::Estate(1) }), home: Some(home(1, 0, "0702", "owner")),
    },
    staff("volunteer4", "钟伯年", "19900000037", "volunteer", At::Estate(1)),
    staff("volunteer5", "汪桂香", "19900000038", "volunteer", At::Estate(2)),
    staff("volunteer6", "田家旺", "19900000039", "volunteer", At::Estate(2)),
    staff("volunteer7", "任红霞", "19900000040", "volunteer", At::Estate(3)),
    staff("other-volunteer2", "姜海涛", "19900000041", "volunteer", At::Estate(4)),
    staff("volunteer8", "范春生", "19900000042", "volunteer", At::Estate(5)),
    staff("volunteer9", "方丽娟", "19900000043", "volunteer", At::Estate(6)),
    staff("volunteer10", "石铁成", "19900000044", "volunteer", At::Estate(6)),
    staff("community2", "姚佩珊", "19900000045", "community_officer", At::Area(4)),
    staff("community3", "谭立群", "19900000046", "community_officer", At::Area(6)),
    staff("secretary2", "廖学军", "19900000047", "community_secretary", At::Area(4)),
    staff("other-secretary", "邹明慧", "19900000048", "community_secretary", At::Area(5)),
    staff("specialist2", "熊子豪", "19900000049", "specialist", At::Area(4)),
    staff("other-specialist", "金若兰", "19900000050", "specialist", At::Area(5)),
    staff("grid2", "陆阿旺", "19900000051", "grid_worker", At::Area(4)),
    staff("grid3", "郝志敏", "19900000052", "grid_worker", At::Area(5)),

    resident("resident2", "孔令仪", "19900000053", home(0, 0, "0901", "owner")),
    resident("resident3", "白雪梅", "19900000054", home(0, 1, "0202", "tenant")),
    resident("resident4", "崔振东", "19900000055", home(0, 1, "1101", "owner")),
    resident("resident5", "康美玲", "19900000056", home(0, 2, "0601", "owner")),
    resident("resident6", "毛俊杰", "19900000057", home(0, 2, "0802", "family")),
    resident("resident7", "邱淑贞", "19900000058", home(1, 0, "0301", "owner")),
    resident("resident8", "秦浩然", "19900000059", home(1, 1, "0502", "tenant")),
    resident("resident9", "江月明", "19900000060", home(1, 1, "0802", "owner")),
    resident("resident10", "史永福", "19900000061", home(2, 0, "0201", "owner")),
    resident("resident11", "顾桂芳", "19900000062", home(2, 1, "0102", "owner")),
    resident("resident12", "侯天乐", "19900000063", home(2, 2, "0601", "tenant")),
    resident("resident13", "邵敏仪", "19900000064", home(3, 0, "0401", "owner")),
    resident("resident14", "孟德胜", "19900000065", home(3, 1, "0702", "owner")),
    resident("resident15", "龙晓彤", "19900000066", home(3, 1, "0201", "tenant")),
    resident("resident16", "万家明", "19900000067", home(4, 0, "1002", "owner")),
    resident("resident17", "段秋萍", "19900000068", home(4, 1, "0301", "owner")),
    resident("resident18", "雷振宇", "19900000069", home(4, 1, "1201", "tenant")),
    resident("resident19", "钱多福", "19900000070", home(5, 0, "0401", "owner")),
    resident("resident20", "汤佩佩", "19900000071", home(5, 1, "1002", "owner")),
    resident("resident21", "尹少华", "19900000072", home(5, 1, "0602", "owner")),
    resident("resident22", "黎国栋", "19900000073", home(6, 0, "0301", "owner")),
    resident("resident23", "易小满", "19900000074", home(6, 1, "0502", "tenant")),
    resident("resident24", "常玉珍", "19900000075", home(6, 1, "0701", "owner")),
];

/// People without an account, for whom others file.
#[rustfmt::skip]
pub(crate) const CALLERS: &[Contact] = &[
    Contact { name: "张阿姨", phone: "19900000090" },
    Contact { name: "李先生", phone: "19900000091" },
    Contact { name: "陈女士", phone: "19900000092" },
    Contact { name: "杨伯", phone: "19900000093" },
    Contact { name: "黄小姐", phone: "19900000094" },
    Contact { name: "吕师傅", phone: "19900000095" },
    Contact { name: "何老师", phone: "19900000096" },
    Contact { name: "施女士", phone: "19900000097" },
    Contact { name: "马先生", phone: "19900000098" },
    Contact { name: "温婆婆", phone: "19900000099" },
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_and_numbers_are_nobodys_twice() {
        let accounts: HashSet<_> = PEOPLE.iter().map(|person| person.account).collect();
        let phones = PEOPLE.iter().map(|p| p.phone).chain(CALLERS.iter().map(|c| c.phone));
        let phones: Vec<_> = phones.collect();
        assert_eq!(accounts.len(), PEOPLE.len());
        assert_eq!(phones.iter().collect::<HashSet<_>>().len(), phones.len());
        assert!(phones.iter().all(|p| p.len() == 11 && p.starts_with("199000000")));
    }

    #[test]
    fn homes_exist_and_are_taken_once() {
        let mut taken = HashSet::new();
        for home in PEOPLE.iter().filter_map(|person| person.home) {
            let building = &ESTATES[home.estate].buildings[home.building];
            assert!(building.units().any(|unit| unit.label == home.unit), "{home:?}");
            assert!(taken.insert((home.estate, home.building, home.unit)));
        }
    }

    #[test]
    fn every_estate_with_residents_has_its_people() {
        for estate in (0..ESTATES.len()).filter(|&e| PEOPLE.iter().any(|p| p.lives_in(e))) {
            for role in ["branch_secretary", "volunteer", "community_officer", "street_officer"] {
                assert!(PEOPLE.iter().any(|p| p.serves(role, estate)), "{role} of {estate}");
            }
        }
    }
}
