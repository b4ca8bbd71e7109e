import { computed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/language";
import { farms } from "../live/farms";
import { live } from "../live/live";
import { currentFarm } from "../ui/place-in-app";
import { lazyPage } from "../ui/lazy-page";
import { StateMessage } from "../ui/state-message";
import { CoopGrid } from "./coop-grid";
import { useWeights } from "./use-weights";

const FirstRun = lazyPage(async () => (await import("../first-run/first-run")).FirstRun);

/** Only whether: the values of sixty coops change a hundred times a second. */
const hasCoops = computed(() => live.state.value.coops.size > 0);

/** Every coop of a farm at a glance. */
export function WallPage({ farm }: { readonly farm: string | null }) {
  const known = farms.value;
  const chosen = currentFarm.value;
  const name = chosen?.farm ?? null;
  useEffect(() => {
    document.title = name === null ? t("app.name") : `${name} – ${t("app.name")}`;
    if (name !== null) live.follow({ kind: "farm", farm: name });
  }, [name]);

  useWeights(name);

  if (known.kind === "problem") {
    return <StateMessage title={t("wall.unreachable-title")} hint={t("wall.unreachable-hint")} />;
  }
  if (known.kind === "loading") return <StateMessage title={t("wall.loading")} busy />;
  if (chosen === null && farm !== null) {
    return <StateMessage title={t("wall.unknown-farm-title", { farm })} hint={<a href="/">{t("coop.all")}</a>} />;
  }
  if (chosen === null || (chosen.coops.length === 0 && !hasCoops.value)) {
    return <FirstRun />;
  }
  if (!hasCoops.value) return <StateMessage title={t("wall.loading")} busy />;
  return <CoopGrid title={t("wall.title")} />;
}
