/** Node 20 has no WebSocket; from 22 on its own is used. */
import { WebSocket } from 'ws';

globalThis.WebSocket ??= WebSocket;
