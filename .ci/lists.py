"""Red and black lists for the checks: the one that waits to be published, and new ones of another cycle."""

import cycles


def of_lists(world, over):
    """The listings on lists that are proposed, whose time for objections is over or is not."""
    found = world.must("listListings", "district", query={"limit": 100})["items"]
    return [one for one in found if one["list_state"] == "proposed" and cycles.is_over(one) == over]


def listable(world):
    """A final cycle without a list, which is made final first where it is not; its id."""
    cycle = cycles.finalizable(world)
    world.call("finalizeCycle", "district", [cycle], {"confirm_without_source": cycles.without_source(world)})
    for proposed in {one["list_id"] for one in of_lists(world, False)}:
        world.must("withdrawList", "district", [proposed], {"reason": "重新拟定"})
    return cycle


def proposed(world):
    """A new list; its id."""
    return world.must("proposeList", "district", body=world.body("proposeList"))["id"]


def due(world):
    """The list of the demo neighbourhood that can be published, or was."""
    waiting = of_lists(world, True)
    return waiting[0]["list_id"] if waiting else published(world)


def published(world):
    """A list that everyone may read; its id."""
    found = world.must("listLists", "resident", query={"limit": 1})["items"]
    if found:
        return found[0]["id"]
    waiting = due(world)
    world.must("publishList", "district2", [waiting])
    return waiting


def listing(world):
    """What is on a new list; its id."""
    made = proposed(world)
    return world.must("listListings", "manager", query={"list_id": made, "limit": 1})["items"][0]["id"]


def disputed(world):
    """What is on a new list, and objected to; its id."""
    made = listing(world)
    world.must("objectToListing", "manager", [made], {"grounds": "与事实不符", "evidence": "台账复印件"})
    return made


WORDS = {"final": listable}
FOUND = {
    "publishList": due,
    "withdrawList": proposed,
    "getList": published,
    "getListProposal": proposed,
    "getListing": listing,
    "objectToListing": listing,
    "attachToListing": listing,
    "listListingEvidence": listing,
    "decideListing": disputed,
}
