import { formatAge, formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { said } from "../i18n/said";
import { ageOf } from "../live/freshness";
import { clockSpeed, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { coopName, placeName } from "../names";
import { factsOf } from "../quantities";
import { coopAddress } from "../routes";
import { inOrder } from "../ui/place-in-app";
import { pictureFiguresOf, sensorHealthOf, type SensorFault } from "./device-facts";

/** The sensors and cameras of a coop: how many read well, what ails the others, how old each picture is. */
export function CoopDevices({ coop }: { readonly coop: LiveCoop }) {
  const time = now.value ?? coop.asOf;
  const { all, good, faults } = sensorHealthOf(coop, time, clockSpeed.value);
  return (
    <li class="card" data-coop-devices={coop.coop} data-good={good} data-all={all}>
      <h3><a href={coopAddress(coop.farm, coop.coop)}>{coopName(coop.coop)}</a></h3>
      <p class="health">{all === good ? t("devices.all-good", { all }) : t("devices.some-good", { good, all })}</p>
      {faults.length > 0 && <ul class="faults">{faults.map((fault) => <Fault key={fault.reason} fault={fault} />)}</ul>}
      {inOrder(coop.previews, ([camera]) => camera).map(([camera, takenAt]) => (
        <p key={camera} class="camera-line">
          <strong>{placeName(camera)}</strong> <time dateTime={takenAt}>{formatAge(ageOf(takenAt, time, clockSpeed.value))}</time>
          {pictureFiguresOf(coop, camera).map(({ reading: { quantity, value } }) => (
            <small key={quantity}> · {t(factsOf(quantity).label)} {value === null ? "–" : formatValue(quantity, value)} {factsOf(quantity).unit}</small>
          ))}
        </p>
      ))}
    </li>
  );
}

function Fault({ fault: { reason, sensors } }: { readonly fault: SensorFault }) {
  const names = sensors.map(({ reading }) => `${t(factsOf(reading.quantity).label)} ${placeName(reading.place)}`).join(" · ");
  return (
    <li>
      <span aria-hidden="true">{reason === null ? "≈" : "✕"} </span>
      {t("reading.trouble", { quantities: names, reason: reason === null ? t("reading.stale") : said(reason) })}
    </li>
  );
}
