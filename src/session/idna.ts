/** Internationalised domain names (RFC 5890): pages know theirs as `xn--…`, servers write them in letters. */

/** What may not stand in a domain, but would mean something else to `URL`. */
const NOT_DOMAIN = /[\s\p{Cc}"#%&'/:<>?@[\\\]^`{|}]/u;

/**
 * The one form of a domain in which labels stand in their own script, mapped as browsers do.
 * @returns undefined for what is no domain.
 */
export function toUnicode(domain: string): string | undefined {
  if (!domain || NOT_DOMAIN.test(domain)) return undefined;
  try {
    const host = new URL(`https://${domain}`).hostname;
    const labels = host.split('.');
    // Again: what is mapped may become what may not stand in a domain ("＆" an ampersand).
    if (NOT_DOMAIN.test(host) || labels.includes('')) return undefined;
    return labels.map((label) => (label.startsWith('xn--') ? decodeLabel(label.slice(4)) : label)).join('.');
  } catch {
    return undefined;
  }
}

/**
 * Punycode (RFC 3492 §6.2) of one label without its prefix.
 * @throws {RangeError} It is none.
 */
function decodeLabel(label: string): string {
  const dash = label.lastIndexOf('-');
  const output = [...label.slice(0, Math.max(dash, 0))];
  let code = 128;
  let bias = 72;
  let index = 0;
  for (let at = dash + 1; at < label.length;) {
    const start = index;
    let weight = 1;
    for (let base = 36; ; base += 36) {
      const digit = digitOf(label[at++]);
      index += digit * weight;
      const threshold = Math.min(Math.max(base - bias, 1), 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    const length = output.length + 1;
    bias = adapt(index - start, length, start === 0);
    code += Math.floor(index / length);
    index %= length;
    output.splice(index++, 0, String.fromCodePoint(code));
  }
  return output.join('');
}

function digitOf(character = ''): number {
  const digit = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(character);
  if (character === '' || digit < 0) throw new RangeError('no punycode');
  return digit;
}

/** RFC 3492 §6.1. */
function adapt(delta: number, length: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? 700 : 2));
  rest += Math.floor(rest / length);
  let base = 0;
  for (; rest > 455; base += 36) rest = Math.floor(rest / 35);
  return base + Math.floor((36 * rest) / (rest + 38));
}
