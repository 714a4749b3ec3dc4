import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.ProxySelector;

/** A GET by Java's own client: ThroughProxy URL WORLD. Proxy and trust store come from JAVA_TOOL_OPTIONS. */
public class ThroughProxy {
    public static void main(String[] arguments) throws Exception {
        var client = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
        // Java's client sends no user to a proxy: the header names the world.
        var request = HttpRequest.newBuilder(URI.create(arguments[0])).header("Authorization", "Bearer x")
            .header("X-Lockstep-World", arguments[1]).build();
        var answer = client.send(request, BodyHandlers.ofString());
        System.out.println(answer.body());
        System.exit(answer.statusCode() == 200 ? 0 : 1);
    }
}
