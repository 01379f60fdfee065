import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf, type Said } from './kntc';

/** Name of the petitioner of the one petition there is. */
export const PETITIONER_NAME = 'Trịnh Thị Không Được Lộ';
/** Two people whom nobody knows. */
export const TYPED = ['--recorded-by', 'Lan', '--second-person', 'Minh', '--reason', 'theo quyết định 12'];
/** Two of three sides, by their accounts. */
export const BY = ['--recorded-by', 'cntt', '--second-person', 'an.toan', '--reason', 'theo quyết định 12'];
/** Accounts of the people of the preset `tinh-4`. */
const PRESET = ['thanh-tra=thanh.tra', 'lanh-dao=lanh.dao', 'cntt=cntt', 'an-toan=an.toan'];

/** What `access list --json` says. */
export interface Book {
  readonly links: readonly { readonly login: string }[];
  readonly delegations: readonly {
    readonly id: string;
    readonly login: string;
    readonly endedAt: string | null;
  }[];
  readonly exclusions: readonly {
    readonly id: string;
    readonly reference: string;
    readonly liftedAt: string | null;
  }[];
}

/** A small province with one petition and five accounts that may nothing yet but look after queues. */
export class ProvinceStaff {
  /** Everything the command line said. */
  readonly everything: string[] = [];

  private constructor(
    readonly road: MiniRoad,
    readonly reference: string,
  ) {}

  static async open(): Promise<ProvinceStaff> {
    const road = await MiniRoad.open({
      prepare: (configDir) => cpSync('config/access.yaml', join(configDir, 'access.yaml')),
    });
    await road.petition('OK-1', { ho_ten: PETITIONER_NAME });
    await road.converge();
    const staff = new ProvinceStaff(road, (await road.standing('OK-1')).reference ?? '');
    for (const login of ['thanh.tra', 'lanh.dao', 'cntt', 'an.toan', 'uy.quyen'])
      await staff.cli(
        'accounts',
        'create',
        login,
        '--roles',
        'operator',
        '--actor',
        'Lan',
        '--reason',
        'ngày đầu',
      );
    await staff.firstPasswordsChanged();
    return staff;
  }

  /** As if everybody had signed in once: before that they decide nothing. */
  async firstPasswordsChanged(): Promise<void> {
    await this.road.own.query('update account set must_change = false where not is_machine');
  }

  cli(...argv: readonly string[]): Promise<Said> {
    return this.with({}, ...argv);
  }

  /** With more in the environment. */
  async with(more: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Said> {
    const said = await kntc({ ...variablesOf(this.road), ...more }, ...argv);
    this.everything.push(said.out, said.err);
    return said;
  }

  applyPreset(): Promise<Said> {
    return this.cli('access', 'apply-preset', 'tinh-4', '--agency', 'ttt', '--as', ...PRESET, ...TYPED);
  }

  /** `lanh.dao` is the head of the inspectorate from now on. */
  linkHead(): Promise<Said> {
    const person = this.file('nguoi.txt', `037081000123\n${PETITIONER_NAME}\n`);
    const who = ['--account', 'lanh.dao', '--agency', 'ttt', '--position', 'head'];
    return this.cli('access', 'link', ...who, '--person-file', person, ...BY);
  }

  file(name: string, text: string, mode = 0o600): string {
    const path = join(this.road.configDir, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }

  async book(...more: readonly string[]): Promise<Book> {
    return parsed(await this.cli('access', 'list', '--json', ...more)) as Book;
  }

  /** The newest entries of the audit: action, who, second person, what came of it. */
  async audited(count: number): Promise<readonly (readonly unknown[])[]> {
    const { items } = parsed(await this.cli('audit', 'list', '--limit', `${count}`, '--json')) as {
      readonly items: readonly Record<string, string>[];
    };
    return items.map(({ action, actor, approver, result }) => [action, actor, approver, result]);
  }

  /** A token that its owner made, as if signed in. */
  async tokenOf(login: string, scope: string): Promise<string> {
    const { items } = parsed(await this.cli('accounts', 'list', '--json')) as {
      readonly items: readonly { readonly id: string; readonly login: string }[];
    };
    const owner = items.find((one) => one.login === login) ?? { id: '', login };
    const wish = { name: 'dòng lệnh', scopes: [scope], days: 1 };
    const { tokens } = this.road.gateway.parts.access;
    const made = await tokens.make(owner, wish, { actor: login, reason: 'thử' });
    return made.kind === 'made' ? made.token : '';
  }

  close(): Promise<void> {
    return this.road.close();
  }
}
