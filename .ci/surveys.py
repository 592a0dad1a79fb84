"""The bodies around a survey of residents, which is drawn anew for each operation."""

import datetime

# Besides `sampleSurvey`, they need a survey or a link that is there.
OPERATIONS = {"sampleSurvey", "issueSurveyLinks", "openSurveyLink", "answerSurveyByLink"}


def unasked_cycle(world):
    """A cycle that is open, without a survey of the known estate: what was asked before is cancelled."""
    cycle = world.one("listCycles", query={"state": "open"})["id"]
    asked = {"cycle_id": cycle, "estate_id": world.known["estate_id"], "limit": 100}
    for survey in world.must("listSurveys", "district", query=asked)["items"]:
        if survey["state"] != "cancelled":
            world.must("cancelSurvey", "district", [survey["id"]], {"reason": "重新抽样"})
    return cycle


def body(world, operation):
    """A body that the operation accepts."""
    if operation == "sampleSurvey":
        closes = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
        own = {"cycle_id": unasked_cycle(world), "closes_at": closes.isoformat(timespec="seconds")}
        return {**world.example(operation), **own}
    links = {"premises_ids": [world.known["premises_id"]]}
    if operation == "issueSurveyLinks":
        return links
    made = world.must("issueSurveyLinks", "community", world.path("getSurvey"), links)
    return {**world.example(operation), "secret": made["items"][0]["secret"]}
