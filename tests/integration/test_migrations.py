"""The migrations: as the models are, on either engine."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from joinedup.accounts.models import User


@pytest.mark.usefixtures("store")
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.usefixtures("store")
def test_the_user_is_ours_and_has_one_name() -> None:
    assert get_user_model() is User
    user = User.objects.create_user("ann", password="a long password of a test")
    assert (user.get_full_name(), user.get_short_name()) == ("ann", "ann")
    user.name = "Ann Example"
    user.save()
    assert User.objects.get(pk=user.pk).get_full_name() == "Ann Example"
