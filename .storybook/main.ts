import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts'],
  staticDirs: [{ from: '../dist/custom-elements.json', to: '/custom-elements.json' }],
  addons: ['@storybook/addon-docs'],
  // the documentation's own chunks are large, and nobody downloads them
  viteFinal: (vite) => ({ ...vite, build: { ...vite.build, chunkSizeWarningLimit: 2000 } }),
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
};

export default config;
