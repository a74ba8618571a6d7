"""The way from a list to its files."""

from typing import Any

from django import template
from django.template import Context

from cgt_site.catalogue import file_links
from cgt_site.templatetags.ui import query_of
from plans.views.files import PAGING

register = template.Library()


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(context: Context, name: str) -> dict[str, Any]:
    """The list of the page as files, for the same query: ``{% downloads "parks:firms" %}``."""
    query = query_of(context)
    for parameter in PAGING:
        query.pop(parameter, None)
    return {"links": file_links(name, query.urlencode())}
