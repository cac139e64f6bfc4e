/** What the launcher's panel says by itself: loaded with it. */

export const panelEnglish = {
  close: 'Close chat',
  unsupported: 'Chats with one person cannot be opened here yet.',
  nobody: 'This page does not say whom to chat with.',
};
