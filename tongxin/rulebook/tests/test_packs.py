import shutil

import pytest
import yaml
from django.utils.translation import override

from tongxin.core.policy import system_actor
from tongxin.journal.models import Entry
from tongxin.rulebook import packs
from tongxin.rulebook.models import PackVersion
from tongxin.rulebook.public import BrokenPackError, adopt_pack, rule_of, section, section_names, traditional, word

MAKER = system_actor("tests")
DOCUMENTS = {
    "law": {"title_zh": "信访工作条例", "issuer": "中共中央 国务院"},
    "habit": {"title_zh": "通行做法", "issuer": ""},
}
ENTRY = {"id": "x", "value": 15, "unit": "days", "force": "must", "adjust": "tighten", "checked": "text"}


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """Let the product read a copy of its packs; return a way to change a section of it."""
    shutil.copytree(packs.PACKS, tmp_path / "packs")
    monkeypatch.setattr(packs, "PACKS", tmp_path / "packs")
    packs.section.cache_clear()

    def change(name, text):
        (tmp_path / "packs" / packs.PACK / f"{name}.yaml").write_text(text, encoding="utf-8")
        packs.section.cache_clear()

    yield change
    packs.section.cache_clear()


@pytest.mark.parametrize("name", section_names())
def test_every_section_of_the_pack_fits_its_schema(name):
    assert section(name)


def test_a_section_that_does_not_fit_is_refused_with_file_place_and_fault(pack):
    content = dict(section("appeals"))
    content["clocks"] = [dict(content["clocks"][0], value="two"), *content["clocks"][1:]]
    pack("appeals", yaml.safe_dump(content, allow_unicode=True))
    with pytest.raises(BrokenPackError, match=r"appeals\.yaml at clocks/0/value"):
        section("appeals")


@pytest.mark.parametrize("text", ["a: [", "- 1", ""])
def test_a_section_that_is_no_section_is_refused(pack, text):
    pack("appeals", text)
    with pytest.raises(BrokenPackError, match=r"appeals\.yaml"):
        section("appeals")


def test_a_section_that_is_not_there_is_refused():
    with pytest.raises(BrokenPackError):
        section("weather")


@pytest.mark.django_db
def test_the_same_pack_adopted_twice_is_one_version_and_one_entry(frozen):
    first, again = adopt_pack(actor=MAKER), adopt_pack(actor=MAKER)
    assert first == again
    assert (first.version, first.from_on) == (section("pack")["version"], frozen.date())
    assert Entry.objects.filter(kind="rulebook.pack_adopted").count() == 1


@pytest.mark.django_db
def test_a_changed_pack_is_another_version(pack):
    adopt_pack(actor=MAKER)
    file = packs.PACKS / packs.PACK / "appeals.yaml"
    pack("appeals", file.read_text(encoding="utf-8") + "\n# changed\n")
    adopt_pack(actor=MAKER)
    assert PackVersion.objects.count() == 2
    assert Entry.objects.filter(kind="rulebook.pack_adopted").count() == 2


@pytest.mark.django_db
def test_a_broken_pack_is_not_adopted(pack):
    pack("appeals", "documents: 1")
    with pytest.raises(BrokenPackError):
        adopt_pack(actor=MAKER)
    assert not PackVersion.objects.exists()


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ({"doc": "law", "article": "第三十四条"}, "《信访工作条例》第三十四条"),
        ({"doc": "law", "article": "none"}, "《信访工作条例》"),
        ({"doc": "habit", "article": "none"}, "通行做法"),
    ],
)
def test_a_rule_says_where_it_stands_and_a_custom_bears_no_brackets(source, shown):
    assert str(rule_of(ENTRY | {"source": source}, DOCUMENTS).source) == shown


@pytest.mark.parametrize(
    ("checked", "verified"), [("text", True), ("quoted", True), ("secondary", False), ("unverified", False)]
)
def test_only_a_wording_that_somebody_saw_counts_as_verified(checked, verified):
    rule = rule_of(ENTRY | {"source": {"doc": "law"}, "checked": checked}, DOCUMENTS)
    assert rule.verified is verified


def test_a_rule_of_an_unlisted_document_is_an_error():
    with pytest.raises(KeyError):
        rule_of(ENTRY | {"source": {"doc": "rumour"}}, DOCUMENTS)


SHOWN = [("zh-hans", "后勤设施"), ("zh-hant", "後勤設施"), ("en", "Facilities"), ("en-gb", "Facilities")]


@pytest.mark.parametrize(("language", "shown"), SHOWN)
def test_words_of_the_pack_come_in_the_reader_s_language(language, shown):
    entry = {"name_zh": "后勤设施", "name_en": "Facilities"}
    with override(language):
        assert word(entry) == shown


def test_without_english_words_stay_chinese():
    with override("en"):
        assert word({"name_zh": "后勤设施"}) == "后勤设施"


def test_traditional_is_made_from_simplified():
    assert traditional("职工诉求") == "職工訴求"


def worded(value, path=""):
    """Return every text of a pack that a screen shows, with its place: name, note and what may follow them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("_zh"):
                yield f"{path}/{key}", inner, value.get(f"{key[:-3]}_en", "")
            yield from worded(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from worded(inner, f"{path}/{number}")


@pytest.mark.parametrize("name", section_names())
def test_every_text_of_the_pack_is_there_in_english_too(name):
    missing = [place for place, _chinese, english in worded(section(name)) if not english.strip()]
    assert missing == []
    assert [english for _place, _chinese, english in worded(section(name)) if not english.isascii()] == []


@pytest.mark.parametrize(
    ("simplified", "wanted"),
    [
        ("发展对象", "發展對象"),
        ("项目人员", "項目人員"),
        ("设备现场", "設備現場"),
        ("党群干事", "黨群幹事"),
        ("后勤设施", "後勤設施"),
        ("冲压一车间", "沖壓一車間"),
        ("薪酬福利", "薪酬福利"),
        ("平台默认（参照通行做法，未经文件核对）", "平台預設（參照通行做法，未經文件核對）"),
    ],
)
def test_traditional_chinese_says_what_the_simplified_says(simplified, wanted):
    assert traditional(simplified) == wanted
