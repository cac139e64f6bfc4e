/** What the browser does with its clipboard, for tests and for stories. */

/** Pastes as the browser would. @returns Whether that was left to it. */
export function paste(editor: HTMLElement, data: Record<string, string>): boolean {
  const transfer = new DataTransfer();
  for (const [type, text] of Object.entries(data)) transfer.setData(type, text);
  return editor.dispatchEvent(clipboardEvent('paste', transfer));
}

/** Firefox has a clipboard of its own for each event. */
export function clipboardEvent(type: 'copy' | 'paste', clipboardData: DataTransfer): ClipboardEvent {
  const event = new ClipboardEvent(type, { bubbles: true, composed: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  return event;
}
