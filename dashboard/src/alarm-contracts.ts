import type { CoopDelta, CoopSnapshot, FarmSnapshot, Quantity, SeriesAnswer } from "./contracts";

export interface LocalText { readonly en: string; readonly zhCn: string }
export interface RuleText { readonly title: LocalText; readonly means: LocalText; readonly first: LocalText; readonly causes: readonly LocalText[] }

export type AlarmSeverity = "information" | "warning" | "critical";
export type AlarmLifeCycle = "unacknowledged" | "acknowledged" | "returned-to-normal-unacknowledged" | "normal";
export type AlarmEnd = "over" | "withdrawn" | "superseded";

export interface Acknowledgement { readonly by: string; readonly at: string; readonly where: string }
export interface Shelf { readonly until: string; readonly reason: string; readonly by: string; readonly at: string }
export interface AlarmComment { readonly by: string; readonly at: string; readonly text: string }

export interface Alarm {
  readonly id: string;
  readonly farm: string;
  readonly severity: AlarmSeverity;
  readonly raisedAt: string;
  readonly endedAt: string | null;
  readonly end: AlarmEnd | null;
  readonly learnedAt: string;
  readonly late: boolean;
  readonly value: number | null;
  readonly limit: number | null;
  readonly worst: number | null;
  readonly acknowledgement: Acknowledgement | null;
  readonly shelf: Shelf | null;
  readonly assignedTo: string | null;
  readonly comments: readonly AlarmComment[];
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly cause: string | null;
  readonly flaps: number;
  readonly muted: boolean;
  readonly isActive: boolean;
  readonly lifeCycle: AlarmLifeCycle;
  readonly isLoud: boolean;
}

export interface OpenAlarms { readonly number: number; readonly alarms: readonly Alarm[] }
export interface AlarmEvent { readonly logNumber: number; readonly alarm: Alarm; readonly kind: string; readonly text: RuleText }
export interface AlarmDelta { readonly farm: string; readonly after: number; readonly number: number; readonly events: readonly AlarmEvent[] }
export type WithAlarms<T extends CoopSnapshot | FarmSnapshot | CoopDelta> = T & { readonly alarms: OpenAlarms };

export interface AlarmEntry { readonly alarm: Alarm; readonly title: LocalText }
export interface AlarmPage { readonly alarms: readonly AlarmEntry[]; readonly next: string | null }
export interface RuleChange { readonly rule: string; readonly what: string; readonly value: string; readonly by: string; readonly why: string; readonly at: string }
export interface KeptRuleChange { readonly version: number; readonly coop: string | null; readonly change: RuleChange }
export interface EvidenceTrace { readonly coop: string; readonly quantity: Quantity; readonly place: string; readonly series: SeriesAnswer }
export interface AlarmEvidence {
  readonly alarm: Alarm;
  readonly text: RuleText;
  readonly words: LocalText | null;
  readonly source: string | null;
  readonly traces: readonly EvidenceTrace[];
  readonly holds: readonly Alarm[];
  readonly still: { readonly camera: string; readonly takenAt: string } | null;
  readonly lastRuleChange: KeptRuleChange | null;
}

export type RuleArea = "climate" | "water" | "feed" | "flock" | "machines" | "sensors" | "cameras" | "system";
export interface RuleEntry {
  readonly name: string;
  readonly severity: AlarmSeverity;
  readonly area: RuleArea;
  readonly at: Quantity;
  readonly onDelaySeconds: number;
  readonly offDelaySeconds: number;
  readonly text: RuleText;
  readonly words: LocalText;
  readonly source: string;
}
export interface RulesAnswer { readonly pack: string; readonly version: number; readonly rules: readonly RuleEntry[]; readonly changes: readonly KeptRuleChange[] }
export interface Finding { readonly level: "warning" | "refused"; readonly rule: string; readonly sentence: LocalText }
export interface RuleChangeAnswer { readonly rules: RulesAnswer; readonly findings: readonly Finding[] }
