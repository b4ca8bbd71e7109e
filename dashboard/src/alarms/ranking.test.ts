import { describe, expect, it } from "vitest";
import { alarmOf } from "./made-up-alarms";
import { byUrgency, countsOf, needingSomebody, ofTile, originOf } from "./ranking";

const acknowledgement = { by: "Lin", at: "2026-01-01T00:02:00.000Z", where: "dashboard" };
const shelf = { until: "2026-01-01T01:00:00.000Z", reason: "Fan is being mended", by: "Lin", at: "2026-01-01T00:02:00.000Z" };
const named = (name: string, facts: Parameters<typeof alarmOf>[0]) => alarmOf({ id: `${name}/coop-1/front/2026-01-01T00:00:00.000Z`, ...facts });
const namesOf = (alarms: readonly { readonly id: string }[]) => alarms.map(({ id }) => originOf(id).rule);

const warning = named("warning", { severity: "warning" });
const older = named("older", { raisedAt: "2026-01-01T00:00:30.000Z" });
const newer = named("newer", {});
const acknowledged = named("acknowledged", { acknowledgement, lifeCycle: "acknowledged" });
const over = named("over", { isActive: false, isLoud: false, lifeCycle: "returned-to-normal-unacknowledged" });
const shelved = named("shelved", { shelf, isLoud: false });
const held = named("held", { cause: "storm//power/2026-01-01T00:00:00.000Z", isLoud: false });
const suppressed = named("suppressed", { suppressed: true, lifeCycle: "suppressed-by-design", isLoud: false });
const all = [over, shelved, suppressed, warning, held, acknowledged, newer, older];

describe("the order of alarms", () => {
  it("tells people of the most severe first, of those the one that waits longest, and of none that is seen to or silenced", () => {
    expect(namesOf(needingSomebody(all))).toEqual(["older", "newer", "warning"]);
  });

  it("puts what lasts before what is over, and what is silenced last", () => {
    expect(namesOf([...all].sort(byUrgency))).toEqual(["older", "newer", "warning", "acknowledged", "over", "held", "shelved", "suppressed"]);
  });

  it("shows a tile the alarms of its coop, without the silenced", () => {
    expect(namesOf(ofTile([...all, alarmOf({ id: "other/coop-10/front/2026-01-01T00:00:00.000Z" })], "coop-1"))).toEqual(["older", "newer", "warning", "acknowledged", "over"]);
  });

  it("counts by severity", () => {
    expect(countsOf([warning, older, newer])).toEqual([["critical", 2], ["warning", 1]]);
  });
});

describe("originOf", () => {
  it("knows an alarm of the whole farm", () => {
    expect(originOf("storm//power/2026-01-01T00:00:00.000Z")).toEqual({ rule: "storm", coop: null, place: "power", start: "2026-01-01T00:00:00.000Z" });
  });
});
