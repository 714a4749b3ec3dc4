"""What a dedicated cluster under a customer's key allows, and what it does not."""

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from conftest import CLUSTER, GROUP, KEY, WORKSPACE


def test_an_onboarded_workspace_stays_linked(azure):
    with pytest.raises(HttpResponseError) as refused:
        azure.analytics.linked_services.begin_delete(GROUP, WORKSPACE, "cluster").result()
    assert refused.value.status_code == 409


def test_every_test_has_a_world_of_its_own(azure, world):
    azure.keys.begin_delete_key(KEY).wait()
    with pytest.raises(ResourceNotFoundError):
        azure.keys.get_key(KEY)


def test_what_another_test_deleted_is_there(azure):
    assert azure.keys.get_key(KEY).properties.enabled
    linked = azure.analytics.clusters.get(GROUP, CLUSTER).associated_workspaces
    assert [workspace.workspace_name for workspace in linked] == [WORKSPACE]
