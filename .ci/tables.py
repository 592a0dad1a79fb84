"""What no contract says: who of the demo neighbourhood may call what, and how a thing comes into the state for it."""

import base64


# An account of the demo neighbourhood for each duty that the contract names in x-duties.
ACCOUNTS = {
    "account": "resident",
    "resident": "resident",
    "dispatcher": "dispatcher",
    "worker": "worker",
    "manager": "manager",
    "volunteer": "volunteer",
    "branch_secretary": "branch",
    "committee_member": "committee",
    "hotline_operator": "hotline",
    "grid_worker": "grid",
    "community_officer": "community",
    "community_secretary": "secretary",
    "specialist": "specialist",
    "department_officer": "department",
    "community_police": "police",
    "property_office": "property-office",
    "street_officer": "street",
    "district_officer": "district",
    "administrator": "admin",
    "auditor": "auditor",
}
OTHERS = ["district2", "neighbour", "volunteer2", "other-resident", "other-dispatcher", "other-community"]

# Who steps where, with a body that the state accepts; `{…}` are ids that the world knows.
TICKET_STEPS = {
    "dispatchTicket": ("dispatcher", {"to": {"account_id": "{worker}"}, "note": "请今天上门"}),
    "acceptTicket": ("worker", {}),
    "refuseTicket": ("worker", {"reason": "不在服务范围"}),
    "redispatchTicket": ("dispatcher", {"to": {"account_id": "{worker}"}, "reason": "换人处理"}),
    "logTicketProgress": ("worker", {"note": "已到现场"}),
    "resolveTicket": ("worker", {"result": "已更换灯具", "outcome": "done"}),
    "rateTicket": ("resident", {"solved": True, "stars": 5}),
    "reopenTicket": ("resident", {"reason": "灯又坏了"}),
    "followUpTicket": ("branch", {"reached": True, "solved": True, "satisfied": True, "note": "电话回访"}),
    "closeTicket": ("branch", {}),
    "withdrawTicket": ("resident", {"reason": "已自行解决"}),
    "declineTicket": ("community", {"ground": "outside_duty", "reason": "不属于受理范围"}),
    "objectToDecline": ("resident", {"reason": "请再看一次"}),
    "superviseTicket": ("branch", {"kind": "order", "note": "请尽快办理", "answer_by": "{tomorrow}"}),
    "answerSupervision": ("manager", {"answer": "已安排"}),
    "withdrawSupervision": ("branch", {"reason": "已另行督办"}),
    "raiseTicket": ("branch", {"reason": "提请社区协调"}),
    "spanTicket": ("community", {"area_ids": ["{other_community}"], "reason": "排洪渠贯穿两个社区"}),
    "unspanTicket": ("community", {"area_id": "{other_community}", "reason": "经核实不在该社区范围内"}),
    "reportPart": ("other-community", {"note": "本社区渠段已清淤"}),
    "requestSuspension": ("worker", {"reason": "等待配件", "measures": "已张贴告示", "review_on": "{next_week}"}),
    "requestExtension": ("worker", {"reason": "须另约时间", "until": "{tomorrow}"}),
    "requestReturn": ("manager", {"reason": "属于市政道路"}),
    "disputeDuty": ("manager", {"reason": "应由供水集团牵头"}),
    "ruleRequest": ("branch", {"granted": True, "words": "同意"}),
    "resumeTicket": ("worker", {"reason": "配件已到"}),
    "askReporter": ("worker", {"question": "何时方便上门?", "answer_by": "{tomorrow}"}),
    "replyToQuestion": ("resident", {"answer": "今晚七点后"}),
    "mergeTicket": ("dispatcher", {"into": "{new_ticket}"}),
    "unmergeTicket": ("dispatcher", {"reason": "另一部电梯"}),
    "supportTicket": ("neighbour", {}),
    "splitTicket": ("dispatcher", {"reason": "一单两事", "parts": [{"category_id": "{category}", "description": "电梯异响"}, {"category_id": "{category}", "description": "楼道灯不亮"}]}),
    "renewTicket": ("resident", {"reason": "又坏了"}),
    "blowWhistle": ("community", {"kind": "hard_case", "reason": "电线杆占道", "lead": "{department}"}),
    "approveWhistle": ("secretary", {"granted": True, "words": "同意"}),
    "reportIn": ("department", {"on_site": True}),
    "finishWhistleTask": ("department", {"result": "已迁移"}),
    "rateDepartment": ("community", {"organization_id": "{department}", "stars": 5, "comment": "应哨快"}),
    "shareStatus": ("resident", {}),
    "amendTicket": ("dispatcher", {"priority": "urgent", "reason": "影响出行"}),
}
# The steps from submission to the state in which the operation is allowed.
TICKET_WAY = {
    "uploadAttachment": [],
    "shareStatus": [],
    "dispatchTicket": [],
    "withdrawTicket": [],
    "declineTicket": [],
    "amendTicket": [],
    "superviseTicket": [],
    "refuseTicket": ["dispatchTicket"],
    "acceptTicket": ["dispatchTicket"],
    "redispatchTicket": ["dispatchTicket"],
    "objectToDecline": ["declineTicket"],
    "logTicketProgress": ["dispatchTicket", "acceptTicket"],
    "resolveTicket": ["dispatchTicket", "acceptTicket"],
    "answerSupervision": ["dispatchTicket", "acceptTicket", "superviseTicket"],
    "rateTicket": ["dispatchTicket", "acceptTicket", "resolveTicket"],
    "reopenTicket": ["dispatchTicket", "acceptTicket", "resolveTicket"],
    "followUpTicket": ["dispatchTicket", "acceptTicket", "resolveTicket"],
    "mergeTicket": [],
    "unmergeTicket": ["mergeTicket"],
    "supportTicket": ["publish"],
    "splitTicket": [],
    "renewTicket": ["dispatchTicket", "acceptTicket", "resolveTicket", "rateTicket", "closeTicket"],
    "blowWhistle": [],
    "approveWhistle": ["blowWhistle"],
    "reportIn": ["blowWhistle", "approveWhistle"],
    "finishWhistleTask": ["blowWhistle", "approveWhistle", "reportIn"],
    "rateDepartment": ["blowWhistle", "approveWhistle", "reportIn", "finishWhistleTask"],
    "withdrawSupervision": ["superviseTicket"],
    "raiseTicket": [],
    "spanTicket": [],
    "unspanTicket": ["spanTicket"],
    "reportPart": ["spanTicket"],
    "requestSuspension": ["dispatchTicket", "acceptTicket"],
    "requestExtension": ["dispatchTicket", "acceptTicket"],
    "requestReturn": [],
    "disputeDuty": [],
    "ruleRequest": ["dispatchTicket", "acceptTicket", "requestSuspension"],
    "resumeTicket": ["dispatchTicket", "acceptTicket", "requestSuspension", "ruleRequest"],
    "askReporter": ["dispatchTicket", "acceptTicket"],
    "replyToQuestion": ["dispatchTicket", "acceptTicket", "askReporter"],
    "closeTicket": ["dispatchTicket", "acceptTicket", "resolveTicket", "rateTicket"],
}
# Operations that end the identity of the caller itself.
# `createView` besides, since nobody keeps more than fifty.
ENDS_CALLER = {"createView", "logout", "changePassword", "enrolTotp", "confirmTotp", "removeTotp"}
# Fields whose value may be there only once.
UNIQUE = {"name", "label", "client_ref", "credit_code"}
# What the contract's example cannot say about this neighbourhood; `{…}` are things made anew or known here.
BODIES = {
    "submitAnonymously": {"category_id": "{anonymous_category}"},
    "createDepartment": {"area_id": "{street}"},
    "createEnterprise": {"area_id": "{street}"},
    "createArea": {"level": "grid", "code": None, "parent_id": "{community}"},
    "moveArea": {"name": "{word}", "parent_id": None, "effective_from": None},
    "createCategory": {"code": "{word}", "parent_id": None},
    "announceOutage": {"until": "{tomorrow}"},
    "createContract": {"estate_id": "{new_estate}"},
    "endContract": {"on": None},
    "grantDuty": {"account_id": "{new_account}", "role": "volunteer", "shown_as_volunteer": True},
    "requestResidency": {"premises_id": "{new_premises}"},
    "createWebhook": {"client_id": "{new_client}"},
    "changeEstatePhase": {"phase": "rebuilding"},
    "previewDeadline": {"calendar_id": None},
    "proposeCalendarYear": {"area_id": None},
    # In a community without tickets, so that no rule takes one that another operation needs.
    "createRoutingRule": {"area_id": "{new_community}", "active": False},
    "changeRoutingRule": {"name": "{word}", "to": None, "active": None},
    "draftScheme": {"area_id": "{district}", "document": None},
    "planCycle": {"area_id": "{district}", "name": "{word}", "kind": "year", "first_on": "{last_year}", "due_on": "{next_week}"},
    "finalizeCycle": {"confirm_without_source": "{without_source}"},
    "fillSheet": {"entries": [], "facts": None, "remarks": "{word}"},
    "ruleSheet": {"ruling": "go_without", "until_on": None},
    # Public for long enough that its repair may be sought.
    "addCreditEntry": {"enterprise_id": "{employer}", "effective_from": "{long_ago}", "effective_until": None},
    "objectToScore": {"item": "{item}"},
    "proposeList": {"cycle_id": "{final}", "kind": "red", "rule": {"clean": False}},
    "decideListing": {"upheld": False},
    "decideObjection": {"upheld": False, "correction": None},
    "decideRecheck": {"upheld": False, "correction": None},
    "fileFinding": {"found_at": "{just_now}", "due_on": None},
    "reportFigure": {"year": "{year_over}", "quarter": "{quarter_over}"},
}
# The least picture: one grey point.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
# A table with one ticket.
TABLE = "estate,category,description\r\n{estate_id},{category_id},楼道灯不亮\r\n"
# What evidence files are attached to.
PROVED = ("Finding", "Figure", "Sheet", "Objection", "Listing", "CreditEntry")
# Their body is a file.
UPLOADS = {"uploadAttachment", "createImport", *(f"attachTo{thing}" for thing in PROVED)}
PLACES = (
    *("accounts", "areas", "calendars", "categories", "enterprises", "estates", "tickets", "schemes"),
    *("cycles", "sheets", "scores", "ratings"),
)
# Their example is a form, not JSON.
FORMS = {"issueClientToken"}
