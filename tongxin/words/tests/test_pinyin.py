import json
import os
import time
from itertools import product
from pathlib import Path

import pytest

from tongxin.words.public import full_pinyin, initials, search_key


@pytest.mark.parametrize(
    ("name", "spelled", "short"),
    [
        ("同心", "tongxin", "tx"),
        ("长沙机务段", "changshajiwuduan", "csjwd"),
        ("重庆分公司", "chongqingfengongsi", "cqfgs"),
        ("银行党支部", "yinhangdangzhibu", "yhdzb"),
        ("女工委", "nvgongwei", "ngw"),
        ("A3 车间（东）", "a3chejiandong", "a3cjd"),
        ("第１党支部", "di1dangzhibu", "d1dzb"),
        ("", "", ""),
        ("·—", "", ""),
    ],
)
def test_a_unit_is_spelled_as_it_is_spoken(name, spelled, short):
    assert (full_pinyin(name), initials(name)) == (spelled, short)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("单雄信", "shanxiongxin"),
        ("曾国藩", "zengguofan"),
        ("仇英", "qiuying"),
        ("解缙", "xiejin"),
        ("查良镛", "zhaliangyong"),
        ("区一", "ouyi"),
        ("朴树", "piaoshu"),
        ("尉迟恭", "yuchigong"),
        ("单于", "shanyu"),
        ("单于强", "chanyuqiang"),
        ("万俟卨", "moqixie"),
        ("欧阳修", "ouyangxiu"),
        ("任重", "renzhong"),
        ("华罗庚", "hualuogeng"),
        ("阿依古丽·买买提", "ayigulimaimaiti"),
        ("张", "zhang"),
        ("单", "shan"),
    ],
)
def test_a_person_is_spelled_by_the_surname(name, spelled):
    assert full_pinyin(name, person=True) == spelled


def test_a_surname_is_read_as_such_only_in_persons():
    assert full_pinyin("单位工会") == "danweigonghui"
    assert full_pinyin("解放路社区") == "jiefanglushequ"


def test_the_search_key_holds_whatever_people_type():
    key = search_key("单雄信", person=True)
    assert key == "shan xiong xin 单雄信 shanxiongxin sxx"
    assert all(typed in key for typed in ("单", "雄信", "shan", "xiongxin", "sxx"))


def test_a_hundred_thousand_names_are_spelled_in_seconds():
    surnames, first, second = "王李张刘陈单曾仇解查", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平", "刚桂英华重行长乐朝晓"
    names = [
        "".join(parts) + str(place % 50) for place, parts in enumerate(product(surnames, first, second, "甲乙丙丁戊"))
    ] * 10
    begun = time.monotonic()
    assert all(search_key(name, person=True) for name in names)
    assert len(names) == 100_000
    assert time.monotonic() - begun < 5


@pytest.mark.data
@pytest.mark.skipif("TONGXIN_DATA" not in os.environ, reason="TONGXIN_DATA names no folder of real files")
def test_a_whole_tree_of_units_is_spelled_in_seconds():
    def names(nodes):
        for node in nodes:
            yield node["name"]
            yield from names(node.get("children", []))

    tree = json.loads((Path(os.environ["TONGXIN_DATA"]) / "tree" / "divisions_44703.json").read_text(encoding="utf-8"))
    begun = time.monotonic()
    assert sum(bool(initials(name)) for name in names(tree)) == 44_703
    assert time.monotonic() - begun < 5


def test_people_stand_in_the_order_of_sounds_and_no_key_is_longer_than_its_column():
    names = ["袁野", "丁一", "吴静言", "安然", "于敏", "何小满", "余强"]
    ordered = sorted(names, key=lambda name: search_key(name, person=True))
    assert ordered == ["安然", "丁一", "何小满", "吴静言", "于敏", "余强", "袁野"]
    assert len(search_key("庄" * 60, person=True)) <= 240
    assert len(search_key("装" * 200)) <= 400
