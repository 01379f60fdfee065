// Lets a plain `node -r …/typescript-hook.cjs file.ts` run our TypeScript, for tests that need a process to kill.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const swc = require('@swc/core');

const root = path.resolve(__dirname, '..', '..');

require.extensions['.ts'] = (module, filename) => {
  const { code } = swc.transformSync(fs.readFileSync(filename, 'utf8'), {
    filename,
    cwd: root,
    configFile: path.join(root, '.swcrc'),
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};
