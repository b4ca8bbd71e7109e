import { describe, expect, it } from "vitest";
import { agentYaml, freeName, namePattern } from "./agent-yaml";

const agent = { farm: "my-farm", coop: "coop-1", brokerHost: "10.0.0.5", brokerPort: 1883, deviceHost: "plc.local", devicePort: 502 };

describe("agentYaml", () => {
  it("has the names, the broker and the device", () => {
    const yaml = agentYaml(agent);
    expect(yaml).toContain("farm: my-farm\n");
    expect(yaml).toContain("broker: { host: '10.0.0.5', port: 1883 }");
    expect(yaml).toContain("host: plc.local\n        port: 502");
  });

  it.each([["O'Hara 2", "'O''Hara 2'"], ["123", "'123'"], ["no", "'no'"], ["一号场", "'一号场'"]])("quotes the name %s", (farm, written) => {
    expect(agentYaml({ ...agent, farm })).toContain(`farm: ${written}\n`);
  });
});

describe("freeName", () => {
  it("counts on from names that are taken", () => {
    expect(freeName("my-farm", [])).toBe("my-farm");
    expect(freeName("my-farm", ["my-farm", "my-farm-2"])).toBe("my-farm-3");
  });
});

describe("namePattern", () => {
  it.each([["coop-1", true], ["鸡舍 1", true], ["a", true], [" a", false], ["a ", false], ["a/b", false], ["-a", false]])("takes %j: %s", (name, isRight) => {
    expect(new RegExp(`^(?:${namePattern})$`, "v").test(name)).toBe(isRight);
  });
});
