/** What the kit uses of @xmpp/websocket, which brings no types. */
declare module '@xmpp/websocket/lib/Connection.js' {
  import type Connection from '@xmpp/connection';
  import type { Element } from '@xmpp/xml';
  export default class ConnectionWebSocket extends Connection {
    headerElement(): Element;
    socketParameters(service: string): string | undefined;
  }
}
declare module '@xmpp/websocket/lib/Socket.js' {
  import { EventEmitter } from '@xmpp/events';
  export default class Socket extends EventEmitter {
    socket: WebSocket | null;
    url: string | null;
    connect(url: string): void;
    end(): void;
    write(data: string, done: (error?: Error) => void): void;
    protected _attachSocket(socket: WebSocket): void;
  }
}
