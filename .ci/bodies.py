"""The bodies that the demo's people send: the contract's own examples, with what exists here and nobody used yet."""

import copy

import codes
import surveys
from tables import BODIES, TICKET_STEPS, UNIQUE, UPLOADS

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number):
    """A unified social credit code with its check character (GB 32100)."""
    body = f"91440300MA{number:07d}"
    total = sum(CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + CREDIT[(31 - total % 31) % 31]


def example(world, operation):
    """The contract's own example of the request body, with the world's ids and names not yet taken."""
    content = world.operations[operation][2].get("requestBody", {}).get("content", {})
    example = next((media["example"] for media in content.values() if "example" in media), {})
    return placed(world, operation, copy.deepcopy(example))


def placed(world, operation, body):
    """The body with ids that exist here and with fields that nobody used yet."""
    if not isinstance(body, dict):
        return body
    for key, value in body.items():
        if key in world.known and isinstance(value, str):
            body[key] = world.known[key]
        elif key in UNIQUE and isinstance(value, str) and operation.startswith(("create", "submit")):
            number = next(world.numbers)
            body[key] = credit_code(number) if "credit" in key else f"ci-{number}"
    return body


def filled(world, body):
    """A body with the values for `{…}`, without the fields that are `None`."""
    if isinstance(body, dict):
        return {key: filled(world, value) for key, value in body.items() if value is not None}
    if isinstance(body, list):
        return [filled(world, value) for value in body]
    return world.maker(body[1:-1]) if isinstance(body, str) and body.startswith("{") else body


def body(world, operation):
    """A body that the operation accepts."""
    if operation in UPLOADS:
        return None
    if operation in TICKET_STEPS:
        return filled(world, TICKET_STEPS[operation][1])
    if operation == "login":
        account = throw_away(world)[0]
        return {"name": account["name"], "password": account["password"]}
    if operation in ("signInWithCode", "bindPhone"):
        return codes.told(world)
    if operation == "checkStatus":
        return world.must("submitAnonymously", None, body=body(world, "submitAnonymously"))
    if operation in surveys.OPERATIONS:
        return surveys.body(world, operation)
    if operation == "orderRoutingRules":
        rule = world.must("createRoutingRule", "admin", body=body(world, "createRoutingRule"))
        return {"area_id": rule["area_id"], "rule_ids": [rule["id"]]}
    if operation == "tryRoutingRules":
        known = {key: world.known[key] for key in ("estate_id", "category_id")}
        return {"samples": [{**known, "description": "3栋电梯困人"}]}
    if operation == "issueClientToken":
        client = world.must("createClient", "admin", body=body(world, "createClient"))
        return {"grant_type": "client_credentials", **{key: client[key] for key in ("client_id", "client_secret")}}
    if operation == "refreshToken":
        return {"refresh_token": throw_away(world)[1]["refresh_token"]}
    return filled(world, {**example(world, operation), **BODIES.get(operation, {})})


def throw_away(world):
    """A new account that is logged in; its credentials, and what the login answered."""
    body = example(world, "createAccount")
    body["password"] = f"Throw-away-{next(world.numbers)}-lianjian"
    world.must("createAccount", "admin", body=body)
    login = world.must("login", None, body={"name": body["name"], "password": body["password"]})
    return body, login
