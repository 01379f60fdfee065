import { join } from 'node:path';
import type { NationalProfile } from '@kntc/domain';
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

export function aProfile(settings = shippedSettings(), http = new FakeHttp()): NationalProfile {
  return createTtcp2018Profile({
    settings,
    baseUrl: 'http://127.0.0.1:8099',
    username: 'kntc_demo',
    password: 'mật khẩu',
    http,
    keyedDigest,
    clock: clockAt('2026-11-22T00:00:00Z'),
  });
}
