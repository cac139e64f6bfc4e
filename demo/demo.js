/** The demo page: a name for whoever came, and a second visitor beside the first. Runs before the elements do. */

const NAMES = [
  'Ada',
  'Bo',
  'Cleo',
  'Dara',
  'Eli',
  'Fenna',
  'Gus',
  'Hana',
  'Ilse',
  'Jonah',
  'Kit',
  'Lena',
  'Milo',
  'Nia',
];

/** The same name for this visitor after a reload; each tab has its own. */
function nameOfVisitor() {
  const key = `demo-name:${location.pathname}`;
  const asked = new URLSearchParams(location.search).get('nick');
  const kept = asked ?? sessionStorage.getItem(key) ?? pickName();
  sessionStorage.setItem(key, kept);
  return kept;
}

function pickName() {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `${NAMES[number % NAMES.length]} ${number % 89}`;
}

for (const room of document.querySelectorAll('xmpp-room')) room.setAttribute('nick', nameOfVisitor());

const button = document.querySelector('#second');
const visitors = document.querySelector('#visitors');

/** A page shares one session, so somebody else needs a page of their own. */
button?.addEventListener('click', () => {
  const open = visitors.querySelector('iframe');
  button.setAttribute('aria-pressed', String(!open));
  if (open) {
    open.remove();
    return;
  }
  const frame = document.createElement('iframe');
  frame.title = 'The second visitor';
  frame.src = '/visitor.html';
  visitors.append(frame);
});
