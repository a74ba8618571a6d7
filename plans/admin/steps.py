"""What a source says so far, and what is to be done next: on its form, once it is saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Model, Q, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.choices import PublicationState
from plans.models import Fact, Source


@dataclass(frozen=True, slots=True)
class Said:
    """Facts of one kind that rest on the source: how many in each state, and the list of them."""

    kind: str
    states: Sequence[tuple[str, int]]
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next. ``url`` is "" where the form below is the place."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    said: Sequence[Said]
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class _Tally:
    model: type[Fact]
    state: PublicationState
    number: int
    in_english_alone: int


def steps_after(request: HttpRequest, source: Source) -> Steps:
    """One query, however much the source says."""
    tallies = [
        tally
        for tally in _tallies(source)
        if request.user.has_perm(
            f"{tally.model._meta.app_label}.view_{tally.model._meta.model_name}"
        )
    ]
    return Steps(_said(source, tallies), list(_steps(source, tallies)))


def _tallies(source: Source) -> Iterator[_Tally]:
    kinds = [model for model in apps.get_models() if issubclass(model, Fact)]
    kinds.sort(key=lambda model: model._meta.app_label != Source._meta.app_label)  # figures first
    counts = [
        model._default_manager.filter(source=source)
        .order_by()
        .annotate(place=Value(place))
        .values("place", "state")
        .annotate(n=Count("pk"), bare=Count("pk", filter=_in_english_alone(model)))
        .values_list("place", "state", "n", "bare")
        for place, model in enumerate(kinds)
    ]
    for place, state, number, bare in sorted(counts[0].union(*counts[1:], all=True)):
        yield _Tally(kinds[place], PublicationState(state), number, bare)


def _in_english_alone(model: type[Model]) -> Q:
    """Whether a text of a row has no twin in Chinese yet."""
    names = {field.name for field in model._meta.concrete_fields}
    lacking = Q(pk__in=[])
    for chinese in sorted(name for name in names if name.endswith("_zh")):
        stem = chinese.removesuffix("_zh")
        english = stem if stem in names else f"{stem}_en"
        lacking |= Q(**{chinese: ""}) & ~Q(**{english: ""})
    return lacking


def _said(source: Source, tallies: Sequence[_Tally]) -> list[Said]:
    said: dict[type[Fact], list[tuple[str, int]]] = {}
    for tally in tallies:
        said.setdefault(tally.model, []).append((str(tally.state.label), tally.number))
    return [
        Said(str(capfirst(model._meta.verbose_name_plural)), states, _list_of(model, source))
        for model, states in said.items()
    ]


def _list_of(model: type[Fact], source: Source) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return f"{reverse(name)}?source__id__exact={source.pk}"


def _steps(source: Source, tallies: Sequence[_Tally]) -> Iterator[Step]:
    """What is lacking first, then who has it in hand, then the next article."""
    if not source.published_on:
        yield Step(
            _("It has no day of publication: readers take it for known from its reading on.")
        )
    if not tallies:
        yield Step(_("Nothing is entered from it yet: add its figures and facts below."))
    if bare := sum(tally.in_english_alone for tally in tallies):
        said = ngettext(
            "%(n)d record stands in English alone.", "%(n)d records stand in English alone.", bare
        )
        yield Step(said % {"n": bare})
    drafts = _number(tallies, PublicationState.DRAFT)
    if drafts:
        said = ngettext(
            "%(n)d draft is to be handed to review.",
            "%(n)d drafts are to be handed to review.",
            drafts,
        )
        yield Step(said % {"n": drafts}, reverse("queue"))
    waiting = _number(tallies, PublicationState.IN_REVIEW)
    if waiting:
        said = ngettext(
            "%(n)d record waits for a second reader.",
            "%(n)d records wait for a second reader.",
            waiting,
        )
        yield Step(said % {"n": waiting}, reverse("queue"))
    yield Step(_("Enter the next article"), reverse("admin:plans_source_add"))


def _number(tallies: Sequence[_Tally], state: PublicationState) -> int:
    return sum(tally.number for tally in tallies if tally.state == state)
