/** What phrases are made of, by language. */

/** Forms of a word by number: `other` is always there, the rest as far as the language has them. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Numbers as the language `tag` writes them, alone and with the form of a word that fits. */
export function counting(tag: string) {
  const plurals = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  const number = (n: number) => numbers.format(n);
  const count = (n: number, forms: Forms) => `${number(n)} ${forms[plurals.select(n)] ?? forms.other}`;
  return { number, count };
}
