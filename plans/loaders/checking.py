"""Everything that the files must keep, beyond the form of each cell. No database is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from plans.loaders.data import DataSet
from plans.loaders.kinds import quoted
from plans.loaders.problems import Problem, Problems
from plans.loaders.reading import read_folders
from plans.loaders.rules import Judge, RowRule, Rules
from plans.loaders.sheets import BAD, Sheet
from plans.loaders.tables import Column, Tables


def check(data: DataSet, rules: Rules, problems: Problems) -> None:
    """Add every problem of keys, references, repetitions and rules to ``problems``."""
    repetitions = list(_repetitions(data.tables))
    data.look_behind([*rules.reads(), *((r.table, name) for r in repetitions for name in r.reads)])
    for sheet in data.sheets.values():
        for problem in _twice(data, sheet):
            problems.add(problem)
        for column in sheet.table.columns:
            if column.refers_to and column.name in sheet.columns:
                for problem in _astray(data, sheet, column):
                    problems.add(problem)
    for rule in (*repetitions, *rules.always):
        for problem in rule.broken(data):
            problems.add(problem)


def check_folders(folders: Sequence[Path], tables: Tables, rules: Rules) -> Problems:
    """Check files that stand alone, as a whole data set where they are one."""
    problems = Problems()
    data = DataSet(tables, read_folders(folders, tables, problems))
    check(data, rules, problems)
    for problem in incomplete(data, rules):
        problems.add(problem)
    return problems


def incomplete(data: DataSet, rules: Rules) -> Iterator[Problem]:
    """What keeps the files from being a whole data set."""
    for rule in rules.complete:
        yield from rule.broken(data)


def _twice(data: DataSet, sheet: Sheet) -> Iterator[Problem]:
    """Keys that an earlier row has already."""
    keys = sheet.keys()
    if len(set(keys)) == len(keys):
        return
    places = data.places(sheet.table.name)
    for row, key in enumerate(keys):
        if places[key] != row and not is_bad(key):
            line = sheet.lines[places[key]]
            said = _("%(key)s is the key of line %(line)d too.")
            parts = {"key": key_words(key), "line": line}
            yield sheet.problem(row, said % parts, sheet.table.key[-1])


def _astray(data: DataSet, sheet: Sheet, column: Column) -> Iterator[Problem]:
    """References to rows that there are not."""
    if column.within and column.within not in sheet.columns:
        return
    references = data.references(sheet, column)
    there = data.sheets.get(column.refers_to)
    if there is not None and not there.is_whole:
        return  # it may well be in a row that could not be read
    keys = {key for key in set(references) if key is not None and not is_bad(key)}
    unknown = keys - data.places(column.refers_to).keys() - data.behind(column.refers_to).keys()
    if not unknown:
        return
    file = data.tables[column.refers_to].file
    if column.refers_to not in data.sheets and data.background.is_nothing:
        said = _("holds keys of %(file)s, which is in none of the folders.")
        yield Problem(sheet.file, said % {"file": file}, column=column.name)
        return
    if data.background.is_nothing:
        said = _("there is no %(key)s in %(file)s.")
    else:
        said = _("there is no %(key)s in %(file)s, nor in the database.")
    for row, key in enumerate(references):
        if key in unknown:
            parts = {"key": key_words(key), "file": file}
            yield sheet.problem(row, said % parts, column.name)


def _repetitions(tables: Tables) -> Iterator[RowRule]:
    """For each column that repeats another: the rule that both say the same."""
    for table in tables:
        for column in table.columns:
            if column.repeats:
                reference = column.repeats.partition(".")[0]
                there = tables[table.by_name[reference].refers_to]
                yield RowRule(
                    table.name,
                    (column.name, column.repeats, reference),
                    _says_the_same(there.file),
                    at=column.name,
                )


def _says_the_same(file: str) -> Judge:
    def judge(here: str, there: str | None, key: str) -> str | None:
        if here == (there or ""):
            return None
        said = _("%(here)s differs from %(file)s, which has %(there)s for %(key)s.")
        parts = {"here": quoted(here), "file": file, "there": quoted(there or ""), "key": key}
        return said % parts

    return judge


def is_bad(key: object) -> bool:
    return key is BAD or (isinstance(key, tuple) and BAD in key)


def key_words(key: object) -> str:
    """A key in a message: a target's is its plan's and its own.

    >>> print(key_words("simz"), key_words(("cell-therapy-2022-2024", "clusters")))
    "simz" "cell-therapy-2022-2024/clusters"
    """
    return quoted("/".join(key) if isinstance(key, tuple) else str(key))
