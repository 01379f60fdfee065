import { readFileSync, statSync } from 'node:fs';
import { GatewayError } from '@kntc/domain';

/** A token, not a page of text: anything longer is the wrong file. */
const MAX_BYTES = 8_192;

/**
 * Reads the token that Vault's agent (or an administrator) keeps in a file.
 * @throws GatewayError `GW_T306` when there is none, it is empty, or everybody may read it
 */
export function readTokenFile(path: string): string {
  try {
    const { mode, size } = statSync(path);
    if ((mode & 0o007) !== 0)
      throw new GatewayError('GW_T306', `${path} may be read by others; use chmod 640`);
    const token = size > MAX_BYTES ? '' : readFileSync(path, 'utf8').trim();
    if (!/^[\x21-\x7e]+$/.test(token)) throw new GatewayError('GW_T306', `${path} holds no token`);
    return token;
  } catch (err) {
    if (err instanceof GatewayError) throw err;
    const { code } = err as { code?: unknown };
    throw new GatewayError(
      'GW_T306',
      `${path} cannot be read (${typeof code === 'string' ? code : 'unknown reason'})`,
    );
  }
}
