/** Forms for tests and stories: read from what stands on the wire, so that the reader is part of what is shown. */
import type { DataForm } from '../../src/session/data-form.js';
import { findDataForm, readDataForm } from '../../src/session/protocol/data-form.js';
import { parseFrame } from '../../src/session/xml.js';

const NS = 'jabber:x:data';
const VALIDATE = 'http://jabber.org/protocol/xdata-validate';
const MEDIA = 'urn:xmpp:media-element';

/** @param inner Fields as on the wire. */
export function dataForm(inner: string, type = 'form'): DataForm {
  const form = readDataForm(parseFrame(`<x xmlns='${NS}' type='${type}'>${inner}</x>`)!);
  if (!form) throw new Error('no form');
  return form;
}

export const formType = (type: string) =>
  `<field var='FORM_TYPE' type='hidden'><value>${type}</value></field>`;

const options = (...values: readonly string[]) =>
  values.map((value) => `<option label='${value}'><value>${value.toLowerCase()}</value></option>`).join('');

const rule = (datatype: string, inner = '') =>
  `<validate xmlns='${VALIDATE}' datatype='${datatype}'>${inner}</validate>`;

export const media = (url: string, type = 'image/png') =>
  `<media xmlns='${MEDIA}' width='290' height='80'><uri type='${type}'>${url}</uri></media>`;

/** As Prosody 0.12 asks for a new account. */
export const registration = () =>
  dataForm(`<title>Creating a new account</title>
    <instructions>Choose a username and password for use with this service.</instructions>
    ${formType('jabber:iq:register')}
    <field label='Username' type='text-single' var='username'><required/></field>
    <field label='Password' type='text-private' var='password'><required/></field>
    <field label='Email' type='text-single' var='email'/>`);

/** One of each kind. */
export const everything = () =>
  dataForm(`<title>Bot Configuration</title>
    <instructions>Fill out this form to configure your new bot!</instructions>
    <instructions>What you leave empty stays as it is.</instructions>
    ${formType('jabber:bot')}
    <field type='fixed'><value>Section 1: the bot itself, see https://bots.example/help</value></field>
    <field type='text-single' var='botname' label='The name of your bot'><required/></field>
    <field type='text-multi' var='description' label='Helpful description of your bot'><desc>Shown to whoever meets it.
Markup is not understood.</desc><value>It brings the news.</value><value>And the weather.</value></field>
    <field type='boolean' var='public' label='Public bot?'><desc>Anybody can add it.</desc><value>1</value></field>
    <field type='text-private' var='secret' label='Password for special access'/>
    <field type='fixed' label='Features'><value>Section 2: what it can do</value></field>
    <field type='list-multi' var='features' label='What features will the bot support?'>
      ${options('Contests', 'News', 'Polls', 'Reminders', 'Search')}<value>news</value><value>search</value>
      ${rule('xs:string', `<list-range min='1' max='3'/>`)}</field>
    <field type='list-multi' var='topics' label='Topics'>${options('Garden', 'Kitchen')}
      ${rule('xs:string', '<open/>')}</field>
    <field type='list-single' var='maxsubs' label='Maximum number of subscribers'>
      ${options('10', '20', '100', 'None')}<value>20</value></field>
    <field type='list-single' var='colour' label='Colour'><required/>${options('Red', 'Green')}</field>
    <field type='list-single' var='town' label='Town'>${options('Verona', 'Mantua')}${rule('xs:string', '<open/>')}</field>
    <field type='text-single' var='age' label='Age'>${rule('xs:int', `<range min='0' max='150'/>`)}</field>
    <field type='text-single' var='birthday' label='Birthday'>${rule('xs:date')}</field>
    <field type='text-single' var='ssn' label='Number'>${rule('xs:string', '<regex>([0-9]{3})-([0-9]{2})</regex>')}</field>
    <field type='jid-single' var='owner' label='Who owns it'/>
    <field type='jid-multi' var='invitelist' label='People to invite'><desc>Tell all your friends!</desc></field>
    <field type='hidden' var='sid'><value>a1</value></field>
    <field type='text-single' label='Without a name'><value>only to be read</value></field>`);

