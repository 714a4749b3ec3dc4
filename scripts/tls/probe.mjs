// A TLS client: probe.mjs PORT ADDRESS NAME [tunnel].  Trusts NODE_EXTRA_CA_CERTS.
import net from "node:net";
import tls from "node:tls";

const [port, address, name, way] = process.argv.slice(2);
const connection = net.connect(Number(port), address);
connection.setTimeout(10_000, () => refuse(new Error("no answer")));
connection.on("error", refuse);
connection.on("connect", () => {
    if (way !== "tunnel") return secure();
    connection.write(`CONNECT ${name}:443 HTTP/1.1\r\nHost: ${name}:443\r\n\r\n`);
    connection.once("data", (answer) => {
        if (!answer.toString().startsWith("HTTP/1.1 200 ")) refuse(new Error(`no tunnel: ${answer}`));
        secure();
    });
});

function secure() {
    // An address is compared with the certificate, and never sent as a name.
    const options = net.isIP(name) ? { host: name } : { servername: name };
    const client = tls.connect({ socket: connection, ...options }, () => {
        console.log("accepted", client.getProtocol());
        process.exit(0);
    });
    client.on("error", refuse);
}

function refuse(error) {
    console.log("refused:", error.code ?? "", error.message);
    process.exit(1);
}
