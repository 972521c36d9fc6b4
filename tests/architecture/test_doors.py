"""From another app one uses the door, ``public``, and the words, ``facts`` and ``looks``. Core is free."""

from tests.source import PRODUCT, imports, modules, named

DOORS = {"public", "facts", "looks"}
FREE = {"core", "config"}


def behind_a_door(file, target):
    own = file.relative_to(PRODUCT).parts[0]
    package, app, *inside = [*target.split("."), ""][:3]
    return package == "tongxin" and app not in FREE | {own, ""} and inside[0] not in DOORS


def test_no_app_reaches_behind_the_door_of_another():
    reached = ((file, target) for file in modules() for target in imports(file))
    found = [f"{named(file)}: {target}" for file, target in reached if behind_a_door(file, target)]
    assert found == []


def test_the_test_sees_what_it_looks_for():
    file = PRODUCT / "casework" / "rights.py"
    assert behind_a_door(file, "tongxin.organisation.models.Person")
    assert not behind_a_door(file, "tongxin.organisation.public.Person")
    assert not behind_a_door(file, "tongxin.casework.models.Case")
    assert not behind_a_door(file, "tongxin.core.clock")


def test_a_door_opens_only_what_it_names():
    doors = [file for file in modules() if file.name == "public.py"]
    assert [named(file) for file in doors if "__all__" not in file.read_text(encoding="utf-8")] == []
