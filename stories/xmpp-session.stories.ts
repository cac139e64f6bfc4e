import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/components/xmpp-session/define.js';
import type { StateEvent } from '../src/components/shared/events.js';
import type { Session } from '../src/session/index.js';
import { FakeRoom, FakeSession } from '../test/support/fake-room.js';
import { check, until } from './support.js';

interface Args {
  readonly state: Session['state'];
}

/** Shows nothing by itself: here its events are written down. */
const meta: Meta<Args> = {
  component: 'xmpp-session',
  tags: ['autodocs'],
  args: { state: 'idle' },
  render: ({ state }) => {
    const fake = new FakeSession(new FakeRoom());
    const tell = ({ state: told, target }: StateEvent) => {
      const output = (target as Element).nextElementSibling;
      if (output) output.textContent = told;
    };
    queueMicrotask(() => fake.set({ state }));
    return html`<xmpp-session .session=${fake as never} @xmpp-state=${tell}></xmpp-session
      ><output aria-label="State">idle</output>`;
  },
};
export default meta;

const shows =
  (state: string): StoryObj<Args>['play'] =>
  async ({ canvasElement }) => {
    await until(() => canvasElement.querySelector('output')?.textContent === state, state);
    check(!canvasElement.querySelector('xmpp-session')?.checkVisibility(), 'it takes no place');
  };

export const Example: StoryObj<Args> = { play: shows('idle') };
export const Online: StoryObj<Args> = { args: { state: 'online' }, play: shows('online') };
export const Reconnecting: StoryObj<Args> = { args: { state: 'reconnecting' }, play: shows('reconnecting') };
export const Failed: StoryObj<Args> = { args: { state: 'failed' }, play: shows('failed') };
