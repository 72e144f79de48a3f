import pytest

from parties.loading.covenants import load


@pytest.fixture(scope="session")
def covenants(django_db_setup, django_db_blocker):
    """The four real covenants, loaded once; the load itself changes nothing when they are there already."""
    with django_db_blocker.unblock():
        load()
