"""The demo neighbourhood as schemathesis meets it: who may call what, and how a thing comes into the state for it.

Paths, methods and example bodies are read from the contract; only what no contract says is written here.
"""

import copy
import itertools
import os
import sys
from pathlib import Path

import requests

METHODS = {"get", "put", "post", "delete", "patch", "options", "head"}

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
    "street_officer": "street",
    "district_officer": "district",
    "administrator": "admin",
    "auditor": "auditor",
}
OTHERS = ["neighbour", "volunteer2", "other-resident", "other-dispatcher", "other-community"]

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
    "declineTicket": ("community", {"ground": "not_in_scope", "reason": "不属于受理范围"}),
    "objectToDecline": ("resident", {"reason": "请再看一次"}),
    "superviseTicket": ("branch", {"kind": "order", "note": "请尽快办理"}),
    "answerSupervision": ("manager", {"answer": "已安排"}),
    "amendTicket": ("dispatcher", {"priority": "urgent", "reason": "影响出行"}),
}
# The steps from submission to the state in which the operation is allowed.
TICKET_WAY = {
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
    "closeTicket": ["dispatchTicket", "acceptTicket", "resolveTicket", "rateTicket"],
}
# What each operation ends or changes for good: it is tried on a thing made for it.
MADE_BY = {
    "disableAccount": "createAccount",
    "enableAccount": "createAccount",
    "endDuty": "grantDuty",
    "rotateClientSecret": "createClient",
    "revokeClient": "createClient",
    "endContract": "createContract",
    "moveArea": "createArea",
    "updateEstate": "createEstate",
    "changeEstatePhase": "createEstate",
    "updateCategory": "createCategory",
    "approveResidency": "requestResidency",
    "rejectResidency": "requestResidency",
}
# Operations that end the identity of the caller itself.
ENDS_CALLER = {"logout", "changePassword"}
# Fields whose value may be there only once.
UNIQUE = {"name", "code", "label", "client_ref", "credit_code", "unified_social_credit_code"}
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number):
    """A unified social credit code with its check character (GB 32100)."""
    body = f"91440300MA{number:07d}"
    total = sum(CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + CREDIT[(31 - total % 31) % 31]


class World:
    """The running server, by operationId."""

    def __init__(self, base, tokens):
        self.base, self.tokens = base, tokens
        self.session = requests.Session()
        self.contract = self.session.get(f"{base}/openapi.json", timeout=30).json()
        self.operations = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, item in self.contract["paths"].items()
            for method, operation in item.items()
            if method in METHODS
        }
        # Each process has a range of its own: it meets what the one before it made.
        self.numbers = itertools.count(os.getpid() % 10_000 * 1000)
        self.people = {name: self.must("getMe", name)["id"] for name in ("resident", "worker", "manager")}
        first = self.must("listTickets", "resident", query={"mine": "true", "limit": 1})["items"][0]
        self.known = {"estate_id": first["estate_id"], "category_id": first["category_id"], "id": first["id"]}

    def call(self, operation, who, path=(), body=None, query=None):
        method, template, _ = self.operations[operation]
        headers = {"Authorization": f"Bearer {self.tokens.get(who, who)}"} if who else {}
        return self.session.request(
            method, self.base + fill(template, path), json=body, params=query, headers=headers, timeout=30
        )

    def must(self, operation, who, path=(), body=None, query=None):
        response = self.call(operation, who, path, body, query)
        if not response.ok:
            raise RuntimeError(f"{operation} as {who}: {response.status_code} {response.text}")
        return response.json() if response.content else {}

    def sure(self, operation):
        """An account that may call the operation; `None` where it needs no credentials."""
        if operation in TICKET_STEPS:
            return TICKET_STEPS[operation][0]
        declared = self.operations[operation][2]
        if declared.get("security", self.contract.get("security")) in ([], None):
            return None
        duties = declared.get("x-duties", [])
        # Of several, the one that reaches farthest: it sees what another made.
        names = [ACCOUNTS[duty] for duty in reversed(duties) if duty in ACCOUNTS]
        return "admin" if "admin" in names else next(iter(names), "resident")

    def example(self, operation):
        """The contract's own example of the request body, with the world's ids and names not yet taken."""
        body = self.operations[operation][2].get("requestBody", {}).get("content", {}).get("application/json", {})
        example = body.get("example")
        if example is None:
            example = next((e.get("value") for e in body.get("examples", {}).values()), {})
        return self.placed(operation, copy.deepcopy(example))

    def placed(self, operation, body):
        """The body with ids that exist here and with fields that nobody used yet."""
        if not isinstance(body, dict):
            return body
        for key, value in body.items():
            if key in self.known and isinstance(value, str):
                body[key] = self.known[key]
            elif key in UNIQUE and isinstance(value, str) and operation.startswith(("create", "submit")):
                number = next(self.numbers)
                body[key] = credit_code(number) if "credit" in key else f"ci-{number}"
        return body

    def filled(self, body):
        """A step's body with the ids for `{…}`."""
        if isinstance(body, dict):
            return {key: self.filled(value) for key, value in body.items()}
        return body.format(**self.people) if isinstance(body, str) else body

    def ticket(self, way):
        """A new ticket that went the way; its id, and the number of its supervision if it has one."""
        body = {**{k: self.known[k] for k in ("estate_id", "category_id")}, "description": "楼道灯不亮"}
        ticket = self.must("submitTicket", "resident", body=body)["id"]
        for step in way:
            who, body = TICKET_STEPS[step]
            self.must(step, who, [ticket, 1], self.filled(body))
        return [ticket, 1]

    def made(self, operation):
        """A thing made for one operation that ends it; its id."""
        maker = MADE_BY[operation]
        return [self.must(maker, self.sure(maker), self.path(maker), self.example(maker))["id"]]

    def path(self, operation):
        """Values for the operation's path; empty where it has none or nothing is known."""
        if operation in TICKET_WAY:
            return self.ticket(TICKET_WAY[operation])
        if operation in MADE_BY:
            return self.made(operation)
        return []

    def body(self, operation):
        """A body that the operation accepts."""
        return self.filled(TICKET_STEPS[operation][1]) if operation in TICKET_STEPS else self.example(operation)

    def throw_away(self):
        """A new account that is logged in; its credentials, and what the login answered."""
        body = self.example("createAccount")
        body["password"] = f"Throw-away-{next(self.numbers)}-lianjian"
        self.must("createAccount", "admin", body=body)
        login = self.must("login", None, body={"name": body["name"], "password": body["password"]})
        return body, login


def fill(template, values):
    """The path with its parameters replaced, one by one."""
    values = iter(values)
    return "/".join(str(next(values)) if part.startswith("{") else part for part in template.split("/"))


def read_tokens():
    lines = (Path(os.environ["CI_WORK"]) / "tokens").read_text().splitlines()
    return dict(line.split("\t") for line in lines)


if __name__ == "__main__" and sys.argv[1:] == ["accounts"]:
    print("\n".join(dict.fromkeys([*ACCOUNTS.values(), *OTHERS])))
