import { join } from 'node:path';
import { type AttachmentFiles, BodyProblem, type NationalProfile } from '@kntc/domain';
import { Credentials } from '../../../credentials/credentials';
import { loadNationalSettings } from '../../../settings/load-national-settings';
import type { NationalSettings } from '../../../settings/national-settings';
import { createTtcp2018Profile } from '../ttcp-2018.profile';
import { keyedDigest } from './a-case';
import { clockAt, FakeHttp } from './fake-http';

export const CONFIG_DIR = join(__dirname, '../../../../../../config');

/** The shipped file, so that every spec proves what a province really gets. */
export function shippedSettings(variant = 'demo'): NationalSettings {
  return loadNationalSettings(CONFIG_DIR, 'ttcp-2018', variant);
}

/** No file lies anywhere. */
export const NO_FILES: AttachmentFiles = {
  // eslint-disable-next-line require-yield
  async *read() {
    throw new BodyProblem('ATTACHMENT_CHANGED', 'gone');
  },
};

const ACCOUNT = { username: 'kntc_demo', password: 'mật khẩu' };

export function aProfile(
  settings = shippedSettings(),
  http = new FakeHttp(),
  files: AttachmentFiles = NO_FILES,
): NationalProfile {
  const clock = clockAt('2026-11-22T00:00:00Z');
  return createTtcp2018Profile({
    settings,
    baseUrl: 'http://127.0.0.1:8099',
    credentials: new Credentials(settings.credentials, () => undefined, clock, ACCOUNT),
    http,
    files,
    keyedDigest,
    clock,
  });
}
