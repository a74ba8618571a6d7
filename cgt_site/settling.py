"""What has to be found out anew once facts came in from files, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from parks.models import Firm
from parks.models.pairs import find_pairs
from plans.history import record_verdicts


def settle(models: Iterable[type[Model]]) -> int:
    """Keep the verdicts that changed, and give their number. ``models``: whose rows came in.

    Where firms did, the quality desk learns which of them are likely one.
    """
    if Firm in models:
        find_pairs()
    return len(record_verdicts(timezone.localdate()))
