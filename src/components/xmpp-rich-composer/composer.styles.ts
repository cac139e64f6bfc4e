/** The look of a composer that stands alone: the field's frame is all there is of it. */
import { css } from '../shared/sheet.js';

export const aloneStyles = css`
  .kit {
    display: block;
    background: transparent;
  }

  .composer {
    margin: 0; /* pages without a doctype give forms one */
    padding: 0;
    background: transparent;
  }

  .composer > p {
    margin: 0;
    font-size: var(--_small);
  }

  .failure {
    color: var(--_danger);
  }

  .hint {
    color: var(--_muted);
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
