import { describe, expect, it } from "vitest";
import type { BackTestAnswer, CoopBackTest, Verdict } from "../contracts";
import { beginOf, linesOf, totalsOf } from "./back-test-lines";

function verdict(hour: number, facts: Partial<Verdict> = {}): Verdict {
  const raisedAt = `2026-01-01T${String(hour).padStart(2, "0")}:00:00.000Z`;
  return { alarm: `too-hot/coop-1/front/${raisedAt}`, severity: "warning", raisedAt, endedAt: null, value: 31.5, limit: 31, worst: 31.5, unit: "°C", suppressed: false, ...facts };
}

function coop(name: string, facts: Partial<CoopBackTest["result"]>): CoopBackTest {
  const result = { from: null, to: null, gained: [], lost: [], moved: [], kept: 0, pagesBefore: 0, pagesAfter: 0, pagesAWeekBefore: 0, pagesAWeekAfter: 0, ...facts };
  return { coop: name, result, gained: result.gained.length, lost: result.lost.length, moved: result.moved.length };
}

const answer = (...coops: readonly CoopBackTest[]): BackTestAnswer => ({ coops: [...coops], pagesAWeekBefore: 0, pagesAWeekAfter: 0, findings: [] });

describe("a back-test's answer", () => {
  it("lists what is gained, lost and moved, newest first, with what was measured", () => {
    const lines = linesOf(answer(coop("coop-1", { gained: [verdict(3)], lost: [verdict(5)] }), coop("coop-2", { moved: [{ before: verdict(1), after: verdict(4), later: "03:00:00" }] })));

    expect(lines.map(({ kind, coop: of, place, amount }) => [kind, of, place, amount])).toEqual([
      ["lost", "coop-1", "front", "31.5\u00a0°C"], ["moved", "coop-2", "front", "+3 hr"], ["gained", "coop-1", "front", "31.5\u00a0°C"],
    ]);
  });

  it("says by how much earlier an alarm comes, and nothing where only its end moves", () => {
    const moved = (before: Verdict, after: Verdict) => linesOf(answer(coop("coop-1", { moved: [{ before, after, later: "00:00:00" }] })))[0]?.amount;

    expect(moved(verdict(4), verdict(4, { raisedAt: "2026-01-01T03:58:00.000Z" }))).toBe("−2 min");
    expect(moved(verdict(4), verdict(4))).toBeNull();
  });

  it("says how much an alarm would matter where only that changes", () => {
    const [line] = linesOf(answer(coop("coop-1", { moved: [{ before: verdict(4), after: verdict(4, { severity: "critical" }), later: "00:00:00" }] })));

    expect([line?.kind, line?.amount, line?.severities]).toEqual(["moved", null, ["warning", "critical"]]);
  });

  it("counts all coops together, also what is not listed", () => {
    expect(totalsOf(answer({ ...coop("coop-1", {}), gained: 300 }, coop("coop-2", { gained: [verdict(1)], lost: [verdict(2)] })))).toEqual({ gained: 301, lost: 1, moved: 0 });
  });

  it("begins with the oldest reading, and nowhere without any", () => {
    expect(beginOf(answer(coop("coop-1", { from: "2026-01-02T00:00:00.000Z" }), coop("coop-2", { from: "2026-01-01T00:00:00.000Z" })))).toBe("2026-01-01T00:00:00.000Z");
    expect(beginOf(answer(coop("coop-1", {})))).toBeNull();
  });
});
