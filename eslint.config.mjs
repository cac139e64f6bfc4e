import { defineConfig } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { layers } from './tools/lint/layers.mjs';
import { noParsing } from './tools/lint/no-parsing.mjs';

export default defineConfig(
  { ignores: ['dist/', 'storybook-static/', 'coverage/', '.tmp/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    rules: {
      // names that only have to be there, such as a parameter before the one that is used
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.strictTypeCheckedOnly, lit['flat/recommended'], wc['flat/recommended']],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // asks after what a page, a worker or Node may lack, and after what a server should have sent
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // code points are what XMPP counts and compares
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      // a base class for where HTMLElement is missing
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  // the script-tag build's elements have no methods but append() and toString() (tools/stand-ins/xml.mjs)
  {
    files: ['src/session/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['getChild', 'getChildren', 'getChildElements', 'getChildText', 'getText'].map((property) => ({
          property,
          message: 'Use child(), children() and textOf() of xml.ts.',
        })),
      ],
    },
  },
  // chai asserts by reading a property
  {
    files: ['test/**/*.ts', 'stories/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
  ...noParsing,
  ...layers,
);
