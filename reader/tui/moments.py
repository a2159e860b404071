"""How moments are told on the screen."""

from __future__ import annotations

from datetime import datetime, timedelta

from reader.translation import _


def this_moment() -> datetime:
    """Now, in the time zone one is in."""
    return datetime.now().astimezone()


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
