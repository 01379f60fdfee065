/** One illegal import per boundary rule: the file it stands in, and its text. */
export interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
  /** Further files the violation needs. */
  readonly beside?: Readonly<Record<string, string>>;
}

export const PLANTS: readonly Plant[] = [
  { rule: 'domain-is-pure', file: 'libs/domain/src/impure.ts', text: `import 'node:fs';` },
  {
    rule: 'domain-is-pure',
    file: 'libs/domain/src/impure-type.ts',
    text: `import type { Pool } from 'pg';\nexport type P = Pool;`,
  },
  { rule: 'duplicates-is-pure', file: 'libs/duplicates/src/impure.ts', text: `import 'node:fs';` },
  { rule: 'stages-never-meet', file: 'libs/delivery/src/meets.ts', text: `import '@kntc/intake';` },
  { rule: 'stages-see-only-domain', file: 'libs/intake/src/sees.ts', text: `import '@kntc/storage';` },
  { rule: 'stages-see-only-domain', file: 'libs/intake/src/sees-package.ts', text: `import 'yaml';` },
  { rule: 'national-sees-only-domain', file: 'libs/national/src/sees.ts', text: `import '@kntc/platform';` },
  { rule: 'access-sees-only-domain', file: 'libs/access/src/sees.ts', text: `import '@kntc/storage';` },
  {
    rule: 'console-takes-only-types-of-answers',
    file: 'apps/console/src/api/answers.ts',
    text: `import '../../../gateway/src/main';`,
  },
  {
    rule: 'console-knows-only-the-api',
    file: 'apps/console/src/knows.ts',
    text: `import type {} from '@kntc/domain';`,
  },
  {
    rule: 'browser-libraries-only-in-the-console',
    file: 'apps/gateway/src/draws.ts',
    text: `import 'react';`,
  },
  { rule: 'typeorm-only-in-storage', file: 'libs/queue/src/orm.ts', text: `import 'typeorm';` },
  { rule: 'pg-only-where-sql-lives', file: 'libs/sources/src/rest/reads.ts', text: `import 'pg';` },
  { rule: 'pg-only-where-sql-lives', file: 'libs/platform/src/health/reads.ts', text: `import 'pg';` },
  { rule: 'foreign-sql-only-in-sources', file: 'libs/storage/src/foreign.ts', text: `import 'mysql2';` },
  { rule: 'bullmq-only-in-queue', file: 'apps/gateway/src/rings.ts', text: `import 'bullmq';` },
  { rule: 'bullmq-only-in-queue', file: 'libs/storage/src/rings.ts', text: `import 'ioredis';` },
  { rule: 'axios-only-in-platform', file: 'libs/sources/src/rest/asks.ts', text: `import 'axios';` },
  { rule: 'openid-client-only-in-oidc', file: 'apps/gateway/src/knows.ts', text: `import 'openid-client';` },
  { rule: 'nest-only-in-shell', file: 'libs/queue/src/decorated.ts', text: `import '@nestjs/common';` },
  {
    rule: 'public-face-only',
    file: 'libs/storage/src/back-door.ts',
    text: `import '../../domain/src/inner';`,
    beside: { 'libs/domain/src/inner.ts': 'export {};' },
  },
  {
    rule: 'programs-use-public-face',
    file: 'apps/cli/src/back-door.ts',
    text: `import '../../../libs/domain/src/inner';`,
    beside: { 'libs/domain/src/inner.ts': 'export {};' },
  },
  {
    rule: 'nobody-imports-an-app',
    file: 'libs/queue/src/upwards.ts',
    text: `import '../../../apps/gateway/src/main';`,
  },
  {
    rule: 'nobody-imports-an-app',
    file: 'tools/start/upwards.ts',
    text: `import '../../apps/gateway/src/main';`,
  },
  {
    rule: 'apps-never-import-each-other',
    file: 'apps/cli/src/sideways.ts',
    text: `import '../../gateway/src/main';`,
  },
  {
    rule: 'simulator-shares-nothing',
    file: 'apps/national-simulator/src/shares.ts',
    text: `import '../../../tools/third/file';`,
    beside: { 'tools/third/file.ts': `import '@kntc/national';` },
  },
  {
    rule: 'ledger-checker-shares-nothing',
    file: 'tools/demo-province/check-ledger/main.ts',
    text: `import '@kntc/domain';`,
  },
  {
    rule: 'no-test-code-in-production',
    file: 'libs/queue/src/uses-fake.ts',
    text: `import '../../../test/fakes/fake';`,
    beside: { 'test/fakes/fake.ts': 'export {};' },
  },
  {
    rule: 'no-test-code-in-production',
    file: 'apps/cli/src/uses-own-test-code.ts',
    text: `import '../test/stand-in';`,
    beside: { 'apps/cli/test/stand-in.ts': 'export {};' },
  },
  {
    rule: 'no-circular',
    file: 'libs/storage/src/about.ts', // a cycle is reported once, from its first file
    text: `import './round';\nexport {};`,
    beside: { 'libs/storage/src/round.ts': `import './about';\nexport {};` },
  },
  { rule: 'resolvable', file: 'libs/storage/src/nowhere.ts', text: `import './does-not-exist';` },
];
