/** XEP-0082 DateTime, read strictly: `Date.parse` takes much else, and takes some of it for local time. */

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;
const LEGACY = /^(\d{4})(\d\d)(\d\d)T(\d\d):(\d\d):(\d\d)$/;

/** @returns undefined for what is no DateTime, e.g. for want of a zone, or no time that ever was or will be. */
export function readDateTime(text: string | undefined): Date | undefined {
  return read(DATE_TIME.exec(text ?? ''));
}

/** `CCYYMMDDThh:mm:ss`, in UTC (§4): only `jabber:x:delay` has it. */
export function readLegacyDateTime(text: string | undefined): Date | undefined {
  return read(LEGACY.exec(text ?? ''));
}

/** In UTC, which tells nobody our zone (DT-3), with milliseconds. */
export function writeDateTime(date: Date): string {
  return date.toISOString();
}

function read(match: RegExpExecArray | null): Date | undefined {
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [fraction = '', sign, zoneHour, zoneMinute] = match.slice(7);
  const milliseconds = Math.floor(Number(`0${fraction}`) * 1000);
  const offset = Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0);
  // 24:00:00 is the end of the day (XML Schema); seconds of 60 are refused.
  const clock = hour < 24 || (hour === 24 && minute === 0 && second === 0 && milliseconds === 0);
  // XML Schema knows zones of up to 14 hours.
  if (!clock || minute > 59 || second > 59 || Number(zoneMinute ?? 0) > 59 || offset > 14 * 60)
    return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year === 0 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute - (sign === '-' ? -offset : offset), second, milliseconds);
  return date;
}
