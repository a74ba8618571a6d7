"""Which shipped data this database has taken in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataLoad(models.Model):
    """A set of data files that was loaded, so that a later start does not undo an editor's work."""

    digest = models.CharField(_("SHA-256 of the files"), max_length=64, unique=True)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("data load")
        verbose_name_plural = _("data loads")
        ordering = ["-loaded_at"]

    def __str__(self) -> str:
        return f"{self.digest[:12]} ({self.loaded_at:%Y-%m-%d %H:%M})"
