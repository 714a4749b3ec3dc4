"""What happens to a workspace when its key is disabled, and when the key comes back."""

from datetime import timedelta

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.securityinsight.models import Incident
from conftest import CLUSTER, GROUP, KEY, WORKSPACE

INCIDENT = "0d6c6d5e-7a65-4d52-8b52-0a5d3d1f8a11"


def query(azure):
    return azure.logs.query_workspace(azure.workspace_id(), "SecurityEvent | count", timespan=timedelta(hours=1))


def test_a_disabled_key_is_honored_within_the_hour(azure, world):
    assert query(azure).tables[0].rows[0][0] == 0
    azure.keys.update_key_properties(KEY, enabled=False)

    world.advance("1h")

    with pytest.raises(HttpResponseError) as refused:
        query(azure)
    assert refused.value.status_code >= 400
    assert world.state(f"workspace/{WORKSPACE}")["data"] == "inaccessible"
    assert world.state(f"sentinel/{WORKSPACE}")["status"] == "unavailable"


def test_sentinel_takes_no_changes_while_it_is_dark_and_takes_them_again_afterwards(azure, world):
    incident = Incident(title="Lateral movement", severity="High", status="New")
    azure.keys.update_key_properties(KEY, enabled=False)
    world.advance("1h")

    with pytest.raises(HttpResponseError):
        azure.sentinel.incidents.create_or_update(GROUP, WORKSPACE, INCIDENT, incident)

    azure.keys.update_key_properties(KEY, enabled=True)
    world.advance("1h")

    assert azure.sentinel.incidents.create_or_update(GROUP, WORKSPACE, INCIDENT, incident).severity == "High"
    assert query(azure).tables[0].rows[0][0] == 0


def test_the_cluster_can_still_be_looked_at_while_it_is_dark(azure, world):
    azure.keys.update_key_properties(KEY, enabled=False)
    world.advance("2h")
    cluster = azure.analytics.clusters.get(GROUP, CLUSTER)
    assert cluster.provisioning_state == "Succeeded"
    assert cluster.key_vault_properties.key_name == KEY
