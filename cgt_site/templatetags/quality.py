"""The first part of the editors' first page."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from cgt_site.quality import lines

register = template.Library()


@register.inclusion_tag("admin/quality_desk.html", takes_context=True)
def quality_desk(context: Context) -> dict[str, Any]:
    """What needs care, of what the editor may see; nothing for who may see none of it."""
    return {"lines": lines(context["user"], timezone.localdate())}
