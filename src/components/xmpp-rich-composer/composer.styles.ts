/** The look of a composer that stands alone: the field's frame is all there is of it. */
import { css } from '../shared/sheet.js';

export const aloneStyles = css`
  .kit {
    display: block;
    background: transparent;
  }

  .composer {
    padding: 0;
    background: transparent;
  }

  /* As tall before the buttons are there as it is with them. */
  .roomy .composer .field {
    flex-wrap: wrap;
  }

  .roomy .composer textarea {
    flex: 1 0 100%;
  }

  .roomy .composer [part='send'] {
    margin-inline-start: auto;
  }

  .roomy .composer :is(textarea, .rich-field > [role='textbox']) {
    min-block-size: calc(3em + var(--_space));
    padding-block-start: calc((var(--_tap) - 1.45em) / 2);
  }
`;
