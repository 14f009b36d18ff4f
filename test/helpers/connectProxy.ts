/** An HTTP proxy that only tunnels, knows one name, and counts. */
import net from 'node:net';

/** A running proxy. */
export interface ConnectProxy {
  readonly url: string;
  /** What was asked for, in order: `host:port`. */
  readonly tunnels: readonly string[];
  /** Bytes that went through tunnels towards the server. */
  readonly bytes: () => number;
  close(): Promise<void>;
}

/** Starts a proxy that leads every name to `port` of this machine, or refuses with `status`. */
export async function startConnectProxy(port: number, status = 200): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const sockets = new Set<net.Socket>();
  let bytes = 0;
  const keep = (socket: net.Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = net.createServer((client) => {
    keep(client);
    client.once('data', (head) => {
      tunnels.push(/^CONNECT (\S+)/.exec(head.toString('latin1'))?.[1] ?? '');
      if (status !== 200) {
        client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      const upstream = net.connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connected\r\n\r\n');
        client.on('data', (chunk) => {
          bytes += chunk.length;
        });
        client.pipe(upstream).pipe(client);
      });
      keep(upstream);
      client.on('close', () => upstream.destroy());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port: own } = server.address() as net.AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { url: `http://127.0.0.1:${own}`, tunnels, bytes: () => bytes, close };
}
