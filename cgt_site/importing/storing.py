"""The lines of a preview into the database, by COPY."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from cgt_site.importing.jobs import ImportJob, ImportLine

if TYPE_CHECKING:
    from cgt_site.importing.preview import Line


def keep_lines(job: ImportJob, lines: Sequence[Line]) -> None:
    """Put these lines in the place of those that the job has."""
    ImportLine.objects.filter(job=job).delete()
    with connection.cursor() as cursor:
        statement = (
            "COPY cgt_site_importline (job_id, place, file, line, key, status, cells) FROM STDIN"
        )
        with cursor.copy(statement) as copy:
            for place, line in enumerate(lines):
                cells = json.dumps(line.cells, ensure_ascii=False)
                row = (job.pk, place, line.file, line.line, line.key, line.status.value, cells)
                copy.write_row(row)
