/**
 * XEP-0060 as people's own nodes need it (XEP-0163): what somebody published, told or asked for. Whose word counts for
 * whom is pep.ts.
 */
import { child, children, xml, type Element } from '../xml.js';

const NS_PUBSUB = 'http://jabber.org/protocol/pubsub';
const NS_FORM = 'jabber:x:data';
const NS_EVENT = 'http://jabber.org/protocol/pubsub#event';

export interface PublishedItem {
  readonly id: string;
  /** For readers of the node's own format, which look into it; undefined: taken back. */
  readonly element: Element | undefined;
}

export interface NodeEvent {
  readonly node: string;
  /** In order; none: the whole node is gone. */
  readonly items: readonly PublishedItem[];
}

/** @returns undefined for what is no event of a node. */
export function readNodeEvent(message: Element): NodeEvent | undefined {
  const event = message.attrs.type === 'error' ? undefined : child(message, 'event', NS_EVENT);
  const [element] = event ? children(event, undefined, NS_EVENT) : [];
  const node = element?.attrs.node;
  if (!element || !node || !['items', 'delete', 'purge'].includes(element.name)) return undefined;
  const items = children(element, undefined, NS_EVENT).flatMap((each) =>
    each.name === 'item' || each.name === 'retract'
      ? [{ id: each.attrs.id ?? '', element: each.name === 'item' ? each : undefined }]
      : [],
  );
  return { node, items };
}

export function buildItemRequest(node: string, id: string): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('items', { node }, xml('item', { id })));
}

/** The item of that id in an answer. */
export function readItem(pubsub: Element | undefined, node: string, id: string): Element | undefined {
  const items = pubsub && child(pubsub, 'items', NS_PUBSUB);
  if (items?.attrs.node !== node) return undefined;
  return children(items, 'item', NS_PUBSUB).find((item) => item.attrs.id === id);
}

export function buildItemsRequest(node: string): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('items', { node }));
}

/** All items in an answer. */
export function readItems(pubsub: Element | undefined, node: string): PublishedItem[] {
  const items = pubsub && child(pubsub, 'items', NS_PUBSUB);
  if (items?.attrs.node !== node) return [];
  return children(items, 'item', NS_PUBSUB).map((element) => ({ id: element.attrs.id ?? '', element }));
}

/** Settings of a node, without `pubsub#`. */
export type NodeOptions = Readonly<Record<string, string>>;

/** @param options What the node has to be like (section 7.1.5), or becomes if there is none yet. */
export function buildPublish(node: string, id: string, payload: Element, options?: NodeOptions): Element {
  return xml(
    'pubsub',
    { xmlns: NS_PUBSUB },
    xml('publish', { node }, xml('item', { id }, payload)),
    options && xml('publish-options', {}, buildForm('publish-options', options)),
  );
}

export function buildCreate(node: string, options: NodeOptions): Element {
  const configure = xml('configure', {}, buildForm('node_config', options));
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('create', { node }), configure);
}

/** What a node of ours is to be like from now on; for its owner (section 8.2). */
export function buildConfigure(node: string, options: NodeOptions): Element {
  const configure = xml('configure', { node }, buildForm('node_config', options));
  return xml('pubsub', { xmlns: `${NS_PUBSUB}#owner` }, configure);
}

function buildForm(type: string, options: NodeOptions): Element {
  const field = (name: string, value: string, type?: string) =>
    xml('field', { var: name, type }, xml('value', {}, value));
  return xml(
    'x',
    { xmlns: NS_FORM, type: 'submit' },
    field('FORM_TYPE', `${NS_PUBSUB}#${type}`, 'hidden'),
    ...Object.entries(options).map(([name, value]) => field(`pubsub#${name}`, value)),
  );
}
