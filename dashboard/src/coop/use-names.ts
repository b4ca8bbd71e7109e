import type { HouseUse } from "../contracts";
import type { MessageKey } from "../i18n/en";

/** What people call what a house is used for. */
export const useNames = {
  birds: "use.birds", empty: "use.empty", cleaning: "use.cleaning", maintenance: "use.maintenance",
} as const satisfies Record<HouseUse, MessageKey>;
