"""A text field whose value is stored encrypted and bound to its row."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import BaseExpression

from tongxin.core import crypto

if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField


class SealedTextField(TextField):
    """Class-S text. In Python it is plain; in the database it is sealed to table, column and the row's ``key``.

    The model must have a field ``key`` that is set before saving. It cannot be searched: keep a keyed index beside it.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Put the descriptor that opens the value at first use in place of the plain attribute."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _Sealed(self))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002
        """Return the sealed value to store."""
        value = model_instance.__dict__.get(self.attname, "")
        if isinstance(value, Stored):
            return str(value)
        return crypto.seal(value or "", self.place(model_instance))

    def from_db_value(self, value: str | None, expression: BaseExpression, connection: Any) -> str:  # noqa: ARG002
        """Mark what comes from the database as still sealed."""
        return Stored(value or "")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Refuse to store plain text: a bulk update of this column would pass ``pre_save`` by. Raises ValueError."""
        if value and not str(value).startswith(crypto.MARK):
            raise ValueError(f"{self.name} must be saved row by row, so that it is sealed.")
        return super().get_db_prep_value(value, connection, prepared)

    def place(self, instance: models.Model) -> str:
        """Return the place to which a value is bound."""
        return f"{instance._meta.db_table}.{self.column}.{instance.key}"  # type: ignore[attr-defined]


class Stored(str):
    """A value as it lies in the database."""

    __slots__ = ()


class _Sealed:
    """Opens a stored value when it is read, not when the row is loaded: lists never decrypt by accident."""

    def __init__(self, field: SealedTextField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        value = instance.__dict__[self.field.attname]
        return crypto.unseal(value, self.field.place(instance)) if isinstance(value, Stored) else value

    def __set__(self, instance: models.Model, value: str) -> None:
        instance.__dict__[self.field.attname] = value
