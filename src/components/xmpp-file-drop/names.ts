/** Names of files as they are shown, and what kind a file is by its name. */
import type { FileInfo } from '../../session/files/transfer.js';
import type { FileStrings } from '../shared/file-strings.js';
import { nickText } from '../shared/nick-text.js';

/** Longer ones are cut in the middle where they stand in a sentence. */
const IN_SENTENCE = 60;
const KEPT_END = 20;

/** Within what is said, or what a button is called. */
export function plainName(name: string): string {
  const text = nickText(name);
  if (text.length <= IN_SENTENCE) return text;
  return `${text.slice(0, IN_SENTENCE - KEPT_END)}…${text.slice(-KEPT_END)}`.toWellFormed();
}

/** Within a sentence that is shown: it runs as it does, whatever the sentence around it does (FSI, PDI). */
export const isolatedName = (name: string): string => `\u2068${plainName(name)}\u2069`;

/** The name in two pieces, of which the second, with the extension, is always to be seen. */
export function splitName(name: string): readonly [stem: string, end: string] {
  const at = name.lastIndexOf('.');
  const split = at > 0 && name.length - at <= KEPT_END ? at : name.length;
  return [nickText(name.slice(0, split)), nickText(name.slice(split))];
}

/** In lower case and without the dot; '' for none. */
export const extensionOf = (name: string): string => splitName(name)[1].slice(1).toLowerCase();

/** What runs when it is opened, on one system or another. */
const PROGRAMS = new Set(
  (
    'apk app appimage appref-ms appx bat bin cab chm class cmd com command cpl crx deb desktop dll dmg exe gadget hta ' +
    'htm html inf ins iso jar jnlp job js jse lnk mobileconfig msc msh msi msix msp mst osx pif pkg pl prg ps1 psm1 py pyc ' +
    'rb reg rpm run scf scr sct settingcontent-ms sh shb svg sys url vb vbe vbs vxd workflow ws wsc wsf wsh xht xhtml xll xpi'
  ).split(' '),
);
const ARCHIVES = new Set(['zip', 'gz', 'tgz', 'bz2', 'xz', '7z', 'rar', 'tar', 'zst']);
const DOCUMENTS = new Set(
  'pdf doc docx odt rtf xls xlsx ods ppt pptx odp epub docm xlsm pptm pages numbers key'.split(' '),
);
/** Documents that bring programs along. */
const WITH_MACROS = new Set(['docm', 'dotm', 'xlsm', 'xltm', 'pptm', 'potm', 'ppsm', 'xlam', 'ppam']);

/** Whether opening it may run something. The sender's media type counts only against it. */
export function isProgram({ name, type }: Pick<FileInfo, 'name' | 'type'>): boolean {
  const extension = extensionOf(name);
  return (
    PROGRAMS.has(extension) ||
    WITH_MACROS.has(extension) ||
    /x-msdos|x-msdownload|x-sh\b|html|svg|javascript|x-executable/.test(type)
  );
}

export type Kind = keyof FileStrings['kind'];

/** By name first: that is what decides how it is opened. */
export function kindOf(file: Pick<FileInfo, 'name' | 'type'>): Kind {
  const extension = extensionOf(file.name);
  if (isProgram(file)) return 'program';
  if (ARCHIVES.has(extension)) return 'archive';
  if (DOCUMENTS.has(extension)) return 'document';
  const [group] = file.type.split('/');
  return group === 'image' || group === 'video' || group === 'audio' || group === 'text' ? group : 'other';
}
