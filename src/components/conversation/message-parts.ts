/**
 * What rows show that are more than plain words: rich text and styled text, files, what is answered, reactions, earlier
 * versions.
 * Loaded with the first of them.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { wordsOf, type ChatMessage, type Doing, type Reaction, type Removed } from '../../session/message.js';
import type { RichNode } from '../../session/rich-text.js';
import { readStyling } from '../../session/styling.js';
import { partStrings } from '../shared/catalogue.js';
import { hatStyles } from './hats.js';
import { icon } from '../shared/icons.js';
import type { Locale } from '../shared/locale.js';
import { messagePartEnglish, type MessagePartStrings } from '../shared/message-part-strings.js';
import { nickText } from '../shared/nick-text.js';
import { renderText } from '../shared/rich-text.js';
import { adopt } from '../shared/sheet.js';
import { renderFiles } from './file-card.js';
import { fileCardStyles } from './file-card.styles.js';
import { messagePartStyles } from './message-parts.styles.js';
import { control } from './message-row.js';
import { renderRich, richStyles } from './rich-content.js';

export { renderHats } from './hats.js';
export { runsOf } from './folded-removals.js';

/** Of what is answered, so much says which message it is. */
const MAX_QUOTE = 160;

const replyIcon = icon('M9.5 6 4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6V19');
const styled = new WeakMap<ChatMessage, readonly RichNode[] | null>();

const dressed = new WeakSet<ShadowRoot>();

/** Gives the conversation the looks of all this, once: WebKit styles every row anew whenever sheets are set. */
export function wear(root: ShadowRoot): void {
  if (dressed.has(root)) return;
  dressed.add(root);
  adopt(root, richStyles, messagePartStyles, fileCardStyles, hatStyles);
}

/** @param expanded In full although very long. @param skip UTF-16 units left out at the start. */
export function renderWords(row: ChatMessage, locale: Locale, expanded: boolean, skip = 0): unknown {
  const { body, files } = row;
  if (!files) return renderSaid(row, locale, expanded, skip);
  const said = body === files[0]?.url ? nothing : renderSaid(row, locale, expanded, skip);
  return [said, renderFiles(files, locale, partStrings(messagePartEnglish, locale.strings))];
}

function renderSaid(row: ChatMessage, locale: Locale, expanded: boolean, skip: number): unknown {
  const { rich, body } = row;
  if (typeof rich === 'object' && rich.text.startsWith(body.slice(0, skip)))
    return renderRich(rich.content, { locale, expanded, skip });
  let content = styled.get(row);
  if (content === undefined) styled.set(row, (content = (!row.unstyled && readStyling(body)) || null));
  return content
    ? renderRich(content, { locale, expanded, linkify: true, skip })
    : renderText(body.slice(skip), locale, expanded);
}

/** What is left of a message. */
export function renderRemoved({ by, reason }: Removed, { strings, tag }: Locale): TemplateResult {
  const words = partStrings(messagePartEnglish, strings).removed(by && nickText(by), reason);
  return html`<span part="kit" lang=${tag}>${words}</span>`;
}

/** What is left of so many, of which `row` is the first. */
export function renderRun(
  count: number,
  { strings }: Locale,
  { nick, removed }: ChatMessage,
): TemplateResult {
  if (!count) return html``;
  const words = partStrings(messagePartEnglish, strings);
  return html`<div class="note" tabindex="-1" data-row>
    ${
      removed?.muted
        ? html`<span>${words.mutedRun(nickText(nick), count)}</span> ${control('show', words.showMuted)}`
        : words.removedRun(count)
    }
  </div>`;
}

/** `words` with what else there is to the message. */
export function around(words: unknown, row: ChatMessage, locale: Locale): unknown {
  if (!row.reply && !row.reactions && !row.versions && !row.doing && row.rich === undefined) return words;
  const strings = partStrings(messagePartEnglish, locale.strings);
  return html`<div class="whole ${row.doing?.what === 'removal' && !row.doing.failed ? 'going' : ''}">
    ${row.reply && !row.removed ? renderReply(row.reply, strings) : nothing}${words}${renderNotes(
      row,
      strings,
      locale,
    )}${row.reactions ? renderReactions(row.reactions, strings) : nothing}${row.doing && !row.removed ? renderDoing(row.doing, strings) : nothing}
  </div>`;
}

