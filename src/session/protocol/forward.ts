/**
 * XEP-0297 Stanza Forwarding: a message within a message. What is forwarded was not received (FWD-1): who may forward what
 * is for the caller to know.
 */
import { child, children, type Element } from '../xml.js';

const NS_FORWARD = 'urn:xmpp:forward:0';

export interface Forwarded {
  readonly message: Element;
  /** The element around it, where a delay may stand beside it. */
  readonly around: Element;
}

/** @returns undefined for anything but one message, wrapped as it must be (CORE-36). */
export function readForwarded(wrapper: Element): Forwarded | undefined {
  const around = child(wrapper, 'forwarded', NS_FORWARD);
  const [message, ...others] = around ? children(around, 'message', 'jabber:client') : [];
  return around && message && others.length === 0 ? { message, around } : undefined;
}
