# A dedicated cluster under a customer's key, with azurerm.
#   eval "$(lockstep env terraform)" && terraform apply
# Nothing in it is Lockstep's: the proxy and the certificates come from the environment.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "soc" {
  name     = "sec-rg"
  location = "westeurope"
}

resource "azurerm_log_analytics_workspace" "soc" {
  name                = "soc-workspace"
  resource_group_name = azurerm_resource_group.soc.name
  location            = azurerm_resource_group.soc.location
  sku                 = "PerGB2018"
  retention_in_days   = 90
}

resource "azurerm_log_analytics_cluster" "soc" {
  name                = "soc-cluster"
  resource_group_name = azurerm_resource_group.soc.name
  location            = azurerm_resource_group.soc.location
  size_gb             = 100

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_key_vault" "soc" {
  name                       = "soc-vault"
  resource_group_name        = azurerm_resource_group.soc.name
  location                   = azurerm_resource_group.soc.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "premium"
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
}

# Whoever applies this manages keys; the cluster and Azure Cosmos DB wrap and unwrap, and nothing else.
resource "azurerm_key_vault_access_policy" "operator" {
  key_vault_id    = azurerm_key_vault.soc.id
  tenant_id       = data.azurerm_client_config.current.tenant_id
  object_id       = data.azurerm_client_config.current.object_id
  key_permissions = ["Create", "Get", "List", "Update", "Rotate", "GetRotationPolicy", "Delete", "Recover"]
}

resource "azurerm_key_vault_access_policy" "cluster" {
  key_vault_id    = azurerm_key_vault.soc.id
  tenant_id       = data.azurerm_client_config.current.tenant_id
  object_id       = azurerm_log_analytics_cluster.soc.identity[0].principal_id
  key_permissions = ["Get", "WrapKey", "UnwrapKey"]
}

variable "cosmos_db_object_id" {
  description = "az ad sp show --id a232010e-820c-4083-83bb-3ace5fc29d0b --query id"
  type        = string
}

resource "azurerm_key_vault_access_policy" "cosmos" {
  key_vault_id    = azurerm_key_vault.soc.id
  tenant_id       = data.azurerm_client_config.current.tenant_id
  object_id       = var.cosmos_db_object_id
  key_permissions = ["Get", "WrapKey", "UnwrapKey"]
}

resource "azurerm_key_vault_key" "cmk" {
  name         = "cmk"
  key_vault_id = azurerm_key_vault.soc.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]
  depends_on   = [azurerm_key_vault_access_policy.operator]
}

resource "azurerm_log_analytics_cluster_customer_managed_key" "soc" {
  log_analytics_cluster_id = azurerm_log_analytics_cluster.soc.id
  key_vault_key_id         = azurerm_key_vault_key.cmk.id
  depends_on               = [azurerm_key_vault_access_policy.cluster]
}

resource "azurerm_log_analytics_linked_service" "soc" {
  resource_group_name = azurerm_resource_group.soc.name
  workspace_id        = azurerm_log_analytics_workspace.soc.id
  write_access_id     = azurerm_log_analytics_cluster.soc.id
  depends_on          = [azurerm_log_analytics_cluster_customer_managed_key.soc]
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "soc" {
  workspace_id                 = azurerm_log_analytics_workspace.soc.id
  customer_managed_key_enabled = true
  depends_on                   = [azurerm_log_analytics_linked_service.soc, azurerm_key_vault_access_policy.cosmos]
}
