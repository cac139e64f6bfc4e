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

const MAX_ZONE_MINUTES = 14 * 60; // XML Schema part 2, §3.2.7.3

function read(match: RegExpExecArray | null): Date | undefined {
  if (!match) return undefined;
  const part = (at: number) => Number(match[at] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2) - 1, part(3), part(4), part(5), part(6)];
  const milliseconds = Number((match[7] ?? '').slice(1, 4).padEnd(3, '0'));
  const zone = part(9) * 60 + part(10);
  // 24:00:00 is the end of the day (XML Schema); a leap second is not known to Date.
  const midnight = hour === 24 && minute === 0 && second === 0 && milliseconds === 0;
  const ranges = year > 0 && (hour < 24 || midnight) && minute < 60 && second < 60;
  if (!ranges || part(10) > 59 || zone > MAX_ZONE_MINUTES) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  // Date takes 30 February for 2 March.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute - (match[8] === '-' ? -zone : zone), second, milliseconds);
  return date;
}
