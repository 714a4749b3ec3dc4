"""Azure's own SDKs against a fresh world for each test.

    lockstep exec --from builtin:contoso-cmk -- pytest docs/examples/pytest

Nothing here names a server, a proxy or a certificate: `lockstep exec` sets what the SDKs read, and they believe
to speak to Azure. Only the clock is Lockstep's own.
"""

import json
import os
import urllib.request

import pytest
from azure.identity import EnvironmentCredential
from azure.keyvault.keys import KeyClient
from azure.mgmt.loganalytics import LogAnalyticsManagementClient
from azure.mgmt.securityinsight import SecurityInsights
from azure.monitor.query import LogsQueryClient

GROUP, VAULT, KEY, CLUSTER, WORKSPACE = "sec-rg", "contoso-kv", "cmk", "contoso-la", "contoso-soc"


class World:
    """The clock and the memory of the world that this process was given."""

    def __init__(self):
        self.base = f"{os.environ['LOCKSTEP_URL']}/_lockstep/v1/worlds/{os.environ['LOCKSTEP_WORLD']}"
        # The control API speaks plain HTTP on loopback; no proxy is asked.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method)
        with self.opener.open(request, timeout=30) as answer:
            return json.load(answer)

    def reset(self):
        self.call("POST", "/reset", {})

    def advance(self, by):
        return self.call("POST", "/clock/advance", {"by": by})

    def state(self, thing):
        return self.call("GET", f"/state?ref={thing}")


class Azure:
    """The clients a security team would use, with nothing but a credential."""

    def __init__(self):
        credential = EnvironmentCredential()
        subscription = os.environ["AZURE_SUBSCRIPTION_ID"]
        self.keys = KeyClient(f"https://{VAULT}.vault.azure.net", credential)
        self.logs = LogsQueryClient(credential)
        self.analytics = LogAnalyticsManagementClient(credential, subscription)
        self.sentinel = SecurityInsights(credential, subscription)

    def workspace_id(self):
        return self.analytics.workspaces.get(GROUP, WORKSPACE).customer_id


@pytest.fixture
def world():
    world = World()
    world.reset()
    return world


@pytest.fixture
def azure(world):
    return Azure()
