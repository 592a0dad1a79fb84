//! The words of the lists.

use kernel::Bilingual;

kernel::words! {
    /// Which list it is.
    ListKind {
        Red = "red", "红榜", "red list";
        Black = "black", "黑榜", "black list";
    }
}

kernel::words! {
    /// Where a list stands.
    ListState {
        Proposed = "proposed", "拟公布", "proposed";
        Published = "published", "已公布", "published";
        Withdrawn = "withdrawn", "已撤回", "withdrawn";
    }
}

kernel::words! {
    /// Where a listing stands.
    ListingState {
        Noticed = "noticed", "已告知", "told to the enterprise";
        Disputed = "disputed", "异议处理中", "disputed";
        Kept = "kept", "异议不成立,维持列入", "kept after an objection";
        Struck = "struck", "异议成立,不予列入", "struck after an objection";
        Dropped = "dropped", "公布时已不符合条件", "dropped, since the rule did not hold any more";
    }
}

/// A list is an assessment. Measures need a basis in law of their own: 深圳经济特区社会信用条例 arts. 65, 66 and 69.
pub const NO_PENALTY: Bilingual = Bilingual {
    zh: "红榜、黑榜只是评价结果的公布,列入本身不触发任何奖励或者惩戒措施;实施惩戒须另有法律、法规依据并书面告知。",
    en: "A red or black list is a published assessment; being on it triggers no reward and no penalty by itself. A penalty \
        needs a basis in law of its own and written notice.",
};
