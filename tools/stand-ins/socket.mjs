/**
 * @xmpp/websocket's socket as far as `connection.ts` leaves it to it, for the script-tag build: whose errors tell no
 * more than a browser does, which is nothing.
 */
import { EventEmitter } from '@xmpp/events';

export default class Socket extends EventEmitter {
  /** @type {WebSocket | null} */
  socket = null;
  /** @type {string | null} */
  url = null;

  /** @param {WebSocket} socket */
  _attachSocket(socket) {
    this.socket = socket;
    socket.onopen = () => this.emit('connect');
    socket.onmessage = ({ data }) => this.emit('data', data);
    socket.onerror = () => this.emit('error', new Error(`WebSocket ${this.url}`));
    socket.onclose = (event) => {
      this._detachSocket();
      this.emit('close', !event.wasClean, event);
    };
  }

  _detachSocket() {
    const { socket } = this;
    if (socket) socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
    this.socket = null;
  }

  end() {
    this.socket?.close();
  }
}
