/** Sizes, speeds and times to go as a language writes them. */
import { lazy } from './phrases.js';

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const STEP = 1000;
/** Above so many of one unit the next one is used. */
const MAX_SECONDS = 90;
const MAX_MINUTES = 90;

export function measures(tag: string) {
  const formats = new Map<string, Intl.NumberFormat>();
  const write = (value: number, unit: string) => {
    const digits = value < 10 && !unit.startsWith('byte') ? 1 : 0;
    const key = `${unit} ${digits}`;
    const unitDisplay = unit === 'byte' ? 'long' : 'short';
    const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits } as const;
    const format = formats.get(key) ?? new Intl.NumberFormat([tag, 'en'], options);
    formats.set(key, format);
    return format.format(value);
  };
  const scaled = (bytes: number, per: string) => {
    const step = Math.min(Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)), STEPS.length - 1);
    return write(bytes / STEP ** step, `${STEPS[step]}${per}`);
  };
  const percents = lazy(() => new Intl.NumberFormat([tag, 'en'], { style: 'percent' }));
  return {
    size: (bytes: number) => scaled(bytes, ''),
    speed: (bytesPerSecond: number) => scaled(bytesPerSecond, '-per-second'),
    duration: (seconds: number) => {
      const minutes = seconds / 60;
      if (seconds < MAX_SECONDS) return write(Math.ceil(seconds), 'second');
      return minutes < MAX_MINUTES
        ? write(Math.round(minutes), 'minute')
        : write(Math.round(minutes / 60), 'hour');
    },
    percent: (part: number) => percents().format(part),
  };
}
