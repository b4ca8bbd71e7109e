import { t } from "../i18n/language";
import { armSound, disarmSound, soundArmed } from "./sound";

/** Says whether this screen calls for a critical alarm, and changes it. Silence is what must be seen. */
export function SoundChoice() {
  const armed = soundArmed.value;
  return (
    <button type="button" class="sound-choice" aria-pressed={armed} onClick={() => void (armed ? disarmSound() : armSound())} title={t("sound.hint")}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path class="body" d="M3 9.5v5h3.5L11 19V5L6.5 9.5Z" />
        <path class="waves" d={armed ? "M14.5 8.5a5 5 0 0 1 0 7M17 6a8.5 8.5 0 0 1 0 12" : "M15 9.5l5.5 5.5M20.5 9.5 15 15"} />
      </svg>
      <span class="word">{armed ? t("sound.on") : t("sound.off")}</span>
    </button>
  );
}
