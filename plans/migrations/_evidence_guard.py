"""What the migrations of both apps do to each kind of fact for the evidence guard."""

import json

from django.db import migrations, models

CITED = ["source_id", "locator"]


def fields_and_rules(facts):
    """The new column of each kind of fact, and that a locator of blanks is none."""
    for name in facts:
        yield migrations.AddField(
            name,
            "reread_at",
            models.DateTimeField(
                "read again",
                blank=True,
                help_text=(
                    "When somebody last read the place in the source again and found it so."
                ),
                null=True,
            ),
        )
        rule = f"{name}_says_where_in_the_source"
        yield migrations.RemoveConstraint(name, rule)
        yield migrations.AddConstraint(
            name,
            models.CheckConstraint(
                condition=models.Q(("locator__regex", r"[^[:space:]\u3000]")),
                name=rule,
                violation_error_message="Say where in the source it stands.",
            ),
        )


def guarded(table, label, figures, pk="id", others=()):
    """Guard the columns of a table. ``others``: further guards, each with a citation of its own."""
    guards = [{"figures": figures, "citation": CITED}, *others]
    return migrations.RunSQL(
        [("SELECT guard_figures(%s, %s, %s, %s)", [table, label, json.dumps(guards), pk])],
        [("SELECT guard_figures_no_more(%s)", [table])],
    )
