"""The demo neighbourhood as schemathesis meets it: who may call what, and how a thing comes into the state for it.

Paths, methods and example bodies are read from the contract; what no contract says is in tables.py.
"""

import itertools
import os
import sys
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import requests

import bodies
import cycles
import days
import lists
from makers import ASKED, MADE_BY, OF_DELIVERY, OWNERS
from tables import ACCOUNTS, FORMS, OTHERS, PICTURE, PLACES, TABLE, TICKET_STEPS, TICKET_WAY, UPLOADS

# What a `{word}` of a body stands for, and what a step is tried on.
WORDS, FOUND = {**cycles.WORDS, **lists.WORDS}, {**cycles.FOUND, **lists.FOUND}
METHODS = {"get", "put", "post", "delete", "patch", "options", "head"}


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
        # The queries of signed links, by the id of the file.
        self.links = {}
        # Each process has a range of its own: it meets what the one before it made.
        self.numbers = itertools.count(os.getpid() % 10_000 * 1000)
        self.people = {name: self.must("getMe", name)["id"] for name in ("resident", "worker", "manager")}
        first = self.must("listTickets", "resident", query={"mine": "true", "limit": 1})["items"][0]
        estate = self.must("getEstate", "admin", [first["estate_id"]])
        self.known = {
            "id": first["id"],
            "estate_id": estate["id"],
            "category_id": self.undemanding_category(),
            "area_id": estate["area_id"],
            "account_id": self.people["worker"],
            "organization_id": self.one("listEnterprises")["id"],
            "enterprise_id": self.one("listEnterprises")["id"],
            "calendar_id": self.one("listCalendars")["id"],
            "scheme_id": self.one("listSchemes")["id"],
            **cycles.known(self),
            "building_id": self.one("listBuildings", [estate["id"]])["id"],
            "premises_id": self.one("listPremises", [estate["id"]])["id"],
            "parent_id": self.one("listAreas", query={"level": "street"})["id"],
        }

    def one(self, operation, path=(), query=None):
        """The first thing of a list."""
        return self.must(operation, "admin", path, query={"limit": 1, **(query or {})})["items"][0]

    def undemanding_category(self):
        """One whose tickets need neither premises nor contact nor photos."""
        needs = ("needs_premises", "needs_contact", "needs_before_photo", "needs_after_photo")
        known = self.must("listCategories", "admin", query={"limit": 100})["items"]
        return next(c["id"] for c in known if c["active"] and not any(c[need] for need in needs))

    def there(self, operation):
        """The id of a known thing of the kind that the operation's path begins with."""
        kind = self.operations[operation][1].split("/")[2]
        ids = ("account_id", "area_id", "calendar_id", "category_id", "enterprise_id", "estate_id", "id", "scheme_id")
        names = dict(zip(PLACES, (*ids, "cycle_id", "sheet_id", "score_id", "score_id")))
        return self.known[names.get(kind, "id")]

    def maker(self, word):
        """The value for a `{word}` in a body."""
        if word in self.people:
            return self.people[word]
        if days.told(word) is not None:
            return days.told(word)
        if word == "street":
            return self.known["parent_id"]
        if word == "category":
            return self.known["category_id"]
        if word == "anonymous_category":
            known = self.must("listCategories", "admin", query={"limit": 100})["items"]
            return next(c["id"] for c in known if c["active"] and c["allows_anonymous"])
        if word == "new_ticket":
            return self.ticket([])[0]
        if word == "employer":
            return self.must("getMe", "manager")["duties"][0]["organization_id"]
        if word == "department":
            return self.must("getMe", "department")["duties"][0]["organization_id"]
        if word == "other_community":
            return self.must("getMe", "other-community")["duties"][0]["area_id"]
        if word in WORDS:
            return WORDS[word](self)
        if word == "word":
            return f"ci-{next(self.numbers)}"
        if word == "district":
            held = self.must("getMe", "district")["duties"]
            return next(duty["area_id"] for duty in held if duty["role"] == "district_officer")
        if word == "community":
            return self.one("listAreas", query={"level": "community"})["id"]
        if word == "new_community":
            body = {"level": "community", "name": self.maker("word"), "parent_id": self.known["parent_id"]}
            return self.must("createArea", "admin", body=body)["id"]
        if word == "new_client":
            return self.must("createClient", "admin", body=self.body("createClient"))["client_id"]
        operation = {"new_estate": "createEstate", "new_account": "createAccount", "new_premises": "createPremises"}[word]
        path = [self.known["estate_id"]] if operation == "createPremises" else []
        return self.must(operation, "admin", path, self.body(operation))["id"]

    def call(self, operation, who, path=(), body=None, query=None):
        method, template, _ = self.operations[operation]
        headers = {"Authorization": f"Bearer {self.tokens.get(who, who)}"} if who else {}
        if method == "PATCH":
            headers["If-Match"] = "*"
        given = {"data" if operation in FORMS else "json": body}
        if operation in UPLOADS:
            given = {"files": {"file": self.file(operation)}}
        return self.session.request(
            method, self.base + fill(template, path), params=query, headers=headers, timeout=30, **given
        )

    def file(self, operation):
        """What is put up: a picture, or a table."""
        return TABLE.format(**self.known).encode() if operation == "createImport" else PICTURE

    def must(self, operation, who, path=(), body=None, query=None):
        response = self.call(operation, who, path, body, query)
        if not response.ok:
            raise RuntimeError(f"{operation} as {who}: {response.status_code} {response.text}")
        return response.json() if response.content else {}

    def sure(self, operation):
        """An account that may call the operation; `None` where it needs no credentials."""
        if operation in TICKET_STEPS:
            return TICKET_STEPS[operation][0]
        if operation in OWNERS:
            return OWNERS[operation]
        declared = self.operations[operation][2]
        if declared.get("security", self.contract.get("security")) in ([], None):
            return None
        duties = declared.get("x-duties", [])
        # Of several, the one that reaches farthest: it sees what another made.
        names = [ACCOUNTS[duty] for duty in reversed(duties) if duty in ACCOUNTS]
        return "admin" if "admin" in names else next(iter(names), "resident")

    def example(self, operation):
        """The contract's own example of the request body, with what exists here."""
        return bodies.example(self, operation)

    def body(self, operation):
        """A body that the operation accepts."""
        return bodies.body(self, operation)

    def ticket(self, way):
        """A new ticket that went the way; its id, and the number of its supervision if it has one."""
        public = {"visibility": "public"} if "publish" in way else {}
        body = {**{k: self.known[k] for k in ("estate_id", "category_id")}, "description": "楼道灯不亮", **public}
        way = [step for step in way if step != "publish"]
        ticket = self.must("submitTicket", "resident", body=body)["id"]
        for step in way:
            who, body = TICKET_STEPS[step]
            self.must(step, who, [ticket, 1], bodies.filled(self, body))
        return [ticket, 1]

    def made(self, operation):
        """A thing made for one operation that ends it; its id."""
        maker = MADE_BY[operation]
        if operation == "approveCalendarYear":
            # By someone else, and for a year that nobody put forward yet.
            year = 2030 + next(self.numbers) % 160
            body = {**self.body(maker), "year": year, "days": []}
            return [self.must(maker, "district", self.path(maker), body)["id"], year]
        if operation in FOUND:
            return [FOUND[operation](self)]
        if maker == "objectToScore":
            return [cycles.objection(self, operation)]
        if maker in ("createImport", "listSheets"):
            return [self.import_in_turn() if maker == "createImport" else cycles.late(self)]
        who = "resident" if maker == "requestResidency" else self.sure(maker)
        made = self.must(maker, who, self.path(maker), self.body(maker))
        if "url" in made:
            self.links[made["id"]] = dict(parse_qsl(urlsplit(made["url"]).query))
        if "bulletin_id" in made:
            return [made["bulletin_id"], made["id"]]
        made = made.get("id") or made.get("client_id") or made["webhook"]["id"]
        if operation == "enableAccount":
            self.must("disableAccount", "admin", [made], self.body("disableAccount"))
        if operation == "enableWebhook":
            self.must("disableWebhook", "admin", [made])
        if operation in ("startScoring", "signSheet"):
            return [cycles.ready(self, operation, made)]
        if operation in ASKED:
            self.must(ASKED[operation], "manager", [made], self.example(ASKED[operation]))
        if operation in OF_DELIVERY:
            return [made, self.one("listDeliveries", [made])["id"]]
        return [made]

    def import_in_turn(self):
        """A new import; an account has a few at once, and those before are soon at their end."""
        for _ in range(120):
            response = self.call("createImport", OWNERS["cancelImport"])
            if response.status_code != 429:
                break
            time.sleep(0.25)
        if response.status_code != 201:
            raise RuntimeError(f"createImport: {response.status_code} {response.text}")
        return response.json()["id"]

    def path(self, operation):
        """Values for the operation's path; empty where it has none or nothing is known."""
        if operation in TICKET_WAY:
            return self.ticket(TICKET_WAY[operation])
        if operation in MADE_BY:
            return self.made(operation)
        return [self.there(operation)] if "{" in self.operations[operation][1] else []


def fill(template, values):
    """The path with its parameters replaced, one by one."""
    values = iter(values)
    return "/".join(str(next(values)) if part.startswith("{") else part for part in template.split("/"))


def read_tokens():
    lines = (Path(os.environ["CI_WORK"]) / "tokens").read_text().splitlines()
    return dict(line.split("\t") for line in lines)


if __name__ == "__main__" and sys.argv[1:] == ["accounts"]:
    print("\n".join(dict.fromkeys([*ACCOUNTS.values(), *OTHERS])))
