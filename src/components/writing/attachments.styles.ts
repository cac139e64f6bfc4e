/** Files in a composer. */
import { css } from '../shared/sheet.js';

export const attachmentStyles = css`
  .composer xmpp-file-drop {
    min-block-size: 0; /* with none it takes no room */
  }
`;
