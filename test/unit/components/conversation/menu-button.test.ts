import { expect } from 'chai';
import { MenuButton, type HeaderMenu } from '../../../../src/components/conversation/menu-button.js';
import { english } from '../../../../src/components/shared/strings.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { until } from '../../../support/until.js';

/** A button in a shadow root, whose menu's code fails to load so often. */
function shown(failures: number) {
  let left = failures;
  let toggled = 0;
  const told: unknown[] = [];
  const menu: HeaderMenu<string> = { elements: [], toggle: () => (toggled += 1), close: () => undefined };
  const load = () => (left-- > 0 ? Promise.reject(new Error('lost')) : Promise.resolve(menu));
  const button = new MenuButton<string>(load, (error) => told.push(error));
  const host = document.createElement('div');
  document.body.append(host);
  cleanUpAfterTest(() => host.remove());
  host.attachShadow({ mode: 'open' }).append(button.render('room', english) as HTMLElement);
  const press = () => host.shadowRoot?.querySelector('button')?.click();
  return { press, told, toggled: () => toggled };
}

describe('MenuButton', () => {
  it('opens by one press where an engine still says that its code did not load before', async () => {
    const { press, told, toggled } = shown(1);
    press();
    await until(() => toggled() === 1, 'the menu opens');
    expect(told).to.deep.equal([]);
  });

  it('tells that its code did not load, and opens by the next press', async () => {
    const { press, told, toggled } = shown(2);
    press();
    await until(() => told.length === 1, 'it is told');
    press();
    await until(() => toggled() === 1, 'the menu opens');
    expect(told).to.have.length(1);
  });
});
