"""Sends what the azurerm provider sends for main.tf, and holds the answers against what the provider insists on.

    lockstep exec -- python docs/examples/terraform/check.py

The provider itself could not be had where this was written. What it asks for, in which order and what it does not
forgive was read from the sources of terraform-provider-azurerm and of its Azure SDK; each check says which one.
"""

import base64
import json
import os
import sys
import time

import requests

ARM, LOGIN, GRAPH = "https://management.azure.com", "https://login.microsoftonline.com", "https://graph.microsoft.com"
SUBSCRIPTION, TENANT = os.environ["ARM_SUBSCRIPTION_ID"], os.environ["ARM_TENANT_ID"]
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/sec-rg"
INSIGHTS = f"{GROUP}/providers/Microsoft.OperationalInsights"
WORKSPACE, CLUSTER = f"{INSIGHTS}/workspaces/soc-workspace", f"{INSIGHTS}/clusters/soc-cluster"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/soc-vault"
SENTINEL = f"{WORKSPACE}/providers/Microsoft.SecurityInsights/onboardingStates/default"
COSMOS = "a232010e-820c-4083-83bb-3ace5fc29d0b"

passed = failed = 0


def check(name, holds, seen=""):
    global passed, failed
    passed, failed = (passed + 1, failed) if holds else (passed, failed + 1)
    if not holds:
        print(f"not ok  {name}: {seen}", file=sys.stderr)


class Provider:
    """go-azure-sdk's client, as far as it shows on the wire."""

    def __init__(self):
        self.http = requests.Session()
        self.http.headers["User-Agent"] = "HashiCorp Terraform/1.11.4 terraform-provider-azurerm/4 (go-azure-sdk)"

    def token(self, audience):
        form = {
            "client_id": os.environ["ARM_CLIENT_ID"], "client_secret": os.environ["ARM_CLIENT_SECRET"],
            "grant_type": "client_credentials", "scope": f"{audience}/.default",
        }
        answer = self.http.post(f"{LOGIN}/{TENANT}/oauth2/v2.0/token", data=form, timeout=30)
        check(f"a token for {audience}", answer.status_code == 200, answer.text)
        return answer.json()["access_token"]

    def login(self):
        """sdk/claims/claims.go: three parts, no padding, whole numbers; an oid saves a question to Graph."""
        parts = self.token(GRAPH).split(".")
        check("the token has three parts", len(parts) == 3, len(parts))
        check("its payload has no padding", "=" not in parts[1], parts[1])
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        for name in ["exp", "iat"]:
            check(f"{name} is a whole number", isinstance(claims.get(name), int), claims.get(name))
        check("it is renewed in time", claims["exp"] - time.time() > 20 * 60, claims["exp"])
        for name in ["oid", "tid", "appid"]:
            check(f"there is {name}", isinstance(claims.get(name), str), claims)
        check("it is no user's", "openid" not in str(claims.get("scp", "")).split(), claims.get("scp"))
        self.object_id = claims["oid"]
        self.http.headers["Authorization"] = f"Bearer {self.token(ARM)}"

    def arm(self, method, path, version, body=None, accepts=(200,)):
        answer = self.http.request(method, f"{ARM}{path}?api-version={version}", json=body, timeout=30)
        what = f"{method} {path.split('/providers/')[-1]}"
        check(f"{what} answers {accepts}", answer.status_code in accepts, f"{answer.status_code} {answer.text[:300]}")
        if answer.content:
            check(f"{what} is JSON", "application/json" in answer.headers.get("Content-Type", ""), answer.headers)
        return answer

    def long(self, method, path, version, body=None, accepts=(200, 201, 202)):
        """resourcemanager/poller_lro.go: 202 needs a header to poll; a poll answers 200 with a status word."""
        answer = self.arm(method, path, version, body, accepts)
        poll = answer.headers.get("Azure-AsyncOperation") or answer.headers.get("Location")
        check(f"{method} {path.split('/')[-1]} can be polled", answer.status_code != 202 or poll, dict(answer.headers))
        status = "Succeeded" if not poll else ""
        for _ in range(20):
            if status in ("Succeeded", "Failed", "Canceled"):
                break
            check("polls skip their delay", "X-Go-Azure-Sdk-Skip-Polling-Delay" in answer.headers or status == "",
                  dict(answer.headers))
            state = self.http.get(poll, timeout=30)
            check("a polled URL is never 204", state.status_code in (200, 202), state.status_code)
            status = state.json().get("status", "Succeeded") if state.content else "InProgress"
        check(f"{method} {path.split('/')[-1]} succeeds", status == "Succeeded", status)
        return answer

    def provisioned(self, path, version):
        body = self.arm("GET", path, version).json()
        state = body.get("properties", {}).get("provisioningState")
        check(f"{path.split('/')[-1]} is provisioned", state == "Succeeded", state)
        return body

    def vault(self, method, uri, path, body=None):
        """keyvault/client/helpers.go: at least three labels, the second of them 'vault'."""
        host = uri.split("/")[2]
        check("the vault's host can be read", host.split(".")[1] == "vault" and host.count(".") >= 2, host)
        url = f"{uri.rstrip('/')}{path}?api-version=7.4"
        challenge = requests.request(method, url, timeout=30)
        words = challenge.headers.get("WWW-Authenticate", "").removeprefix("Bearer ").split(" ")
        check("the vault challenges", challenge.status_code == 401 and len(words) == 2, challenge.headers)
        resource = words[-1].split('"')[1]
        check("its resource is the host without the vault", host.endswith(f".{resource.split('/')[2]}"), resource)
        headers = {"Authorization": f"Bearer {self.token(resource)}"}
        answer = requests.request(method, url, json=body, headers=headers, timeout=30)
        check(f"{method} {path}", answer.status_code == 200, answer.text)
        return answer.json()


