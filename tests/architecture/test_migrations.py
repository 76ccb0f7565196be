"""The migrations tell all that the models say."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db(databases="__all__")
def test_no_model_waits_for_a_migration(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)
