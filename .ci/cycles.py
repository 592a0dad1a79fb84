"""Rating cycles for the checks: room for another year, a report to be signed, a late sheet, and results that are public."""

import datetime
import random


def free_year(world):
    """The first day of the last year, in which no cycle of the district stands any more."""
    for state in ("planned", "open", "scoring", "computed", "disclosed"):
        query = {"kind": "year", "state": state, "limit": 100}
        for cycle in world.must("listCycles", "district", query=query)["items"]:
            world.must("cancelCycle", "district", [cycle["id"]], {"reason": "改期"})
    return f"{datetime.date.today().year - 1}-01-01"


def known(world):
    """The cycle that is open, the enterprise's own report in it, and a score of the one whose results are public."""
    sheet = world.must("listSheets", "manager", query={"state": "drafted", "limit": 1})["items"][0]
    score = world.must("listScores", "manager", [disclosed(world)], query={"limit": 1})["items"][0]
    return {"cycle_id": sheet["cycle_id"], "sheet_id": sheet["id"], "score_id": score["id"]}


def rated(world, state):
    """The cycles in a state that rate anything, the last made first."""
    found = world.must("listCycles", "admin", query={"state": state, "limit": 100})["items"]
    return [cycle for cycle in found if cycle["rated"]]


def is_over(cycle):
    """Whether nobody can object to its results any more."""
    return datetime.datetime.fromisoformat(cycle["objections_until"]) <= datetime.datetime.now(datetime.UTC)


def disclosed(world):
    """The cycle of the demo neighbourhood that was computed, its results shown to everyone and open to objections; its id."""
    for cycle in rated(world, "disclosed"):
        if not is_over(cycle):
            return cycle["id"]
    computed = rated(world, "computed")[0]["id"]
    world.must("discloseCycle", "district", [computed])
    return computed


def finalizable(world):
    """The cycle of the demo neighbourhood that waits to be made final; one that is final once it was."""
    waiting = [cycle for cycle in rated(world, "disclosed") if is_over(cycle)]
    return (waiting or rated(world, "final"))[0]["id"]


def without_source(world):
    """The codes that have no source in one of the scores of that cycle."""
    scores = world.must("listScores", "district", [finalizable(world)], query={"limit": 100})["items"]
    return sorted({code for score in scores for code in score["without_source"]})


def settled(world):
    """A cycle that is being scored and waits for no sheet: that of a street without estates."""
    street = {"level": "street", "name": world.maker("word"), "parent_id": world.maker("district")}
    area = world.must("createArea", "admin", body=street)["id"]
    cycle = world.must("planCycle", "district", body={**world.body("planCycle"), "area_id": area})["id"]
    world.must("openCycle", "district", [cycle])
    # The server starts the scoring by itself, too, once the period is over.
    world.call("startScoring", "district", [cycle])
    return cycle


def ready(world, operation, cycle):
    """An opened cycle, or the enterprise's report in it that can be signed; its id."""
    world.must("openCycle", "district", [cycle])
    if operation == "startScoring":
        return cycle
    sheet = world.must("listSheets", "manager", query={"cycle_id": cycle, "limit": 1})["items"][0]["id"]
    world.must("fillSheet", "manager", [sheet], {"remarks": "自评报告"})
    return sheet


def disclosable(world):
    """A cycle that was computed: that of a street without estates."""
    cycle = settled(world)
    world.must("computeCycle", "district", [cycle])
    return cycle


def disputable(world):
    """The code of an indicator of the known score, whose cycle is disclosed."""
    score = world.must("explainScore", "manager", [world.known["score_id"]])
    lines = [line["code"] for aspect in score["score"]["aspects"] for line in aspect["lines"]]
    free = [code for code in lines if code not in score["disputed"]]
    if free:
        return random.choice(free)
    waiting = world.must("listObjections", "street", query={"state": "filed", "limit": 1})["items"][0]
    world.must("decideObjection", "street", [waiting["id"]], {"upheld": False, "words": "评分无误"})
    return waiting["item"]


def objection(world, operation):
    """An objection of the enterprise, as far as the operation needs it; its id."""
    known = world.must("listObjections", "manager", query={"limit": 1})["items"]
    if operation in ("getObjection", "listObjectionEvidence") and known:
        return known[0]["id"]
    body = {"item_kind": "indicator", "item": disputable(world), "grounds": "与事实不符", "evidence": "台账复印件"}
    made = world.must("objectToScore", "manager", [world.known["score_id"]], body)["id"]
    if operation in ("requestRecheck", "decideRecheck"):
        world.must("decideObjection", "street", [made], {"upheld": False, "words": "评分无误"})
    if operation == "decideRecheck":
        world.must("requestRecheck", "manager", [made], {"grounds": "请再核对"})
    return made


def late(world):
    """A sheet of the quarter that is over."""
    return world.must("listSheets", "street", query={"state": "late", "limit": 1})["items"][0]["id"]


# What a `{word}` of a body stands for, and the cycle that a step of one is tried on.
WORDS = {"last_year": free_year, "item": disputable, "without_source": without_source}
FOUND = {"computeCycle": settled, "discloseCycle": disclosable, "finalizeCycle": finalizable}
