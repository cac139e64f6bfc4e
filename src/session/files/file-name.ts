/** Names of files that others chose: what of them may be shown, and saved by (security.md §6). */

const MAX_BYTES = 255;
const MAX_EXTENSION = 20;

// Controls, formats (direction, zero width, tags), separators of lines, and what no file system takes.
const UNWANTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}<>:"/\\|?*]/gu;
const RESERVED = /^(con|prn|aux|nul|clock\$|com\d|lpt\d|com[¹²³]|lpt[¹²³])(\.|$)/i;
const EXECUTABLE =
  /\.(apk|app|bat|cmd|com|cpl|dll|dmg|deb|desktop|exe|hta|html?|jar|jse?|lnk|msc|msi|msp|pif|pkg|ps1|py|reg|rpm|scr|sh|svg|url|vbe?|vbs|wsf|wsh|xhtml|xll)$/i;

/** The last part of a path without anything that deceives or cannot be a name; `file` where nothing is left. */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed?.() ?? name;
  const part = last.split(/[/\\]/).at(-1) ?? '';
  const tidy = part
    .replace(UNWANTED, '')
    .replace(/\s+/gu, ' ')
    .replace(/^\s+|[\s.]+$/gu, '');
  const safe = /^\./.test(tidy) || RESERVED.test(tidy) ? `_${tidy}` : tidy;
  return shorten(safe) || 'file';
}

/** Whether opening a file of that name may run something. */
export const isExecutable = (name: string): boolean => EXECUTABLE.test(name);

/** To 255 bytes, its ending kept. */
function shorten(name: string): string {
  if (utf8Length(name) <= MAX_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= MAX_EXTENSION ? name.slice(dot) : '';
  let stem = [...name.slice(0, name.length - ending.length)];
  while (utf8Length(stem.join('') + ending) > MAX_BYTES) stem = stem.slice(0, -1);
  return stem.join('') + ending;
}

const encoder = new TextEncoder();
const utf8Length = (text: string) => encoder.encode(text).length;
