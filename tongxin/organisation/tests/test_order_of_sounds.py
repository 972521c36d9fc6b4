"""The upgrade that lets people stand in the order of sounds."""

from importlib import import_module

import pytest

from tongxin.words.public import full_pinyin, initials, normalise, search_key


@pytest.mark.parametrize("name", ["单雄信", "袁野", "于敏", "欧阳长风", "曾乐", "Anna Li", "阿依古丽", "解放"])
def test_the_upgrade_gives_people_the_keys_that_they_would_get_today(name):
    migration = import_module("tongxin.organisation.migrations.0007_people_by_sound")
    before = f"{normalise(name)} {full_pinyin(name, person=True)} {initials(name, person=True)}"
    assert migration.key_of(name, before).replace(" ", "") == search_key(name, person=True).replace(" ", "")
    assert migration.key_of(name, before)[:2] == search_key(name, person=True)[:2]
