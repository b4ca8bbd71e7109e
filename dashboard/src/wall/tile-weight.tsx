import { useComputed } from "@preact/signals";
import { formatDay, formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { lastWeights } from "./use-weights";

/** What the birds weigh beside their breed's standard; nothing where nobody weighed them lately. */
export function TileWeight({ coop }: { readonly coop: string }) {
  const weight = useComputed(() => lastWeights.value.get(coop)).value;
  if (weight === undefined) return null;
  const { grams, standardGrams, date } = weight;
  const standard = t("flocks.standard", { value: `${formatNumber(standardGrams, 0)} g` });
  return (
    <p class="tile-weight" data-weight-grams={Math.round(grams)} title={`${formatDay(Date.parse(date), "UTC")}: ${standard}`}>
      <span class="name">{t("figure.weight")}</span> <b>{formatNumber(grams, 0)}</b> <span class="unit">g</span>
      <span class="share">{t("tile.weight-of-standard", { percent: formatNumber((100 * grams) / standardGrams, 0) })}</span>
    </p>
  );
}
