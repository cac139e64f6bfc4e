/** Names of files that others gave (security.md §6): safe to show, and to save by on every system. */
import { cleanText } from '../text.js';

/** UTF-8; what file systems take. */
const MAX_BYTES = 255;
/** Of those, so many are kept for the extension. */
const MAX_EXTENSION = 32;
/** UTF-16 units that are looked at; the end has the extension. */
const MAX_LENGTH = 4096;
const NAMELESS = 'file';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const FORBIDDEN = /[<>:"|?*]/g;
const TAIL = /[.\s]+$/;
/** Devices on Windows, whatever extension follows. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i;

/** The last part of a path, without what is invisible, turns the direction of text or means something to a file system. */
export function cleanFileName(name: string): string {
  const last = cleanText(name.slice(-MAX_LENGTH)).replace(HIDDEN, '').split(/[/\\]/).at(-1) ?? '';
  const bare = last.replace(FORBIDDEN, '').trimStart().replace(TAIL, '').normalize('NFC');
  return shorten(bare.startsWith('.') || RESERVED.test(bare) ? `_${bare}` : bare || NAMELESS);
}

/** As long as file systems take, with its extension. */
function shorten(name: string): string {
  if (bytes(name) <= MAX_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && bytes(name.slice(dot)) <= MAX_EXTENSION ? name.slice(dot) : '';
  const points = [...name.slice(0, name.length - extension.length)];
  let left = MAX_BYTES - bytes(extension);
  const end = points.findIndex((point) => (left -= bytes(point)) < 0);
  return points.slice(0, end).join('').replace(TAIL, '') + extension;
}

const bytes = (text: string) => new TextEncoder().encode(text).length;

const EXECUTABLE =
  /\.(apk|app|bat|cmd|com|cpl|deb|desktop|dll|dmg|exe|hta|html?|jar|jse?|lnk|msc|ms[ip]|pif|pkg|ps1|py|reg|rpm|scr|sh|svg|url|vb[es]?|wsf|wsh|x?html|xll)$/i;

/** Whether opening a file of that name may run something. */
export const isExecutable = (name: string): boolean => EXECUTABLE.test(name);
