"""The tools behind the pages: which icons are shipped, and what the catalogues hold."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from django.conf import settings


def tool(name):
    spec = spec_from_file_location(f"tools_{name}", settings.ROOT / "tools" / f"{name}.py")
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sprite, messages, npm = tool("sprite"), tool("messages"), tool("npm")


def test_icons_are_found_in_every_way_a_template_names_them():
    text = """{% icon "a" %}{% badge word icon="b" %}{% icon place.icon|default:"c" %}
        {% include "x" with icon='d' %}<i title='icon="no"'>"""
    assert sprite.in_template(text) == {"a", "b", "c", "d"}


def test_icons_are_found_in_every_way_python_names_them():
    text = (
        'f(icon="a")\nPlace("n", "l", "b", "u")\nICONS = {"k": "c"}\nicon: str = "d" if x else "e"\n'
        'def g(icon="f", other="no"): ...\nd = {"icon": "h", "other": "no"}\n'
    )
    assert sprite.in_python(text) == {"a", "b", "c", "d", "e", "f", "h"}


def test_a_symbol_holds_the_drawing_without_its_frame(tmp_path):
    (tmp_path / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><path stroke="none" d="M0 0h24v24H0z"/><path d="M1 1"/></svg>'
    )
    assert sprite.symbol("dot", tmp_path) == '<symbol id="dot" viewBox="0 0 24 24"><path d="M1 1" /></symbol>'


def test_an_icon_without_a_drawing_stops_the_build_with_a_sentence(tmp_path):
    with pytest.raises(sprite.UnknownIconError, match="no icon 'unicorn'"):
        sprite.symbol("unicorn", tmp_path)


def test_every_icon_in_use_has_a_drawing():
    if not sprite.DRAWINGS.is_dir():
        pytest.skip("node_modules is not installed")
    assert all(sprite.symbol(name) for name in sprite.names_in_use())


def test_ids_come_from_python_with_contexts_and_plurals():
    text = '_("a")\npgettext("c", "b")\nngettext("one", "%(n)s many", n)\nunknown("x")\n'
    assert list(messages.ids_in(text, Path("x.py"))) == [("", "a"), ("c", "b"), ("", ("one", "%(n)s many"))]


def test_ids_come_from_templates_as_indented_as_they_may_be():
    text = """
        <p>{% translate "a" %}</p>
    {% blocktranslate count n=n %}one{% plural %}{{ n }} many{% endblocktranslate %}
  {% if x %}{% badge _("b") %}{% endif %}{% translate "c" context "k" as c %}"""
    found = list(messages.ids_in(text, Path("x.html")))
    assert found == [("", "a"), ("", ("one", "%(n)s many")), ("", "b"), ("k", "c")]


def test_an_update_keeps_translations_drops_the_unused_and_leaves_the_new_empty():
    old = messages.Catalog(locale="zh_Hans")
    old.add("kept", "留")
    old.add("gone", "去")
    new = messages.updated(old, [("", "kept"), ("", "new"), ("", ("one", "many"))])
    assert [(message.id, message.string) for message in new if message.id] == [
        ("kept", "留"),
        ("new", ""),
        (("one", "many"), ("",)),
    ]


@pytest.mark.parametrize(
    ("identifier", "string", "agree"),
    [
        ("%(n)s days", "%(n)s 天", True),
        ("%(n)s days", "几天", False),
        (("one day", "%(n)s days"), ("%(n)s 天",), True),
        ("{name} of %s", "%s 的 {name}", True),
        ("100 %", "百分之百", True),
    ],
)
def test_placeholders_must_agree(identifier, string, agree):
    assert messages.placeholders_agree(messages.Message(identifier, string)) is agree


def test_traditional_characters_take_the_reviewed_words_first():
    assert messages.to_traditional("打印台账，后勤答复") == "列印台帳，後勤答覆"


def test_the_catalogue_of_this_floor_has_no_fault():
    assert list(messages.faults_of(messages.PRODUCT / "core")) == []


@pytest.mark.parametrize(("version", "good"), [("v18.0.0", True), ("v24.1.0", True), ("v16.20.2", False), ("", False)])
def test_an_old_node_is_not_used(version, good):
    assert npm.is_new_enough(version) is good
