"""From dates and numbers to places in the picture."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear axis. ``low`` and ``high`` may be dates: they are counted in days."""

    low: float
    high: float

    @classmethod
    def of(cls, axis: Mapping[str, Any]) -> "Scale":
        low, high = axis["range"]
        return cls(measured(low), measured(high))

    def share(self, place: float | dt.date) -> float:
        """How far along the axis, 0 to 1.

        >>> Scale(0, 200).share(50)
        0.25
        """
        return (measured(place) - self.low) / (self.high - self.low)


def measured(place: float | dt.date) -> float:
    return place.toordinal() if isinstance(place, dt.date) else float(place)


@dataclass(frozen=True, slots=True)
class Frame:
    """The plotting area: both axes, and where it starts and ends from top to bottom."""

    across: Scale
    upward: Scale
    top: float
    bottom: float

    @classmethod
    def of(cls, layout: Mapping[str, Any], upward: str = "yaxis") -> "Frame":
        """``upward`` names the value axis: there may be a ``yaxis2`` on the right."""
        margin = layout["margin"]
        bottom = layout["height"] - margin["b"]
        return cls(Scale.of(layout["xaxis"]), Scale.of(layout[upward]), margin["t"], bottom)

    def y(self, value: float) -> float:
        """The pixel of a value, counted from the top of the picture."""
        return self.bottom - self.upward.share(value) * (self.bottom - self.top)
