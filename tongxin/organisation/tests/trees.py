"""A small tree for tests: 同辉集团 with two business units, plants and workshops, and one day after another."""

from datetime import date, timedelta

from tongxin.core.policy import Actor, system_actor
from tongxin.organisation.models import Unit
from tongxin.organisation.writes.unit_types import load_unit_types
from tongxin.organisation.writes.units import found_unit

SYSTEM: Actor = system_actor("tests")
START = date(2026, 1, 1)


def day(number: int) -> date:
    """Return the day so many days after the founding of the tree."""
    return START + timedelta(days=number)


def found(code: str, name: str, type_code: str, parent: Unit | None = None, **more: object) -> Unit:
    """Found a unit on the first day."""
    values = {"line": "administrative", "serves": None, "day": START} | more
    return found_unit(actor=SYSTEM, code=code, name=name, type_code=type_code, parent=parent, **values)


def small_group() -> dict[str, Unit]:
    """Found 同辉集团: units by code."""
    load_unit_types(actor=SYSTEM)
    group = found("G", "同辉集团", "group")
    body = found("B", "车身事业部", "business_unit", group)
    drive = found("D", "动力事业部", "business_unit", group)
    press = found("P", "冲压一车间", "workshop", body)
    weld = found("W", "焊装车间", "workshop", body)
    first = found("T1", "甲班", "team", press)
    second = found("T2", "乙班", "team", press)
    units = (group, body, drive, press, weld, first, second)
    return {unit.code: unit for unit in units}
