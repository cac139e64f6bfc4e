/** Puts bytes where the web has a place for them: XMLHttpRequest in browsers, which alone tells how far it is; else fetch. */
import { TransferError } from './transfer.js';

/** security.md §8. */
const IDLE_MS = 60_000;

export interface Put {
  readonly url: string;
  readonly body: Blob;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly signal: AbortSignal;
  /** @param bytes So many have left. */
  readonly progress: (bytes: number) => void;
}

/**
 * Without cookies or other credentials of the page.
 * @returns The status of the answer. @throws {TransferError} `network` @throws The reason of `signal`.
 */
export const put = (what: Put): Promise<number> =>
  typeof XMLHttpRequest === 'function' ? putByXhr(what) : putByFetch(what);

function putByXhr({ url, body, headers, signal, progress }: Put): Promise<number> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const xhr = new XMLHttpRequest();
    let moved = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const abort = () => xhr.abort();
    const settle = (done: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      done();
    };
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(abort, IDLE_MS);
    };
    xhr.upload.addEventListener('progress', ({ loaded }) => {
      moved ||= loaded > 0;
      watch();
      progress(loaded);
    });
    xhr.addEventListener('load', () => settle(() => resolve(xhr.status)));
    xhr.addEventListener('error', () => settle(() => reject(failure(url, moved))));
    xhr.addEventListener('abort', () =>
      settle(() => reject(signal.aborted ? (signal.reason as Error) : failure(url, moved))),
    );
    signal.addEventListener('abort', abort);
    xhr.open('PUT', url);
    for (const [name, value] of headers) xhr.setRequestHeader(name, value);
    watch();
    xhr.send(body);
  });
}

async function putByFetch({ url, body, headers, signal, progress }: Put): Promise<number> {
  const request: RequestInit = { method: 'PUT', body, headers: headers.map((each) => [...each]), signal };
  try {
    const { status } = await fetch(url, { ...request, credentials: 'omit', redirect: 'error' });
    progress(body.size);
    return status;
  } catch (cause) {
    signal.throwIfAborted();
    throw failure(url, false, cause);
  }
}

/** Browsers do not say whether nobody was there or the page may not: for the page's developers, both are told. */
function failure(url: string, moved: boolean, cause?: unknown): TransferError {
  const { host } = new URL(url);
  const text = moved
    ? `the connection to ${host} broke`
    : `${host} is out of reach, or takes nothing from pages of this site (CORS, connect-src)`;
  return new TransferError('network', { text, cause });
}
