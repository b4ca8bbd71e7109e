// An edge node written with somebody else's library: node.mjs PORT GROUP NODE DEVICE
// Publishes births, then `temperature/front` and `relative-humidity/front` once for each line on standard input ("21.5 60").
import { createInterface } from "node:readline";
import sparkplug from "sparkplug-client";

const [port, group, node, device] = process.argv.slice(2);
const client = sparkplug.newClient({
  serverUrl: `tcp://127.0.0.1:${port}`, username: "", password: "", groupId: group, edgeNode: node,
  clientId: `foreign-${process.pid}`, version: "spBv1.0", publishDeath: true,
});
let values = [20, 50];
const metrics = () => [
  { name: "temperature/front", type: "Double", value: values[0], timestamp: Date.now() },
  { name: "relative-humidity/front", type: "Int32", value: values[1], timestamp: Date.now() },
];
client.on("birth", () => {
  client.publishNodeBirth({ timestamp: Date.now(), metrics: [{ name: "Node Control/Rebirth", type: "Boolean", value: false }] });
  client.publishDeviceBirth(device, { timestamp: Date.now(), metrics: metrics() });
  process.stdout.write("born\n");
});
client.on("ncmd", (payload) => {
  if (payload.metrics.some((metric) => metric.name === "Node Control/Rebirth" && metric.value)) {
    client.publishNodeBirth({ timestamp: Date.now(), metrics: [{ name: "Node Control/Rebirth", type: "Boolean", value: false }] });
    client.publishDeviceBirth(device, { timestamp: Date.now(), metrics: metrics() });
    process.stdout.write("reborn\n");
  }
});
client.on("error", (error) => process.stderr.write(`${error}\n`));
createInterface({ input: process.stdin }).on("line", (line) => {
  values = line.split(" ").map(Number);
  client.publishDeviceData(device, { timestamp: Date.now(), metrics: metrics() });
}).on("close", () => { client.stop(); setTimeout(() => process.exit(0), 200); });
