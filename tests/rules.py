"""How a test breaks a rule of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction


@contextmanager
def refused_by(rule: str, *, naming: str = "") -> Iterator[None]:
    """Expect the database to refuse what happens inside, by ``rule``, and to name the culprit."""
    with pytest.raises(DatabaseError, match=f'"{rule}"') as refusal, _to_its_end():
        yield
    assert naming in str(refusal.value)


@contextmanager
def _to_its_end() -> Iterator[None]:
    """A transaction of its own, with the rules that wait for its end."""
    connection.check_constraints()  # what the rows given before still have to pass
    with transaction.atomic():
        yield
        connection.check_constraints()