function renderReply({ nick, text, key }: NonNullable<ChatMessage['reply']>, strings: MessagePartStrings) {
  const who = nick === undefined ? undefined : nickText(nick);
  const shown = text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text;
  const name = who === undefined ? strings.inReply(shown) : strings.inReplyTo(who, shown);
  const words = text ? html`<span dir="auto" lang="">${shown}</span>` : strings.replySource;
  const content = html`${replyIcon}<span class="answered-text"
      >${who === undefined ? nothing : html`<bdi class="answered-nick">${who}</bdi> `}${words}</span
    >`;
  return key === undefined
    ? html`<div class="answered" part="reply" role="note" aria-label=${name}>${content}</div>`
    : html`<button
        type="button"
        part="reply"
        class="plain answered"
        data-action="jump"
        data-to=${key}
        tabindex="-1"
        aria-label=${name}
      >
        ${content}
      </button>`;
}

function renderNotes(row: ChatMessage, strings: MessagePartStrings, locale: Locale): unknown {
  const { rich, removed, versions } = row;
  if (removed) return nothing;
  return [
    rich === 'too-much' ? html`<p class="aside">${strings.formattingLeftOut}</p>` : nothing,
    typeof rich === 'object' && rich.differs
      ? renderMore(strings.plainDiffers, strings.plainDiffers, [{ words: row.body, lang: row.lang }], locale)
      : nothing,
    versions
      ? renderMore(
          strings.edited,
          `${strings.edited}: ${strings.versions}`,
          versions.map((version) => ({ words: wordsOf({ ...row, ...version }), ...version })),
          locale,
        )
      : nothing,
  ];
}

interface Other {
  readonly words: string;
  readonly lang?: string;
  readonly time?: Date;
}

/** What else was said, folded. */
const renderMore = (text: string, name: string, others: readonly Other[], locale: Locale): TemplateResult =>
  html`<details class="earlier">
    <summary tabindex="-1" aria-label=${name}>${text}</summary>
    <ol>
      ${others.map(
        ({ words, lang, time }) =>
          html`<li dir="auto" lang=${lang ?? ''}>
            ${time ? html`<time datetime=${time.toISOString()}>${locale.full(time)}</time> ` : nothing}<span
              >${words}</span
            >
          </li>`,
      )}
    </ol>
  </details>`;

/** As of a message on its way, or of one that was not sent (ux.md §3). */
function renderDoing({ what, waits, unsent, failed }: Doing, strings: MessagePartStrings): TemplateResult {
  const removal = what === 'removal';
  if (failed)
    return html`<div class="state failure">
      <span>${removal ? strings.removalFailed : strings.reactionFailed}</span>
      ${control('redo', strings.retry)} ${control('keep', strings.cancel)}
    </div>`;
  return html`<div class="state ${waits ? '' : 'soon'}">
    ${waits ? (removal ? strings.removalWaits : strings.reactionWaits) : strings.sending}
    ${removal && unsent ? control('keep', strings.cancel) : nothing}
  </div>`;
}

const renderReactions = (reactions: readonly Reaction[], strings: MessagePartStrings): TemplateResult =>
  html`<div class="reactions" part="reactions" role="group" aria-label=${strings.reactions}>
    ${reactions.map(({ emoji, nicks, own }) => {
      const name = strings.reaction(emoji, nicks.length, own, nicks.map(nickText).join(', '));
      return html`<button
        type="button"
        part="reaction"
        class="plain reaction"
        data-action="react"
        data-emoji=${emoji}
        tabindex="-1"
        aria-pressed=${String(own)}
        aria-label=${name}
        title=${name}
      >
        <span aria-hidden="true">${emoji}</span><span aria-hidden="true">${nicks.length}</span>
      </button>`;
    })}
  </div>`;
