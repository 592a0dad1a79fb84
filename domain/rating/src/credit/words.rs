//! The words of the credit ledger, and what every record says of itself.

use kernel::Bilingual;

kernel::words! {
    /// On which side of the ledger a record stands.
    CreditKind {
        Good = "good", "优良信息", "good record";
        Bad = "bad", "不良信息", "bad record";
    }
}

kernel::words! {
    /// Where a record stands.
    CreditState {
        Recorded = "recorded", "已记录", "recorded";
        /// It goes on having effect, and whoever reads it is told at once.
        Disputed = "disputed", "异议处理中", "disputed";
        RepairSought = "repair_sought", "信用修复申请中", "repair sought";
        /// A counter-entry stands against it.
        Countered = "countered", "已冲销", "taken back by a counter-entry";
        /// It is itself a counter-entry.
        Counter = "counter_entry", "冲销记录", "counter-entry";
    }
}

kernel::words! {
    /// Why an entry was made.
    CreditCause {
        /// By an officer, of what was found.
        Found = "found", "人工记录", "recorded by an officer";
        YellowCard = "yellow_card", "黄牌", "a yellow card";
        RedCard = "red_card", "红牌", "a red card";
        Reversal = "reversal", "记录有误冲销", "reversed as recorded in error";
        Objection = "objection", "异议成立冲销", "an objection was upheld";
        Repair = "repair", "信用修复", "repaired";
        CardWithdrawn = "card_withdrawn", "黄红牌撤回冲销", "the card was withdrawn";
    }
}

kernel::words! {
    /// What an enterprise asks of a record.
    ClaimKind {
        Objection = "objection", "异议申请", "objection";
        Repair = "repair", "信用修复申请", "request for repair";
    }
}

/// 深圳经济特区社会信用条例 arts. 41, 43, 48, 51, 79 and 82.
pub const REMEDY: Bilingual = Bilingual {
    zh: "对本记录有异议的,可以提出异议,自提出之日起两个工作日内处理,经批准可延长三个工作日;不良信息最短公示期届满后可以申请信用修复,三个工作日内处理,经批准可延长三个工作日。也可以依法申请行政复议或者提起行政诉讼。",
    en: "You may object; an objection is decided within two working days, and three more with approval. Once its shortest \
        time of publicity is over, repair of a bad record may be sought, decided within three working days, and three more \
        with approval. Administrative review and the courts stay open.",
};

/// Measures against the dishonest need a basis in law of their own: 深圳经济特区社会信用条例 arts. 65, 66 and 69.
pub const NO_PENALTY: Bilingual = Bilingual {
    zh: "台账记录和信用等级只是评价,本身不触发任何惩戒措施;实施惩戒须另有法律、法规依据并书面告知。",
    en: "A record or a grade is an assessment and triggers no penalty by itself; a penalty needs a basis in law of its own \
        and written notice.",
};
