/** Whether message styling (XEP-0393) has to be looked for at all: cheap, for every message. */

const MAYBE = /^>|(?:^|\s)[*_~`]\S/m;

/** False: styling.ts would find nothing. */
export const mayBeStyled = (body: string): boolean => MAYBE.test(body);
