import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A TLS client: Probe PORT ADDRESS NAME [tunnel]. Trusts the store of -Djavax.net.ssl.trustStore. */
public class Probe {
    public static void main(String[] arguments) throws IOException {
        var name = arguments[2];
        var connection = new Socket();
        connection.setSoTimeout(10_000);
        connection.connect(new InetSocketAddress(arguments[1], Integer.parseInt(arguments[0])), 10_000);
        if (arguments.length > 3) {
            var head = "CONNECT " + name + ":443 HTTP/1.1\r\nHost: " + name + ":443\r\n\r\n";
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[4096];
            int length = connection.getInputStream().read(answer);
            var text = new String(answer, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
            if (!text.startsWith("HTTP/1.1 200 ")) throw new IOException("no tunnel: " + text);
        }
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (var secure = (SSLSocket) factory.createSocket(connection, name, 443, true)) {
            var parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            System.out.println("accepted " + secure.getSession().getProtocol());
        } catch (SSLException error) {
            System.out.println("refused: " + error.getMessage());
            System.exit(1);
        }
    }
}
