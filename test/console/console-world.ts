import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { createServer } from '../../apps/gateway/src/api/edge/create-server';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import { makeAccount } from '../canary/officer';
import { MiniRoad, type MiniRoadOptions } from '../journey/mini-road';
import { QUICK } from '../journey/ways-out/way-out';
import { openBrowser, Person } from './browser';

const ROOT = join(__dirname, '..', '..');

interface BuildConsole {
  readonly buildConsole: (root: string, into: string, installed: string) => Promise<void>;
}

/** A small province, its gateway with the console as it is built for real, and browsers before it. */
export class ConsoleWorld {
  private constructor(
    readonly road: MiniRoad,
    readonly browser: Browser,
    readonly address: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** @param options of the road, where a test needs another province or wire */
  static async open(options: MiniRoadOptions = {}): Promise<ConsoleWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'kntc-console-'));
    const { buildConsole } = require(join(ROOT, 'tools', 'build-console.cjs')) as BuildConsole;
    const [road, browser] = await Promise.all([
      MiniRoad.open({ ...options, edit: { ...QUICK, ...options.edit } }),
      openBrowser(),
      buildConsole(ROOT, folder, `test ${process.pid}`),
    ]);
    for (const [login, role] of PEOPLE) await makeAccount(road, login, role);
    const app = await createServer(GatewayModule.of(road.gateway, ['api']), {
      logger: road.gateway.parts.logger,
      consoleFolder: join(folder, 'console'),
    });
    await app.listen(0, '127.0.0.1');
    return new ConsoleWorld(road, browser, await app.getUrl(), async () => {
      await browser.close();
      await app.close();
      await road.close();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  /** Somebody signs in; `login` is one of {@link PEOPLE}. */
  async person(login: string): Promise<Person> {
    const person = await Person.sitDown(this.browser, this.address);
    await person.signIn(login);
    return person;
  }

  /** Makes an account the head of the agency of the small province, by whom what changes contents is approved. */
  async isHead(login: string): Promise<void> {
    await this.road.own.query(
      `insert into account_person (account_id, agency_id, position, digests, recorded_by, second_person, reason)
       select id, 'ttt', 'head', '{}', 'Lan', 'Minh', 'quyết định bổ nhiệm' from account where login = $1`,
      [login],
    );
  }

  close(): Promise<void> {
    return this.end();
  }
}

/** Accounts by the role they have. Once there are an approver and a config-admin, only accounts decide: those come last. */
const PEOPLE = [
  ['thanh-tra', 'inspector'],
  ['can-bo', 'operator,inspector'],
  ['kiem-soat', 'auditor'],
  ['lanh-dao-1', 'approver'],
  ['cntt', 'config-admin'],
] as const;
