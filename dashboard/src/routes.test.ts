import { describe, expect, it } from "vitest";
import { coopAddress, flockAddress, peopleAddress, reportsAddress, routeOf, wallAddress } from "./routes";

describe("routeOf", () => {
  it("knows the pages", () => {
    expect(routeOf("/")).toEqual({ page: "wall", farm: null });
    expect(routeOf("/wall")).toEqual({ page: "wall", farm: null });
    expect(routeOf("/wall/farm-1/")).toEqual({ page: "wall", farm: "farm-1" });
    expect(routeOf("/coops/farm-1/coop-2")).toEqual({ page: "coop", farm: "farm-1", coop: "coop-2" });
    expect(routeOf("/farms/farm-1/flocks")).toEqual({ page: "flocks", farm: "farm-1" });
    expect(routeOf("/farms/farm-1/alarm-statistics")).toEqual({ page: "statistics", farm: "farm-1" });
    expect(routeOf("/farms/farm-1/devices")).toEqual({ page: "devices", farm: "farm-1" });
    expect(routeOf("/coops/farm-1")).toEqual({ page: "unknown" });
    expect(routeOf("/%E0%A4%A")).toEqual({ page: "unknown" });
  });

  it("reads back the addresses that it writes, in any script", () => {
    expect(routeOf(coopAddress("一号场", "鸡舍_1"))).toEqual({ page: "coop", farm: "一号场", coop: "鸡舍_1" });
    expect(routeOf(wallAddress("一号场"))).toEqual({ page: "wall", farm: "一号场" });
    expect(routeOf(flockAddress("一号场", "第3批"))).toEqual({ page: "flock", farm: "一号场", flock: "第3批" });
    expect(routeOf(reportsAddress("一号场", "flock-第3批"))).toEqual({ page: "reports", farm: "一号场", report: "flock-第3批" });
    expect(routeOf(peopleAddress("一号场"))).toEqual({ page: "people", farm: "一号场" });
  });
});
