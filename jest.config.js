// Nest 12 ships ESM only and Jest on Node 20 cannot require(esm): those packages are compiled to CommonJS by swc.
const esm = ['@nestjs', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', '@borewit', 'load-esm'];
const libs = 'confidentiality|delivery|domain|intake|national|platform|queue|sources|storage';

module.exports = {
  testEnvironment: 'node',
  rootDir: __dirname,
  testRegex: '.*\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/var/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { swcrc: true }],
    '/node_modules/.+\\.m?js$': [
      '@swc/jest',
      { swcrc: false, module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'ecmascript', dynamicImport: true } } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  moduleNameMapper: { [`^@kntc/(${libs})$`]: '<rootDir>/libs/$1/src/index.ts' },
};
