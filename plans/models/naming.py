"""What a record is called where the desk names it: in the language of the editor."""

from __future__ import annotations

from django.utils.translation import get_language

from plans.domain.texts import Twin


def called(english: str, chinese: str) -> str:
    """The name in the language that is read; the other one where that is not known."""
    name, _language = Twin(english, chinese).pick(get_language() or "en")
    return name
