"""Sources: the documents that every fact rests on."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.choices import ObservationKind, SourceKind, SourceLanguage
from plans.domain.asof import reading_day
from plans.domain.citations import Citation
from plans.domain.dates import PartialDate
from plans.models.fields import KeyField, LastDay, PartialDateField
from plans.models.searching import NAMES, TEXTS, SearchQuerySet, folded_column, search_indexes


class SourceQuerySet(SearchQuerySet["Source"]):
    search_columns = (NAMES, TEXTS)

    def seen(self) -> Self:
        return self.public()

    def known_on(self, day: dt.date) -> Self:
        """Keep what a reader could have read on ``day``."""
        return self.filter(known_from__lte=day)

    def public(self) -> Self:
        """Keep what a reader may know: all of them, or those of the day that is read as of."""
        day = reading_day()
        return self.all() if day is None else self.known_on(day)

    def newest_first(self) -> Self:
        """Order by the day a reader could know it, newest first."""
        return self.order_by("-known_from", "key")


class Source(models.Model):
    """One published document. Two addresses of one document are one source."""

    key = KeyField(unique=True)
    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("The headline; our English rendering where the original is Chinese."),
    )
    title_original = models.CharField(_("original title"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    published_on = PartialDateField(
        _("published on"),
        null=True,
        blank=True,
        help_text=_(
            "2024, 2024-07 or 2024-07-30: only as precise as the source. Empty if unknown."
        ),
    )
    retrieved_on = models.DateField(_("retrieved on"), help_text=_("The day it was read."))
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day its address was last seen to work."),
    )
    url = models.URLField(_("address"), max_length=500)
    language = models.CharField(_("language"), max_length=2, choices=SourceLanguage)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=SourceKind,
        help_text=_("Who speaks. It decides how much weight a figure has when sources differ."),
    )
    origin = models.ForeignKey(
        "self",
        verbose_name=_("copy of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text=_("The document that it republishes or translates. A copy is no second opinion."),
    )
    note = models.TextField(_("note"), blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)
    known_from = models.GeneratedField(
        expression=Coalesce(LastDay("published_on"), F("retrieved_on")),
        output_field=models.DateField(),
        db_persist=True,
        verbose_name=_("known from"),
    )
    """The first day a reader could know it: the last day of its publication date, or else the
    day it was retrieved."""

    search_names = folded_column("title", "title_original")
    search_texts = folded_column("publisher", "key")

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        indexes = [
            models.Index(F("known_from").desc(), "key", name="source_newest"),
            models.Index("retrieved_on", name="source_read"),  # every page names the newest day
            *search_indexes("source", (NAMES, TEXTS)),
        ]
        constraints = [
            models.CheckConstraint(
                name="source_kind_is_known",
                condition=Q(kind__in=SourceKind.values),
                violation_error_message=_("There is no such kind of source."),
            ),
            models.CheckConstraint(
                name="source_language_is_known",
                condition=Q(language__in=SourceLanguage.values),
                violation_error_message=_("There is no such language."),
            ),
            models.CheckConstraint(
                name="source_has_title_and_publisher",
                condition=~Q(title="") & ~Q(publisher=""),
                violation_error_message=_("A source needs a title and a publisher."),
            ),
            models.CheckConstraint(
                name="source_address_is_a_web_address",
                condition=Q(url__regex=r"^https?://[^/]+"),
                violation_error_message=_("The address starts with http:// or https://."),
            ),
            models.CheckConstraint(
                name="source_is_no_copy_of_itself",
                condition=~Q(origin=F("id")),
                violation_error_message=_("A source cannot be a copy of itself."),
            ),
            models.UniqueConstraint(
                # http or https, www, a trailing slash and a fragment make no other document.
                Func(
                    F("url"),
                    Value(r"^https?://(www\.)?|/?(#.*)?$"),
                    Value(""),
                    Value("g"),
                    function="regexp_replace",
                    output_field=models.TextField(),
                ),
                name="source_address_only_once",
                violation_error_message=_("There is a source with this address already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})"

    def get_absolute_url(self) -> str:
        return reverse("plans:source_detail", args=[self.key])

    def clean(self) -> None:
        """A source stays younger than the periods it reports (a trigger holds it, too)."""
        published = self.published_on
        known = published.last_day if isinstance(published, PartialDate) else self.retrieved_on
        if not self.pk or not known:
            return
        too_late = self.observations.filter(period_end__gt=known)
        observation = too_late.exclude(kind=ObservationKind.FORECAST).first()
        if observation:
            reason = _("Its figure “%(key)s” is for a period that ends later, on %(day)s.")
            words = {"key": observation.key, "day": observation.period_end}
            raise ValidationError({"published_on": ValidationError(reason, params=words)})

    def cited_at(self, locator: str) -> Citation:
        """This source, at one place in it."""
        return Citation(
            source_key=self.key,
            title=self.title,
            publisher=self.publisher,
            published=self.published_on,
            locator=locator,
            url=self.url,
            language=self.language,
            kind=self.kind,
            title_original=self.title_original,
        )
