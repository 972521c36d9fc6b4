"""Units, their dated names and places. The tree is one dated closure table: today, "as at", reach, roll-ups from it."""

from django.db import models
from django.db.models import F, Q

from tongxin.core.names import new_name
from tongxin.organisation.models.spans import FOREVER, SpanQuerySet

LINES = ["administrative", "party", "union", "league", "women"]


class UnitType(models.Model):
    """A type of unit in one line. ``allows`` are the types that may stand directly below it; ``open`` lets any.

    A company's own types (not ``from_pack``) are open and stand anywhere.
    """

    line = models.CharField(max_length=16)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    allows = models.ManyToManyField("self", symmetrical=False, related_name="allowed_in", blank=True)
    open = models.BooleanField(default=True)
    from_pack = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "code"], name="one_type_a_code")]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit of one line. ``name`` and ``parent`` hold today's value; the dated truth lies in UnitName and UnitPath.

    A unit of another line is attached to the administrative unit that it serves.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    line = models.CharField(max_length=16, default="administrative")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    search = models.CharField(max_length=400, default="")
    type = models.ForeignKey(UnitType, models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    serves = models.ForeignKey("self", models.PROTECT, null=True, related_name="served_by")
    founded_on = models.DateField()
    dissolved_on = models.DateField(default=FOREVER)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="split_into")
    duties = models.TextField(default="", blank=True)
    year_plan = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "code"], name="one_unit_a_code"),
            models.CheckConstraint(
                condition=Q(line="administrative", serves=None) | ~Q(line="administrative"), name="only_lines_serve"
            ),
        ]
        indexes = [models.Index(fields=["line", "name"], name="unit_line_name")]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """The name that a unit bore from one day until another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField(max_length=120)
    from_on = models.DateField()
    to_on = models.DateField(default=FOREVER)

    objects = SpanQuerySet["UnitName"].as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(from_on__lt=F("to_on")), name="name_span")]

    def __str__(self) -> str:
        return self.name


class UnitPath(models.Model):
    """``unit`` stood ``depth`` steps below ``ancestor`` from one day until another; depth 0 is the unit itself."""

    ancestor = models.ForeignKey(Unit, models.PROTECT, related_name="paths_down")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="paths_up")
    depth = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(default=FOREVER)

    objects = SpanQuerySet["UnitPath"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "ancestor", "from_on"], name="one_path_a_day"),
            models.CheckConstraint(condition=Q(from_on__lt=F("to_on")), name="path_span"),
        ]
        indexes = [
            models.Index(fields=["ancestor", "to_on", "from_on", "unit"], name="path_down"),
            models.Index(fields=["unit", "to_on", "from_on", "ancestor"], name="path_up"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.depth} below {self.ancestor_id}"