/** Letters on white. */
const PNG = [
  'iVBORw0KGgoAAAANSUhEUgAAAJEAAAAoCAAAAADbdkdCAAAAfklEQVR42u3YQQqAMAxE0R7H+19Ql6LY1kwgHeVnnSaP0kBo',
  '292iIUKEqF60XSNZWqyxRDTskxadmfcziGpEyqtcJepfnCIa5iD6h6jf10806RsUvZ81RfRYHRGiApHfrCHyFU22LRdRcD9C',
  '9EWRvE0Hd/OkSLHyE4EIkbXoAI+xC6G9V08CAAAAAElFTkSuQmCC',
].join('');

const PICTURE = 'sha1+55e3e36f3bf390a80af06faba755f0d0562e00fa@bob.xmpp.org';

/** As ejabberd asks with a CAPTCHA, the picture beside the form. */
export const captcha = (cid = PICTURE) =>
  findDataForm(
    parseFrame(`<query xmlns='jabber:iq:register'><x xmlns='${NS}' type='form'>
      <instructions>You need a client that supports x:data and CAPTCHA to register</instructions>
      <instructions>Choose a username and password to register with this server</instructions>
      ${formType('jabber:iq:register')}
      <field type='text-single' var='username' label='User'><required/></field>
      <field type='text-private' var='password' label='Password'><required/></field>
      <field type='fixed'><value>If you don't see the CAPTCHA image here, visit the web page.</value></field>
      <field type='text-single' var='captcha-fallback-url' label='CAPTCHA web page'><value>https://kit.example/captcha/1</value></field>
      <field type='hidden' var='sid'><value>1</value></field>
      <field type='text-single' var='ocr' label='Enter the text you see'><required/>${media(`cid:${cid}`)}</field>
    </x><data xmlns='urn:xmpp:bob' cid='${cid}' max-age='0' type='image/png'>${PNG}</data></query>`)!,
  )!;

/** @param inner Of the field that the picture is for. */
export const withPicture = (inner: string) =>
  dataForm(`<title>Are you human?</title>${formType('urn:xmpp:captcha')}<field var='ocr'>${inner}</field>`);

/** What a search found. */
export const found = (rows = 3) => {
  const people = ['Juliet Capulet', 'Romeo Montague', 'Mercutio', 'Nurse', 'Friar Laurence'];
  const items = Array.from({ length: rows }, (_, i) => {
    const name = people[i % people.length] ?? '';
    const user = name.split(' ')[0]?.toLowerCase();
    return `<item><field var='jid'><value>${user}${i || ''}@shakespeare.example</value></field><field var='name'><value>${name}</value></field>
      ${i === 1 ? '' : `<field var='page'><value>https://shakespeare.example/${user}</value></field>`}<field var='online'><value>${i % 2}</value></field></item>`;
  });
  return dataForm(
    `<title>People named “a”</title><reported><field var='name' label='Name'/><field var='jid' type='jid-single' label='Address'/>
    <field var='page' label='Page'/><field var='online' type='boolean' label='Online'/></reported>${items.join('')}`,
    'result',
  );
};

export const facts = () =>
  dataForm(
    `<title>About this server</title><field var='software' label='Software'><value>Prosody 0.12</value></field>
    <field var='admins' type='jid-multi' label='Who runs it'><value>ann@kit.example</value><value>eve@kit.example</value></field>
    <field var='open' type='boolean' label='Takes new accounts'><value>true</value></field>
    <field var='note' type='text-multi' label='Note'><value>Be kind.</value><value>See https://kit.example/rules</value></field>
    <field var='sid' type='hidden'><value>1</value></field>`,
    'result',
  );
