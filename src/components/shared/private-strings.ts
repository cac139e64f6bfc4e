/** What is said around private conversations in a room: loaded with the first of them. */

export const privateEnglish = {
  // In menus
  write: 'Write privately',
  writeTo: (name: string) => `Write privately to ${name}`,
  nobody: (name: string) => `Nobody here is called ${name}.`,

  // Which there are
  conversations: 'Private conversations',
  with: (name: string, unread: string) => `Private with ${name}${unread && `, ${unread} unread`}`,
  goneShort: (name: string) => `${name}, not here any more`,
  back: (room: string, unread: string) => `Back to ${room}${unread && `, ${unread} unread`}`,
  close: 'Close this conversation',

  // One of them
  title: (name: string) => `Private conversation with ${name}`,
  onlyYou: (name: string) => `Only you and ${name} see this`,
  empty: 'Nobody else in the room sees what is written here.',
  composer: (name: string) => `Private message to ${name}`,
  placeholder: 'Write privately',
  left: 'Not here any more',
  gone: (name: string) => `${name} is not here any more: nothing can be sent.`,
  forbidden: (name: string) => `This room does not let you write to ${name} privately.`,
  spoken: (name: string, text: string) => `${name}, privately: ${text}`,

  // What became of a message
  fate: { sent: 'Sent', delivered: 'Delivered', seen: 'Read' },
  because: {
    'no-echo': 'the room did not answer',
    'too-large': 'too long for this server',
    'stream-died': 'the connection broke on it twice',
    left: 'they left before it went out',
    gone: 'they are not in the room any more',
    out: 'you were out of the room',
    forbidden: 'the room does not allow private messages here',
    refused: 'the room refused it',
  },
};

export type PrivateStrings = typeof privateEnglish;

/** Those words beside the element's. */
export interface PrivateWords {
  readonly private: PrivateStrings;
}
