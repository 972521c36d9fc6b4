"""How often something may be done in a minute. Counted in the cache: by process, or for all with Redis."""

from math import ceil

from django.core.cache import cache

from tongxin.core import clock

WINDOW = 60


def seconds_to_wait(name: str, limit: int) -> int:
    """Count one more, and return 0, or how many seconds are left until the next minute when that is too many."""
    now = clock.now().timestamp()
    minute = int(now // WINDOW)
    key = f"rate:{name}:{minute}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache threw it out in this very moment
        return 0
    return max(1, ceil((minute + 1) * WINDOW - now)) if count > limit else 0
