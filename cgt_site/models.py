"""Tables of the site itself: what editors bring, before it is confirmed; rules for accounts."""

from cgt_site.accounts.policies import GroupPolicy
from cgt_site.importing.jobs import ImportFile, ImportJob, ImportLine

__all__ = ["GroupPolicy", "ImportFile", "ImportJob", "ImportLine"]
