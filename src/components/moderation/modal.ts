/** A modal dialog over a room, gone for good once it is closed. The conversation's keys rest meanwhile. */
import { menuStyles } from '../conversation/menu.styles.js';
import { adopt } from '../shared/sheet.js';
import { dialogStyles } from './dialogs.styles.js';

export function makeModal(): HTMLDialogElement {
  const element = document.createElement('dialog');
  element.className = 'dialog';
  element.addEventListener('keydown', (event) => event.stopPropagation());
  element.addEventListener('close', () => element.remove());
  return element;
}

export function showModal(element: HTMLDialogElement, root: ShadowRoot): void {
  adopt(root, menuStyles, dialogStyles);
  root.querySelector('section')?.append(element);
  element.showModal();
}
