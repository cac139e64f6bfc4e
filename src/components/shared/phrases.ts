/** What phrases are made of, by language. */

/** Forms of a word by number: `other` is always there, the rest as far as the language has them. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Made when it is first asked for: a page's first use of Intl takes 15 ms, loading its data. */
export function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Numbers as the language `tag` writes them, alone and with the form of a word that fits. */
export function counting(tag: string) {
  const plurals = lazy(() => new Intl.PluralRules(tag));
  const numbers = lazy(() => new Intl.NumberFormat(tag));
  const number = (n: number) => numbers().format(n);
  const count = (n: number, forms: Forms) => `${number(n)} ${forms[plurals().select(n)] ?? forms.other}`;
  return { number, count };
}
