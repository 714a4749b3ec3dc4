import ControlPlane
import VirtualTime

/// `GET /metadata/endpoints`: where a cloud's services are. Clients ask it before they have a token.
enum MetadataRoutes {
    static func add(to routes: inout RouteTable) {
        routes.read("/metadata/endpoints", nil, plane: .login) { (exchange, _) throws(WireFailure) in
            let way = WayIn(exchange.request)
            switch exchange.request.query["api-version"] {
            case "2015-01-01": return .json(200, first(way))
            case nil, "2019-05-01", "2020-06-01": return .json(200, [cloud(way)])
            case "2022-09-01": return .json(200, cloud(way))
            case let other?:
                throw WireFailure(
                    400, "InvalidApiVersionParameter",
                    "The api-version '\(other)' is invalid. The supported versions are "
                        + "'2022-09-01,2020-06-01,2019-05-01,2015-01-01'.")
            }
        }
    }

    /// What the document of 2015 held.
    private static func first(_ way: WayIn) -> Document {
        [
            "galleryEndpoint": "https://gallery.azure.com", "graphEndpoint": "https://graph.windows.net",
            "portalEndpoint": "https://portal.azure.com", "authentication": authentication(way),
        ]
    }

    /// No address ends in a slash: clients put paths behind them.
    private static func cloud(_ way: WayIn) -> Document {
        [
            "portal": "https://portal.azure.com", "authentication": authentication(way),
            "media": "https://rest.media.azure.net", "graphAudience": "https://graph.windows.net",
            "graph": "https://graph.windows.net",
            // A name of Azure's would send clients to addresses that they have built in.
            "name": way.isAzures ? "AzureCloud" : "Lockstep",
            "suffixes": suffixes(way), "batch": "https://batch.core.windows.net",
            "resourceManager": .string(way.shown("https://management.azure.com")),
            "vmImageAliasDoc":
                "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/main/arm-compute/quickstart-templates/aliases.json",
            "activeDirectoryDataLake": "https://datalake.azure.net",
            "sqlManagement": "https://management.core.windows.net:8443",
            "microsoftGraphResourceId": .string(way.shown("https://graph.microsoft.com")),
            "appInsightsResourceId": "https://api.applicationinsights.io",
            "appInsightsTelemetryChannelResourceId": "https://dc.applicationinsights.azure.com/v2/track",
            "attestationResourceId": "https://attest.azure.net",
            "synapseAnalyticsResourceId": "https://dev.azuresynapse.net",
            "logAnalyticsResourceId": .string(way.shown("https://api.loganalytics.io")),
            "ossrDbmsResourceId": "https://ossrdbms-aad.database.windows.net",
            "ossrdbmsResourceId": "https://ossrdbms-aad.database.windows.net",
            "gallery": "https://gallery.azure.com",
        ]
    }

    private static func authentication(_ way: WayIn) -> Document {
        let azures: Document = ["https://management.core.windows.net", "https://management.azure.com"]
        let own = Document.string(way.shown("https://management.azure.com"))
        return [
            "loginEndpoint": .string(way.shown("https://login.microsoftonline.com")),
            // The first is what clients ask tokens for.
            "audiences": way.isAzures ? azures : [own],
            "tenant": "common", "identityProvider": "AAD",
        ]
    }

    private static func suffixes(_ way: WayIn) -> Document {
        [
            "azureDataLakeStoreFileSystem": "azuredatalakestore.net", "acrLoginServer": "azurecr.io",
            "sqlServerHostname": "database.windows.net",
            "azureDataLakeAnalyticsCatalogAndJob": "azuredatalakeanalytics.net",
            "keyVaultDns": .string(way.suffix("vault.azure.net")), "storage": "core.windows.net",
            "azureFrontDoorEndpointSuffix": "azurefd.net",
            "storageSyncEndpointSuffix": "afs.azure.net",
            "mhsmDns": .string(way.suffix("managedhsm.azure.net")),
            "mysqlServerEndpoint": "mysql.database.azure.com",
            "postgresqlServerEndpoint": "postgres.database.azure.com",
            "mariadbServerEndpoint": "mariadb.database.azure.com",
            "synapseAnalytics": "dev.azuresynapse.net", "attestationEndpoint": "attest.azure.net",
        ]
    }
}
