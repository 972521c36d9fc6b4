"""Rows of the inbox, one noun a file."""

from tongxin.inbox.models.address import CodeSent, MailAddress
from tongxin.inbox.models.burden import Burden
from tongxin.inbox.models.checkpoint import MailedCheckpoint
from tongxin.inbox.models.delivery import ChannelState, Delivery
from tongxin.inbox.models.notice import Notice
from tongxin.inbox.models.preference import Preference
from tongxin.inbox.models.robot import Robot

__all__ = [
    "Burden",
    "ChannelState",
    "CodeSent",
    "Delivery",
    "MailAddress",
    "MailedCheckpoint",
    "Notice",
    "Preference",
    "Robot",
]
