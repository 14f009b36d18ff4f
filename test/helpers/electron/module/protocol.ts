/** `protocol` and `session`: what the pages may load and may do. */
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { emitPreventable } from './events.ts';
import { host } from './host.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void;
type CheckHandler = (
  contents: unknown,
  permission: string,
  origin: string,
  details: object,
) => boolean;

const handlers = new Map<string, ProtocolHandler>();
const privileged: unknown[] = [];

/** The schemes of the application. */
export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly unknown[]): void {
    if (app.isReady()) {
      throw new Error('registerSchemesAsPrivileged should be called before app is ready');
    }
    privileged.push(...schemes);
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    if (handlers.has(scheme)) throw new Error('This scheme is already handled');
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
};

class Session extends EventEmitter {
  readonly protocol = protocol;
  readonly webRequest = {
    onBeforeRequest: () => undefined,
    onHeadersReceived: () => undefined,
    onBeforeSendHeaders: () => undefined,
  };
  requestHandler: RequestHandler | null = null;
  checkHandler: CheckHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler;
  }

  setDevicePermissionHandler(): void {}

  setDisplayMediaRequestHandler(): void {}

  setUSBProtectedClassesHandler(): void {}

  setSpellCheckerEnabled(): void {}

  setProxy(): Promise<void> {
    return Promise.resolve();
  }

  resolveProxy(): Promise<string> {
    return Promise.resolve('DIRECT');
  }

  clearCache(): Promise<void> {
    return Promise.resolve();
  }
}

const defaultSession = new Session();

/** The sessions: one. */
export const session = { defaultSession };

/** An answer of a protocol handler, as the driver hands it to the browser. */
export interface ProtocolAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

host.handle(
  'protocol:request',
  async (url: string, method: string, headers: Record<string, string>): Promise<ProtocolAnswer> => {
    const handler = handlers.get(url.split(':', 1)[0] ?? '');
    if (handler === undefined) throw new Error(`no handler for ${url}`);
    const response = await handler(new Request(url, { method, headers }));
    return {
      status: response.status,
      headers: [...response.headers],
      body: new Uint8Array(await response.arrayBuffer()),
    };
  },
);
/** Whether the application refuses a download. */
host.handle('session:download', (url: string) =>
  emitPreventable(defaultSession, 'will-download', { getURL: () => url }),
);
host.handle('protocol:privileged', () => privileged);
/** What both handlers say to a permission: Electron grants whatever has no handler. */
host.handle('session:permission', async (permission: string, origin: string) => {
  const { requestHandler, checkHandler } = defaultSession;
  const requested =
    requestHandler === null ||
    (await new Promise<boolean>((resolve) =>
      requestHandler({ getURL: () => origin }, permission, resolve, { requestingUrl: origin }),
    ));
  return { requested, checked: checkHandler?.(null, permission, origin, {}) ?? true };
});
