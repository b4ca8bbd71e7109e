import { t } from "../i18n/language";

/** A changeable value of a rule as people call it: `limit-2` is the second condition's limit. */
export function nameOfValue(what: string): string {
  const [, base = what, ordinal] = /^(.+?)(?:-(\d+))?$/.exec(what) ?? [];
  const name = baseName(base);
  return ordinal === undefined ? name : t("value.of-condition", { name, number: ordinal });
}

function baseName(base: string): string {
  switch (base) {
    case "limit": return t("value.limit");
    case "low": return t("value.low");
    case "high": return t("value.high");
    case "hysteresis": return t("value.hysteresis");
    case "on-delay": return t("value.on-delay");
    case "off-delay": return t("value.off-delay");
    case "severity": return t("value.severity");
    case "off": return t("value.off");
    default: return base;
  }
}

export type Input = "severity" | "switch" | "delay" | "number";

/** Which input suits a value. */
export function inputOf(what: string): Input {
  switch (what) {
    case "severity": return "severity";
    case "off": return "switch";
    case "on-delay": case "off-delay": return "delay";
    default: return "number";
  }
}
