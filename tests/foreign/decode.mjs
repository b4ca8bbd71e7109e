// Reads hexadecimal Sparkplug B payloads, one a line, and answers each with one line of JSON.
import { createInterface } from "node:readline";
import sparkplug from "sparkplug-payload";

const codec = sparkplug.get("spBv1.0");
const plain = (_, value) => {
  if (typeof value === "bigint") return value.toString();
  if (value && typeof value === "object" && "low" in value && "high" in value && "unsigned" in value) return value.toString();
  return value;
};
// A Long has a toJSON-free shape but protobufjs may hand out its own class: turn it into text before JSON sees it.
for await (const line of createInterface({ input: process.stdin })) {
  const payload = codec.decodePayload(Buffer.from(line.trim(), "hex"));
  process.stdout.write(JSON.stringify(payload, plain) + "\n");
}
