"""Rotates the key of a dedicated cluster without losing a record.

    lockstep exec --from builtin:contoso-cmk -- python docs/examples/runbook/check.py docs/examples/runbook/rotate.py

The order matters: make the new version, put it on the cluster, leave the old one enabled until the services have
wrapped their keys anew, and only then disable it.
"""

from runbook import CLUSTER, GROUP, KEY, VAULT, Clients, wait


def main():
    azure = Clients()
    old = azure.keys.get_key(KEY)
    new = azure.keys.rotate_key(KEY)
    azure.analytics.clusters.begin_update(
        GROUP, CLUSTER,
        {"properties": {"keyVaultProperties": {
            "keyVaultUri": f"https://{VAULT}.vault.azure.net", "keyName": KEY, "keyVersion": new.properties.version}}},
    ).result()
    wait(hours=1)
    azure.keys.update_key_properties(KEY, version=old.properties.version, enabled=False)


if __name__ == "__main__":
    main()
