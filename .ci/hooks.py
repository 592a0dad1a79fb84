"""Gives schemathesis several identities, ids that exist and things in the state that an operation needs.

Its own random values stay in most places; without this nearly every request would end at 401 or 404.
"""

import os
import random
import re
from pathlib import Path

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

import bodies
import factor
from makers import MADE_BY
from tables import ACCOUNTS, ENDS_CALLER, OTHERS, TICKET_WAY, UPLOADS
from world import World, read_tokens

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
WORLD = World(os.environ["CI_BASE"], read_tokens())
DICE = random.Random(20260701)
ANSWERS = (Path(os.environ["CI_WORK"]) / "answers").open("a", buffering=1)
# Ids that the server gave in this run: they are left as they are.
SEEN = set(WORLD.known.values()) | set(WORLD.people.values())
# What was prepared for an operation and not yet used up, and the bodies of throw-away logins by token.
READY, LOGINS = {}, {}


def operation_id(case):
    return case.operation.definition.raw.get("operationId")


def is_fuzzed(case):
    """Whether dice are thrown for this request; the other phases each try a thing once, so that is not left to them."""
    return case.meta is not None and case.meta.phase.name == TestPhase.FUZZING


@schemathesis.auth(refresh_interval=None)
class Identity:
    """Who sends a request: someone who may, and in the fuzzing at times anyone else."""

    def get(self, case, context):
        operation = operation_id(case)
        if operation in ENDS_CALLER:
            body, login = bodies.throw_away(WORLD)
            LOGINS[login["access_token"]] = body, login
            return login["access_token"]
        sure = WORLD.sure(operation)
        if sure is None:
            return None
        if is_fuzzed(case) and DICE.random() < 0.25:
            return WORLD.tokens[DICE.choice([*ACCOUNTS.values(), *OTHERS])]
        return WORLD.tokens[sure]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


def is_positive(case):
    return case.meta is None or case.meta.generation.mode.is_positive


def ready(operation):
    """Path values for a request that may succeed, prepared anew once the last ones are used up."""
    if operation not in READY:
        READY[operation] = WORLD.path(operation)
    return READY[operation]


def place_path(case, operation):
    names = list(case.path_parameters or {})
    if not names or (case.meta is not None and case.meta.is_negative_at(ParameterLocation.PATH)):
        return
    linked = case.meta is not None and case.meta.phase.name == TestPhase.STATEFUL
    if linked and operation not in MADE_BY and str(case.path_parameters[names[0]]) in SEEN:
        return
    values = ready(operation) if operation in MADE_BY or operation in TICKET_WAY else [WORLD.there(operation)]
    for name, value in zip(names, values):
        case.path_parameters[name] = value


def place_ids(value, share):
    """Replaces a share of the random ids under known names, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            known = isinstance(inner, str) and UUID.fullmatch(inner) and inner not in SEEN
            if known and key in WORLD.known and DICE.random() < share:
                value[key] = WORLD.known[key]
            else:
                place_ids(inner, share)
    elif isinstance(value, list):
        for inner in value:
            place_ids(inner, share)


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = operation_id(case)
    if operation not in WORLD.operations:
        return
    place_path(case, operation)
    link = WORLD.links.get(str((case.path_parameters or {}).get("id")))
    if operation in ("downloadAttachment", "downloadEvidence") and is_positive(case) and link:
        case.query = dict(link)
    # Whoever waits for changes waits longer than a request may take here.
    if operation == "pullEvents" and (case.query or {}).get("wait") in range(1, 31):
        case.query["wait"] = 0
    if is_positive(case) and case.headers and "If-Match" in case.headers:
        case.headers["If-Match"] = "*"
    example = case.meta is not None and case.meta.phase.name == TestPhase.EXAMPLES
    if is_positive(case) and example and operation in UPLOADS:
        file = WORLD.file(operation)
        case.body = {"file": file} if isinstance(case.body, dict) else file
    elif is_positive(case) and example and isinstance(case.body, dict):
        case.body = WORLD.body(operation)
        credentials(case, operation)
    else:
        place_ids(case.body, 0.8 if is_fuzzed(case) else 1)


def credentials(case, operation):
    """The bodies that must name what the caller's own login gave."""
    token = (case.headers or {}).get("Authorization", "").removeprefix("Bearer ")
    body, login = LOGINS.get(token, ({}, {}))
    given = {"current_password": body.get("password"), "refresh_token": login.get("refresh_token")}
    if operation == "removeTotp":
        given["password"] = body.get("password")
    given.update(factor.body(WORLD, operation, token) or {})
    case.body.update({key: given[key] for key in case.body if given.get(key)})


@schemathesis.hook
def after_call(context, case, response):
    operation = operation_id(case)
    ANSWERS.write(f"{operation} {response.status_code}\n")
    if 200 <= response.status_code < 300:
        READY.pop(operation, None)
        SEEN.update(match.group() for match in UUID.finditer(response.content.decode(errors="ignore")))


@schemathesis.check
def problem_names_a_code_of_its_operation(context, response, case):
    """`x-codes` of each response lists the codes that its problems may carry."""
    kind = (response.headers.get("content-type") or [""])[0]
    told = case.operation.definition.raw["responses"].get(str(response.status_code))
    if kind.startswith("application/problem+json") and told:
        code = response.json()["code"]
        assert code in told.get("x-codes", []), f"{code} is not among {told.get('x-codes')}"
