"""Transactional tests find an empty store, though its tables are only ever added to."""

import pytest
from django.db import IntegrityError, transaction

from joinedup.audit.actions import record
from joinedup.audit.models import LogEntry


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_each_transactional_test_finds_it_empty_and_protected(time: str) -> None:
    assert LogEntry.objects.count() == 0
    with transaction.atomic():
        record(by="a test", action="add", subject=time, detail={})
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.all().delete()
