/** What the dialogs on contacts ask for. */
import { displayName, type Contact } from '../../session/contact.js';
import { StanzaError } from '../../session/errors.js';
import { parseJid } from '../../session/jid.js';
import type { People } from '../../session/people.js';
import { failureOf as reasonOf } from '../conversation/block-form.js';
import type { DialogField, DialogForm } from '../conversation/dialog.js';
import { nickText } from '../shared/nick-text.js';
import type { RosterActionStrings } from '../shared/roster-action-strings.js';

const MAX_ADDRESS = 2047; // RFC 7622 §3.1: twice 1023, and the sign between
const MAX_NAME = 256;
const MAX_GROUPS = 1000;

export interface FormHost {
  readonly people: People;
  readonly strings: RosterActionStrings;
}

const nameOf = (contact: Contact) => nickText(displayName(contact));

/** Names apart by commas, each once. */
export const groupsIn = (text: string) =>
  [...new Set(text.split(',').map((name) => name.trim()))].filter(Boolean);

export const nameField = (strings: RosterActionStrings, value = ''): DialogField => ({
  label: strings.contactNameLabel,
  hint: strings.contactNameHint,
  value,
  maxLength: MAX_NAME,
});

export const groupsField = (strings: RosterActionStrings, groups: readonly string[]): DialogField => ({
  label: strings.groupsLabel,
  hint: strings.groupsHint,
  value: groups.join(', '),
  maxLength: MAX_GROUPS,
});

export function addForm({ people: { roster }, strings }: FormHost, jid: string): DialogForm {
  return {
    title: strings.addContact,
    text: strings.addText,
    fields: [
      {
        label: strings.address,
        hint: strings.addressHint,
        value: jid,
        maxLength: MAX_ADDRESS,
        address: true,
      },
      nameField(strings),
      groupsField(strings, []),
    ],
    submit: strings.add,
    check: ([address = '']) => {
      const text = addressProblem(address);
      return text === undefined ? undefined : { field: 0, text };
    },
    send: async ([address = '', name = '', groups = '']) => {
      const bare = parseJid(address)?.bare ?? address;
      await roster.add(bare, { name: name || undefined, groups: groupsIn(groups) });
      if (roster.canPreApprove) roster.approve(bare); // or both would have to ask (IM-20)
      return strings.contactAdded(nickText(name || bare));
    },
    explain: (error) => ({ text: failureOf(error, strings) }),
  };

  function addressProblem(address: string): string | undefined {
    if (!address) return strings.addressMissing;
    const parsed = parseJid(address);
    if (!parsed?.local) return strings.notAddress(nickText(address));
    if (parsed.bare === roster.account) return strings.ownAddress;
    const known = roster.get(parsed.bare);
    return known && strings.alreadyContact(nameOf(known));
  }
}

export const renameForm = ({ people: { roster }, strings }: FormHost, contact: Contact): DialogForm => ({
  title: strings.renameContact,
  fields: [nameField(strings, contact.name)],
  submit: strings.change,
  check: () => undefined,
  send: async ([name = '']) => {
    await roster.rename(contact.jid, name);
    return strings.contactRenamed(nickText(name || (contact.nick ?? contact.jid)));
  },
  explain: (error) => ({ text: failureOf(error, strings) }),
});

export const groupsForm = ({ people: { roster }, strings }: FormHost, contact: Contact): DialogForm => ({
  title: strings.editGroups,
  fields: [groupsField(strings, contact.groups)],
  submit: strings.change,
  check: () => undefined,
  send: async ([groups = '']) => {
    await roster.setGroups(contact.jid, groupsIn(groups));
    return strings.groupsChanged;
  },
  explain: (error) => ({ text: failureOf(error, strings) }),
});

export const removeForm = ({ people: { roster }, strings }: FormHost, contact: Contact): DialogForm => ({
  title: strings.removeTitle(nameOf(contact)),
  text: strings.removeText,
  fields: [],
  submit: strings.removeContact,
  danger: true,
  check: () => undefined,
  send: async () => {
    await roster.remove(contact.jid);
    return strings.contactRemoved(nameOf(contact));
  },
  explain: (error) => ({ text: failureOf(error, strings) }),
});

/** As IM-12 has it, where the contact may be gone by now. */
export function failureOf(error: unknown, strings: RosterActionStrings): string {
  const gone = error instanceof StanzaError && error.condition === 'item-not-found';
  return gone || error instanceof RangeError ? strings.noLongerContact : reasonOf(error, strings);
}
