"""What a search finds follows every change of a name, whichever way it comes."""

import pytest
from django.core.management import call_command

from parks.models import District, Firm, Park, Product
from plans.models import Area, Metric, Plan
from plans.models.searching import sound_again
from tests.data.folder import DataFolder, load
from tests.factories.parks import DistrictFactory, FirmFactory, ParkFactory, ProductFactory
from tests.factories.plans import MetricFactory, PlanFactory
from tests.site.editors import save

pytestmark = pytest.mark.django_db

OLD = ["Oldname", "旧名", "jiuming", "jm"]
NEW = ["Newname", "新称", "xincheng", "xc"]


def assert_found_by_the_new_name_alone(rows):
    for text in NEW:
        assert rows.named_like(text).exists(), text
    for text in OLD:
        assert not rows.named_like(text).exists(), text


@pytest.fixture
def firm():
    return FirmFactory(key="firm", name_en="Oldname", name_zh="旧名")


def test_a_new_row_is_found_at_once(firm):
    assert all(Firm.objects.named_like(text).get() == firm for text in OLD)


@pytest.mark.parametrize("make", [FirmFactory, ProductFactory, PlanFactory, MetricFactory])
def test_a_saved_name(make):
    row = make(name_en="Oldname", name_zh="旧名")
    row.name_en, row.name_zh = "Newname", "新称"
    row.save()

    assert_found_by_the_new_name_alone(type(row).objects)


def test_a_name_that_is_saved_alone(firm):
    firm.name_en, firm.name_zh = "Newname", "新称"
    firm.save(update_fields=["name_en", "name_zh"])

    assert_found_by_the_new_name_alone(Firm.objects)


def test_a_former_name_that_is_saved_alone(firm):
    firm.former_names = ["曾用"]
    firm.save(update_fields=["former_names"])

    assert Firm.objects.named_like("cengyong").exists()


def test_rows_that_are_made_many_at_once():
    Firm.objects.bulk_create(
        [FirmFactory.build(key="many", name_zh="新称", area=FirmFactory().area, source=_source())]
    )

    assert Firm.objects.named_like("xincheng").get().key == "many"


def _source():
    return FirmFactory().source


@pytest.mark.parametrize("make", [DistrictFactory, ParkFactory])
def test_a_place_whose_area_gets_another_name(make):
    place = make(area__name_en="Oldname", area__name_zh="旧名")
    place.area.name_en, place.area.name_zh = "Newname", "新称"
    place.area.save()

    assert_found_by_the_new_name_alone(type(place).objects)


def test_an_editors_change(admin_client, firm):
    save(admin_client, Firm, {"name_en": "Newname", "name_zh": "新称"}, firm)

    assert_found_by_the_new_name_alone(Firm.objects)


def test_an_editors_change_of_an_area(admin_client):
    park = ParkFactory(area__name_en="Oldname", area__name_zh="旧名")
    save(admin_client, Area, {"name_en": "Newname", "name_zh": "新称"}, park.area)

    assert_found_by_the_new_name_alone(Park.objects)


# --- Loads -------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, shipped):
    return DataFolder.like_shipped(tmp_path / "data")


def test_a_load_that_changes_names(folder):
    folder.edit("firms", "abelzeta", name_en="Newname", name_zh="新称", former_names="曾用")
    folder.edit("areas", "zhangjiang-pharma-valley", name_en="New valley", name_zh="新谷")
    folder.edit("parks", "zhangjiang-pharma-valley", name_en="New valley", name_zh="新谷")
    report = load(folder.path)

    assert "firms.csv: 0 added, 1 changed, 109 unchanged" in report
    for text in (*NEW, "cengyong"):
        assert "abelzeta" in {firm.key for firm in Firm.objects.named_like(text)}
    assert not Firm.objects.filter(key="abelzeta").named_like("xibiman").exists()
    assert Park.objects.named_like("xingu").get().key == "zhangjiang-pharma-valley"


def test_a_load_of_the_same_files_changes_nothing(folder):
    assert load(folder.path).endswith("Nothing changed.\n")


@pytest.mark.parametrize("model", [Area, Firm, Product, Plan, Metric])
def test_what_was_loaded_sounds_as_if_it_were_saved(shipped, model):
    loaded = dict(model.objects.values_list("pk", "search_sounds"))
    model.objects.update(search_sounds="")
    sound_again(model)

    assert any(loaded.values())
    assert dict(model.objects.values_list("pk", "search_sounds")) == loaded


def test_no_data_file_has_what_is_made_for_the_search(shipped, tmp_path):
    call_command("export_data", tmp_path)

    for file in tmp_path.glob("*.csv"):
        assert "search_" not in file.read_text(encoding="utf-8").splitlines()[0]


def test_districts_are_found_by_the_names_of_their_areas(shipped):
    assert District.objects.named_like("pudong").get().key == "pudong"
