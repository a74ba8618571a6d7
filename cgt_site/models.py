"""Tables of the site itself: what editors bring, between preview and confirmation."""

from cgt_site.importing.jobs import ImportFile, ImportJob, ImportLine

__all__ = ["ImportFile", "ImportJob", "ImportLine"]
