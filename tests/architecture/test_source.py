"""Small rules of the house that no ready-made tool knows."""

import re

import pytest
from django.apps import apps

from tests.source import PRODUCT, imports, modules, named, tracked

VAGUE = {"utils", "helpers", "common", "manager", "managers", "base", "misc"}
REFUSED_COLUMNS = {
    "sentiment", "ideology", "loyalty", "mood", "emotion", "score_thought", "rank", "ranking", "online_minutes",
    "streak", "likes",
}  # fmt: skip
REFUSED_WORDS = [
    *("积分榜", "排行榜", "连续签到", "连续登录", "每日打卡", "在线时长"),
    *("活跃率", "登录率", "思想评分", "忠诚度"),
]
PRODUCT_TEXT = {".py", ".html", ".po", ".yaml", ".js"}
# Of a public registry too: a lock by names and hashes works with every mirror (docs/decisions/0001).
HOSTS = re.compile(r"https?://[^\s\"')]*(?:pypi|pythonhosted|npmjs|registry|mirror|artifactory|nexus)[^\s\"')]*", re.I)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
BINARY = {".zip", ".png", ".jpg", ".woff2", ".ico", ".xlsx", ".xls", ".docx", ".mo"}


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("tongxin.")]


def product_files():
    return [file for file in tracked() if PRODUCT in file.parents and "tests" not in file.parts]


def text_files():
    return [file for file in tracked() if file.suffix not in BINARY]


def test_a_module_is_named_after_what_it_does():
    vague = [file for file in modules() if VAGUE & {*file.relative_to(PRODUCT).with_suffix("").parts}]
    assert [named(file) for file in vague if "settings" not in file.parts] == []


def test_a_migration_imports_no_app():
    allowed = ("tongxin.core.", "tongxin.journal.")
    found = [
        (named(file), target)
        for file in modules(migrations=True)
        if "migrations" in file.parts
        for target in imports(file)
        if target.startswith("tongxin.") and not target.startswith(allowed)
    ]
    assert found == []


def test_only_the_database_module_asks_which_database_it_is():
    asking = [named(file) for file in modules() if re.search(r"\.vendor\b", file.read_text(encoding="utf-8"))]
    assert asking == ["tongxin/core/db.py"]


def test_no_column_can_hold_an_opinion_or_a_ranking_of_a_person():
    columns = {f"{model._meta.label}.{field.name}" for model in own_models() for field in model._meta.get_fields()}
    assert [name for name in sorted(columns) if name.rpartition(".")[2] in REFUSED_COLUMNS] == []


@pytest.mark.parametrize("word", REFUSED_WORDS)
def test_the_product_never_speaks_of_what_it_refuses(word):
    files = [file for file in product_files() if file.suffix in PRODUCT_TEXT]
    assert [named(file) for file in files if word in file.read_text(encoding="utf-8")] == []


def test_nothing_names_a_package_registry():
    found = [(named(file), sorted(set(HOSTS.findall(file.read_text(encoding="utf-8"))))) for file in text_files()]
    assert [each for each in found if each[1]] == []


def test_nothing_names_a_folder_of_somebody_s_machine():
    found = [(named(file), MACHINE.findall(file.read_text(encoding="utf-8"))) for file in text_files()]
    assert [each for each in found if each[1]] == []
