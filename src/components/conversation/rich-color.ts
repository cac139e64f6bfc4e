/**
 * Colours of others that can be read wherever they stand: the hue is theirs, the lightness as near to that of
 * the text around as it takes. Said in CSS, so that it holds when the page's colours change, and in any theme of hers.
 */

/** More is no colour to read, and less vivid than this a screen shows at any lightness. */
const MAX_CHROMA = 0.12;

/** @param hex - `#rrggbb`. @returns A value for `color`. */
export function inkOf(hex: string): string {
  const { lightness, chroma, hue } = oklch(hex);
  // Dark text may become as light as 0.48, light text as dark as 0.8: 4.5:1 on the surfaces of tokens.ts, tinted or not.
  const least = 'min(l, max(l - 0.12, 0.8))';
  const most = 'max(l, min(l + 0.24, 0.48))';
  return `oklch(from currentcolor clamp(${least}, ${lightness}, ${most}) ${Math.min(chroma, MAX_CHROMA)} ${hue})`;
}

/** @returns A value for `background-color`, under text of any of those colours; undefined for white, which is none. */
export function tintOf(hex: string): string | undefined {
  const { lightness, chroma, hue } = oklch(hex);
  if (lightness > 0.9 && chroma < 0.02) return undefined;
  return `oklch(0.75 ${Math.min(chroma, MAX_CHROMA)} ${hue} / 0.2)`;
}

/** https://bottosson.github.io/posts/oklab/ */
function oklch(hex: string): { readonly lightness: number; readonly chroma: number; readonly hue: number } {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  ) as [number, number, number];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return {
    lightness: round(0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short),
    chroma: round(Math.hypot(a, b)),
    hue: round((Math.atan2(b, a) * 180) / Math.PI),
  };
}

const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const round = (number: number) => Math.round(number * 1000) / 1000;
