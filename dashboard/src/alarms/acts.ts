import type { Alarm } from "../contracts";
import { alarmPath, send } from "../live/api";
import { person } from "./person";

/** What people do about an alarm; all throw `ProblemError`. The change itself comes back over the live connection. */
type Act = "acknowledge" | "shelve" | "unshelve" | "comment" | "assign";

async function act({ farm, id }: Alarm, what: Act, facts: object): Promise<Alarm> {
  return send<Alarm>("POST", `${alarmPath(farm, id)}/${what}`, { by: person.value, ...facts });
}

export const acknowledge = (alarm: Alarm) => act(alarm, "acknowledge", {});

export const shelve = (alarm: Alarm, untilMilliseconds: number, reason: string) =>
  act(alarm, "shelve", { until: new Date(untilMilliseconds).toISOString(), reason });

export const unshelve = (alarm: Alarm) => act(alarm, "unshelve", {});

export const comment = (alarm: Alarm, text: string) => act(alarm, "comment", { text });

/** Nobody, when no name is given. */
export const assign = (alarm: Alarm, to: string | null) => act(alarm, "assign", { to });
