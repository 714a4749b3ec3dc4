// A GET by the proxy of HTTPS_PROXY: through_proxy.mjs URL.  Trusts NODE_EXTRA_CA_CERTS.
import http from "node:http";
import https from "node:https";

const url = new URL(process.argv[2]);
const proxy = new URL(process.env.HTTPS_PROXY);
const user = proxy.username && Buffer.from(`${proxy.username}:${proxy.password}`).toString("base64");
const headers = user ? { "Proxy-Authorization": `Basic ${user}` } : {};
const connect = { host: proxy.hostname, port: proxy.port, method: "CONNECT", path: `${url.hostname}:443`, headers };

http.request(connect).on("connect", (answer, socket) => {
    if (answer.statusCode !== 200) throw new Error(`no tunnel: ${answer.statusCode}`);
    const options = { socket, servername: url.hostname, agent: false, headers: { Authorization: "Bearer x" } };
    https.get(url, { ...options, createConnection: undefined }, (response) => {
        response.pipe(process.stdout);
        response.on("end", () => process.exit(response.statusCode === 200 ? 0 : 1));
    });
}).end();
