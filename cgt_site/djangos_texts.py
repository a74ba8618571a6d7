"""Texts of Django's own admin that its Chinese catalogue lacks: ours has them, and goes first.

They are named here, and nowhere else in our code, so that the catalogue keeps them. What a new
edition of Django translates itself may leave the list.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

TOO_SHORT = ngettext_lazy(
    "This password is too short. It must contain at least %d character.",
    "This password is too short. It must contain at least %d characters.",
)
LACKING = (
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("Error:"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
)
