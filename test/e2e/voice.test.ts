/** Asking to speak, from the page: who asks, and who lets them; and running a room by commands. */
import { expect } from 'chai';
import { newRoom, serverUnderTest } from '../support/people.js';
import { guestIn } from './support/guest.js';
import { turnTo } from './support/hands.js';
import { describeInBrowsers, ownProblems } from './support/visitor.js';

describeInBrowsers('A room where not all may speak', () => {
  async function annAndBob() {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const ann = await guestIn(server, address, 'ann', { window: true });
    const bob = await guestIn(server, address, 'bob', { window: true });
    await ann.room.press('Show people, 2 here');
    return { ann, bob };
  }

  it('MUC-47, MUC-80: somebody asks to speak, a moderator lets them, and what they began is said', async () => {
    const { ann, bob } = await annAndBob();
    await turnTo(ann.page);
    await ann.room.press('More');
    await ann.room.press('Room settings…');
    const form = await ann.room.find('dialog xmpp-data-form');
    await ann.page.waitForFunction((each) => each.shadowRoot?.querySelector('form'), {}, form);
    expect(
      await ann.page.evaluate(
        (each) => each.shadowRoot?.textContent.includes('Only people with voice can write'),
        form,
      ),
      'MUC-84: in words of ours',
    ).to.equal(true);
    await ann.page.evaluate((each) => {
      const label = [...(each.shadowRoot?.querySelectorAll('label') ?? [])].find((one) =>
        one.textContent.includes('Only people with voice can write'),
      );
      label?.querySelector('input')?.click();
      each.shadowRoot?.querySelector('form')?.requestSubmit();
    }, form);
    await ann.room.sees(({ buttons }) => !buttons.includes('Save'), 'the settings are saved');

    await turnTo(bob.page);
    await bob.room.write('what I wanted to say');
    await turnTo(ann.page);
    await ann.room.press('What you can do about bob');
    await ann.room.press('Take the right to write away');
    await turnTo(bob.page);
    await bob.room.press('Ask to speak');
    await turnTo(ann.page);
    await ann.room.press('Allow: bob');
    await turnTo(bob.page);
    await bob.room.sees(
      ({ buttons, draft }) => buttons.includes('Attach files') && draft === 'what I wanted to say',
      'he can write, and nothing is lost',
    );
    await (await bob.room.find('[part~=input]')).focus();
    await bob.page.keyboard.press('Enter');
    await ann.room.sees(({ rows }) => rows.at(-1)?.text === 'what I wanted to say', 'what he says');
    expect([...ownProblems(ann), ...ownProblems(bob)]).to.deep.equal([]);
  });

  it('MUC-48, MUC-73: /kick puts somebody out with the reason that was typed, and nobody hears of a wrong command', async () => {
    const { ann, bob } = await annAndBob();
    await turnTo(ann.page);
    await ann.room.send('/kcik bob too loud');
    await ann.room.find('#composer-problem');
    await ann.room.sees(({ draft }) => draft === '/kcik bob too loud', 'it stays');
    const input = await ann.room.find('[part~=input]');
    await input.click({ count: 3 });
    await ann.page.keyboard.type('/kick bob too loud');
    await ann.page.keyboard.press('Enter');
    await ann.room.press('Remove bob');
    await bob.room.sees(({ entry, middle, strip, notes }) =>
      [entry, middle, strip, ...notes].join().includes('too loud'),
    );
    await ann.room.sees(({ people, draft }) => people?.join() === 'ann' && draft === '', 'he is gone');
    expect((await ann.room.look()).rows, 'nothing was said').to.deep.equal([]);
    expect([...ownProblems(ann), ...ownProblems(bob)]).to.deep.equal([]);
  });
});
