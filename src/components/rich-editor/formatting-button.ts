/** The button in a composer that turns formatting on and off. What was chosen is remembered on this site. */
import { render } from 'lit/html.js';
import { siteStorage } from '../../session/storage.js';
import type { Composer } from '../conversation/composer.js';
import { icon } from '../shared/icons.js';
import { adopt, css } from '../shared/sheet.js';
import { read, write } from '../shared/storage.js';
import { Formatting } from './formatting.js';
import { keepFocus, sendButton } from './place.js';

const styles = css`
  .composer .format {
    flex: none;
    color: var(--_muted);
  }

  .composer .format[aria-pressed='true'] {
    color: var(--_accent);
  }
`;

/** Where it is kept. */
const FORMATTING = 'formatting';

const picture = icon('M3.500 18 8.500 6l5 12M5.200 14h6.600M20 18v-6.500M20 14.800a2.800 3 0 1 0 0 .1');

/** @param failed - As {@link Formatting} takes it. */
export function offerFormatting(composer: Composer, failed: (error: unknown) => void): void {
  const formatting = new Formatting(composer, failed);
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'format plain', part: 'formatting' });
  render(picture, button);
  keepFocus(button);
  button.addEventListener('click', () => {
    write(siteStorage, FORMATTING, !formatting.on || undefined);
    void formatting.turn(!formatting.on);
  });
  formatting.shown = () => {
    const name = formatting.words.formatting;
    Object.assign(button, {
      ariaLabel: name,
      title: name,
      ariaPressed: String(formatting.on),
      hidden: composer.state?.disabled !== undefined,
    });
  };
  formatting.shown();
  const root = composer.element.getRootNode();
  if (root instanceof ShadowRoot) adopt(root, styles);
  sendButton(composer)?.before(button);
  if (read(siteStorage, FORMATTING) === true) void formatting.turn(true);
}
