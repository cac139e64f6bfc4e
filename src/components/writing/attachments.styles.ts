/** Files in a composer. */
import { css } from '../shared/sheet.js';

export const attachmentStyles = css`
  .composer xmpp-file-drop {
    overflow: auto;
    min-block-size: 0;
    max-block-size: 40cqb;
    overscroll-behavior: contain;
  }
`;
