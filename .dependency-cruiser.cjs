// Who may see whom. The reasons are in docs (architecture, "dependency direction"); test/architecture plants one
// violation of every rule and expects it to be caught.
const STAGES = 'intake|delivery|reconciliation|duplicates';
const SHELL = '\\.(module|controller|processor|schedule)\\.ts$';
const SPEC = '\\.spec\\.ts$';
const TEST_CODE = ['^test/', '^(apps|libs)/[^/]+/test/', SPEC];
const PRODUCT = '^(libs|apps)/';

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The domain knows itself and node:crypto, nothing else.',
      severity: 'error',
      from: { path: '^libs/domain/src', pathNot: SPEC },
      to: { pathNot: ['^libs/domain/src', '^(node:)?crypto$'] },
    },
    {
      name: 'duplicates-is-pure',
      comment: 'The matching engine knows itself and the domain: no input, no clock, no package.',
      severity: 'error',
      from: { path: '^libs/duplicates/src', pathNot: SPEC },
      to: { pathNot: ['^libs/duplicates/src', '^libs/domain/src/index\\.ts$'] },
    },
    {
      name: 'stages-never-meet',
      comment: 'Stages meet in canonical types and ports, never in each other.',
      severity: 'error',
      from: { path: `^libs/(${STAGES})/src` },
      to: { path: `^libs/(${STAGES})/src`, pathNot: '^libs/$1/src' },
    },
    {
      name: 'stages-see-only-domain',
      comment: 'A stage is plain TypeScript over domain ports: no other library of ours, no package.',
      severity: 'error',
      from: { path: `^libs/(${STAGES})/src`, pathNot: [SPEC, '\\.module\\.ts$'] },
      to: { pathNot: ['^libs/$1/src', '^libs/domain/src/index\\.ts$'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'national-sees-only-domain',
      comment:
        'A national interface is one folder over domain ports; it may read YAML, check shapes and suggest the name meant.',
      severity: 'error',
      from: { path: '^libs/national/src', pathNot: [SPEC, '\\.module\\.ts$'] },
      to: {
        pathNot: [
          '^libs/national/src',
          '^libs/domain/src/index\\.ts$',
          'node_modules/(yaml|zod|fastest-levenshtein)/',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'access-sees-only-domain',
      comment:
        'The sign-in is plain TypeScript over domain ports; it may hash passwords and speak OpenID Connect.',
      severity: 'error',
      from: { path: '^libs/access/src', pathNot: SPEC },
      to: {
        pathNot: [
          '^libs/access/src',
          '^libs/domain/src/index\\.ts$',
          'node_modules/(hash-wasm|openid-client)/',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'openid-client-only-in-oidc',
      comment: 'Its errors quote answers and tokens: none of them leaves that folder.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^libs/access/src/oidc/' },
      to: { path: 'node_modules/(openid-client|oauth4webapi|jose)/' },
    },
    {
      name: 'typeorm-only-in-storage',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^libs/storage/' },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm)/' },
    },
    {
      name: 'pg-only-where-sql-lives',
      severity: 'error',
      from: {
        path: PRODUCT,
        pathNot: [
          '^libs/(storage|queue)/',
          '^libs/sources/src/sql/',
          '^libs/platform/src/embedded-postgres/',
          SPEC,
        ],
      },
      to: { path: 'node_modules/(@types/)?pg/' },
    },
    {
      name: 'foreign-sql-only-in-sources',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^libs/sources/src/sql/' },
      to: { path: 'node_modules/(@types/)?(mysql2|mssql|tedious|oracledb)/' },
    },
    {
      name: 'bullmq-only-in-queue',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^libs/queue/' },
      to: { path: 'node_modules/(bullmq|ioredis|@nestjs/bullmq)/' },
    },
    {
      name: 'axios-only-in-platform',
      comment:
        'Clients of HTTP and mail show bodies and credentials in their errors: none of them leaves platform.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^libs/platform/' },
      to: { path: 'node_modules/(axios|@nestjs/axios|undici|nodemailer)/' },
    },
    {
      name: 'nest-only-in-shell',
      comment: 'Libraries are plain TypeScript; Nest only in *.module|controller|processor|schedule.ts.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [SHELL, SPEC] },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'public-face-only',
      comment: 'A library is entered through its src/index.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'programs-use-public-face',
      severity: 'error',
      from: { path: '^(apps|tools|bench)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'nobody-imports-an-app',
      comment: 'Apps compose; tests may start them.',
      severity: 'error',
      from: { path: '^(libs|tools|bench)/', pathNot: SPEC },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/console/src/api/answers\\.ts$' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'console-takes-only-types-of-answers',
      comment:
        'In one place it names the declarations of the admin API; nothing of them is in its bundle (ADR 0041).',
      severity: 'error',
      from: { path: '^apps/console/src/api/answers\\.ts$' },
      to: { path: '^(apps/gateway|libs)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'console-knows-only-the-api',
      comment: 'What it needs of the gateway it asks over HTTP.',
      severity: 'error',
      from: { path: '^apps/console/', pathNot: '^apps/console/src/api/answers\\.ts$' },
      to: { path: '^(libs|tools|test|bench)/' },
    },
    {
      name: 'browser-libraries-only-in-the-console',
      severity: 'error',
      from: { pathNot: '^apps/console/' },
      to: { path: 'node_modules/(react|react-dom|react-router|antd|@tanstack)/' },
    },
    {
      name: 'simulator-shares-nothing',
      comment: 'The far side must not inherit our mistakes, not even through a third file.',
      severity: 'error',
      from: { path: '^apps/national-simulator/' },
      to: { path: '^libs/', reachable: true },
    },
    {
      name: 'ledger-checker-shares-nothing',
      comment: 'What checks the gateway is not made of the gateway.',
      severity: 'error',
      from: { path: '^tools/demo-province/check-ledger' },
      to: { path: '^libs/', reachable: true },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { pathNot: TEST_CODE },
      to: { path: TEST_CODE },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var)/' },
    tsPreCompilationDeps: true, // sees type-only imports too
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
