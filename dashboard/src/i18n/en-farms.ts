/** Texts of the farms at a glance; {@link en} has the others. */
export const enFarms = {
  "farms.title": "Farms",
  "farms.loading": "Loading the farms",
  "farms.failed": "The farms can't be shown",
  "farms.old": "What is shown is from before: {problem}",
  "farms.sum": "{needy} of {count} need somebody",
  "farms.find": "Find a farm",
  "farms.none": "There is no such farm.",
  "farms.calm": "Calm",
  "farms.count": "{severity}: {count}",
  "farms.all-report": "Coops: {count}, all report",
  "farms.silent": "{silent} of {count} silent:",
  "farms.nobody": "Nobody on call",
} as const;
