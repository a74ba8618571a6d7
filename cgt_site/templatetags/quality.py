"""The first part of the editors' first page."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from cgt_site.quality import lines
from cgt_site.queue import Desk

register = template.Library()


@register.inclusion_tag("admin/quality_desk.html", takes_context=True)
def quality_desk(context: Context) -> dict[str, Any]:
    """What needs care, of what the editor may see; nothing for who may see none of it."""
    return {"lines": lines(context["user"], timezone.localdate())}


@register.inclusion_tag("admin/queue_counts.html", takes_context=True)
def review_queue(context: Context) -> dict[str, Any]:
    """What waits for review, of what the editor may see: one query, and one for who may approve."""
    desk = Desk(context["request"])
    return {"counts": desk.counts() if desk.kinds else None}
