/**
 * `@xmpp/xml` as far as `@xmpp/*` and the session use it, for the script-tag build: an element is made, filled and
 * written. ltx's own is three times as long, and brings along how to read entities.
 */

/** @typedef {Record<string, string | undefined>} Attributes */

/** @type {Readonly<Record<string, string>>} */
const ESCAPED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** @param {string} text @param {RegExp} marks */
const escaped = (text, marks) => text.replace(marks, (mark) => ESCAPED[mark] ?? mark);

export class Element {
  /** @type {Element | null} */
  parent = null;
  /** @type {(Element | string)[]} */
  children = [];

  /** @param {string} name @param {Attributes} [attrs] */
  constructor(name, attrs) {
    this.name = name;
    /** @type {Attributes} */
    this.attrs = { ...attrs };
  }

  /** @param {(Element | string)[]} nodes */
  append(...nodes) {
    this.children.push(...nodes);
    for (const node of nodes) if (typeof node === 'object') node.parent = this;
  }

  /** @returns {string} */
  toString() {
    let text = `<${this.name}`;
    for (const key in this.attrs) {
      const value = this.attrs[key];
      if (value !== undefined) text += ` ${key}="${escaped(value, /["&'<>]/g)}"`;
    }
    if (this.children.length === 0) return `${text}/>`;
    text += '>';
    for (const node of this.children) text += typeof node === 'string' ? escaped(node, /[&<>]/g) : node;
    return `${text}</${this.name}>`;
  }
}

export default { Element };
