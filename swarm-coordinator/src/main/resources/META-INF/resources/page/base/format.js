const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** 66,106 */
export function whole(value) {
  return WHOLE.format(value);
}

/** 66.1K */
export function short(value) {
  return SHORT.format(value);
}

/** 31.75 %, of a share from 0 to 1. */
export function percent(share, digits = 2) {
  return `${(share * 100).toFixed(digits)} %`;
}

/** 22.9 % of what there was; a dash where that is not known. */
export function percentOf(part, all, digits = 1) {
  return all > 0 ? percent(part / all, digits) : "–";
}

/** 280 kB */
export function bytes(value) {
  let unit = 0;
  let left = value;
  while (left >= 1000 && unit < UNITS.length - 1) {
    left /= 1000;
    unit += 1;
  }
  return `${unit === 0 || left >= 100 ? Math.round(left) : left.toFixed(1)} ${UNITS[unit]}`;
}

/** 850 ms, 12.3 s, 3:05, 2:03:05 */
export function duration(millis) {
  if (millis < 1000) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < 60_000) {
    return `${(millis / 1000).toFixed(1)} s`;
  }
  const seconds = Math.round(millis / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (n) => String(n).padStart(2, "0");
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** A time of the day in the reader's zone. */
export function timeOfDay(instant) {
  return TIME.format(new Date(instant));
}

/** Day and time in the reader's zone. */
export function moment(instant) {
  return MOMENT.format(new Date(instant));
}

/** The first digits of a hash. */
export function shortHash(hash) {
  return hash.slice(0, 10);
}

/** "1 worker", "2 workers" */
export function count(value, one, many = `${one}s`) {
  return `${whole(value)} ${value === 1 ? one : many}`;
}
