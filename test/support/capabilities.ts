/** What the servers of the integration tests cannot do, and why: tests of that run on the other one only. */

type ServerName = 'prosody' | 'ejabberd';

/** Reasons, by ability and by the server that lacks it. */
const LACKING = {
  occupantIds: { ejabberd: 'ejabberd 23.01 knows no XEP-0421' },
  sasl2: { ejabberd: 'ejabberd 23.01 knows no XEP-0388' },
  scramSha512: { prosody: 'Prosody 0.12 has SCRAM-SHA-1 and SCRAM-SHA-256' },
  scramSha256: { ejabberd: 'tools/servers keeps its passwords for SCRAM-SHA-1 or SCRAM-SHA-512' },
  plainOnly: { ejabberd: 'tools/servers sets no list of mechanisms for it' },
  maxOccupants: { prosody: 'Prosody 0.12 knows no limit of occupants' },
  restrictedCreation: { ejabberd: 'tools/servers lets anybody create rooms there' },
  component: { ejabberd: 'tools/servers opens no component port there' },
  archivedReceipts: { ejabberd: 'ejabberd 23.01 archives no message without a body' },
  moderation: { ejabberd: 'ejabberd 23.01 knows no XEP-0425' },
  archivelessRooms: { ejabberd: 'tools/servers archives every room there' },
  requestsTakenBack: { ejabberd: 'ejabberd 23.01 does not tell whom we no longer ask' },
  moreFields: { ejabberd: 'ejabberd 23.01 asks for a name and a password' },
  redirect: { ejabberd: 'ejabberd 23.01 tells of a page on the web along with its form' },
  search: { prosody: 'its module for searches knows no forms' },
  configChecks: { prosody: 'Prosody 0.12 takes any settings' },
  roomRegistration: { ejabberd: 'ejabberd 23.01 registers nobody with a room' },
  privacyOfRooms: { prosody: 'Prosody 0.12 lets everybody in a room write to each other' },
  emptyLists: { ejabberd: 'ejabberd 23.01 takes an empty value for a choice that is none' },
} as const satisfies Record<string, Partial<Record<ServerName, string>>>;

export type Capability = keyof typeof LACKING;

export const SERVER: ServerName = process.env.XMPP_SERVER === 'ejabberd' ? 'ejabberd' : 'prosody';

/** Why the server of this run lacks it; undefined if it does not. */
export function lack(capability: Capability): string | undefined {
  const reasons: Partial<Record<ServerName, string>> = LACKING[capability];
  return reasons[SERVER];
}

/** A test for servers that can do it; on others the run's end says what was left out and why. */
export function itWith(capability: Capability, title: string, test: () => Promise<void>): void {
  const reason = lack(capability);
  if (reason === undefined) it(title, test);
  else leftOut.push(`${title} (${reason})`);
}

const leftOut: string[] = [];

after('says what this server lacks', () => {
  if (leftOut.length > 0)
    console.log(`\n  Not on ${SERVER}:\n${leftOut.map((line) => `    ${line}`).join('\n')}`);
});
