import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { language, speak } from "../i18n/language";
import { firstOf, learnText, titleOf } from "./rule-texts";

const start = "2026-01-01T00:00:00.000Z";
const said = (word: string) => ({ title: { en: word, zhCn: `${word}（中）` }, first: { en: `Go and see: ${word}`, zhCn: `去看${word}` } });

describe("what rules say", () => {
  beforeAll(async () => {
    await speak("zh-CN");
    await speak("en");
  });
  afterEach(() => { language.value = "en"; });

  it("is known for every alarm of the rule, in the language in use", () => {
    learnText(`too-hot/coop-1/front/${start}`, said("Too hot"));
    expect(titleOf(`too-hot/coop-9/rear/${start}`)).toBe("Too hot");
    language.value = "zh-CN";
    expect([titleOf(`too-hot/coop-9/rear/${start}`), firstOf(`too-hot/coop-9/rear/${start}`)]).toEqual(["Too hot（中）", "去看Too hot"]);
  });

  it("tells storms apart by their cause", () => {
    learnText(`storm//power/${start}`, said("No power"));
    learnText(`storm//link/${start}`, said("All silent"));
    expect([titleOf(`storm//power/${start}`), titleOf(`storm//link/${start}`)]).toEqual(["No power", "All silent"]);
  });

  it("keeps what to do first when a list brings the title alone, and learns it when the title was first", () => {
    learnText(`too-cold/coop-1/front/${start}`, { title: said("Too cold").title });
    expect(firstOf(`too-cold/coop-1/front/${start}`)).toBeNull();
    learnText(`too-cold/coop-1/front/${start}`, said("Too cold"));
    learnText(`too-cold/coop-1/front/${start}`, { title: said("Too cold").title });
    expect(firstOf(`too-cold/coop-1/front/${start}`)).toBe("Go and see: Too cold");
  });

  it("is never a rule's id", () => {
    expect(titleOf(`never-heard-of/coop-1/front/${start}`)).toBe("Alarm");
    language.value = "zh-CN";
    expect(titleOf(`never-heard-of/coop-1/front/${start}`)).toBe("报警");
  });
});
