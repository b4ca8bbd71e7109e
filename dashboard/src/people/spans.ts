/** Minutes of a time span as the cloud writes it: "00:05:00", "1.02:00:00"; NaN for anything else. */
export function minutesOf(span: string): number {
  const [, days = "0", hours, minutes, seconds] = /^(?:(\d+)\.)?(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?$/.exec(span) ?? [];
  return (Number(days) * 24 + Number(hours)) * 60 + Number(minutes) + Number(seconds) / 60;
}

/** The time span of so many minutes. */
export function spanOf(minutes: number): string {
  const whole = Math.round(minutes * 60);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const days = Math.floor(whole / 86_400);
  return `${days > 0 ? `${days}.` : ""}${two((whole % 86_400) / 3_600)}:${two((whole % 3_600) / 60)}:${two(whole % 60)}`;
}
