import { afterEach, describe, expect, it } from "vitest";
import { en } from "./en";
import { formatAge, formatTick, formatTime, formatValue, zoneOf } from "./format";
import { languageFor, speak, t } from "./language";
import { zhCn } from "./zh-cn";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.ts", "!../i18n/en*.ts", "!../i18n/zh-cn*.ts", "!../contracts.ts"], {
  query: "?raw", import: "default", eager: true,
});
const placeholders = (text: string) => [...text.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1]).sort();

describe("the catalogues", () => {
  it.each(Object.entries({ en, "zh-CN": zhCn }))("%s has every key, none more, none empty, each with the same placeholders", (_, catalogue) => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(catalogue)) {
      expect(text, key).not.toBe("");
      expect(placeholders(text), key).toEqual(placeholders(en[key as keyof typeof en]));
    }
  });

  it("have no text that no screen uses", () => {
    const code = Object.values(sources).join("\n");
    expect(Object.keys(en).filter((key) => !code.includes(`"${key}"`))).toEqual([]);
  });
});

describe("languageFor", () => {
  it.each([
    [["zh-TW", "en"], "zh-CN"], [["de-DE", "zh-Hans-CN"], "zh-CN"], [["en-GB"], "en"], [["fr"], "en"], [[], "en"],
  ] as const)("of %j is %s", (wishes, language) => {
    expect(languageFor(wishes)).toBe(language);
  });
});

describe("formats", () => {
  afterEach(() => speak("en"));

  it("fills placeholders and changes with the language", async () => {
    expect(t("coop.day", { day: 24 })).toBe("Day 24");
    await speak("zh-CN");
    expect(t("coop.day", { day: 24 })).toBe("第24日龄");
  });

  it.each([[0.4, "0s ago"], [59.9, "59s ago"], [61, "1 min ago"], [7_300, "2h ago"], [200_000, "2d ago"], [-90, "in 1 min"], [-0.5, "0s ago"]])(
    "writes an age of %d s as %s", (seconds, text) => {
      expect(formatAge(seconds)).toBe(text);
    });

  it("writes ages in Chinese", async () => {
    await speak("zh-CN");
    expect(formatAge(12)).toBe("12秒前");
  });

  it("writes no minus before a zero", () => {
    expect(formatValue("temperature", -0.04)).toBe("0.0");
  });

  it("gives an axis as many decimals as its steps need", () => {
    expect(formatTick(24.5, 0.5)).toBe("24.5");
    expect(formatTick(0.25, 0.25)).toBe("0.25");
    expect(formatTick(2_000, 500)).toBe("2,000");
  });

  it("tells the farm's time, and UTC where the zone is unknown", () => {
    expect(formatTime(Date.UTC(2026, 0, 1, 16), "Asia/Shanghai")).toBe("00:00");
    expect(zoneOf("Not/AZone")).toBe("UTC");
  });
});
