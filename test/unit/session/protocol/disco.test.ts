import { expect } from 'chai';
import { hasFeature, infoValues, NS_INFO, readInfo } from '../../../../src/session/protocol/disco.js';
import { buildInfo } from '../../../../src/session/protocol/disco-answers.js';
import { children, parseFrame } from '../../../../src/session/xml.js';

const read = (inner: string) => readInfo(parseFrame(`<query xmlns='${NS_INFO}'>${inner}</query>`)!);

describe('disco', () => {
  it('DISCO-7: takes an answer for the feature of answering', () => {
    const info = read(`<feature var='urn:xmpp:ping'/>`);
    expect([NS_INFO, 'urn:xmpp:ping', 'constructor'].map((each) => hasFeature(info, each))).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(info.features.has(NS_INFO), 'but not into what is hashed').to.equal(false);
  });

  it('DISCO-11: finds a field in the form of its type', () => {
    const form = (type: string, value: string) =>
      `<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>${type}</value></field>` +
      `<field var='max'><value>${value}</value><value>more</value></field></x>`;
    const info = read(form('urn:a', '1') + form('urn:b', '2'));
    expect(infoValues(info, 'urn:b', 'max')).to.deep.equal(['2', 'more']);
    expect(infoValues(info, 'urn:b', 'min')).to.deep.equal([]);
    expect(infoValues(info, 'urn:c', 'max')).to.deep.equal([]);
  });

  it('DISCO-1, DISCO-3: answers with identities and each feature once, for the node asked for', () => {
    const own = {
      identities: [{ category: 'client', type: 'web', name: 'Kit', lang: 'en' }],
      features: new Set([NS_INFO, 'urn:xmpp:ping']),
    };
    const query = buildInfo(own, 'https://kit.example#v');
    expect(query.attrs.node).to.equal('https://kit.example#v');
    expect(children(query, 'feature', NS_INFO).map(({ attrs }) => attrs.var)).to.deep.equal([
      NS_INFO,
      'urn:xmpp:ping',
    ]);
    expect(readInfo(parseFrame(query.toString())!).identities).to.deep.equal(own.identities);
  });
});
