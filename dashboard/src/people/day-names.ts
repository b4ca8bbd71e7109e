import type { Weekday } from "../contracts";
import type { MessageKey } from "../i18n/en";

/** Days of the week, short. */
export const dayNames = {
  monday: "day.monday", tuesday: "day.tuesday", wednesday: "day.wednesday", thursday: "day.thursday", friday: "day.friday", saturday: "day.saturday", sunday: "day.sunday",
} as const satisfies Record<Weekday, MessageKey>;
