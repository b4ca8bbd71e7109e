import { afterEach, describe, expect, it, vi } from "vitest";
import { askTogether, questionsOf, type Asked } from "./ask-together";

const asked = (coop: string, ...places: readonly string[]): Asked => (
  { farm: "farm", coop, series: places.map((place) => `temperature/${place}`), fromMilliseconds: 0, toMilliseconds: 7_200_000, points: 60 });

describe("what tiles ask for", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is one question in one moment, and each gets its own answers", async () => {
    const paths: string[] = [];
    vi.stubGlobal("fetch", async (path: string) => {
      paths.push(path);
      const query = new URL(path, "http://cloud").searchParams;
      return Promise.resolve(Response.json(query.getAll("coop").flatMap((coop) => query.getAll("series").map((series) => (
        { coop, quantity: "temperature", place: series.split("/")[1] })))));
    });
    const [first, second] = await Promise.all([askTogether(asked("coop-1", "front")), askTogether(asked("coop-2", "front", "rear"))]);
    expect(paths).toHaveLength(1);
    expect(first.map(({ coop, place }) => [coop, place])).toEqual([["coop-1", "front"]]);
    expect(second.map(({ coop, place }) => [coop, place])).toEqual([["coop-2", "front"], ["coop-2", "rear"]]);
  });

  it("fails for each of them when it fails", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new Error("cut off")));
    const results = await Promise.allSettled([askTogether(asked("coop-1", "front")), askTogether(asked("coop-2", "front"))]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  it("is never more than the cloud answers at once, nor of two farms", () => {
    const sixty = Array.from({ length: 60 }, (_, index) => asked(`coop-${index}`, "a", "b", "c", "d"));
    expect(questionsOf(sixty).map((question) => question.length)).toEqual([50, 10]);
    expect(questionsOf([asked("coop-1", "a"), { ...asked("coop-1", "a"), farm: "other" }])).toHaveLength(2);
  });
});
