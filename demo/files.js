/** Files go to whoever is chosen in the list. */
const post = document.querySelector('#post');
document
  .querySelector('#people')
  .addEventListener('xmpp-contact-select', ({ jid }) => post.setAttribute('to', jid));
