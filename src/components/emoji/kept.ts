/** What somebody chose of emoji before, kept on this site. */
import { siteStorage } from '../../session/storage.js';
import { read, write } from '../shared/storage.js';

const MAX_RECENT = 24;
/** None, then from light to dark. */
export const TONES = ['', '\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}'];

/** Latest first. */
export function readRecent(): readonly string[] {
  const kept = read(siteStorage, 'emoji');
  return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, MAX_RECENT) : [];
}

export const writeRecent = (glyph: string) =>
  write(siteStorage, 'emoji', [glyph, ...readRecent().filter((each) => each !== glyph)].slice(0, MAX_RECENT));

/** One of {@link TONES}. */
export const readTone = () => TONES.find((tone) => tone === read(siteStorage, 'emoji-tone')) ?? '';
export const writeTone = (tone: string) => write(siteStorage, 'emoji-tone', tone || undefined);
