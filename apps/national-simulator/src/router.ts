import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { handleControl, type ControlTools } from './control/control-endpoint';
import { sendAnswer } from './faults/play-fault';
import { handlePage, type PageTools } from './page/page-endpoint';
import { jsonAnswer } from './wire/answers';
import { isMethod } from './wire/methods';
import type { WireEndpoint } from './wire/wire-endpoint';

export interface Endpoints {
  readonly wire: WireEndpoint;
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
  const [, area, name = ''] = url.pathname.split('/');
  if (area === 'KNTC') {
    await routeWire(name, request, response, endpoints.wire);
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
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  wire: WireEndpoint,
): Promise<void> {
  if (isMethod(name) && request.method === 'POST') {
    await wire.handle(name, request, response);
    return;
  }
  request.resume();
  sendAnswer(response, jsonAnswer(isMethod(name) ? 405 : 404, 'Không có phương thức này.'));
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
