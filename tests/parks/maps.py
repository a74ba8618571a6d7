"""A map to look at, and its markup taken apart."""

from decimal import Decimal
from html.parser import HTMLParser

from django.template.loader import render_to_string

from parks.charts.district_map import DistrictValue, ParkDot, district_map
from parks.charts.ground import land

DISTRICTS = {district.key: district for district in land().districts}
FIRMS = dict(zip(DISTRICTS, [2, 3, 4, 1, 1, 1, 1, 5, 3, 5, 41, 2, 2, 0, 3, None], strict=True))
ZHANGJIANG = ParkDot(
    "zhangjiang", "Zhangjiang", "/parks/zhangjiang/", Decimal("31.203"), Decimal("121.6")
)


def value(key, number, *, chinese=False):
    name = DISTRICTS[key].name_zh if chinese else DISTRICTS[key].name_en
    words = "not known" if number is None else f"{number}家企业" if chinese else f"{number} firms"
    decimal = None if number is None else Decimal(number)
    return DistrictValue(key, name, decimal, words, f"/districts/{key}/")


def a_map(numbers=None, dots=(), *, language="en"):
    chinese = language != "en"
    numbers = FIRMS if numbers is None else numbers
    values = [value(key, number, chinese=chinese) for key, number in numbers.items()]
    return district_map(values, dots, title="Where", legend_title="Firms", language=language)


class Page(HTMLParser):
    """The markup as a list of elements, with those inside aria-hidden marked."""

    def __init__(self, markup):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        hidden = ("aria-hidden", "true") in attrs or any(e["hidden"] for e in self.open)
        element = {"tag": tag, "hidden": hidden, "text": "", **dict(attrs)}
        self.elements.append(element)
        self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        while self.open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def of(self, tag, *, part=""):
        return [e for e in self.elements if e["tag"] == tag and part in e.get("class", "")]


def rendered(drawn, **context):
    return render_to_string("components/district_map.html", {"map": drawn, **context})
