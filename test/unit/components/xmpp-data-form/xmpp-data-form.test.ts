import { expect } from 'chai';
import '../../../../src/components/xmpp-data-form/define.js';
import type { FormSubmitEvent } from '../../../../src/components/xmpp-data-form/events.js';
import type { XmppDataForm } from '../../../../src/components/xmpp-data-form/xmpp-data-form.js';
import type { DataForm, FormAnswers } from '../../../../src/session/data-form.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../../../src/session/errors.js';
import { buildSubmit, findDataForm } from '../../../../src/session/protocol/data-form.js';
import { parseFrame } from '../../../../src/session/xml.js';
import {
  eventsOf,
  find,
  findAll,
  fixture,
  part,
  parts,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import {
  captcha,
  dataForm,
  everything,
  facts,
  formType,
  found,
  media,
  registration,
  withPicture,
} from '../../../support/forms.js';
import { eventually } from '../../../support/eventually.js';
import { until } from '../../../support/until.js';

type Properties = Partial<XmppDataForm>;

const show = (form: DataForm | undefined, more: Properties = {}) =>
  fixture('xmpp-data-form', { form, ...more });

/** The control of the field that is called `label`. */
function control(element: Element, label: string): HTMLInputElement {
  const named = findAll(element, 'label').find((each) => textOf(each).startsWith(label));
  if (!(named instanceof HTMLLabelElement)) throw new Error(`no field “${label}”`);
  return (named.control ?? named.querySelector('input')) as HTMLInputElement;
}

function choose(select: Element, value: string): void {
  (select as HTMLSelectElement).value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

const send = (element: Element) => part(element, 'submit').click();

/** What is said of a field by those who read it out. */
function described(element: Element, input: Element): string {
  const ids = input.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => textOf(find(element, `#${id}`))).join(' ');
}

const problems = (element: Element) => findAll(element, '.failure').map(textOf).filter(Boolean);

/** Sends, and answers what goes out. */
function answersOf(element: XmppDataForm): FormAnswers | undefined {
  const sent = eventsOf(element, 'xmpp-form-submit');
  send(element);
  return sent[0]?.answers;
}

const answering = (element: XmppDataForm, answer: () => Promise<unknown>) =>
  element.addEventListener('xmpp-form-submit', (event: FormSubmitEvent) => event.waitUntil(answer()));

const field = (inner: string) => dataForm(`<title>Test</title>${inner}`);

describe('<xmpp-data-form>', () => {
  it('FORM-4, FORM-23: shows title, all instructions and the fields in their order, each with its help', async () => {
    const element = await show(everything());
    expect(textOf(part(element, 'title'))).to.equal('Bot Configuration');
    expect(textOf(part(element, 'instructions')))
      .to.contain('Fill out')
      .and.contain('stays as it is');
    const labels = findAll(element, '[part~="field"] > [part~="label"]').map((each) => textOf(each));
    expect(labels.slice(0, 3)).to.deep.equal([
      'The name of your bot required',
      'Helpful description of your bot',
      'Public bot?',
    ]);
    expect(described(element, control(element, 'Helpful'))).to.contain('Markup is not understood.');
    expect(part(element, 'title').getAttribute('role')).to.equal('heading');
  });

  it('FORM-5, FORM-8, FORM-9: shows what is fixed or nameless to be read, and what is hidden not at all', async () => {
    const element = await show(everything());
    expect(textOf(find(element, 'form')))
      .to.contain('Section 1: the bot itself')
      .and.contain('only to be read')
      .and.not.contain('a1');
    expect(findAll(element, 'input').some(({ id }) => id === '')).to.equal(false);
    expect(answersOf(await show(field(`<field label='x'><value>y</value></field>`)))?.size).to.equal(0);
  });

  it('FORM-13: shows lines as lines, and hands over what was typed', async () => {
    const element = await show(
      field(`<field var='a' type='text-multi' label='Text'><value>one</value><value>two</value></field>`),
    );
    const text = control(element, 'Text');
    expect(text.value).to.equal('one\ntwo');
    type(text, 'one\nthree');
    expect(answersOf(element)?.get('a')).to.deep.equal(['one\nthree']);
  });

  it('FORM-18, FORM-19: hands over what came filled in, and what was changed', async () => {
    const element = await show(everything());
    type(control(element, 'The name'), 'Ariel');
    choose(control(element, 'Colour'), 'red');
    control(element, 'Public bot?').click();
    control(element, 'Contests').click();
    control(element, 'Search').click();
    const answers = answersOf(element);
    expect(answers?.get('botname')).to.deep.equal(['Ariel']);
    expect(answers?.get('colour')).to.deep.equal(['red']);
    expect(answers?.get('public')).to.deep.equal(['0']);
    expect(answers?.get('features')?.filter(Boolean)).to.deep.equal(['contests', 'news']);
    expect(answers?.get('maxsubs')).to.deep.equal(['20']);
    expect(answers?.get('sid')).to.deep.equal(['a1']);
    expect(answers?.has('invitelist')).to.equal(false);
  });

  it('FORM-11: takes other choices where a list is open', async () => {
    const element = await show(everything());
    type(control(element, 'The name'), 'Ariel');
    choose(control(element, 'Colour'), 'red');
    control(element, 'Garden').click();
    type(control(element, 'Others'), ' Cellar \n\nRoof');
    type(control(element, 'Town'), 'Padua');
    const answers = answersOf(element);
    expect(answers?.get('topics')?.filter(Boolean)).to.deep.equal(['garden', 'Cellar', 'Roof']);
    expect(answers?.get('town')).to.deep.equal(['Padua']);
  });

  it('FORM-11, F-4: shows what came filled in without being a choice, and gives it back', async () => {
    const element = await show(
      field(
        `<field var='a' type='list-single' label='A'><value>odd</value><option><value>1</value></option></field>`,
      ),
    );
    expect(control(element, 'A').value).to.equal('odd');
    expect(answersOf(element)?.get('a')).to.deep.equal(['odd']);
  });

  it('ux.md 8, FORM-17: says under each field what is wrong with it, to everybody, and goes to the first', async () => {
    const element = await show(everything());
    type(control(element, 'Age'), '200');
    const sent = eventsOf(element, 'xmpp-form-submit');
    part(element, 'submit').focus();
    send(element);
    expect(sent).to.deep.equal([]);
    expect(problems(element)).to.deep.equal(['Fill this in.', 'Choose something.', 'Allowed: 0 to 150']);
    const name = control(element, 'The name');
    expect(element.shadowRoot?.activeElement).to.equal(name);
    expect(name.getAttribute('aria-invalid')).to.equal('true');
    expect(described(element, name)).to.contain('Fill this in.');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('ux.md 8: stops complaining as soon as it is mended, and not before', async () => {
    const element = await show(field(`<field var='a' type='jid-single' label='Address'><required/></field>`));
    send(element);
    const address = control(element, 'Address');
    type(address, 'ann@');
    expect(problems(element)).to.deep.equal(['“ann@” is not an address.']);
    type(address, 'ann@kit.example');
    expect(problems(element)).to.deep.equal([]);
    expect(address.hasAttribute('aria-invalid')).to.equal(false);
  });

  it('FORM-26: asks for dates and times as browsers do, and hands them over as XML has them', async () => {
    const typed = (datatype: string, value = '') =>
      field(
        `<field var='a' label='When'><value>${value}</value><validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='${datatype}'/></field>`,
      );
    for (const [datatype, kind, text, value] of [
      ['xs:date', 'date', '2026-11-23', '2026-11-23'],
      ['xs:time', 'time', '18:30', '18:30:00'],
      [
        'xs:dateTime',
        'datetime-local',
        '2026-11-23T18:30',
        new Date(2026, 10, 23, 18, 30).toISOString().replace('.000', ''),
      ],
    ] as const) {
      const element = await show(typed(datatype));
      const when = control(element, 'When');
      expect(when.type).to.equal(kind);
      type(when, text);
      expect(answersOf(element)?.get('a'), datatype).to.deep.equal([value]);
    }
    // what the browser's own could not hold
    expect(control(await show(typed('xs:date', '2026-11-23+01:00')), 'When')).to.include({
      type: 'text',
      value: '2026-11-23+01:00',
    });
    const started = await show(typed('xs:dateTime', '2026-11-23T18:30:00Z'));
    expect(new Date(control(started, 'When').value).getTime()).to.equal(Date.UTC(2026, 10, 23, 18, 30));
    expect(answersOf(started)?.get('a')).to.deep.equal(['2026-11-23T18:30:00Z']);
  });

  it('FORM-14, security.md 7: hides what is secret, or named so, and shows it on wish', async () => {
    const element = await show(
      field(`<field var='a' type='text-private' label='One'/><field var='admin_password' label='Two'/>`),
    );
    for (const label of ['One', 'Two']) expect(control(element, label).type).to.equal('password');
    const one = control(element, 'One');
    type(one, 'geheim');
    const button = findAll(element, 'button[aria-pressed]')[0]!;
    button.click();
    expect(one).to.include({ type: 'text', value: 'geheim' });
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    button.click();
    expect(one.type).to.equal('password');
  });

  it('FORM-14: keeps no secret once it was taken', async () => {
    const element = await show(registration());
    type(control(element, 'User name'), 'ann');
    type(control(element, 'Password'), 'geheim');
    answering(element, () => Promise.resolve());
    send(element);
    await until(() => control(element, 'Password').value === '', 'it is gone');
    expect(control(element, 'User name').value).to.equal('ann');
    send(element);
    expect(problems(element)).to.deep.equal(['Fill this in.']);
  });

  it('security.md 5: tells what was typed to the listeners of the form alone', async () => {
    const element = await show(registration());
    const heard: Event[] = [];
    const listen = (event: Event) => heard.push(event);
    document.addEventListener('xmpp-form-submit', listen, true);
    document.body.addEventListener('xmpp-form-submit', listen);
    type(control(element, 'User name'), 'ann');
    type(control(element, 'Password'), 'geheim');
    const answers = answersOf(element);
    document.removeEventListener('xmpp-form-submit', listen, true);
    document.body.removeEventListener('xmpp-form-submit', listen);
    expect(answers?.get('password')).to.deep.equal(['geheim']);
    expect(heard.every(({ bubbles, composed }) => !bubbles && !composed)).to.equal(true);
  });

  it('FLD-3, FLD-5: calls known fields of a known form by our words, and others by the service’s', async () => {
    const element = await show(registration(), { lang: 'de' });
    await until(() => control(element, 'Benutzername'), 'in German');
    const unknown = await show(field(`${formType('urn:x')}<field var='username' label='Login'/>`), {
      lang: 'de',
    });
    await until(() => control(unknown, 'Login'), 'as it came');
  });

  it('F-1, F-2: lets browsers fill in nothing unless a new account is asked for, and never a known password', async () => {
    const element = await show(registration());
    expect(control(element, 'User name').autocomplete).to.equal('username');
    expect(control(element, 'Password').autocomplete).to.equal('new-password');
    for (const context of [
      `<field var='FORM_TYPE' type='text-single'><value>jabber:iq:register</value></field>`,
      formType('jabber:iq:register:changepassword'),
      '',
    ]) {
      const other = await show(
        field(`${context}<field var='password' type='text-private' label='Your password'/>`),
      );
      expect(find<HTMLInputElement>(other, '[data-secret]').autocomplete).to.equal('off');
    }
  });

  describe('while an answer is under way, and after', () => {
    async function filled(answer: () => Promise<unknown>) {
      const element = await show(registration());
      answering(element, answer);
      type(control(element, 'User name'), 'ann');
      type(control(element, 'Password'), 'geheim');
      return element;
    }

    it('ux.md 8: waits, says so, and sends nothing twice', async () => {
      const element = await filled(() => new Promise(() => undefined));
      const sent = eventsOf(element, 'xmpp-form-submit');
      send(element);
      send(element);
      expect(sent).to.have.length(1);
      expect(part(element, 'submit').getAttribute('aria-disabled')).to.equal('true');
      expect(find(element, 'form').getAttribute('aria-busy')).to.equal('true');
    });

    for (const [error, text] of [
      [new StanzaError('not-acceptable', 'modify', 'Too short'), 'This was not accepted. “Too short”'],
      [new StanzaError('resource-constraint', 'wait'), 'This was not accepted. Try again later.'],
      [new TimeoutError('late'), 'There was no answer. Try again.'],
      [new ConnectionError('lost'), 'The connection was lost before this was accepted. Try again.'],
      [new Error('secret inner workings'), 'This was not accepted.'],
    ] as const)
      it(`FORM-24, REG-7: keeps what was filled in and says why: ${text}`, async () => {
        const element = await filled(() => Promise.reject(error));
        send(element);
        await until(() => problems(element).length, 'it says so');
        expect(problems(element)).to.deep.equal([text]);
        expect(control(element, 'User name').value).to.equal('ann');
        expect(control(element, 'Password').value).to.equal('geheim');
        expect(part(element, 'submit').hasAttribute('aria-disabled')).to.equal(false);
      });

    it('ux.md 8, REG-7: says under the name that it is taken', async () => {
      const element = await filled(() => Promise.reject(new StanzaError('conflict', 'cancel')));
      part(element, 'submit').focus();
      send(element);
      await until(() => problems(element).length, 'it says so');
      const name = control(element, 'User name');
      expect(described(element, name)).to.equal('This name is taken. Choose another one.');
      expect(element.shadowRoot?.activeElement).to.equal(name);
    });

    it('REG-7: goes on with the form that an error holds, and keeps what is asked again', async () => {
      const wanted = captcha();
      const element = await filled(() =>
        Promise.reject(Object.assign(new StanzaError('not-acceptable', 'modify'), { form: wanted })),
      );
      send(element);
      await until(() => findAll(element, 'img').length, 'the other form shows');
      expect(element.form).to.equal(wanted);
      expect(control(element, 'User name').value).to.equal('ann');
      expect(control(element, 'The letters').value).to.equal('');
      expect(problems(element)).to.deep.equal(['This was not accepted.']);
    });

    it('starts afresh with another form', async () => {
      const element = await filled(() => Promise.resolve());
      element.form = registration();
      await until(() => control(element, 'User name').value === '', 'nothing is left');
      expect(answersOf(element)).to.equal(undefined);
    });
  });

  it('FORM-2: tells that it was cancelled, unless that is left out', async () => {
    const element = await show(registration());
    const cancelled = eventsOf(element, 'xmpp-form-cancel');
    part(element, 'cancel').click();
    expect(cancelled[0]?.form).to.equal(element.form);
    element.noCancel = true;
    await until(() => parts(element, 'cancel').length === 0, 'the button is gone');
  });

  describe('its pictures', () => {
    it('F-6, FORM-27: fetches nothing before somebody asks, and then without telling where from', async () => {
      const element = await show(withPicture(media('https://pictures.invalid/ocr.png')));
      expect(findAll(element, 'img, audio, video, object, iframe')).to.deep.equal([]);
      const button = find(element, '[part~="media"] button');
      expect(textOf(button)).to.contain('pictures.invalid');
      button.click();
      const picture = find<HTMLImageElement>(element, 'img');
      expect(picture).to.include({ crossOrigin: 'anonymous', referrerPolicy: 'no-referrer' });
      await until(
        () => parts(element, 'media').some((each) => textOf(each).includes('could not be shown')),
        'it says that it failed',
      );
      expect(find<HTMLAnchorElement>(element, '[part~="media"] a')).to.include({
        href: 'https://pictures.invalid/ocr.png',
        rel: 'noopener noreferrer nofollow ugc',
      });
    });

    for (const [url, kind] of [
      ['http://pictures.invalid/a.png', 'image/png'],
      ['javascript:alert(1)', 'image/png'],
      ['data:image/png;base64,AAAA', 'image/png'],
      ['https://user:pass@pictures.invalid/a.png', 'image/png'],
      ['https://pictures.invalid/a.svg', 'image/svg+xml'],
      ['https://pictures.invalid/a.wav', 'audio/wav'],
      ['cid:sha1+0@bob.xmpp.org', 'image/png'],
      ['https://', 'image/png'],
    ] as const)
      it(`F-6, FORM-27: only names ${url} (${kind})`, async () => {
        const element = await show(withPicture(media(url, kind)));
        expect(findAll(element, '[part~="media"] :is(button, img, a)')).to.deep.equal([]);
        expect(textOf(part(element, 'media'))).to.contain('cannot be shown');
      });

    it('shows what came along at once, as what it is', async () => {
      const element = await show(captcha());
      const picture = await until(() => find<HTMLImageElement>(element, 'img'), 'it is there');
      await until(() => picture.naturalWidth > 0, 'it shows');
      expect(picture.src).to.match(/^blob:/);
      expect(find<HTMLAnchorElement>(element, 'a')).to.include({ href: 'https://kit.example/captcha/1' });
    });
  });

  describe('what was found', () => {
    it('FORM-21: is a table with its head, empty cells included', async () => {
      const element = await show(found());
      expect(findAll(element, 'th').map(textOf)).to.deep.equal(['Name', 'Address', 'Page', 'Online']);
      const rows = findAll(element, 'tbody tr').map((row) => [...row.children].map(textOf));
      expect(rows[1]).to.deep.equal(['Romeo Montague', 'romeo1@shakespeare.example', '', 'Yes']);
      expect(await violations(element)).to.deep.equal([]);
    });

    it('security.md 8: shows what is long a page at a time', async () => {
      const element = await show(found(1200));
      expect(findAll(element, 'tbody tr')).to.have.length(500);
      find(element, '.content > p button').click();
      expect(findAll(element, 'tbody tr')).to.have.length(1000);
    });

    it('FORM-22: is a list, with links to addresses', async () => {
      const element = await show(facts());
      expect(findAll(element, 'dt').map(textOf)).to.deep.equal([
        'Software',
        'Who runs it',
        'Takes new accounts',
        'Note',
      ]);
      expect(findAll(element, 'dd').map(textOf)[2]).to.equal('Yes');
      const links = findAll(element, 'a').map((each) => (each as HTMLAnchorElement).href);
      expect(links).to.deep.equal([
        'xmpp:ann@kit.example',
        'xmpp:eve@kit.example',
        'https://kit.example/rules',
      ]);
    });
  });

  it('security.md 2: makes text of everything that a service says', async () => {
    const evil = '&lt;img src=x onerror=alert(1)&gt;';
    const element = await show(
      dataForm(
        `<title>${evil}</title><instructions>${evil}</instructions><field type='fixed'><value>${evil} javascript:alert(1)</value></field>
        <field var='${evil}' label='${evil}'><desc>${evil}</desc></field>
        <field var='l' type='list-single' label='${evil}'><option label='${evil}'><value>${evil}</value></option></field>`,
      ),
    );
    expect(findAll(element, 'img, script, a')).to.deep.equal([]);
    expect(textOf(part(element, 'title'))).to.equal('<img src=x onerror=alert(1)>');
  });

  it('F-4, C-4: works with fields of any name', async () => {
    const element = await show(
      field(
        ['__proto__', 'constructor', 'toString', '"]#x']
          .map((name) => `<field var='${name}' label='L ${name}'/>`)
          .join(''),
      ),
    );
    for (const input of findAll(element, 'input')) type(input as HTMLInputElement, 'x');
    expect([...(answersOf(element) ?? [])]).to.deep.equal([
      ['__proto__', ['x']],
      ['constructor', ['x']],
      ['toString', ['x']],
      ['"]#x', ['x']],
    ]);
  });

  it('security.md 8: shows a form of thousands of fields without a long wait', async () => {
    const fields = Array.from(
      { length: 5000 },
      (_, i) => `<field var='f${i}' type='list-multi'><option><value>1</value></option></field>`,
    );
    const huge = field(fields.join(''));
    const start = performance.now();
    const element = await show(huge);
    expect(parts(element, 'field')).to.have.length(200);
    expect(performance.now() - start, 'no runaway').to.be.below(5_000);
    expect(textOf(find(element, 'form'))).to.contain('too long to be shown whole');
  });

  for (const server of ['prosody', 'ejabberd'])
    it(`shows ${server}'s form of a room, and hands over what that takes`, async () => {
      const text = await (await fetch(`/test/cases/form/room-config-${server}.xml`)).text();
      const form = findDataForm(parseFrame(text.trim())!)!;
      const element = await show(form);
      expect(await violations(element)).to.deep.equal([]);
      const title = findAll(element, 'label').find(
        (each) => textOf(each) === 'Name of the room', // MUC-84
      ) as HTMLLabelElement;
      type(title.control as HTMLInputElement, 'Garden');
      const answers = answersOf(element);
      expect(answers?.get('muc#roomconfig_roomname')).to.deep.equal(['Garden']);
      const untouched = new Map([['muc#roomconfig_roomname', ['Garden']]]);
      expect(buildSubmit(form, answers).toString()).to.equal(buildSubmit(form, untouched).toString());
    });

  it('leaves nothing behind, and comes back as it was', async () => {
    const element = await show(captcha());
    const url = find<HTMLImageElement>(element, 'img').src;
    type(control(element, 'User name'), 'ann');
    element.remove();
    const isThere = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    await eventually(isThere, (there) => !there, 'the picture is let go of');
    document.body.append(element);
    await until(() => find<HTMLImageElement>(element, 'img').src !== url, 'there is another one');
    expect(control(element, 'User name').value).to.equal('ann');
  });
});

describe('<xmpp-data-form> for a room', () => {
  const settings = (type = `${formType('http://jabber.org/protocol/muc#roomconfig')}`) =>
    dataForm(`${type}
      <field type='text-single' var='muc#roomconfig_roomname' label='Title'><value>The lab</value></field>
      <field type='list-single' var='muc#roomconfig_whois' label='Who'>
        <option label='Mods Only'><value>moderators</value></option><option label='All'><value>anyone</value></option>
        <option label='Vips'><value>vips</value></option><value>anyone</value></field>
      <field type='jid-multi' var='muc#roomconfig_roomowners' label='O'><value>ann@kit.example</value><value>bob@kit.example</value></field>
      <field type='boolean' var='muc#roomconfig_allow_roses' label='Roses?'><value>1</value></field>
      <field type='boolean' var='constructor' label='C'><value>1</value></field>`);
  const labels = (element: Element) => parts(element, 'label').map(textOf);

  it('MUC-84: has words of ours for what is known, and the room’s for the rest', async () => {
    const element = await show(settings());
    await until(() => parts(element, 'label').length === 5, 'it is there');
    expect(labels(element)).to.deep.equal([
      'Name of the room',
      'Who sees real addresses',
      'Owners',
      'Roses?',
      'C',
    ]);
    const options = [...find(element, 'select').querySelectorAll('option')].map(textOf);
    expect(options).to.deep.equal(['Moderators', 'Everybody', 'Vips']);
    element.lang = 'de';
    await until(() => labels(element)[0] === 'Name des Raums', 'German');
    const [event] = eventsOf(element, 'xmpp-form-submit');
    expect(event).to.equal(undefined);
  });

  it('MUC-84, MUC-85: answers as the room named its choices, and with whole lists', async () => {
    const form = settings();
    const element = await show(form);
    const submits = eventsOf(element, 'xmpp-form-submit');
    choose(await until(() => findAll(element, 'select')[0], 'it is there'), 'moderators');
    send(element);
    await until(() => submits.length, 'it is sent');
    expect(submits[0]?.form).to.equal(form);
    expect(Object.fromEntries(submits[0]!.answers)).to.deep.include({
      'muc#roomconfig_whois': ['moderators'],
      'muc#roomconfig_roomowners': ['ann@kit.example', 'bob@kit.example'],
    });
  });

  it('F-2, MUC-84: has the room’s words where nothing hidden says what its fields mean', async () => {
    const visible = `<field var='FORM_TYPE' type='text-single'><value>http://jabber.org/protocol/muc#roomconfig</value></field>`;
    const element = await show(settings(visible));
    expect(labels(element)).to.include('Title').and.not.to.include('Name of the room');
  });

  it('MUC-68: says that a name is taken where it is asked for', async () => {
    const element = await show(
      dataForm(`${formType('http://jabber.org/protocol/muc#register')}
        <field type='text-single' var='muc#register_roomnick' label='Nick'><value>Bob</value></field>`),
    );
    element.addEventListener('xmpp-form-submit', (event) =>
      event.waitUntil(Promise.reject(new StanzaError('conflict', 'cancel'))),
    );
    await until(() => parts(element, 'submit').length, 'it is there');
    send(element);
    await until(() => problems(element).includes('This name is taken. Choose another one.'), 'it is said');
    expect(control(element, 'Your name in the room').getAttribute('aria-invalid')).to.equal('true');
  });
});
