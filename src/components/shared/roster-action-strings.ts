/** What the menus and dialogs on contacts say: loaded with them. */
import { blockEnglish } from './block-strings.js';
import type { RosterStrings } from './roster-strings.js';

export const rosterActionEnglish = {
  ...blockEnglish,
  actionsOn: (name: string) => `What can be done with ${name}`,
  openChat: 'Open the chat',
  renameContact: 'Change the name',
  editGroups: 'Change the groups',
  askPresence: 'Ask to see when they are online',
  askAgain: 'Ask again to see when they are online',
  takeBackRequest: 'Take back the request',
  preApprove: 'Let them see when you are online',
  stopShowing: 'Stop showing when you are online',
  unblockContact: 'Unblock',
  unblockOf: (name: string) => `Unblock ${name}`,
  removeContact: 'Remove',
  addThem: 'Add to your contacts',
  closeChat: 'Close the chat',
  sortPresence: 'Who is there first',
  sortName: 'By name',
  sortRecent: 'Who wrote last first',

  add: 'Add',
  change: 'Change',
  addText: 'They are asked to show you when they are online, and may see when you are.',
  address: 'Address',
  addressHint: 'Such as name@server.example',
  addressMissing: 'Enter an address',
  notAddress: (text: string) => `“${text}” is no address.`,
  ownAddress: 'This is your own address.',
  alreadyContact: (name: string) => `${name} is among your contacts already.`,
  contactNameLabel: 'Name',
  contactNameHint: 'Only you see it. Left empty, the name that they gave themselves shows.',
  groupsLabel: 'Groups',
  groupsHint: 'Separated by commas',
  contactAdded: (name: string) => `${name} is asked to show when they are online`,
  contactRenamed: (name: string) => `Now called ${name}`,
  groupsChanged: 'Groups changed',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: 'Neither of you will see when the other one is online. What you wrote to each other stays.',
  contactRemoved: (name: string) => `${name} is no longer among your contacts`,
  isUnblocked: (name: string) => `${name} is no longer blocked`,
  requestSent: (name: string) => `${name} was asked`,
  requestTaken: 'The request was taken back',
  showsThem: (name: string) => `${name} may see when you are online`,
  hidesFrom: (name: string) => `${name} no longer sees when you are online`,
  noLongerContact: 'They are no longer among your contacts.',
};

/** Those words beside the list's. */
export type RosterActionStrings = RosterStrings & typeof rosterActionEnglish;
