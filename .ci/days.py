"""Values of a body that depend on the day on which it is sent."""

import datetime


def told(word):
    """The value for a `{word}` of time; `None` for a word of anything else."""
    now = datetime.datetime.now(datetime.UTC)
    # The last quarter that is over.
    year, before = divmod(now.year * 4 + (now.month - 1) // 3 - 1, 4)
    return {
        "tomorrow": (now + datetime.timedelta(days=1)).isoformat(timespec="seconds"),
        "next_week": (now + datetime.timedelta(days=7)).date().isoformat(),
        "long_ago": (now - datetime.timedelta(days=200)).date().isoformat(),
        "just_now": now.isoformat(timespec="seconds"),
        "year_over": year,
        "quarter_over": before + 1,
    }.get(word)
