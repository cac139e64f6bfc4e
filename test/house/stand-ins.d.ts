declare module '*/stand-ins/emitter.mjs' {
  export { EventEmitter } from 'node:events';
}
