import type { Finding, RuleEntry, RuleLimit, RulesAnswer, RuleText } from "../src/contracts.ts";

const say = (en: string, zhCn: string) => ({ en, zhCn });

const textOf = (title: readonly [string, string], means: readonly [string, string], first: readonly [string, string], causes: readonly (readonly [string, string])[]): RuleText =>
  ({ title: say(...title), means: say(...means), first: say(...first), causes: causes.map((cause) => say(...cause)) });

/** Of each rule: what is held against its limit, and how that changes with age. */
const limits: Readonly<Record<string, Omit<RuleLimit, "what">>> = {
  "temperature-high": {
    signal: say("temperature", "温度"), unit: "°C", isHigh: true, hysteresis: 1, alone: true,
    inForce: [{ ageDays: 0, value: 37 }, { ageDays: 7, value: 35 }, { ageDays: 21, value: 31 }],
    shipped: [{ ageDays: 0, value: 38 }, { ageDays: 7, value: 36 }, { ageDays: 21, value: 33 }],
  },
  "ammonia-high": { signal: say("ammonia", "氨气"), unit: "ppm", isHigh: true, hysteresis: 3, alone: true, inForce: [{ ageDays: 0, value: 25 }], shipped: [{ ageDays: 0, value: 22 }] },
  "weight-behind": {
    signal: say("bird weight as a share of the breed standard's bird weight", "体重占品种标准的体重的比例"), unit: "%", isHigh: false, hysteresis: 3, alone: true,
    inForce: [{ ageDays: 0, value: 92 }], shipped: [{ ageDays: 0, value: 92 }],
  },
};

const limitsOf = (rule: string): RuleLimit[] => {
  const limit = limits[rule];
  return limit === undefined ? [] : [{ what: "limit", ...limit }];
};

const changeable = ["limit", "hysteresis", "on-delay", "off-delay", "severity", "off"];

const described: readonly Omit<RuleEntry, "changeable" | "limits" | "off" | "inEmptyHouse">[] = [
  {
    name: "temperature-high", severity: "critical", area: "climate", at: "temperature", onDelaySeconds: 120, offDelaySeconds: 300, source: "Aviagen Ross broiler handbook 2025; delay Roost",
    text: textOf(["Too hot", "过热"], ["Birds can't get rid of their heat and begin to die within half an hour.", "鸡只无法散热，半小时内开始死亡。"],
      ["All fans on, inlets open; if they stand still, open doors and call for help.", "风机全开、进风口全开；风机不转则开门并求助。"],
      [["Fans have stopped or lost their power", "风机停转或断电"], ["Hot weather and dry pads", "天气炎热且湿帘缺水"], ["A sensor in the sun", "传感器被日晒"]]),
    words: say("Temperature above 31 °C for 2 minutes; clears below 30 °C for 5 minutes.", "温度高于 31 °C 持续 2 分钟；低于 30 °C 持续 5 分钟后恢复。"),
  },
  {
    name: "ammonia-high", severity: "warning", area: "climate", at: "ammonia", onDelaySeconds: 3_600, offDelaySeconds: 900, source: "Aviagen Ross broiler handbook 2025; EU 2007/43 allows 20 ppm",
    text: textOf(["Ammonia high", "氨气偏高"], ["Ammonia costs growth and hurts eyes and lungs, of birds and people.", "氨气影响增重，伤害鸡和人的眼睛与呼吸道。"],
      ["Give more minimum ventilation; find wet litter and take it out or dry it.", "加大最小通风，找到潮湿垫料并清除或晾干。"],
      [["Wet litter", "垫料潮湿"], ["Too little minimum ventilation", "最小通风不足"], ["A drifting sensor", "传感器漂移"]]),
    words: say("NH₃ above 25 ppm for 1 hour; clears below 22 ppm for 15 minutes.", "氨气高于 25 ppm 持续 1 小时；低于 22 ppm 持续 15 分钟后恢复。"),
  },
  {
    name: "water-stopped", severity: "critical", area: "water", at: "water", onDelaySeconds: 1_800, offDelaySeconds: 300, source: "Roost",
    text: textOf(["No water", "断水"], ["Birds drink nothing although the lights are on.", "开灯期间鸡只没有饮水。"], ["Look at the meter, the valve and the drinker lines.", "检查水表、阀门和饮水线。"],
      [["A shut valve", "阀门关闭"], ["A pump without power", "水泵断电"], ["A stuck meter", "水表卡住"]]),
    words: say("Water less than 1 L in 30 minutes while lights are on.", "开灯期间 30 分钟饮水少于 1 升。"),
  },
  {
    name: "agent-silent", severity: "warning", area: "system", at: "agent-link", onDelaySeconds: 60, offDelaySeconds: 10, source: "Roost",
    text: textOf(["House is silent", "鸡舍失联"], ["Nothing is known of the house; what happens there can't be seen.", "收不到鸡舍的任何数据，无法了解舍内情况。"],
      ["Go and look at the birds; then at power and network of the agent.", "先去看鸡，再检查采集端的电源和网络。"], [["The network is down", "网络中断"], ["The agent has no power", "采集端断电"]]),
    words: say("No link to the agent for 1 minute.", "与采集端失去连接 1 分钟。"),
  },
  {
    name: "weight-behind", severity: "information", area: "flock", at: "bird-weight", onDelaySeconds: 86_400, offDelaySeconds: 0, source: "Breed standard",
    text: textOf(["Weight behind the curve", "体重落后"], ["The flock weighs less than the breed's standard.", "鸡群体重低于品种标准。"], ["Check feed, water and health; weigh by hand.", "检查采食、饮水和健康，人工称重。"],
      [["Too little feed or water", "采食或饮水不足"], ["A disease", "疾病"]]),
    words: say("Bird weight less than 92 % of the standard for 1 day.", "体重低于标准的 92 % 持续 1 天。"),
  },
];

export const rules: RulesAnswer = {
  pack: "broiler", version: 3, lastDay: 56, placedOn: null,
  rules: described.map((rule) => ({ ...rule, changeable, limits: limitsOf(rule.name), off: rule.name === "weight-behind", inEmptyHouse: rule.area === "system" })),
  changes: [{ version: 1, coop: null, change: { rule: "ammonia-high", what: "limit", value: "25", by: "Lin Wei", why: "New sensors read two ppm higher", at: "2026-05-02T08:00:00.000Z" } }],
};

/** What speaks against a limit: far off is refused, high is warned of. */
export function findingsOf(rule: string, value: string): Finding[] {
  const limit = Math.max(...value.split(", ").map((point) => Number.parseFloat(point)));
  if (limit > 40) return [{ level: "refused", rule, sentence: say(`${value} is above 40 °C, which no bird survives; the alarm would come too late.`, `${value} 高于 40 °C，鸡只无法存活，报警将为时已晚。`) }];
  if (limit > 33) return [{ level: "warning", rule, sentence: say(`${value} is more than 8 °C above the set-point of most ages.`, `${value} 比多数日龄的设定温度高 8 °C 以上。`) }];
  return [];
}

export function textFor(rule: string): RuleText {
  return rules.rules.find(({ name }) => name === rule)?.text ?? textOf([rule, rule], ["", ""], ["", ""], []);
}
