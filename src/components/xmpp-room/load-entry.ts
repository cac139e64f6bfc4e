import { loadOnce } from '../shared/shell.js';

/** What lets people in: a visitor who is expected, and stays, never needs it. */
export const loadEntry = loadOnce(() => import('./entry-panel.js'));
