import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

type Next = (problem?: unknown) => void;

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Addresses that are not the console's, whatever a browser asks for there. */
const OTHERS = /^\/(api|health|metrics|dang-nhap|dang-xuat)(\/|$)/;
const NONCE = '__NONCE__';

interface Kept {
  readonly type: string;
  readonly plain: Buffer;
  /** As the build packed it; `undefined`: too small to be worth it. */
  readonly brotli: Buffer | undefined;
}

/** What the build made, read once: a few hundred kilobytes, and no path of a request ever reaches the disk. */
interface BuiltConsole {
  readonly page: string;
  readonly assets: ReadonlyMap<string, Kept>;
}

/**
 * Serves the console at `/`: its files under `/assets` for as long as a browser likes (their names change with their content), its
 * page for every other address a browser opens. Nothing of a case is in any of it: who may see what is asked of the API.
 * @param folder where the build put it; without one, nothing is served and every request goes on
 */
export function consoleFiles(folder: string) {
  const built = readBuilt(folder);
  return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (built === undefined || !isReading) return next();
    const [path = '/'] = (request.url ?? '/').split('?');
    const asset = built.assets.get(path);
    if (asset !== undefined) return sendAsset(request, response, asset);
    const isPage = !OTHERS.test(path) && (request.headers.accept ?? '').includes('text/html');
    return isPage ? sendPage(response, built.page) : next();
  };
}

function readBuilt(folder: string): BuiltConsole | undefined {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return undefined;
  const names = readdirSync(join(folder, 'assets'));
  const assets = names.flatMap((name): [string, Kept][] => {
    const type = TYPES[extname(name)];
    const packed = names.includes(`${name}.br`);
    return type === undefined
      ? []
      : [
          [
            `/assets/${name}`,
            {
              type,
              plain: readFileSync(join(folder, 'assets', name)),
              brotli: packed ? readFileSync(join(folder, 'assets', `${name}.br`)) : undefined,
            },
          ],
        ];
  });
  return { page: readFileSync(page, 'utf8'), assets: new Map(assets) };
}

function sendAsset(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  { type, plain, brotli }: Kept,
): void {
  const isPacked = brotli !== undefined && /\bbr\b/.test(headers['accept-encoding'] ?? '');
  const body = isPacked ? brotli : plain;
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  response.setHeader('vary', 'accept-encoding');
  if (isPacked) response.setHeader('content-encoding', 'br');
  response.setHeader('content-length', body.length);
  response.end(method === 'HEAD' ? undefined : body);
}

/** Scripts and answers of our own address only; styles that the page's own scripts make carry this answer's nonce. */
function sendPage(response: ServerResponse, page: string): void {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page.replace(NONCE, nonce));
}
