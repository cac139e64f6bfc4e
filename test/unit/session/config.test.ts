import { expect } from 'chai';
import { checkConfig, mergeConfig, type SessionConfig } from '../../../src/session/config.js';
import { ConfigError, ConnectionError } from '../../../src/session/errors.js';
import { Session } from '../../../src/session/index.js';

const failure = (config: SessionConfig) => {
  try {
    checkConfig(config);
  } catch (error) {
    if (error instanceof ConfigError) return error.setting;
    if (error instanceof ConnectionError) return error.condition;
    throw error;
  }
  return 'none';
};

describe("a session's settings", () => {
  it('need a domain, and nothing else', () => {
    expect(failure({ domain: 'Kit.Example' })).to.equal('none');
    expect(checkConfig({ domain: 'Kit.Example' }).domain).to.equal('kit.example');
    for (const domain of [undefined, '', 'ann@kit.example', 'kit.example/web'])
      expect(failure({ domain })).to.equal('domain');
  });

  it('WS-13: take ws only to this machine', () => {
    const domain = 'kit.example';
    for (const service of ['ws://kit.example/ws', 'http://kit.example/', 'https://kit.example/', 'nonsense'])
      expect(failure({ domain, service })).to.equal('insecure');
    for (const service of ['wss://kit.example/ws', 'ws://localhost:5280/', 'ws://127.0.0.1/', 'ws://[::1]/'])
      expect(failure({ domain, service })).to.equal('none');
  });

  it('CORE-2: have a language that is a tag, that of the page unless set', () => {
    const lang = (given?: string) => checkConfig({ domain: 'kit.example', lang: given }).lang;
    expect(lang('de-CH')).to.equal('de-CH');
    expect(lang('zh-Hant-TW')).to.equal('zh-Hant-TW');
    const usual = lang();
    expect(usual).to.match(/^[a-z]{2}/);
    for (const none of ['C', 'de_CH', '', 'x y', "en'/>"]) expect(lang(none)).to.equal(usual);
  });

  it('are added to, and never changed: the first wins', () => {
    const first = { domain: 'a.example', service: undefined };
    expect(mergeConfig(first, { service: 'wss://a.example/' })).to.include({
      domain: 'a.example',
      service: 'wss://a.example/',
    });
    expect(() => mergeConfig(first, { domain: 'b.example' })).to.throw(ConfigError, 'another domain');
    const credentials = () => Promise.resolve({ username: 'ann', token: 't' });
    expect(() => mergeConfig({ credentials }, { credentials: () => credentials() })).to.throw(ConfigError);
    expect(mergeConfig({ credentials }, { credentials }).credentials).to.equal(credentials);
  });

  it('show no credentials to those who ask for them', () => {
    const session = new Session({
      domain: 'kit.example',
      credentials: { username: 'ann', password: 's3cret' },
    });
    expect(JSON.stringify(session.config)).to.not.contain('s3cret');
    expect(JSON.stringify(Object.entries(session))).to.not.contain('s3cret');
  });
});
