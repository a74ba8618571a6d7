"""What is drawn, as plain data: the one description that both renderers read.

``charts.js`` hands it to Plotly, ``plans.charts.svg`` writes it as SVG. Neither gets numbers
from anywhere else, so a chart cannot show two different ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

Trace = Mapping[str, Any]
"""A trace in the words of Plotly: dates are dates, numbers floats."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Traces and layout in the words of Plotly, as far as the builders speak it."""

    traces: Sequence[Trace]
    layout: Mapping[str, Any]

    @property
    def height(self) -> int:
        """Pixels from top to bottom, whatever the width."""
        return int(self.layout["height"])

    @property
    def figure(self) -> "go.Figure":
        """The same as a figure of Plotly, which refuses what it does not know.

        For tests: checking costs more than drawing.
        """
        import plotly.graph_objects as go  # a twentieth of a second that no page needs

        return go.Figure(data=[dict(trace) for trace in self.traces], layout=dict(self.layout))