def policy(object_id, *permissions):
    return {"tenantId": TENANT, "objectId": object_id, "permissions": {"keys": list(permissions)}}


def apply(azure):
    azure.arm("PUT", GROUP, "2023-07-01", {"location": "westeurope", "tags": {}}, (200, 201))
    azure.arm("GET", GROUP, "2023-07-01")
    for namespace in ["OperationalInsights", "KeyVault", "SecurityInsights", "DocumentDB"]:
        azure.arm("POST", f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.{namespace}/register", "2022-09-01")

    azure.arm("GET", WORKSPACE, "2022-10-01", accepts=(404,))
    azure.long("PUT", WORKSPACE, "2022-10-01", {
        "location": "westeurope", "properties": {"sku": {"name": "PerGB2018"}, "retentionInDays": 90}})
    azure.provisioned(WORKSPACE, "2022-10-01")

    azure.arm("GET", CLUSTER, "2022-10-01", accepts=(404,))
    azure.long("PUT", CLUSTER, "2022-10-01", {
        "location": "westeurope", "identity": {"type": "SystemAssigned"},
        "sku": {"name": "CapacityReservation", "capacity": 100}})
    cluster = azure.provisioned(CLUSTER, "2022-10-01")

    azure.arm("GET", VAULT, "2023-02-01", accepts=(404,))
    azure.long("PUT", VAULT, "2023-02-01", {"location": "westeurope", "properties": {
        "tenantId": TENANT, "sku": {"family": "A", "name": "premium"}, "accessPolicies": [],
        "enablePurgeProtection": True, "softDeleteRetentionInDays": 90}})
    uri = azure.provisioned(VAULT, "2023-02-01")["properties"]["vaultUri"]
    # After creating a vault its bare address is asked for: any status will do, but the host must answer.
    check("the new vault's host answers", requests.get(uri, timeout=30).status_code < 500, uri)

    cosmos = azure.http.get(
        f"{GRAPH}/v1.0/servicePrincipals", params={"$filter": f"appId eq '{COSMOS}'"}, timeout=30,
        headers={"Authorization": f"Bearer {azure.token(GRAPH)}"}).json()["value"][0]["id"]
    everything = ["Create", "Get", "List", "Update", "Rotate", "GetRotationPolicy", "Delete", "Recover"]
    for entry in [
        policy(azure.object_id, *everything),
        policy(cluster["identity"]["principalId"], "Get", "WrapKey", "UnwrapKey"),
        policy(cosmos, "Get", "WrapKey", "UnwrapKey"),
    ]:
        azure.arm("PUT", f"{VAULT}/accessPolicies/add", "2023-02-01", {"properties": {"accessPolicies": [entry]}},
                  (200, 201))

    key = azure.vault("POST", uri, "/keys/cmk/create", {
        "kty": "RSA", "key_size": 3072, "key_ops": ["wrapKey", "unwrapKey"], "attributes": {"enabled": True}})
    azure.vault("GET", uri, "/keys/cmk/")

    azure.long("PATCH", CLUSTER, "2022-10-01", {"properties": {"keyVaultProperties": {
        "keyVaultUri": uri, "keyName": "cmk", "keyVersion": key["key"]["kid"].split("/")[-1]}}})
    azure.provisioned(CLUSTER, "2022-10-01")

    # The provider says Cluster where the CLI says cluster.
    azure.long("PUT", f"{WORKSPACE}/linkedServices/Cluster", "2020-08-01", {
        "properties": {"writeAccessResourceId": CLUSTER}})
    azure.arm("GET", f"{WORKSPACE}/linkedServices/Cluster", "2020-08-01")

    azure.arm("GET", SENTINEL, "2022-11-01", accepts=(404,))
    azure.arm("PUT", SENTINEL, "2022-11-01", {"properties": {"customerManagedKey": True}}, (200, 201))
    azure.arm("GET", SENTINEL, "2022-11-01")


def update(azure):
    """A second apply: clusters are sent whole, with what is read-only as null."""
    model = azure.provisioned(CLUSTER, "2022-10-01")
    model["properties"]["associatedWorkspaces"] = None
    model["tags"] = {"team": "soc"}
    azure.long("PUT", CLUSTER, "2022-10-01", model)
    again = azure.provisioned(CLUSTER, "2022-10-01")
    check("the key is still there", again["properties"]["keyVaultProperties"]["keyName"] == "cmk", again)
    check("the tags are there", again["tags"] == {"team": "soc"}, again.get("tags"))


def destroy(azure):
    azure.arm("DELETE", SENTINEL, "2022-11-01", accepts=(200, 204))
    refused = azure.http.delete(f"{ARM}{WORKSPACE}/linkedServices/Cluster?api-version=2020-08-01", timeout=30)
    check("an unsupported unlinking says why", refused.status_code < 300 or "error" in refused.json(), refused.text)


def main():
    azure = Provider()
    azure.login()
    apply(azure)
    update(azure)
    destroy(azure)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
