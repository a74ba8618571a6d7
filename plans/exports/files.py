"""A list as a file that streams: all its rows, or a transfer that visibly breaks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from plans.exports.rows import Pieces, Rows, csv_line
from plans.exports.slots import a_slot

BYTE_ORDER_MARK = "\ufeff".encode()
"""Without it Excel takes UTF-8 for something else and garbles Chinese names."""

SHORT = 5_000
"""Rows up to which a file is made whole before it is sent: a few megabytes. What goes wrong then
is an answer of its own."""

PIECE = 64 * 1024
"""Bytes that are sent at once."""

LAST_WORDS = b'\n"THIS FILE IS NOT COMPLETE: it broke off here. Please take it again.'
"""What a CSV file ends with where a row could not be read, since some servers (granian is one)
end the transfer then as if all were well. The quote stays open: programs refuse such a file.
JSON needs none: it ends before its closing brackets."""


class MiscountError(Exception):
    """There are not as many rows as were counted."""


def csv_file(rows: Rows, count: int) -> Pieces:
    """UTF-8 with a header line, quoted as RFC 4180 has it."""
    yield BYTE_ORDER_MARK + csv_line(column.name for column in rows.columns)
    try:
        yield from counted(rows.csv_lines(), count)
    except Exception:
        yield LAST_WORDS
        raise


def json_file(rows: Rows, count: int) -> Pieces:
    """``{"count": n, "results": [...]}``, a row on a line."""
    yield b'{"count": %d, "results": [' % count
    with closing(counted(rows.json_objects(), count)) as lines:
        for place, line in enumerate(lines):
            yield (b",\n" if place else b"\n") + line
    yield b"\n]}\n"


def counted(lines: Pieces, count: int) -> Pieces:
    """The same lines, if they are as many as was said.

    Like everything here it closes what it reads from: a COPY that is left open would hold the
    connection for ever.
    """
    came = 0
    with closing(lines):
        for line in lines:
            came += 1
            yield line
    if came != count:
        raise MiscountError(f"{came} rows came of {count}")


def in_pieces(lines: Pieces) -> Pieces:
    """Join lines to pieces; the first goes out at once, and what came before an error as well."""
    waiting: list[bytes] = []
    size = PIECE
    try:
        for line in lines:
            waiting.append(line)
            size += len(line)
            if size >= PIECE:
                yield b"".join(waiting)
                waiting, size = [], 0
    except Exception:
        yield b"".join(waiting)
        raise
    if waiting:
        yield b"".join(waiting)


class Held:
    """Pieces that let go of what they need: at their end, or where they break off."""

    def __init__(self, pieces: Pieces, needs: ExitStack) -> None:
        self._pieces, self._needs = pieces, needs

    def __iter__(self) -> Held:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration:
            self._needs.close()
            raise
        except BaseException as problem:
            self._needs.__exit__(type(problem), problem, problem.__traceback__)
            raise

    def close(self) -> None:
        """The server is done with it, or the reader has gone: nothing is committed."""
        self._pieces.close()
        self._needs.__exit__(GeneratorExit, GeneratorExit(), None)


def sent(rows: Rows, write: Callable[[Rows, int], Pieces]) -> HttpResponseBase:
    """The file that ``write`` makes of the rows. ``BusyError``: not just now."""
    with ExitStack() as needs:
        needs.enter_context(rows.moment())
        count = rows.count()
        lines = needs.enter_context(closing(write(rows, count)))
        if count <= SHORT:
            return HttpResponse(b"".join(lines))
        needs.enter_context(a_slot())
        return StreamingHttpResponse(Held(in_pieces(lines), needs.pop_all()))
