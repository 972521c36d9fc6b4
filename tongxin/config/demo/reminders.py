"""Two people of the demo company want mail: it lies in a folder, and leaves this machine never."""

from django.conf import settings
from django.utils.translation import override

from tongxin.inbox.public import confirm_address, enter_address
from tongxin.organisation.public import Person, actor_for

ADDRESSES = {"10001": "hexiaoman@example.cn", "10004": "litong@example.cn"}
CODE = "000000"


def want_mail(people: dict[str, Person]) -> None:
    """Let them enter and confirm their addresses, before anything happens."""
    with override(settings.LANGUAGE_CODE):  # theirs, not that of the terminal
        for number, address in ADDRESSES.items():
            actor = actor_for(people[number])
            enter_address(actor=actor, address=address, code=CODE)
            confirm_address(actor=actor, code=CODE)
