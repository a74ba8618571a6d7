"""The interface in Chinese: every text of it, and as Chinese is set."""

import ast
import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext

from cgt_site import translations
from cgt_site.djangos_texts import LACKING, TOO_SHORT
from cgt_site.templatetags.ui import SECTIONS

HAN = "\u3400-\u9fff"

TEXTS = [message for message in translations.read() if message.id]


def pairs():
    """Each English text, singular and plural, with its Chinese."""
    for message in TEXTS:
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        chinese = message.string if isinstance(message.string, tuple) else (message.string,)
        yield from ((one, other) for one in english for other in chinese)


def placeholders(text):
    return set(re.findall(r"%\(\w+\)[a-z]|%[a-z]|</?\w+>", text))


def strings(messages):
    return {(m.id, m.context): m.string for m in messages if m.id}


def wrong(is_right):
    """The texts that break a rule, with their translation."""
    return [(english, chinese) for english, chinese in pairs() if not is_right(english, chinese)]


def test_every_text_of_the_interface_has_a_translation():
    call_command("update_translations", check=True, stdout=StringIO())


def test_texts_are_marked_by_names_that_the_collection_knows():
    """It goes by the name alone: a text marked by another would stay English for ever."""
    unknown = [
        f"{file.relative_to(translations.ROOT)}: {name.name} as {name.asname}"
        for app in translations.CODE
        for file in sorted((translations.ROOT / app).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if "gettext" in name.name and (name.asname or name.name) not in translations.KEYWORDS
    ]

    assert unknown == []


def test_a_text_that_is_not_translated_yet_is_named(tmp_path, monkeypatch):
    kept = translations.CATALOGUE.read_text("utf-8")
    waiting = tmp_path / "django.po"
    waiting.write_text(kept.replace('msgstr "园区"', 'msgstr ""'), "utf-8")
    monkeypatch.setattr(translations, "CATALOGUE", waiting)

    with pytest.raises(CommandError, match=r"0 texts are not in the catalogue.*\n  Park"):
        call_command("update_translations", check=True, stdout=StringIO())


def test_a_text_that_the_catalogue_does_not_know_is_named(tmp_path, monkeypatch):
    waiting = tmp_path / "django.po"
    waiting.write_bytes(translations.as_po(translations.empty()))
    monkeypatch.setattr(translations, "CATALOGUE", waiting)

    with pytest.raises(CommandError, match="texts are not in the catalogue"):
        call_command("update_translations", check=True, stdout=StringIO())


def test_an_update_keeps_the_translations_and_drops_what_nobody_says_any_more(
    tmp_path, monkeypatch
):
    kept = tmp_path / "django.po"
    gone = 'msgid "Nobody says this"\nmsgstr "无人如此说"\n'
    kept.write_text(translations.CATALOGUE.read_text("utf-8") + gone, "utf-8")
    monkeypatch.setattr(translations, "CATALOGUE", kept)

    call_command("update_translations", stdout=StringIO())

    assert "Nobody says this" not in kept.read_text("utf-8")
    assert strings(translations.read()) == strings(TEXTS)


def test_a_translation_has_the_placeholders_and_tags_of_its_text():
    assert wrong(lambda en, zh: placeholders(en) == placeholders(zh)) == []


def test_a_sentence_stays_a_sentence():
    assert wrong(lambda en, zh: en.endswith(".") == zh.endswith("。")) == []


@pytest.mark.parametrize(
    "halfwidth",
    [
        pytest.param(rf"[{HAN}][,.;:!?()]|[,;:!?()][{HAN}]", id="punctuation"),
        pytest.param(rf"[{HAN}] [{HAN}]", id="space"),
        pytest.param(r"['\"]", id="quotation marks"),
        pytest.param(r"\s$|^\s|(?<!\S)-(?!\S)", id="loose space or dash"),
    ],
)
def test_chinese_is_set_with_its_own(halfwidth):
    assert wrong(lambda en, zh: not re.search(halfwidth, zh)) == []


def test_a_sentence_of_the_interface_is_read_in_chinese():
    """The compiled catalogue is what Django reads."""
    with translation.override("zh-hans"):
        assert gettext("Page not found") == "页面不存在"


def test_what_django_leaves_in_english_on_the_desk_is_said_in_chinese():
    with translation.override("zh-hans"):
        assert [text for text in LACKING if gettext(text) == text] == []
        assert "12" in str(TOO_SHORT % 12)
        assert "password" not in str(TOO_SHORT % 12)


def test_the_compiled_catalogue_is_made_anew_once_the_texts_change(tmp_path, monkeypatch):
    catalogue, compiled = tmp_path / "django.po", tmp_path / "django.mo"
    catalogue.write_bytes(translations.CATALOGUE.read_bytes())
    monkeypatch.setattr(translations, "CATALOGUE", catalogue)
    monkeypatch.setattr(translations, "COMPILED", compiled)
    assert not translations.is_compiled()

    call_command("compile_translations", stdout=StringIO())

    assert translations.is_compiled()
    assert {file.name for file in tmp_path.iterdir()} == {"django.po", "django.mo"}


# --- Pages ----------------------------------------------------------------------------------


class Words(HTMLParser):
    """The words of a page's furniture that are not marked as English."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "path", "rect", "circle", "use"})
    TAGS = frozenset({"h1", "h2", "h3", "th", "dt", "legend", "button", "summary"})
    CLASSES = frozenset({"nav__link", "filters__label", "section__more", "page-head__kicker"})

    def __init__(self, page):
        super().__init__()
        self.open, self.found = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        is_furniture = any(
            tag in self.TAGS or self.CLASSES & set(attrs.get("class", "").split())
            for tag, attrs in self.open
        )
        languages = [attrs["lang"] for _, attrs in self.open if "lang" in attrs]
        if is_furniture and languages[-1:] == ["zh-Hans"] and data.strip():
            self.found.append(" ".join(data.split()))


PAGES = [
    "",
    "plans/",
    "plans/biomedicine-14fyp/",
    "plans/gene-therapy-2023-2025/targets/firms-cultivated/",
    "targets/",
    "coverage/",
    "metrics/",
    "metrics/biomedicine-industry-scale/",
    "districts/",
    "districts/pudong/",
    "parks/",
    "parks/zhangjiang-science-city/",
    "firms/",
    "firms/carsgen/",
    "products/",
    "events/",
    "sources/",
    "sources/reportify-scale-2025-10/",
    "method/",
    "no-such-page/",
    "admin/login/",
]


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("address", PAGES)
def test_a_chinese_page_has_chinese_furniture(client, address):
    html = client.get(f"/zh-hans/{address}").content.decode()

    english = [
        words
        for words in Words(html).found
        if re.search("[A-Za-z]{4,}", words) and not re.search(f"[{HAN}]", words)
    ]
    assert english == []


def test_the_sections_are_named_in_chinese():
    with translation.override("zh-hans"):
        assert [str(label) for label in SECTIONS.values()] == [
            "首页", "方案", "目标", "措施", "指标", "各区", "园区", "企业", "产品", "事件", "来源",
        ]  # fmt: skip
