"""Where a changelist leads to imports and exports."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from cgt_site.importing.access import may_import, table_of

register = template.Library()


@register.simple_tag(takes_context=True)
def shipped_form(context: dict[str, Any], listed: Any) -> dict[str, str]:
    """Addresses that bring and take the rows of a changelist; none for a table without a form."""
    table = table_of(listed.model)
    if table is None or listed.is_popup:
        return {}
    asked = listed.get_query_string(remove=["p", "all"])
    links = {
        form: reverse(f"importing:take_{form}", args=[table.name]) + asked
        for form in ("csv", "xlsx")
    }
    if may_import(context["request"].user, table):
        links["bring"] = reverse("importing:bring_table", args=[table.name])
    return links
