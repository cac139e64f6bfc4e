/** Icons of files and of what can be done with them. */
import { icon } from '../shared/icons.js';

export const uploadIcon = icon(
  'M12 15V4M7.5 8.5 12 4l4.5 4.5M4 15v3.5A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5V15',
);
export const cameraIcon = icon(
  'M4 8h3l1.5-2.5h7L17 8h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1M12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
);
export const fileIcon = icon(
  'M6 3h8l4.5 4.5V20a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M13.5 3.5V8h4.5',
);
export const pauseIcon = icon('M8.5 5.5v13M15.5 5.5v13');
export const playIcon = icon('M8 5.5v13l10.5-6.5z');
export const crossIcon = icon('M6 6l12 12M18 6 6 18');
export const againIcon = icon('M20 5v5h-5M19.4 10A8 8 0 1 0 20 13.5');
export const linkIcon = icon(
  'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.6 1.6M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.6-1.6',
);
export const warnIcon = icon('M12 4 2.8 20h18.4zM12 10.5V14M12 17h.01');
