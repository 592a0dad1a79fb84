"""Rating cycles for the checks: room for another year, a report to be signed, a late sheet, and results that are public."""

import datetime
import os
import sqlite3
import uuid
from pathlib import Path


def free_year(world):
    """The first day of the last year, in which no cycle of the district stands any more."""
    for state in ("planned", "open", "scoring", "computed"):
        query = {"kind": "year", "state": state, "limit": 100}
        for cycle in world.must("listCycles", "district", query=query)["items"]:
            world.must("cancelCycle", "district", [cycle["id"]], {"reason": "改期"})
    return f"{datetime.date.today().year - 1}-01-01"


def known(world):
    """The cycle that is open, the enterprise's own report in it, and a score of the one whose results are public."""
    sheet = world.must("listSheets", "manager", query={"state": "drafted", "limit": 1})["items"][0]
    score = world.must("listScores", "district", [disclosed(world)], query={"limit": 1})["items"][0]
    return {"cycle_id": sheet["cycle_id"], "sheet_id": sheet["id"], "score_id": score["id"]}


def disclosed(world):
    """The cycle of the demo neighbourhood that was computed, its results shown to everyone; its id."""
    for state in ("disclosed", "computed"):
        found = world.must("listCycles", "admin", query={"state": state, "limit": 1})["items"]
        if found:
            break
    if state == "computed":
        disclose(found[0]["id"])
    return found[0]["id"]


def disclose(cycle):
    """Shows the results of a computed cycle."""
    with sqlite3.connect(Path(os.environ["CI_WORK"]) / "ci.db", timeout=30) as database:
        shown = "UPDATE rating_cycle SET state = 'disclosed' WHERE id = ?"
        database.execute(shown, [uuid.UUID(cycle).bytes])


def settled(world):
    """A cycle that is being scored and waits for no sheet: that of a street without estates."""
    street = {"level": "street", "name": world.maker("word"), "parent_id": world.maker("district")}
    area = world.must("createArea", "admin", body=street)["id"]
    cycle = world.must("planCycle", "district", body={**world.body("planCycle"), "area_id": area})["id"]
    for step in ("openCycle", "startScoring"):
        world.must(step, "district", [cycle])
    return cycle


def ready(world, operation, cycle):
    """An opened cycle, or the enterprise's report in it that can be signed; its id."""
    world.must("openCycle", "district", [cycle])
    if operation == "startScoring":
        return cycle
    sheet = world.must("listSheets", "manager", query={"cycle_id": cycle, "limit": 1})["items"][0]["id"]
    world.must("fillSheet", "manager", [sheet], {"remarks": "自评报告"})
    return sheet


def late(world):
    """A sheet of the quarter that is over."""
    return world.must("listSheets", "street", query={"state": "late", "limit": 1})["items"][0]["id"]
