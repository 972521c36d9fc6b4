"""Files of the demo company: one that was taken, one that waits for a second person, one that was approved."""

from collections.abc import Mapping

from tongxin.core.exports import export_kinds
from tongxin.core.policy import may
from tongxin.exports.public import ask_export, decide_export, take_export
from tongxin.organisation.public import Person, actor_for, find_unit

OFFICER, APPROVER = "10005", "90002"


def take_files(people: Mapping[str, Person]) -> None:
    """Let the officer take and ask for files. The approver's role begins today, so nothing of it can be older."""
    officer, approver = actor_for(people[OFFICER]), actor_for(people[APPROVER])
    kind, top, shop = (
        export_kinds()["people"],
        find_unit("administrative", "TH"),
        find_unit("administrative", "TH-0101"),
    )
    if top is None or shop is None or not may(officer, kind.right):
        return
    take_export(actor=officer, kind=kind, unit=shop.key)
    first = ask_export(actor=officer, kind=kind, unit=top.key, reason="会员换证核对信息，交集团工会，用后删除")
    decide_export(actor=approver, key=first.key, approve=True, text="换证需要全员名册，同意")
    ask_export(actor=officer, kind=kind, unit=top.key, reason="年度体检分组名单，交职工医院体检中心")
