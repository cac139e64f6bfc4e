/** Where a room's mutes.ts is kept, for those who look whether there is anything before they load it. */
export const mutesKey = (room: string) => `muted:${room}`;
