/** Three looks that pages give a room from outside, by custom properties and parts alone. */

export interface Theme {
  readonly name: string;
  /** For the page, around an element with the class `name`. */
  readonly css: string;
}

/** A quiet page of text: its own serif, no box. */
const plain: Theme = {
  name: 'plain',
  css: `
    .plain xmpp-room {
      --xmpp-font: Georgia, 'Times New Roman', serif;
      --xmpp-font-size: 1.0625rem;
      --xmpp-surface: light-dark(#fffdf8, #1b1a17);
      --xmpp-text: light-dark(#26231d, #e6e1d6);
      --xmpp-accent: light-dark(#8a2b0c, #f0a583);
      --xmpp-on-accent: light-dark(#fff, #2a0f04);
      --xmpp-radius: 0px;
    }
    .plain xmpp-room::part(frame) {
      border-inline: 0;
    }
  `,
};

/** A brand's colours in the header, and its bubbles. */
const brand: Theme = {
  name: 'brand',
  css: `
    .brand xmpp-room {
      --xmpp-font: 'Trebuchet MS', 'Segoe UI', sans-serif;
      --xmpp-surface: light-dark(#fff, #1d1424);
      --xmpp-text: light-dark(#2a1233, #f3e8f8);
      --xmpp-accent: light-dark(#8a1fb8, #dfa6f7);
      --xmpp-on-accent: light-dark(#fff, #2c0a3d);
      --xmpp-radius: 1.25rem;
    }
    .brand xmpp-room::part(header) {
      color-scheme: dark;
      --xmpp-surface: #5a0f7d;
      --xmpp-text: #fff;
      --xmpp-accent: #ffd166;
      --xmpp-on-accent: #2a1233;
    }
    .brand xmpp-room::part(message-body) {
      justify-self: start;
      padding: 0.35em 0.8em;
      border-radius: 0.3em 1em 1em 1em;
      background: light-dark(#f3e7f9, #33213d);
    }
    .brand xmpp-room::part(message-body own) {
      background: light-dark(#8a1fb8, #6f2d8c);
      color: #fff;
    }
  `,
};

/** A tool's sidebar: small, square, close. */
const dense: Theme = {
  name: 'dense',
  css: `
    .dense xmpp-room {
      --xmpp-font-size: 0.8125rem;
      --xmpp-space: 4px;
      --xmpp-radius: 4px;
      --xmpp-surface: light-dark(#fbfbfc, #1e1f22);
      --xmpp-text: light-dark(#17191c, #dfe1e5);
      --xmpp-accent: light-dark(#0b63c5, #7fb5ff);
      --xmpp-on-accent: light-dark(#fff, #07203f);
    }
  `,
};

export const themes = { plain, brand, dense } as const;
