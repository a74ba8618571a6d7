"""How long a policy measure is valid: always a sign and a word, never colour alone."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from plans.choices import Validity

register = template.Library()

SIGNS = {
    Validity.OPEN: "✓",
    Validity.END_NOT_STATED: "?",
    Validity.NOT_YET: "→",
    Validity.EXPIRED: "✕",
}


@register.simple_tag
def validity(value: str) -> SafeString:
    """``{% validity row.validity %}``"""
    said = Validity(value)
    return format_html(
        '<span class="validity validity--{}"><span class="validity__sign" aria-hidden="true">{}'
        "</span>{}</span>",
        said.value,
        SIGNS[said],
        said.label,
    )
