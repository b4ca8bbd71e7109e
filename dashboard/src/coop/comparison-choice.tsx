import { t } from "../i18n/language";
import { farms } from "../live/farms";
import { coopName } from "../names";
import type { Comparison } from "./comparison";

export interface ComparisonChoiceProps {
  readonly farm: string;
  readonly coop: string;
  readonly comparison: Comparison;
}

/** Which other coop stands beside this one in the charts. */
export function ComparisonChoice({ farm, coop, comparison }: ComparisonChoiceProps) {
  const known = farms.value;
  const others = known.kind !== "ready" ? [] : known.farms.find((each) => each.farm === farm)?.coops.filter((each) => each !== coop) ?? [];
  if (others.length === 0) return null;
  const problem = comparison.problem.value;
  return (
    <label class="compare">
      <span>{t("compare.with")}</span>{" "}
      <select name="compare" value={comparison.coop.value ?? ""} onChange={(event) => comparison.choose(event.currentTarget.value === "" ? null : event.currentTarget.value)}>
        <option value="">{t("compare.none")}</option>
        {others.map((each) => <option key={each} value={each}>{coopName(each)}</option>)}
      </select>
      {problem !== null && <span role="alert" class="problem">{t("chart.failed", { problem })}</span>}
    </label>
  );
}
