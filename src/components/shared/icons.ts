/** Line icons, hidden from screen readers: the control around one has the name. Those of parts that load later are theirs. */
import { svg } from 'lit/html.js';

export const icon = (path: string) =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path}></path></svg>`;

export const sendIcon = icon('M12 19V5M5.5 11.5 12 5l6.5 6.5');
export const peopleIcon = icon(
  'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.4c2.1.8 3.5 2.8 3.5 5.6',
);
export const moreIcon = icon('M12 5h.01M12 12h.01M12 19h.01');
