// Reads JSON payloads, one a line, and answers each with one line of hexadecimal Sparkplug B.
import { createInterface } from "node:readline";
import sparkplug from "sparkplug-payload";

const codec = sparkplug.get("spBv1.0");
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(Buffer.from(codec.encodePayload(JSON.parse(line))).toString("hex") + "\n");
}
