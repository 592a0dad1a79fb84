//! How an actor stands to a subject: the third column of the policy.

kernel::words! {
    /// A relation between the actor (through one duty) and the subject.
    Relation {
        /// No relation is asked for.
        Any = "any", "不限", "anyone with the duty";
        /// The subject is the actor's own.
        Own = "own", "本人", "one's own";
        /// The subject lies inside the duty's area or estate, or belongs to the duty's organisation.
        Within = "within", "职责范围内", "within the duty's scope";
        /// As `within`, and no enterprise is under contract there, or the matter was raised.
        Unserved = "unserved", "无物业或已上提", "within, where no enterprise serves or the ticket is raised";
        /// As `within`, and the matter was not raised out of the estate's hands.
        Unraised = "unraised", "职责范围内且未上提", "within, not raised";
        /// As `within`, and the matter was raised to the street or above.
        Raised = "raised", "已上提街道", "within, raised to the street";
        /// As `within`, and everyone who comes first is barred by their part in the case.
        Fallback = "fallback", "下级均须回避", "within, where everyone below is barred";
        /// The duty's enterprise is under contract for the estate.
        Contract = "contract", "合同在管", "the enterprise under contract";
        /// As `contract`, and the matter was not raised out of the enterprise's hands.
        Dispatching = "dispatching", "合同在管且未上提", "the enterprise under contract, not raised";
        Reporter = "reporter", "诉求人", "the reporter";
        Filer = "filer", "代为登记人", "who filed it for another";
        Handler = "handler", "承办人", "the handler";
        Helper = "helper", "协办人", "a helper";
        /// The person the ticket was dispatched to.
        Target = "target", "被派人员", "the person dispatched to";
        /// The organisation the ticket was dispatched to.
        Unit = "unit", "被派单位", "the organisation dispatched to";
        /// A ticket in, or once in, the volunteers' pool of the duty's estate.
        Pool = "pool", "小区志愿者池", "the pool of the estate";
        /// The unit that a supervision asked.
        Asked = "asked", "被督单单位", "the unit asked";
        /// A whistle called the duty's organisation, which was not rated yet.
        Called = "called", "应哨单位", "a department called by a whistle";
        /// The ticket was raised for several areas, of which the duty's is one.
        Concerned = "concerned", "相关社区", "a community concerned besides its own";
        /// A scheme that was put in force, or came with the product.
        Adopted = "adopted", "已施行", "once put in force";
        /// The enterprise that is recorded or rated.
        Rated = "rated", "被评企业", "the enterprise that it is about";
        /// The duty is of the side that scores the indicator, and covers the estate.
        Evaluator = "evaluator", "评价主体", "who scores the indicator there";
        /// It is for the duty to fill this sheet there.
        Scorer = "scorer", "填表人", "whose sheet it is";
        /// A public ticket of the duty's estate.
        Public = "public", "小区公开工单", "a public ticket of the estate";
    }
}
