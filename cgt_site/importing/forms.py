"""The form that takes files: each becomes that of a table, by its name or by the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cgt_site.importing.brought import MOST_BYTES
from plans.loaders.tables import Table

ENDS = (".csv", ".txt", ".tsv", ".xlsx")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = FilesInput(attrs={"accept": ",".join(ENDS), "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given or [None]]


class UploadForm(forms.Form):
    brought = FilesField(label=_("Files"), allow_empty_file=True)

    def __init__(
        self, *args: Any, tables: Sequence[Table], table: Table | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tables = {each.name: each for each in tables}
        self.table = table
        if table is not None:
            self.fields["brought"].label = _("File")
            self.fields["brought"].widget.attrs.pop("multiple")

    def clean_brought(self) -> list[tuple[str, str, bytes]]:
        """The name, the table and the bytes of each file."""
        found: dict[str, tuple[str, str, bytes]] = {}
        for file in self.cleaned_data["brought"]:
            name = str(file.name)
            table = self.table.name if self.table else PurePath(name).stem.lower()
            self._refuse(name, table, file.size or 0)
            if table in found:
                raise forms.ValidationError(_("Bring one file for each table."))
            found[table] = (name, table, file.read())
        return list(found.values())

    def _refuse(self, name: str, table: str, size: int) -> None:
        if not name.lower().endswith(ENDS):
            said = _("%(name)s: bring CSV or XLSX.")
            raise forms.ValidationError(said, params={"name": name})
        if table not in self.tables:
            raise forms.ValidationError(
                _("%(name)s is named after none of the tables that you may change: %(tables)s."),
                params={"name": name, "tables": ", ".join(self.tables)},
            )
        if size > MOST_BYTES:
            raise forms.ValidationError(
                _("%(name)s is larger than %(n)d MB. Split it, and bring the parts one by one."),
                params={"name": name, "n": MOST_BYTES // 1024 // 1024},
            )
