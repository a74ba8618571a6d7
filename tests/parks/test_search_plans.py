"""A search of many firms asks its index, and reads none of them in vain."""

import json

import pytest
from django.db import connection, transaction

from parks.models import Firm
from plans.domain.searching import Match
from tests.factories.parks import FirmFactory

pytestmark = pytest.mark.django_db

FIRMS = 20_000


@pytest.fixture(scope="module")
def many_firms(django_db_setup, django_db_blocker):
    """Twenty thousand firms with names of every kind, for the tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:  # nobody asks for the facets of these firms
            cursor.execute("ALTER TABLE parks_firm DISABLE TRIGGER USER")
        firm = FirmFactory(name_en="AbelZeta Pharma", name_zh="西比曼生物科技集团")
        with connection.cursor() as cursor:
            # Names from the digits of a number: as unlike one another as names are.
            cursor.execute(
                """
                INSERT INTO parks_firm (
                    key, name_en, name_zh, search_sounds, former_names, role, ownership,
                    origin_country, area_id, modality, listing, website, source_id, locator,
                    note, note_zh, state, state_reason
                )
                SELECT 'many-' || n,
                    initcap(translate(md5(n::text), '0123456789abcdef', 'agokilumentbrsdz')),
                    translate(n::text, '0123456789', '安邦北昌达恩飞光海金'),
                    E'\\n' || translate(regexp_replace(n::text, '(.)', ' \\1', 'g'), '012', 'abc')
                        || E'\\n=' || translate(n::text, '0123456789', 'abcdefhijk') || '=',
                    '{}', role, ownership, '', area_id, '{}', '{}', '', source_id, locator,
                    '', '', state, ''
                FROM parks_firm, generate_series(1, %s) AS n
                WHERE parks_firm.id = %s
                """,
                [FIRMS, firm.pk],
            )
            for index in ("firm_search", "firm_similar"):  # as autovacuum would, in time
                cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
            cursor.execute("ANALYZE parks_firm")
        yield
        transaction.set_rollback(True)


def nodes(plan):
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def plan_of(rows):
    """The steps by which the database finds the rows."""
    sql, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
        [[answer]] = cursor.fetchall()
    found = json.loads(answer) if isinstance(answer, str) else answer
    return list(nodes(found[0]["Plan"]))


@pytest.mark.usefixtures("many_firms")
@pytest.mark.parametrize(
    ("text", "way", "index"),
    [
        pytest.param("zeta ph", Match.WHOLE, "firm_search", id="an English fragment"),
        pytest.param("西比曼", Match.WHOLE, "firm_search", id="three Chinese characters"),
        pytest.param("西比", Match.WHOLE, "firm_search", id="two"),
        pytest.param("西", Match.WHOLE, "firm_search", id="one"),
        pytest.param("xibiman", Match.WHOLE, "firm_search", id="pinyin"),
        pytest.param("xi bi man", Match.WHOLE, "firm_search", id="pinyin with blanks"),
        pytest.param("xbm", Match.WHOLE, "firm_search", id="initials"),
        pytest.param("pharma abelzeta", Match.WORDS, "firm_search", id="words"),
        pytest.param("Abelzetta", Match.SIMILAR, "firm_similar", id="a misspelling"),
        pytest.param("ablezeta", Match.SIMILAR, "firm_similar", id="changed places"),
        pytest.param("西比漫", Match.SIMILAR, "firm_search", id="the same sound"),
    ],
)
def test_its_index_is_used(text, way, index):
    firms = Firm.objects.published().found_by(text, way)
    for rows in (firms.best_match_first(text)[:50], firms.order_by("name_en")[:50]):
        steps = plan_of(rows)

        assert index in {step.get("Index Name") for step in steps}
        assert ("Seq Scan", "parks_firm") not in {
            (step["Node Type"], step.get("Relation Name")) for step in steps
        }
    assert [firm.name_en for firm in firms] == ["AbelZeta Pharma"]
