"""Rotates a key the wrong way round: the old version is disabled at once, while the cluster still uses it."""

from runbook import KEY, Clients


def main():
    azure = Clients()
    old = azure.keys.get_key(KEY)
    azure.keys.rotate_key(KEY)
    azure.keys.update_key_properties(KEY, version=old.properties.version, enabled=False)


if __name__ == "__main__":
    main()
