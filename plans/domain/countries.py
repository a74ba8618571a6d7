"""Names of countries in both languages, from the CLDR data that Babel carries."""

from functools import cache

from babel import Locale

from plans.domain.texts import Twin


def country_twin(name: str) -> Twin:
    """Give an English name of a country its Chinese twin; none where CLDR has no such country.

    >>> country_twin("Germany")
    Twin(en='Germany', zh='德国')
    >>> country_twin("Freedonia")
    Twin(en='Freedonia', zh='')
    """
    return Twin(name, _chinese_names().get(name, ""))


@cache
def _chinese_names() -> dict[str, str]:
    english, chinese = Locale("en").territories, Locale("zh", script="Hans").territories
    return {name: chinese[code] for code, name in english.items() if code in chinese}
