import type { AlarmSeverity } from "../contracts";
import type { MessageKey } from "../i18n/en";
import { t } from "../i18n/language";

const shapes = {
  critical: "M8 1.5 15.2 14.5H.8Z",
  warning: "M8 .8 15.2 8 8 15.2.8 8Z",
  information: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z",
} as const satisfies Record<AlarmSeverity, string>;

export const severityNames = {
  critical: "severity.critical",
  warning: "severity.warning",
  information: "severity.information",
} as const satisfies Record<AlarmSeverity, MessageKey>;

export interface SeverityMarkProps {
  readonly severity: AlarmSeverity;
  /** Drawn in outline: seen to, or over. */
  readonly quiet?: boolean;
}

/** Shape, colour and, for who sees neither, the word. */
export function SeverityMark({ severity, quiet = false }: SeverityMarkProps) {
  return (
    <svg class="severity" data-severity={severity} data-quiet={quiet} viewBox="-1 -1 18 18" role="img" aria-label={t(severityNames[severity])}>
      <path d={shapes[severity]} />
    </svg>
  );
}
