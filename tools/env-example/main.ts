import { writeFileSync } from 'node:fs';
import { renderEnvExample } from '@kntc/platform';

writeFileSync('.env.example', renderEnvExample());
