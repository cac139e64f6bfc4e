/** Asks for a day and goes there. */
import { ConnectionError, TimeoutError } from '../../session/errors.js';
import type { DialogForm } from '../conversation/dialog.js';
import type { FindingView } from '../conversation/finding-items.js';
import { show } from './show.js';
import { findFindingWords } from './words.js';

export async function dateForm(view: FindingView): Promise<DialogForm> {
  const { date: words } = await findFindingWords(view.locale.tag);
  const today = dayOf(new Date());
  return {
    title: words.title,
    fields: [{ label: words.label, hint: words.hint, value: '', maxLength: 10, until: today }],
    submit: words.submit,
    check: ([day = '']) => {
      const text = !startOf(day) ? words.missing : day > today ? words.future : undefined;
      return text ? { field: 0, text } : undefined;
    },
    send: async ([day = '']) => {
      const { conversation, list, locale } = view;
      const start = startOf(day);
      const key = start && (await (await conversation?.past())?.jumpTo(start));
      const row = key && show(view, key);
      if (!row) list.toEnd();
      setTimeout(() => list.focusRow(key)); // once the dialog has given the focus back
      return row ? words.at(locale.day(row.time)) : words.nothingSince;
    },
    explain: (error) => {
      const offline = error instanceof ConnectionError || error instanceof TimeoutError;
      return { field: 0, text: offline ? words.offline : words.failed };
    },
  };
}

/** As fields for dates have it, where the reader is. */
function dayOf(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}

/** @returns undefined: it is no day. */
function startOf(day: string): Date | undefined {
  const start = /^\d{4,6}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00`) : undefined;
  return start && !Number.isNaN(start.getTime()) ? start : undefined;
}
