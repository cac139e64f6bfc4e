/** Any button of a page may open the launcher; browsers that know `commandfor` need no script for it. */
for (const button of document.querySelectorAll('[data-opens]')) {
  button.addEventListener('click', () => document.getElementById(button.dataset.opens)?.show());
}
