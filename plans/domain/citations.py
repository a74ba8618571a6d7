"""What a reader needs to find the place that states a figure."""

from dataclasses import dataclass

from plans.domain.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source.

    ``published`` is None where the day is not known. ``language`` and ``kind`` hold codes
    of ``SourceLanguage`` and ``SourceKind``; ``locator`` says where in the document.
    ``title_original`` is the headline where ``title`` renders it in English, else empty.
    """

    source_key: str
    title: str
    publisher: str
    published: PartialDate | None
    locator: str
    url: str
    language: str
    kind: str
    title_original: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """What two marks must share to carry one number: the source and the place in it."""
        return self.source_key, self.locator
