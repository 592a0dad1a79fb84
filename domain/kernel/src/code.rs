//! The registry of problems: the single source of the codes, the pages and the contract.

use crate::Bilingual;

/// What sort of a no it is; the protocol layer turns each into one status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Malformed,
    Unauthenticated,
    Forbidden,
    Missing,
    WrongMethod,
    NotAcceptable,
    Conflict,
    Stale,
    Unguarded,
    TooLarge,
    Unsupported,
    Invalid,
    Limited,
    Slow,
    Broken,
    Unavailable,
}

macro_rules! codes {
    ($($variant:ident = $code:literal, $kind:ident, $zh:literal, $en:literal, $dzh:literal, $den:literal;)+) => {
        /// Every problem that the system can answer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($variant,)+ }
        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $code,)+ } }
            pub const fn kind(self) -> Kind { match self { $(Self::$variant => Kind::$kind,)+ } }
            pub const fn title(self) -> Bilingual { match self { $(Self::$variant => Bilingual { zh: $zh, en: $en },)+ } }
            /// What it means and what to do about it.
            pub const fn detail(self) -> Bilingual { match self { $(Self::$variant => Bilingual { zh: $dzh, en: $den },)+ } }
        }
    };
}

#[rustfmt::skip]
codes! {
    MalformedJson = "malformed_json", Malformed, "请求体不是合法的 JSON", "The body is not valid JSON", "请检查括号、引号、编码(UTF-8)和嵌套层数。", "Check brackets, quotes, the encoding (UTF-8) and the nesting.";
    MalformedRequest = "malformed_request", Malformed, "请求格式不正确", "The request is malformed", "路径、查询参数或请求头的格式不正确,见 errors。", "A path, query or header value has the wrong form; see errors.";
    InvalidCursor = "invalid_cursor", Malformed, "分页游标无效", "The cursor is not valid", "游标须原样取自上一页的 next,并配合相同的筛选条件使用。", "Take the cursor unchanged from the last page's next, and keep the filters.";
    Unauthenticated = "unauthenticated", Unauthenticated, "需要登录", "Credentials are needed", "请在 Authorization 请求头中携带 Bearer 访问令牌。", "Send a Bearer access token in the Authorization header.";
    InvalidToken = "invalid_token", Unauthenticated, "访问令牌无效或已过期", "The access token is not valid or has expired", "请重新登录或刷新令牌。", "Log in again or refresh the token.";
    BadCredentials = "bad_credentials", Unauthenticated, "账号或密码不正确", "The name or the password is wrong", "连续失败会暂时锁定账号。", "Repeated failures lock the account for a while.";
    BadCode = "bad_code", Unauthenticated, "验证码不正确或已失效", "The code is wrong or no longer good", "验证码五分钟内有效、只能使用一次、最多尝试五次,请重新获取。", "A code is good once, for five minutes and five tries; ask for a new one.";
    TotpNeeded = "totp_needed", Unauthenticated, "需要动态口令", "A one-time password is needed", "请在 totp 字段中填写身份验证器显示的动态口令或一个恢复码。", "Put the code that the authenticator shows, or a recovery code, into the field totp.";
    InvalidRefreshToken = "invalid_refresh_token", Unauthenticated, "刷新令牌无效", "The refresh token is not valid", "令牌不存在、已过期、已撤销或被重复使用,请重新登录。", "It is unknown, expired, revoked or was used twice; log in again.";
    Forbidden = "forbidden", Forbidden, "无权进行此操作", "You may not do this", "您可以看到该对象,但您的职责不包含此操作。", "You may see it, but your duties do not include this action.";
    NotFound = "not_found", Missing, "未找到", "Not found", "对象不存在,或不在您的职责范围内。", "It does not exist, or lies outside your scope.";
    MethodNotAllowed = "method_not_allowed", WrongMethod, "不支持该请求方法", "The method is not allowed here", "可用的方法见 Allow 响应头。", "The Allow header lists the methods.";
    NotAcceptable = "not_acceptable", NotAcceptable, "无法提供所要求的格式", "No acceptable representation", "本接口只提供 JSON。", "Answers are JSON only.";
    NotAllowedNow = "not_allowed_now", Conflict, "当前状态不允许此操作", "The process is not in a state that allows this", "见 state 与 allowed_actions。", "See state and allowed_actions.";
    CycleOverlaps = "cycle_overlaps", Conflict, "该区域该周期已有评价周期", "There is a cycle of this kind and period already", "同一区域(含上下级)同类同期只能有一个评价周期;须先取消原周期。", "An area, those above and below it, have one cycle of a kind and period; cancel the other first.";
    NoSchemeInForce = "no_scheme_in_force", Conflict, "本区尚无施行中的评分方案", "No scheme is in force in the district", "请先由两人起草并施行评分方案(draftScheme、adoptScheme)。", "Have a scheme drafted and put in force first (draftScheme, adoptScheme).";
    ObjectionsOpen = "objections_open", Conflict, "尚有异议或复核未了结", "Objections or re-checks are not at their end", "errors 列出前二十件;须全部处理完毕,且申请复核的期限已过。", "The errors name the first twenty; they are decided, and the time to ask for a re-check is over.";
    SourcesUnconfirmed = "sources_unconfirmed", Conflict, "无数据来源的指标未逐项确认", "Indicators without a source are not confirmed", "请在 confirm_without_source 中恰好列出 errors 所指的全部指标代码。", "Name in confirm_without_source exactly the codes of all indicators without a source.";
    AlreadyDisputed = "already_disputed", Conflict, "同一方对该项的异议正在处理", "The side's objection to the item waits already", "同一方对同一得分的同一项同时只能有一件未了结的异议。", "A side has one objection to an item of a score at a time.";
    SheetsUnsettled = "sheets_unsettled", Conflict, "尚有评分表未签字", "Sheets are neither signed nor gone on without", "errors 列出前二十张;请签字,或对逾期的作出按缺失处理的决定(ruleSheet)。", "The errors name the first twenty; have them signed, or rule on those that are late (ruleSheet).";
    Untimely = "untimely", Conflict, "未到办理时间或已过时间", "It is too early or too late for this", "评分表签字和进入评分须在评价周期结束之后;开启评价周期须在评分表截止时间之前;异议须在公示或告知期内提出,定案和公布榜单须在期满之后。", "Sheets are signed and scoring starts once the period is over; a cycle is opened before its sheets are due; scores and listings are objected to in their time, and final or published after that.";
    ListExists = "list_exists", Conflict, "该周期已有同类榜单", "The cycle has a list of this kind already", "同一评价周期同类榜单只能有一份;须先撤回原榜单(withdrawList)。", "A cycle has one list of a kind; withdraw the other first (withdrawList).";
    NothingToList = "nothing_to_list", Conflict, "没有符合条件的评价结果", "No result is to be listed", "该周期没有符合榜单规则的评价结果,或者公布时均已不符合;可调整规则或撤回。", "No result of the cycle is as the rule asks, or none is any more; change the rule, or withdraw the list.";
    KeyInFlight = "key_in_flight", Conflict, "相同幂等键的请求正在处理", "The same key is in flight", "请稍后用同一幂等键重试。", "Try again shortly with the same key.";
    PreconditionFailed = "precondition_failed", Stale, "版本不匹配", "The version does not match", "对象已被修改,请重新读取后再试。", "It has changed; read it again.";
    PreconditionRequired = "precondition_required", Unguarded, "缺少 If-Match 请求头", "If-Match is required", "修改设置时须携带所读版本的 ETag。", "Send the ETag of the version that you read.";
    BodyTooLarge = "body_too_large", TooLarge, "请求体过大", "The body is too large", "请减小请求体。", "Send a smaller body.";
    UnsupportedMediaType = "unsupported_media_type", Unsupported, "不支持的内容类型", "The media type is not supported", "请使用文档中列出的 Content-Type,且不要压缩请求体。", "Use a Content-Type that the contract lists, and no Content-Encoding.";
    ValidationFailed = "validation_failed", Invalid, "请求内容未通过校验", "The request did not pass validation", "见 errors 中的各项。", "See the items of errors.";
    KeyReused = "key_reused", Invalid, "幂等键已用于其他请求", "The key was used for another request", "同一幂等键只能用于内容完全相同的请求。", "A key stands for one method, path and body.";
    ReferenceReused = "reference_reused", Invalid, "外部编号已用于其他内容", "The reference was used with other content", "同一 client_ref 须对应完全相同的请求内容。", "A client_ref stands for one body for ever.";
    FilterNeeded = "filter_needed", Invalid, "范围过大,请增加筛选条件", "Your scope is too wide: add a filter", "您的职责跨越三十二个以上范围,请指定 area_id 或 estate_id。", "Your duties span more than 32 places; name an area_id or estate_id.";
    PhotoNeeded = "photo_needed", Invalid, "缺少处理前或处理后的照片", "A photo from before or after the work is missing", "该类别办结前须先上传 before 与(或)after 照片。", "Tickets of this category are resolved once their before and (or) after photos are attached.";
    AttachmentsFull = "attachments_full", Invalid, "附件数量已达上限", "There are as many files as there may be", "工单最多五十个附件,佐证材料的上限见相应操作说明。", "A ticket has fifty attachments at most; how many evidence files there may be, each operation says.";
    ExportTooLarge = "export_too_large", Invalid, "导出的工单过多", "There are too many tickets for one export", "单次最多导出五万条,请增加筛选条件。", "An export has 50,000 rows at most; add a filter.";
    ImportTooLarge = "import_too_large", Invalid, "导入的行数过多", "There are too many rows for one import", "单次最多导入两万行,全部成功才导入时最多五千行,请分成多个文件。", "An import has 20,000 rows at most, and 5,000 where it is all or nothing; split the file.";
    ViewsFull = "views_full", Invalid, "常用视图数量已达上限", "You have as many saved views as you may", "每人最多五十个,请先删除不用的。", "Everyone has fifty at most; delete one first.";
    PoolEmpty = "pool_empty", Invalid, "该小区没有可接单的志愿者", "No volunteer is in the pool of this estate", "请改派给人员或单位。", "Dispatch to a person or an organisation instead.";
    OutsideScope = "outside_scope", Invalid, "超出您的授权范围", "Outside your own scope", "只能在自己的职责范围内授予,且不能授予自己。", "Grant only inside your own scope, and never to yourself.";
    CodeTaken = "code_taken", Invalid, "编码或名称已被占用", "The code or name is taken", "请换一个编码或名称。", "Choose another code or name.";
    SchemeUnsound = "scheme_unsound", Invalid, "评分方案未通过整体核查", "The scheme is not sound as a whole", "errors 指出每一处;checkScheme 说明各处的原因。", "The errors name every place; checkScheme says what is wrong at each.";
    SheetIncomplete = "sheet_incomplete", Invalid, "评分表尚未填完", "The sheet is not complete", "errors 指出每一处缺项;checkSheet 可随时查看。", "The errors name every place; checkSheet tells them at any time.";
    RateLimited = "rate_limited", Limited, "请求过于频繁", "Too many requests", "请按 Retry-After 等待后再试。", "Wait as long as Retry-After says.";
    AccountLocked = "account_locked", Limited, "账号已暂时锁定", "The account is locked for a while", "连续登录失败,请按 Retry-After 等待后再试。", "Too many failed logins; wait as long as Retry-After says.";
    RequestTimeout = "request_timeout", Slow, "请求体接收超时", "The body took too long", "请求体须在限定时间内发完。", "Send the whole body within the time limit.";
    InternalError = "internal_error", Broken, "服务器内部错误", "Internal error", "问题已记录,请凭 trace_id 联系管理员。", "It was logged; give the trace_id to the operator.";
    DatabaseUnavailable = "database_unavailable", Unavailable, "数据库暂不可用", "The database is not available", "请稍后重试;携带幂等键重试是安全的。", "Try again later; with an idempotency key that is safe.";
    StorageExhausted = "storage_exhausted", Unavailable, "存储空间不足", "Storage is exhausted", "写入暂停,读取不受影响。", "Writes are paused; reads go on.";
    FilesUnavailable = "files_unavailable", Unavailable, "附件存储暂不可用", "The store of attachments is not available", "请稍后重试;其他功能不受影响。", "Try again later; everything else goes on.";
    OutcomeUnknown = "outcome_unknown", Unavailable, "提交结果未知", "The outcome of the commit is not known", "请用同一幂等键重试以得到确定的结果。", "Send it again with the same idempotency key.";
    Busy = "busy", Unavailable, "系统繁忙", "The system is busy", "请稍后重试。", "Try again shortly.";
    ChannelUnavailable = "channel_unavailable", Unavailable, "短信或微信服务不可用", "Text messages or WeChat are not available", "该服务未配置或暂时没有响应,请稍后重试或改用账号密码登录。", "It is not set up or does not answer; try again later, or sign in with name and password.";
    Draining = "draining", Unavailable, "服务正在停止", "The server is shutting down", "请稍后重试。", "Try again shortly.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_snake_case_words() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            assert!(code.as_str().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
            assert!(seen.insert(code.as_str()), "{}", code.as_str());
        }
    }
}
