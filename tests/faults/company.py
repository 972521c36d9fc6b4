"""The people of the scene, made by the services that everybody uses. Runs inside the installation."""

import json
import os
import sys
from datetime import date

import django

PASSWORD = "a sentence for tests"
FOUNDED = date(2020, 1, 1)


def found(clients: int) -> dict[str, object]:
    """Found a company with a raiser, a handler and an officer for each client."""
    from tongxin.accounts.notice import version_in_force  # noqa: PLC0415 - after Django has started
    from tongxin.casework.public import set_route  # noqa: PLC0415
    from tongxin.core.acts import working  # noqa: PLC0415
    from tongxin.core.policy import system_actor  # noqa: PLC0415
    from tongxin.organisation.public import appoint, found_unit, give_account, register_person  # noqa: PLC0415

    maker = system_actor("faults")

    def unit(code, name, kind, parent=None):
        line = "administrative"
        return found_unit(actor=maker, line=line, code=code, name=name, type_code=kind, parent=parent, day=FOUNDED)

    def hire(number, name, home, post=""):
        person = register_person(actor=maker, name=name, staff_no=number, home=home, from_on=FOUNDED)
        user = give_account(actor=maker, person=person, password=PASSWORD, must_change=False).user
        user.notice_version = version_in_force()
        user.save(update_fields=["notice_version"])
        if post:
            appoint(actor=maker, person=person, unit=home, code=post, title=post, from_on=FOUNDED)
        return person

    cast = []
    with working():
        top = unit("TH", "同辉集团", "group")
        shop, desk = unit("SHOP", "冲压一车间", "department", top), unit("DESK", "后勤保障部", "department", top)
        for n in range(clients):
            raiser = hire(f"1{n:04}", f"何小满{n:02}", shop)
            hire(f"2{n:04}", f"李桐{n:02}", desk, "handler")
            hire(f"3{n:04}", f"沈知夏{n:02}", top, "department_officer")
            cast.append({"raiser": f"1{n:04}", "handler": f"2{n:04}", "officer": f"3{n:04}", "person": raiser.key})
        set_route(actor=maker, category="", scope=top, unit=desk)
    return {"password": PASSWORD, "clients": cast}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")
    django.setup()
    sys.stdout.write(json.dumps(found(int(sys.argv[1]))))
