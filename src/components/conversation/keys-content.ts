/** What the dialog on keys tells, and the switch for those that somebody may press by mistake (WCAG 2.1.4). */
import { html, type TemplateResult } from 'lit/html.js';
import type { MenuStrings } from '../shared/menu-strings.js';
import { readShortcutsOff, writeShortcutsOff } from '../shared/storage.js';

/** What the page says of keys. */
export interface KeySettings {
  readonly noShortcuts: boolean;
  readonly sendKey: string | undefined;
}

export function keysContent({ noShortcuts, sendKey }: KeySettings, strings: MenuStrings): TemplateResult {
  const list = (keys: MenuStrings['keys']) =>
    html`<dl class="keys">
      ${keys.map(
        ([names, does]) =>
          html`<div>
            <dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt>
            <dd>${does}</dd>
          </div>`,
      )}
    </dl>`;
  const writing = sendKey === 'mod-enter' ? strings.keysModEnter : strings.keysEnter;
  const toggled = ({ target }: Event) =>
    target instanceof HTMLInputElement && writeShortcutsOff(!target.checked);
  return html`${list([...writing, ...strings.formattingKeys, ...strings.keys])}
    <div class="switch">
      <label>
        <input
          type="checkbox"
          role="switch"
          aria-describedby="switch-hint"
          ?disabled=${noShortcuts}
          ?checked=${!noShortcuts && !readShortcutsOff()}
          @change=${toggled}
        />
        ${strings.shortcuts}
      </label>
      <p class="hint" id="switch-hint">${noShortcuts ? strings.shortcutsOffHere : strings.shortcutsHint}</p>
    </div>
    ${list(strings.shortcutKeys)}`;
}
