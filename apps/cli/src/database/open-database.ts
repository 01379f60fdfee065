import { GatewayError, sha256 } from '@kntc/domain';
import { farSideIdentity } from '@kntc/platform';
import type { EmbeddedPostgres } from '@kntc/platform';
import { connect, createDataSource } from '@kntc/storage';
import { Refusal } from '../refusal';
import { chooseDatabase } from './choose-database';
import { databaseNames, hasEmbeddedServer, startServer } from './embedded-server';
import type { Place } from './place';
import { Questions } from './questions';
import type { DataSource } from './questions';

export interface OpenDatabase {
  readonly dataSource: DataSource;
  readonly questions: Questions;
  readonly name: string;
  readonly url: string;
  readonly from: 'DATABASE_URL' | 'npm start' | 'embedded';
}

const POOL = 2;
const CONNECT_WITHIN_MS = 15_000;

/**
 * Opens the gateway's database for one command and closes it again: the configured one, the one of the running
 * `npm start`, or the embedded one, whose server is stopped afterwards if nobody else uses it.
 * @throws GatewayError `GW_T301` when it cannot be reached · Refusal when there is none or it is not clear which
 */
export async function withDatabase<T>(
  place: Place,
  work: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const { environment, note } = place;
  if (environment.databaseUrl !== undefined) return onUrl(environment.databaseUrl, 'DATABASE_URL', work);
  const url = note?.isAlive === true ? note.databaseUrl : undefined;
  // A process number may have been given anew since: only a database that answers proves that the note is true.
  if (url !== undefined && (await answers(url))) return onUrl(url, 'npm start', work);
  if (!hasEmbeddedServer(place)) chooseDatabase({ existing: [], wanted: [] });
  const server = await startServer(place);
  try {
    return await onUrl(server.url(await nameOf(place, server)), 'embedded', work);
  } finally {
    await server.stop();
  }
}

/** {@link withDatabase}, refused unless the schema is the one this program knows. */
export function withCurrentDatabase<T>(
  place: Place,
  work: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  return withDatabase(place, async (database) => {
    const missing = await database.questions.missingMigrations();
    if (missing.length > 0) {
      throw new Refusal([
        `Cơ sở dữ liệu ${database.name} chưa có cấu trúc mới nhất (thiếu ${missing.length} bước).`,
        'Lệnh dừng lại, chưa đọc và chưa thay đổi gì.',
        'Chạy npm run kntc -- migrate rồi chạy lại lệnh.',
      ]);
    }
    return work(database);
  });
}

async function onUrl<T>(
  url: string,
  from: OpenDatabase['from'],
  work: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const dataSource = createDataSource(url, POOL);
  await connectSoon(dataSource);
  try {
    const name = decodeURIComponent(new URL(url).pathname.slice(1));
    return await work({ dataSource, questions: new Questions(dataSource), name, url, from });
  } finally {
    await dataSource.destroy();
  }
}

/** A host that swallows packets would otherwise keep the person waiting for minutes. */
async function connectSoon(dataSource: DataSource): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new GatewayError('GW_T301', `không trả lời trong ${CONNECT_WITHIN_MS / 1000} giây`)),
      CONNECT_WITHIN_MS,
    );
  });
  try {
    await Promise.race([connect(dataSource), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function answers(url: string): Promise<boolean> {
  const dataSource = createDataSource(url, 1);
  try {
    await connectSoon(dataSource);
    await dataSource.destroy();
    return true;
  } catch {
    return false;
  }
}

/** The name the gateway itself gives the database of a far side, else what earlier runs left behind. */
async function nameOf(place: Place, server: EmbeddedPostgres): Promise<string> {
  const { environment, note } = place;
  const { nationalBaseUrl } = environment;
  const own =
    nationalBaseUrl === undefined
      ? undefined
      : `kntc_${sha256(await farSideIdentity(nationalBaseUrl)).slice(0, 10)}`;
  const left = note?.databaseUrl === undefined ? undefined : new URL(note.databaseUrl).pathname.slice(1);
  return chooseDatabase({
    existing: await databaseNames(server),
    wanted: own === undefined ? [place.lastDatabase, left] : [own],
  });
}
