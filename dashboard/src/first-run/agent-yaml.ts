/** What hangs where, as the page asks for it. */
export interface FirstAgent {
  readonly farm: string;
  readonly coop: string;
  readonly brokerHost: string;
  readonly brokerPort: number;
  readonly deviceHost: string;
  readonly devicePort: number;
}

/** The configuration of an agent that reads one Modbus TCP device, ready to be saved as house.yaml. */
export function agentYaml({ farm, coop, brokerHost, brokerPort, deviceHost, devicePort }: FirstAgent): string {
  return `farm: ${quoted(farm)}
agent: ${quoted(`agent-${coop}`)}
broker: { host: ${quoted(brokerHost)}, port: ${brokerPort} }
spool: ${quoted(`spool-${coop}`)}
coops:
  - coop: ${quoted(coop)}
    devices:
      - driver: modbus-tcp
        host: ${quoted(deviceHost)}
        port: ${devicePort}
        unit: 1
        every: 1s
        timeout: 1s
        readings:
          - quantity: temperature
            place: front
            table: input
            address: 0
            type: int16
            scale: 0.1
`;
}

/** Plain where YAML reads it as it stands, else quoted. */
function quoted(text: string): string {
  return /^[A-Za-z][\w.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** The first of the names that nobody has: "my-farm", "my-farm-2". */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

/** Names that the wire carries: letters and digits of any script, and "-", "_", "." and spaces inside. */
export const namePattern = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_. \\-]{0,62}[\\p{L}\\p{N}_.\\-])?";
