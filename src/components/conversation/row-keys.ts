/** Keys in the message list (ux.md §3): arrows between rows, Enter into a row, Escape out of it. */
import { CONTROLS, type ListKeys } from './list-keys.js';

export function pressed(keys: ListKeys, event: KeyboardEvent, target: EventTarget | null): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(target instanceof Element)) return;
  const row = target.closest<HTMLElement>('[data-row]');
  if (!row) return;
  const inside = target !== row;
  const done = event.key === 'Escape' ? escape(keys, row, inside) : !inside && move(keys, row, event);
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function escape(keys: ListKeys, row: HTMLElement, inside: boolean): boolean {
  if (inside) keys.go(row);
  else keys.host.leave();
  return true;
}

function move(keys: ListKeys, row: HTMLElement, { key, shiftKey }: KeyboardEvent): boolean {
  if (shiftKey) return false; // selects text
  if (key === 'Enter') return open(row);
  const target = targetOf(keys, key, row);
  if (target) keys.go(target);
  return target !== undefined;
}

function targetOf(
  { host, list, scroller }: ListKeys,
  key: string,
  row: HTMLElement,
): HTMLElement | undefined {
  if (key === 'Home') host.home();
  if (key === 'End') host.end();
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.indexOf(row);
  switch (key) {
    case 'ArrowUp':
      return rows[Math.max(0, at - 1)];
    case 'ArrowDown':
      return rows[Math.min(rows.length - 1, at + 1)];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    case 'PageUp':
    case 'PageDown':
      return pageFrom(rows, at, key === 'PageUp' ? -1 : 1, scroller.clientHeight);
    default:
      return undefined;
  }
}

/** The farthest row that is no more than a screen away. */
function pageFrom(
  rows: readonly HTMLElement[],
  at: number,
  step: 1 | -1,
  screen: number,
): HTMLElement | undefined {
  const start = rows[at]?.getBoundingClientRect().top ?? 0;
  let target = at + step;
  for (let next = target; rows[next]; next += step) {
    if (Math.abs((rows[next]?.getBoundingClientRect().top ?? 0) - start) > screen) break;
    target = next;
  }
  return rows[Math.min(rows.length - 1, Math.max(0, target))];
}

/** The row's own controls can be reached by Tab until focus leaves it. */
function open(row: HTMLElement): boolean {
  const controls = row.querySelectorAll<HTMLElement>(CONTROLS);
  for (const control of controls) control.tabIndex = 0;
  controls[0]?.focus();
  return controls.length > 0;
}
