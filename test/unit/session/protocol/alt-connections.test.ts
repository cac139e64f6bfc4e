import { expect } from 'chai';
import { ConnectionError } from '../../../../src/session/errors.js';
import { findService, readJrd, readXrd } from '../../../../src/session/protocol/alt-connections.js';

const XRD = 'http://docs.oasis-open.org/ns/xri/xrd-1.0';
const REL = 'urn:xmpp:alt-connections:websocket';
const xrd = (...links: string[]) =>
  `<?xml version='1.0' encoding="utf-8"?>\n<XRD xmlns='${XRD}'>\n${links.join('\n')}\n</XRD>\n`;
const link = (href: string, rel = REL) => `<Link rel="${rel}" href="${href}" />`;
const jrd = (...links: unknown[]) => JSON.stringify({ links });

describe('readXrd', () => {
  it('ALT-2: takes wss URLs of the right relation, in whatever order', () => {
    const text = xrd(
      link('https://kit.example/bosh', 'urn:xmpp:alt-connections:xbosh'),
      link('ws://kit.example/ws'),
      link('wss://kit.example:443/ws'),
    );
    expect(readXrd(text)).to.deep.equal(['wss://kit.example/ws']);
  });

  it('ALT-2: reads documents with comments and a declaration', () => {
    const text = xrd(`<!-- ${link('wss://old.example/')} -->`, link('wss://kit.example/ws'), '<!-- -->');
    expect(readXrd(`\uFEFF${text}`)).to.deep.equal(['wss://kit.example/ws']);
  });

  for (const [what, text] of [
    ['ws links alone', xrd(link('ws://kit.example/ws'))],
    ['ws links to this machine', xrd(link('ws://localhost/ws'))],
    ['https links', xrd(link('https://kit.example/ws'))],
    ['another namespace', xrd(link('wss://kit.example/ws')).replace(XRD, 'urn:evil')],
    ['another element', xrd(link('wss://kit.example/ws')).replaceAll('XRD', 'XRDS')],
    ['links deeper down', xrd(`<Subject>${link('wss://kit.example/ws')}</Subject>`)],
    ['HTML', '<!DOCTYPE html><html><body>Not found<br></body></html>'],
    ['entities', `<!DOCTYPE x [<!ENTITY a "b">]>${xrd(link('wss://&a;/ws'))}`],
    ['no URL', xrd(link('wss://'), link('wss://u:p@kit.example/'))],
    ['nothing', ''],
  ] as const) {
    it(`ALT-2, W-3: finds nothing in ${what}`, () => {
      expect(readXrd(text)).to.deep.equal([]);
    });
  }

  it('ALT-3: takes time in proportion to length with comments that do not end', () => {
    expect(readXrd('<!--'.repeat(16_000))).to.deep.equal([]);
  });
});

describe('readJrd', () => {
  it('ALT-2: takes wss URLs of the right relation', () => {
    const text = jrd(
      { rel: REL, href: 'ws://kit.example/' },
      { rel: 'x', href: 'wss://x.example/' },
      { rel: REL, href: 'WSS://kit.example/ws' },
    );
    expect(readJrd(text)).to.deep.equal(['wss://kit.example/ws']);
  });

  for (const text of [
    '',
    '<XRD/>',
    'null',
    '[]',
    '{"links":{}}',
    jrd(null, 1, 'x', { rel: REL }, { rel: REL, href: 1 }),
  ]) {
    it(`ALT-3, W-3: finds nothing in ${text || 'nothing'}`, () => {
      expect(readJrd(text)).to.deep.equal([]);
    });
  }
});

describe('findService', () => {
  type Answer = string | number | Error;

  /** A web that has these answers; what was asked stands in `asked`. */
  function web(json: Answer, xml: Answer, finalUrl?: string) {
    const asked: [url: string, init: RequestInit | undefined][] = [];
    const fetch = (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      asked.push([String(url), init]);
      const answer = String(url).endsWith('.json') ? json : xml;
      if (answer instanceof Error) return Promise.reject(answer);
      const response =
        typeof answer === 'number' ? new Response('', { status: answer }) : new Response(answer);
      if (finalUrl) Object.defineProperty(response, 'url', { value: finalUrl });
      return Promise.resolve(response);
    };
    return { fetch, asked };
  }

  async function refusal(...answers: Parameters<typeof web>): Promise<string> {
    try {
      return await findService('kit.example', web(...answers).fetch);
    } catch (error) {
      return error instanceof ConnectionError ? error.condition : String(error);
    }
  }

  it('ALT-1: asks for both forms over https, without credentials', async () => {
    const { fetch, asked } = web(404, xrd(link('wss://kit.example/ws')));
    expect(await findService('kit.example', fetch)).to.equal('wss://kit.example/ws');
    expect(asked.map(([url]) => url).sort()).to.deep.equal([
      'https://kit.example/.well-known/host-meta',
      'https://kit.example/.well-known/host-meta.json',
    ]);
    for (const [, init] of asked) expect(init).to.include({ credentials: 'omit' });
  });

  it('ALT-1: is content with JSON alone, even where the other cannot be had', async () => {
    const { fetch } = web(jrd({ rel: REL, href: 'wss://kit.example/ws' }), new TypeError('CORS'));
    expect(await findService('kit.example', fetch)).to.equal('wss://kit.example/ws');
  });

  it('ALT-1: does not wait for the form that does not come', async () => {
    const { fetch } = web(404, xrd(link('wss://kit.example/ws')));
    const never = new Promise<Response>(() => undefined);
    const half: typeof fetch = (url) => (String(url).endsWith('.json') ? never : fetch(url));
    expect(await findService('kit.example', half)).to.equal('wss://kit.example/ws');
  });

  it('ALT-3: says so where nothing can be had, and guesses nothing', async () => {
    expect(await refusal(404, 404)).to.equal('no-endpoint');
    expect(await refusal(new TypeError('CORS'), new TypeError('CORS'))).to.equal('no-endpoint');
    expect(await refusal(jrd(), xrd(link('ws://kit.example/ws')))).to.equal('no-endpoint');
  });

  it('ALT-3: tells an answer that is no from one that did not come', async () => {
    const cause = async (...answers: Parameters<typeof web>) => {
      const error: unknown = await findService('kit.example', web(...answers).fetch).catch(
        (thrown: unknown) => thrown,
      );
      return (error as ConnectionError).cause;
    };
    expect(await cause(404, 410)).to.equal(undefined);
    expect(await cause(404, xrd())).to.equal(undefined);
    expect(await cause(404, new TypeError('offline'))).to.be.an.instanceOf(TypeError);
    expect(await cause(500, 404)).to.be.an.instanceOf(Error);
    expect(await cause(404, 429)).to.be.an.instanceOf(Error);
  });

  it('ALT-1: follows redirects over https alone', async () => {
    const answer = jrd({ rel: REL, href: 'wss://kit.example/ws' });
    expect(await refusal(answer, 404, 'http://kit.example/.well-known/host-meta.json')).to.equal(
      'no-endpoint',
    );
    expect(await refusal(answer, 404, 'https://www.kit.example/host-meta.json')).to.equal(
      'wss://kit.example/ws',
    );
  });

  it('ALT-3: reads no more than a host-meta can have', async () => {
    const answer = jrd({ rel: REL, href: 'wss://kit.example/ws' });
    expect(await refusal(answer + ' '.repeat(100_000), 404)).to.equal('no-endpoint');
    expect(await refusal(answer + ' '.repeat(10_000), 404)).to.equal('wss://kit.example/ws');
  });
});
