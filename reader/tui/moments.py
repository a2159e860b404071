"""How moments are told on the screen."""

from __future__ import annotations

from datetime import datetime, timedelta

from reader.translation import _


def this_moment() -> datetime:
    """Now, in the time zone one is in."""
    return datetime.now().astimezone()


def saved(moment: str, now: str) -> str:
    """The moment of a save: to the second where it was today, else the day; both in ISO 8601, empty where there is none."""
    then, today = (datetime.fromisoformat(one or now).astimezone() for one in (moment, now))
    if not moment or then.date() != today.date():
        return when(moment, today)
    return f"{then:%H:%M:%S}"


def when(moment: str, now: datetime) -> str:
    """The time where it was today, yesterday, the day of this year, or the date; `moment` in ISO 8601 or empty."""
    if not moment:
        return ""
    then = datetime.fromisoformat(moment).astimezone(now.tzinfo)
    if then.date() == now.date():
        return _("today {time}").format(time=f"{then:%H:%M}")
    if then.date() == now.date() - timedelta(days=1):
        return _("yesterday")
    return f"{then:%m-%d}" if then.year == now.year else f"{then:%Y-%m-%d}"
