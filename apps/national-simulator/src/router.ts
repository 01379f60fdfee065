import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { handleControl, type ControlTools } from './control/control-endpoint';
import { sendAnswer } from './faults/play-fault';
import { handlePage, type PageTools } from './page/page-endpoint';
import { jsonAnswer } from './wire/answers';
import { isAssumedMethod, isMethod, type Method } from './wire/methods';
import type { WireEndpoint } from './wire/wire-endpoint';

export interface Endpoints {
  readonly wire: WireEndpoint;
  /** The assumed interface, below `/KNTC/v2`. */
  readonly next: WireEndpoint;
  readonly control: ControlTools;
  readonly page: PageTools;
}

/** One port, three callers: the gateway (`/KNTC/`), tests and operators (`/_control/`), a person with a browser. */
export function createRouter(endpoints: Endpoints): RequestListener {
  return (request, response) => {
    route(request, response, endpoints).catch((err: unknown) => giveUp(err, request, response));
  };
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  endpoints: Endpoints,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const [, area, name = '', inNext = ''] = url.pathname.split('/');
  if (area === 'KNTC' && name === 'v2') {
    await routeWire(isMethod(inNext) ? inNext : null, request, response, endpoints.next);
    return;
  }
  if (area === 'KNTC') {
    const method = isMethod(name) && !isAssumedMethod(name) ? name : null;
    await routeWire(method, request, response, endpoints.wire);
    return;
  }
  if (area === '_control') {
    await handleControl(name, request, response, endpoints.control);
    return;
  }
  request.resume();
  await handlePage(url, response, endpoints.page);
}

async function routeWire(
  method: Method | null,
  request: IncomingMessage,
  response: ServerResponse,
  wire: WireEndpoint,
): Promise<void> {
  if (method !== null && request.method === 'POST') {
    await wire.handle(method, request, response);
    return;
  }
  request.resume();
  sendAnswer(response, jsonAnswer(method === null ? 404 : 405, 'Không có phương thức này.'));
}

/** A client that went away is no error of ours; anything else is, and says so on stderr without any content. */
function giveUp(err: unknown, request: IncomingMessage, response: ServerResponse): void {
  if (request.destroyed && !request.complete) return;
  if (response.destroyed) return;
  process.stderr.write(
    `Lỗi nội bộ của trình mô phỏng: ${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`,
  );
  if (response.headersSent) response.destroy();
  else sendAnswer(response, jsonAnswer(500, 'Lỗi nội bộ.'));
}
