"""What the runbooks share: Azure's clients, and a wait that is an hour of real time only on real Azure."""

import json
import os
import time
import urllib.request

from azure.identity import EnvironmentCredential
from azure.keyvault.keys import KeyClient
from azure.mgmt.loganalytics import LogAnalyticsManagementClient

GROUP, VAULT, KEY, CLUSTER = "sec-rg", "contoso-kv", "cmk", "contoso-la"


class Clients:
    def __init__(self):
        credential = EnvironmentCredential()
        self.keys = KeyClient(f"https://{VAULT}.vault.azure.net", credential)
        self.analytics = LogAnalyticsManagementClient(credential, os.environ["AZURE_SUBSCRIPTION_ID"])


def control(method, path, body=None):
    """One call of Lockstep's control API, in the world this process was given."""
    base = f"{os.environ['LOCKSTEP_URL']}/_lockstep/v1/worlds/{os.environ['LOCKSTEP_WORLD']}"
    data = None if body is None else json.dumps(body).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(base + path, data=data, method=method), timeout=30) as answer:
        return json.load(answer)


def wait(hours):
    """Waits; in a rehearsal the virtual clock is moved."""
    if "LOCKSTEP_URL" in os.environ:
        control("POST", "/clock/advance", {"by": f"{hours}h"})
    else:
        time.sleep(hours * 3600)
