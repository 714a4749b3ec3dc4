"""64 of Azure's SDK clients in 64 worlds at once, and one alone: the same worlds come of it, and no answer is a failure.

    scripts/many_worlds.py PROXY_PORT CA_FILE [COUNT]
Worlds are chosen by the user of the proxy, as a client without a changed line would; all have one subscription and one
tenant, so that equal requests lead to equal states.
"""
import http.client
import json
import sys
import threading

from azure.core.pipeline.policies import CustomHookPolicy
from azure.identity import ClientSecretCredential
from azure.mgmt.loganalytics import LogAnalyticsManagementClient
from azure.mgmt.resource.resources import ResourceManagementClient
from azure.mgmt.resource.subscriptions import SubscriptionClient

PORT, CERTIFICATES = int(sys.argv[1]), sys.argv[2]
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 64
SUBSCRIPTION, TENANT = "5d0e0000-0000-4000-8000-000000000001", "7f3a0000-0000-4000-8000-000000000001"
CLIENT = "55555555-5555-5555-5555-555555555555"


def control(method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request(method, f"/_lockstep/v1{path}", None if body is None else json.dumps(body))
    answer = connection.getresponse()
    data = answer.read()
    if answer.status >= 400:
        sys.exit(f"FAILED: {method} {path} answered {answer.status}: {data[:300]}")
    return json.loads(data) if data else {}


class Client:
    """The first requests of a story, and the status of each answer."""

    def __init__(self, world):
        self.world = world
        self.statuses = []

    def run(self):
        reached = {
            "proxies": {"https": f"http://{self.world}:x@127.0.0.1:{PORT}"}, "connection_verify": CERTIFICATES,
            "retry_total": 0,
        }
        seen = CustomHookPolicy(raw_response_hook=lambda answer: self.statuses.append(answer.http_response.status_code))
        credential = ClientSecretCredential(TENANT, CLIENT, "secret", **reached)
        clients = {**reached, "custom_hook_policy": seen}
        subscriptions = SubscriptionClient(credential, **clients)
        found = next(iter(subscriptions.subscriptions.list())).subscription_id
        subscriptions.subscriptions.get(found)
        list(subscriptions.subscriptions.list_locations(found))
        resources = ResourceManagementClient(credential, found, **clients)
        resources.resource_groups.create_or_update("rg", {"location": "eastus"})
        resources.resource_groups.check_existence("rg")
        resources.resource_groups.check_existence("rg-does-not-exist")
        list(resources.resource_groups.list())
        for name in ["OperationalInsights", "KeyVault", "SecurityInsights", "DocumentDB"]:
            resources.providers.register(f"Microsoft.{name}")
            resources.providers.get(f"Microsoft.{name}")
        analytics = LogAnalyticsManagementClient(credential, found, **clients)
        workspace = {"location": "eastus", "properties": {"sku": {"name": "PerGB2018"}}}
        analytics.workspaces.begin_create_or_update("rg", "soc-ws", workspace).result()
        analytics.workspaces.get("rg", "soc-ws")
        cluster = {"location": "eastus", "sku": {"name": "CapacityReservation", "capacity": 100}}
        analytics.clusters.begin_create_or_update("rg", "la-cluster", cluster).result()


def play(worlds):
    """Runs a client in each world, all at once. Gives the state each of them left."""
    for world in worlds:
        control("PUT", f"/worlds/{world}", {
            "from": "builtin:empty", "seed": "41", "subscriptionId": SUBSCRIPTION, "tenantId": TENANT})
    clients = [Client(world) for world in worlds]
    threads = [threading.Thread(target=client.run) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        if len(client.statuses) < 20 or any(status >= 500 for status in client.statuses):
            sys.exit(f"FAILED: in {client.world} the answers were {client.statuses}")
    states = {world: control("GET", f"/worlds/{world}")["stateHash"] for world in worlds}
    for world in worlds:
        control("DELETE", f"/worlds/{world}")
    return states, sum(len(client.statuses) for client in clients)


alone, _ = play(["alone"])
together, answers = play([f"w-{number}" for number in range(1, COUNT + 1)])
different = sorted(world for world, state in together.items() if state != alone["alone"])
if different:
    sys.exit(f"FAILED: other states than alone in {', '.join(different)}")
print(f"{COUNT} clients in {COUNT} worlds, {answers} answers, none of them 5xx: all at {alone['alone'][:16]}… as one alone")
