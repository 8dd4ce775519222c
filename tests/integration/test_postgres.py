"""The tests' own PostgreSQL: that it is real and new enough for Django."""

import dj_database_url
import psycopg


def test_the_address_opens_a_real_postgresql(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.info.server_version >= 140000


def test_django_can_use_the_same_address(postgres_url: str) -> None:
    assert dj_database_url.parse(postgres_url)["ENGINE"] == "django.db.backends.postgresql"
