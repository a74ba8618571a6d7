"""Who may do what: role x model x action, as plain data.

The three groups hold what stands here and nothing else; ``granting`` sees to it after every
``migrate``. Whoever needs something else makes a group of their own beside them.
"""

from __future__ import annotations

from collections.abc import Mapping

EDITOR, REVIEWER, ADMINISTRATOR = "Editor", "Reviewer", "Administrator"
ROLES = (EDITOR, REVIEWER, ADMINISTRATOR)

FACTS = (
    "parks.district",
    "parks.event",
    "parks.firm",
    "parks.park",
    "parks.product",
    "parks.site",
    "plans.observation",
    "plans.plan",
    "plans.policymeasure",
    "plans.target",
    "plans.verdictoverride",
)
"""What has a state, so that somebody has to publish it."""

GROUNDS = ("plans.area", "plans.metric", "plans.searchnote", "plans.source")
"""What facts rest on."""

JUDGEMENTS = ("plans.computedtie",)
"""What rests on no source and is no fact: public as soon as its author says so."""

RECORDS = (
    "parks.firmpair",
    "parks.firmredirect",
    "plans.dataload",
    "plans.linkcheck",
    "plans.revision",
    "plans.verdictrecord",
)
"""What programs keep: read by all, changed by none."""

UNTOUCHED = (
    "cgt_site.importfile",
    "cgt_site.importjob",
    "cgt_site.importline",
    "parks.firmbits",
    "parks.firmfacet",
    "plans.changeentry",
    "plans.waiting",
)
"""What the database derives from facts and from what is kept; the queue, where the rights to the
facts count; the steps of an import, which are its owner's."""

POLICIES = ("auth.group", "cgt_site.grouppolicy")

READ = frozenset({"view"})
WRITE = READ | {"add", "change"}

EDITOR_MAY: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(FACTS, WRITE),
    **dict.fromkeys(GROUNDS, WRITE),
    **dict.fromkeys((*JUDGEMENTS, *RECORDS), READ),
}
REVIEWER_MAY = {
    **EDITOR_MAY,
    **dict.fromkeys(FACTS, WRITE | {"publish"}),
    **dict.fromkeys(JUDGEMENTS, WRITE),
}
ADMINISTRATOR_MAY = {
    **REVIEWER_MAY,
    **dict.fromkeys(FACTS, WRITE | {"publish", "delete"}),
    **dict.fromkeys((*GROUNDS, *JUDGEMENTS), WRITE | {"delete"}),
    **dict.fromkeys(POLICIES, WRITE | {"delete"}),
    # To delete a person would delete who did what: they are made inactive instead.
    "auth.user": WRITE,
}
MAY: Mapping[str, Mapping[str, frozenset[str]]] = {
    EDITOR: EDITOR_MAY,
    REVIEWER: REVIEWER_MAY,
    ADMINISTRATOR: ADMINISTRATOR_MAY,
}


def codenames(role: str, app: str) -> set[tuple[str, str]]:
    """The permissions of a role in one app, each as model and codename.

    >>> sorted(codenames(EDITOR, "auth"))
    []
    >>> ("firm", "publish_firm") in codenames(REVIEWER, "parks")
    True
    """
    return {
        (model, f"{action}_{model}")
        for label, actions in MAY[role].items()
        for label_app, model in [label.split(".")]
        if label_app == app
        for action in actions
    }
