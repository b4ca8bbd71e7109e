import { useEffect, useMemo } from "preact/hooks";
import { t } from "../i18n/language";
import { live, liveCoop } from "../live/live";
import { coopName } from "../names";
import { wallAddress } from "../routes";
import { StateMessage } from "../ui/state-message";
import { Coop } from "./coop";
import { useExists } from "./use-exists";

export interface CoopPageProps {
  readonly farm: string;
  readonly coop: string;
}

/** One coop, or what there is instead of it. */
export function CoopPage({ farm, coop }: CoopPageProps) {
  const known = useMemo(() => liveCoop(coop), [coop]);
  const exists = useExists(farm, coop);
  const title = `${coopName(coop)} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "coop", farm, coop }), [farm, coop]);

  const present = known.value;
  if (exists.value === "no" && (present === undefined || present.latest.size === 0)) {
    const all = <a href={wallAddress(farm)}>{t("coop.all")}</a>;
    return <StateMessage title={t("coop.unknown-title", { farm, coop })} hint={<>{t("coop.unknown-hint")} {all}</>} />;
  }
  if (present === undefined) {
    return live.connection.value === "lost"
      ? <StateMessage title={t("wall.unreachable-title")} hint={t("wall.unreachable-hint")} />
      : <StateMessage title={t("coop.loading")} busy />;
  }
  return <Coop coop={present} known={known} />;
}
