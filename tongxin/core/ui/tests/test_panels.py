"""A slot shows the panels that apps registered for it."""

import pytest
from django.template import engines
from django.test import RequestFactory

from tongxin.core.ui.panels import Panel, panels_of, register


class Note(Panel):
    template = "ui/parts/empty.html"
    slot = "home"

    def __init__(self, name, order=100, relevant=True):
        self.name, self.order, self.relevant = name, order, relevant

    def is_relevant(self, context):
        return self.relevant

    def context(self, context):
        return {"title": f"{self.name} for {context['who']}"}


def test_panels_of_a_slot_come_in_order_with_the_context_of_the_page(slots):
    register(Note("second", order=2))
    register(Note("first", order=1))
    page = engines["django"].from_string('{% slot "home" %}')
    html = page.render({"who": "Xiaoman"}, RequestFactory().get("/"))
    assert html.index("first for Xiaoman") < html.index("second for Xiaoman")


def test_a_panel_that_is_not_relevant_is_not_shown(slots):
    register(Note("quiet", relevant=False))
    assert panels_of("home", {"request": None, "who": "Xiaoman"}) == []


def test_a_panel_of_another_slot_is_not_shown(slots):
    register(Note("here"))
    assert panels_of("unit", {"request": None, "who": "Xiaoman"}) == []


def test_a_name_can_be_registered_once(slots):
    register(Note("once"))
    with pytest.raises(ValueError, match="once"):
        register(Note("once"))
