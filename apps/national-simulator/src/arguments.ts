import { parseArgs } from 'node:util';
import { join } from 'node:path';

export interface Arguments {
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  readonly settingsFile: string | null;
}

/** A command line that cannot be understood; the message is for a person. */
export class BadArguments extends Error {}

/**
 * @param dataFolder where everything local of this product lives; the simulator takes `simulator/…` below it
 * @throws BadArguments
 */
export function readArguments(words: readonly string[], dataFolder: string): Arguments {
  const given = parse(words);
  const port = Number(given.port ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new BadArguments(`--port phải là số từ 0 đến 65535, không phải "${given.port ?? ''}".`);
  }
  const ownDirectory = port === 0 ? 'bundled' : `port-${port}`;
  return {
    port,
    host: given.host ?? '127.0.0.1',
    dataDirectory: given.data ?? join(dataFolder, 'simulator', ownDirectory),
    settingsFile: given.settings ?? null,
  };
}

function parse(words: readonly string[]): { port?: string; host?: string; data?: string; settings?: string } {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...words], options: { port: text, host: text, data: text, settings: text } })
      .values;
  } catch (err) {
    throw new BadArguments(
      `Tham số không hợp lệ (${(err as Error).message}). Cách dùng: --port N [--host ĐỊA_CHỈ] [--data THƯ_MỤC] [--settings TỆP].`,
    );
  }
}
