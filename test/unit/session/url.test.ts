import { expect } from 'chai';
import { ConnectionError } from '../../../src/session/errors.js';
import { checkRedirect, checkServiceUrl, isSecure } from '../../../src/session/url.js';

/** The condition with which `task` fails. */
function condition(task: () => unknown): string {
  try {
    task();
  } catch (error) {
    if (error instanceof ConnectionError) return error.condition;
    throw error;
  }
  return 'none';
}

describe('isSecure', () => {
  it('takes https, and http to this machine', () => {
    for (const url of [
      'https://kit.example/',
      'http://localhost:5280/x',
      'http://127.0.0.1',
      'http://[::1]:80/',
    ]) {
      expect(isSecure(url), url).to.equal(true);
    }
  });

  it('refuses everything else', () => {
    for (const url of [
      'http://kit.example/',
      'wss://kit.example',
      '/x',
      'http://localhost.evil.example',
      '',
      undefined,
    ]) {
      expect(isSecure(url), url).to.equal(false);
    }
  });
});

describe('checkServiceUrl', () => {
  it('WS-13: takes wss, and ws to this machine', () => {
    expect(checkServiceUrl('wss://kit.example/ws').href).to.equal('wss://kit.example/ws');
    expect(checkServiceUrl('ws://localhost:5280/ws').hostname).to.equal('localhost');
    expect(checkServiceUrl('ws://[::1]/').hostname).to.equal('[::1]');
  });

  for (const url of [
    'ws://kit.example/',
    'https://kit.example/',
    'wss://u:p@kit.example/',
    'wss://u@kit.example/',
    '//kit.example',
    'ws://127.0.0.1.evil.example',
    '',
  ]) {
    it(`WS-13: refuses ${url}`, () => {
      expect(condition(() => checkServiceUrl(url))).to.equal('insecure');
    });
  }
});

describe('checkRedirect', () => {
  const current = 'wss://kit.example/xmpp?a=1';

  it('WS-10: follows to another address of the same host', () => {
    expect(checkRedirect('wss://KIT.example:5443/ws', current)).to.equal('wss://kit.example:5443/ws');
  });

  it('CORE-19: keeps path and security where just a host and port are named', () => {
    expect(checkRedirect('kit.example:5443', current)).to.equal('wss://kit.example:5443/xmpp?a=1');
  });

  it('WS-10: goes from ws to wss on this machine, never back', () => {
    expect(checkRedirect('wss://localhost/a', 'ws://localhost/a')).to.equal('wss://localhost/a');
    expect(condition(() => checkRedirect('ws://localhost/a', 'wss://localhost/a'))).to.equal('insecure');
  });

  for (const address of [
    'ws://kit.example/xmpp',
    'https://evil.example/bosh',
    'https://kit.example/bosh',
    'wss://evil.example/ws',
    'wss://kit.example.evil.example/ws',
    'wss://kit.example@evil.example/ws',
    'evil.example',
    'evil.example/kit.example',
    'kit.example@evil.example',
    '',
  ]) {
    it(`WS-10, W-1: refuses ${address || 'nothing'}`, () => {
      expect(condition(() => checkRedirect(address, current))).to.equal('insecure');
    });
  }
});
