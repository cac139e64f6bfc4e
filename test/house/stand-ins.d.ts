declare module '*/stand-ins/emitter.mjs' {
  export { EventEmitter } from 'node:events';
}

declare module '*/stand-ins/xml.mjs' {
  export { Element } from '@xmpp/xml';
}
