"""What the addresses of sources answered when they were last asked."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from plans.choices import LinkProblem
from plans.models.facts import one_of
from plans.models.sources import Source


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def failed(self) -> Self:
        """Keep the addresses that did not answer with a page."""
        return self.filter(ok=False)


class LinkCheck(models.Model):
    """The last look at a source's address: it goes with its source, being no fact itself."""

    source = models.OneToOneField(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="link_check"
    )
    checked_at = models.DateTimeField(_("checked at"), db_index=True)
    status = models.PositiveSmallIntegerField(
        _("answer"), null=True, blank=True, help_text=_("The status code of HTTP, such as 404.")
    )
    problem = models.CharField(_("problem"), max_length=13, choices=LinkProblem, blank=True)
    final_url = models.TextField(
        _("address in the end"), help_text=_("Where its redirects lead; else the address itself.")
    )
    ok = models.GeneratedField(
        expression=Case(
            When(status__gte=200, status__lt=300, then=Value(True)), default=Value(False)
        ),
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("works"),
    )

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")
        ordering = ["-checked_at", "pk"]
        constraints = [
            one_of("link_check_problem_is_known", "problem", LinkProblem, blank=True),
            models.CheckConstraint(
                name="link_check_has_an_answer_or_a_problem",
                condition=Q(status__isnull=False, problem="") | (Q(status=None) & ~Q(problem="")),
                violation_error_message=_("There was an answer or there was none."),
            ),
            models.CheckConstraint(
                name="link_check_answer_is_one_of_http",
                condition=Q(status=None) | Q(status__gte=100, status__lte=999),
                violation_error_message=_("There is no such answer in HTTP."),
            ),
            models.CheckConstraint(
                name="link_check_says_where_it_led",
                condition=~Q(final_url=""),
                violation_error_message=_("Say which address was asked in the end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.key} ({self.checked_at:%Y-%m-%d}): {self.status or self.problem}"
