"""Texts that exist in English and in Chinese, and which of the two a reader gets."""

from dataclasses import dataclass

ENGLISH = "en"
CHINESE = "zh-Hans"


def is_chinese(language: str) -> bool:
    """Say whether a language code (``zh``, ``zh-hans``, ``zh-Hans-CN``) is Chinese.

    >>> is_chinese("zh-hans"), is_chinese("en-gb")
    (True, False)
    """
    return language.lower().startswith("zh")


@dataclass(frozen=True, slots=True)
class Twin:
    """One text in both languages. Either may be empty: not every text has its twin yet."""

    en: str
    zh: str = ""

    def pick(self, language: str) -> tuple[str, str]:
        """Give the text for a reader of ``language``, and the language that it is in.

        Where the wanted twin is empty the other one stands in, so that a page can mark it
        with its true ``lang``.

        >>> Twin("Gene therapy", "基因治疗").pick("zh-hans")
        ('基因治疗', 'zh-Hans')
        >>> Twin("Gene therapy").pick("zh-hans")
        ('Gene therapy', 'en')
        """
        english, chinese = (self.en, ENGLISH), (self.zh, CHINESE)
        wanted, other = (chinese, english) if is_chinese(language) else (english, chinese)
        return wanted if wanted[0] or not other[0] else other
