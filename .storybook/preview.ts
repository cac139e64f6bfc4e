import type { Preview } from '@storybook/web-components-vite';
import { setCustomElementsManifest } from '@storybook/web-components-vite';
import { siteStorage } from '../src/session/storage.js';

// a file of the build, fetched so that types can be checked without one
setCustomElementsManifest(await (await fetch('custom-elements.json')).json());

/** A switch between light and dark beside those that Storybook has. */
const preview: Preview = {
  globalTypes: {
    scheme: {
      description: 'Colour scheme',
      toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'light' },
  decorators: [
    (story, { globals }) => {
      document.documentElement.style.colorScheme = String(globals.scheme);
      return story();
    },
  ],
  beforeEach: () => {
    sessionStorage.clear(); // else a story comes back to the room of the one before
    siteStorage.set('formatting', undefined);
  },
  parameters: { controls: { expanded: true } },
};

export default preview;
