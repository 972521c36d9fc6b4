"""Whoever reads or writes all of the database does not hold all of its file in memory."""

import pytest
from django.db import connection

from tongxin.core import db

pytestmark = pytest.mark.django_db(transaction=True)


def mapped():
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA mmap_size").fetchone()[0]


def test_a_file_is_mapped_for_pages_and_not_for_a_backup_even_one_that_fails():
    if not db.is_sqlite():
        pytest.skip("PostgreSQL keeps its files in a process of its own")
    usual = mapped()
    assert usual > 0
    with db.snapshot():
        assert mapped() == 0
    assert mapped() == usual
    with pytest.raises(ZeroDivisionError), db.unmapped():
        raise ZeroDivisionError
    assert mapped() == usual
