import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Alarm } from "../contracts";
import { t } from "../i18n/language";
import { ProblemError } from "../live/api";
import { live } from "../live/live";
import { alarmsAddress, go, peopleAddress, statisticsAddress } from "../routes";
import { currentFarm } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import { acknowledge } from "./acts";
import { AlarmFilter, everyOpen, passes, type Filter } from "./alarm-filter";
import { AlarmRow, canBeAcknowledged } from "./alarm-row";
import { EvidenceCard } from "./evidence-card";
import { commandOf, stepTo } from "./list-keys";
import { isPersonKnown, PersonField } from "./person-field";
import { byUrgency } from "./ranking";
import { inLanguage, titleOf } from "./rule-texts";
import { useHistory } from "./use-history";

export interface AlarmsPageProps {
  readonly farm: string;
  readonly opened: string | null;
}

/** The alarms of a farm, to be worked through by keyboard or thumb; the opened one with its evidence. */
export function AlarmsPage({ farm, opened }: AlarmsPageProps) {
  const filter = useSignal<Filter>(everyOpen);
  const problem = useSignal<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const title = `${t("alarms.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "farm", farm }), [farm]);

  const { open, number } = live.alarms.value;
  const wantsAll = filter.value.state === "all";
  const { history, more } = useHistory(farm, wantsAll, filter.value);
  const shown = wantsAll
    ? history.value.entries.map((entry) => ({ alarm: open.get(entry.alarm.id) ?? entry.alarm, title: inLanguage(entry.title) }))
    : [...open.values()].filter((alarm) => passes(alarm, filter.value)).sort(byUrgency).map((alarm) => ({ alarm, title: titleOf(alarm.id) }));
  const timeZone = currentFarm.value?.timeZone ?? "UTC";

  const onAcknowledge = (alarm: Alarm) => {
    if (!isPersonKnown()) {
      problem.value = t("person.needed");
      return;
    }
    problem.value = null;
    acknowledge(alarm).catch((error: unknown) => { problem.value = error instanceof ProblemError && error.status !== 0 ? error.message : t("act.unreachable"); });
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const command = commandOf(event, target?.closest("input, textarea, select") != null);
      if (command === null) return;
      const links = [...(list.current?.querySelectorAll("a") ?? [])];
      const focused = links.findIndex((link) => link.closest("li") === target?.closest("li"));
      if (command === "close") {
        if (opened !== null) go(alarmsAddress(farm));
      } else if (command === "acknowledge") {
        const id = target?.closest("li")?.dataset["alarm"] ?? opened;
        const alarm = shown.find((each) => each.alarm.id === id)?.alarm ?? open.get(id ?? "");
        if (alarm !== undefined && canBeAcknowledged(alarm)) onAcknowledge(alarm);
      } else {
        const from = focused >= 0 ? focused : links.findIndex((link) => link.ariaCurrent === "true");
        links[stepTo(from, command, links.length)]?.focus();
      }
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });

  if (currentFarm.value === null && number === null) return <StateMessage title={t("alarms.loading")} busy />;
  return (
    <div class="alarms" data-opened={opened !== null}>
      <header>
        <h1>{t("alarms.title")}</h1>
        <AlarmFilter filter={filter} coops={currentFarm.value?.coops ?? []} />
        <a class="to-statistics" href={statisticsAddress(farm)}>{t("statistics.title")}</a>
        <a class="to-statistics" href={peopleAddress(farm)}>{t("people.title")}</a>
        <PersonField />
        <p class="act-problem" role="status">{problem.value}</p>
      </header>
      <section class="alarm-list" aria-label={t("alarms.list")}>
        <ul ref={list}>
          {shown.map(({ alarm, title: name }) => (
            <AlarmRow key={alarm.id} alarm={alarm} title={name} timeZone={timeZone} opened={alarm.id === opened} onAcknowledge={onAcknowledge} />
          ))}
        </ul>
        {wantsAll && typeof history.value.state === "object" && <p class="nothing">{t("alarms.failed", { problem: history.value.state.problem })}</p>}
        {(wantsAll ? history.value.state === "loading" : number === null) && <p class="nothing busy">{t("alarms.loading")}</p>}
        {shown.length === 0 && (wantsAll ? history.value.state === "ready" : number !== null) && <p class="nothing">{t("alarms.none")}</p>}
        {wantsAll && history.value.next !== null && <button type="button" onClick={more}>{t("alarms.more")}</button>}
        <p class="keys">{t("alarms.keys")}</p>
      </section>
      {opened !== null && <EvidenceCard key={opened} farm={farm} id={opened} timeZone={timeZone} onAcknowledge={onAcknowledge} />}
    </div>
  );
}
