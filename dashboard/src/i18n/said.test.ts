import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { language, speak } from "./language";
import { inChinese, languageOf, said } from "./said";
import { saidInChinese } from "./zh-cn-said";

/** What says why a reading isn't good, or why a message didn't go. */
const sources = import.meta.glob<string>([
  "../../../edge/Agent/{Drivers,Cameras,LocalAlarms/Sirens}/**/*.cs", "../../../cloud/Server/Notify/Channels/*.cs", "../../../cloud/Server/Notify/Outbox/Delivery.cs",
  "../../../cloud/Server/Ingest/ReadingReader.cs", "../../../cloud/Server/Store/StorableReading.cs",
], { query: "?raw", import: "default", eager: true });

/** Said to whoever sets up, calls wrongly or reads the log. */
const elsewhere = /LoggerMessage|Argument\w*Exception|StartupException|Mistake|NoteTrouble|new\(\$?".*", "[^"]*[\u4e00-\u9fff]/;

/** Each of their sentences, with something in place of what is filled in. */
function sentencesOf(source: string): readonly string[] {
  return source.split("\n")
    .filter((line, index, lines) => !elsewhere.test(line) && !/^\s*\/\//.test(line) && !elsewhere.test(lines[index - 1] ?? ""))
    .flatMap((line) => [...line.matchAll(/"((?:[A-Z]|ffmpeg )(?:[^"\\]|\\")*[.])"/g)].map(([, text = ""]) => text.replaceAll('\\"', '"').replace(/\{[^{}]*\}/g, "7")));
}

const sentences = [...new Set(Object.values(sources).flatMap(sentencesOf))];

describe("what agents and channels say", () => {
  beforeAll(async () => {
    await speak("zh-CN");
    await speak("en");
  });
  afterEach(() => { language.value = "en"; });

  it("is said in the language in use", () => {
    const sentence = "The device answered exception 2 (illegal data address) for input registers 0-3.";
    expect(said(sentence)).toBe(sentence);
    language.value = "zh-CN";
    expect(said(sentence)).toBe("设备对输入寄存器 0-3返回异常 2（地址无效）。");
  });

  it("is said within what is said of another", () => {
    expect(inChinese("The siren on coil 4 of 10.0.0.7:502 can't be switched. No answer within 1.5 s.")).toBe("无法切换 10.0.0.7:502 上线圈 4的警笛。1.5 秒内没有应答。");
    expect(inChinese("hooks.example can't be reached: Connection refused (hooks.example:443)")).toBe("无法连接 hooks.example：连接被拒绝（hooks.example:443）");
  });

  it("stays English, and is marked so, where it is a stranger's", () => {
    language.value = "zh-CN";
    expect([said("Sensor drifted."), languageOf("Sensor drifted."), languageOf("The driver failed.")]).toEqual(["Sensor drifted.", "en", undefined]);
  });

  it.each(saidInChinese)("has the same braces in both languages: %s", (english, words) => {
    expect([...words.matchAll(/\{[a-z]+\}/g)].map(String).sort()).toEqual([...english.matchAll(/\{[a-z]+\}/g)].map(String).sort());
    expect(words).not.toMatch(/[.]$/);
  });

  it("is found in the sources", () => expect(sentences.length).toBeGreaterThan(25));

  it.each(sentences)("has Chinese words for every sentence of the sources: %s", (sentence) => {
    expect(inChinese(sentence)).not.toBeNull();
  });
});
