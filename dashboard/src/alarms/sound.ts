import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { live } from "../live/live";
import { needingSomebody } from "./ranking";

/** Seconds from one tone of a call to the next, and the tones. */
const toneSeconds = 0.28;
const tonesHertz = [880, 660, 880, 660] as const;
/** An alarm that nobody acknowledges calls again. */
const againMilliseconds = 60_000;

let context: AudioContext | null = null;
const armedNow = signal(false);

/** Whether this screen can be heard: browsers allow it only after somebody has pressed something on the page. */
export const soundArmed: ReadonlySignal<boolean> = armedNow;

/** Called from a press of a button, which is what browsers ask for; sounds once, so that one hears that it works. */
export async function armSound(): Promise<void> {
  context ??= new AudioContext();
  const mine = context;
  mine.onstatechange = () => { armedNow.value = mine.state === "running"; };
  await mine.resume();
  armedNow.value = mine.state === "running";
  call(mine, 0.15);
}

export async function disarmSound(): Promise<void> {
  await context?.suspend();
  armedNow.value = false;
}

function call(on: AudioContext, loudness: number): void {
  tonesHertz.forEach((hertz, index) => {
    const start = on.currentTime + index * toneSeconds;
    const [tone, volume] = [on.createOscillator(), on.createGain()];
    tone.type = "square";
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + 0.02);
    volume.gain.setValueAtTime(loudness, start + toneSeconds - 0.05);
    volume.gain.linearRampToValueAtTime(0, start + toneSeconds);
    tone.connect(volume).connect(on.destination);
    tone.start(start);
    tone.stop(start + toneSeconds);
  });
}

/** Calls for every critical alarm that this screen has not called for yet, and again as long as one is not acknowledged. */
export function startSound(): void {
  let called: ReadonlySet<string> = new Set();
  const waiting = () => needingSomebody(live.alarms.peek().open.values()).filter(({ severity }) => severity === "critical").map(({ id }) => id);
  const callNow = () => {
    if (context !== null && armedNow.peek()) call(context, 0.5);
  };
  effect(() => {
    void live.alarms.value;
    if (!armedNow.value) return;
    const ids = waiting();
    if (ids.some((id) => !called.has(id))) callNow();
    called = new Set(ids);
  });
  setInterval(() => { if (waiting().length > 0) callNow(); }, againMilliseconds);
}
