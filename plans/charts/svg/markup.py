"""Elements of SVG as text. Whatever is put into one is escaped here and nowhere else."""

import html


class Markup(str):
    """Text that is markup already. Only ``element`` and ``joined`` make it.

    Templates print it as it is (``__html__`` is what Django asks for).
    """

    __slots__ = ()

    def __html__(self) -> str:
        return self


Attribute = str | float | None


def number(value: float) -> str:
    """Write a coordinate: hundredths of a pixel are seen by nobody.

    >>> number(12.50), number(3), number(-0.001)
    ('12.5', '3', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, *children: str, **attributes: Attribute) -> Markup:
    """Write an element; an attribute of None is left out.

    >>> element("text", "R&D", font_size=12, class_="a", x=None)
    '<text font-size="12" class="a">R&amp;D</text>'
    """
    said = "".join(
        f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None
    )
    inside = joined(*children)
    return Markup(f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>")


def joined(*parts: str) -> Markup:
    """Put markup and texts one after another; texts are escaped."""
    return Markup(
        "".join(part if isinstance(part, Markup) else html.escape(part) for part in parts)
    )


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return html.escape(value) if isinstance(value, str) else number(value)
