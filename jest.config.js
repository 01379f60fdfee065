// Nest 12 ships ESM only and Jest on Node 20 cannot require(esm): those packages are compiled to CommonJS by swc.
const esm = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'load-esm',
  'openid-client',
  'oauth4webapi',
  'jose',
];
const libs =
  'access|confidentiality|delivery|documents|domain|duplicates|intake|national|platform|queue|reconciliation|sources|storage';

module.exports = {
  testEnvironment: 'node',
  // Two slow cores and real servers: a test that hangs fails, a test that waits its turn does not.
  testTimeout: 60_000,
  // A worker keeps something of every file it ran; beyond this much, collecting it costs more than a new worker.
  workerIdleMemoryLimit: '900MB',
  rootDir: __dirname,
  globalSetup: '<rootDir>/test/environment/global-setup.ts',
  globalTeardown: '<rootDir>/test/environment/global-teardown.ts',
  setupFiles: ['<rootDir>/test/environment/worker-threads.cjs'],
  testRegex: '.*\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/var/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { swcrc: true }],
    '/node_modules/.+\\.m?js$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'ecmascript', dynamicImport: true } },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  moduleNameMapper: { [`^@kntc/(${libs})$`]: '<rootDir>/libs/$1/src/index.ts' },
};
