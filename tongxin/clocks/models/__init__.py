"""Rows of the clocks, one noun a file."""

from tongxin.clocks.models.calendar import CalendarDay, CalendarVersion, CalendarYear
from tongxin.clocks.models.clock import Clock, ClockEntry

__all__ = ["CalendarDay", "CalendarVersion", "CalendarYear", "Clock", "ClockEntry"]
