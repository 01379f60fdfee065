import { mergeSettings } from './parse-settings';
import { DEFAULT_SETTINGS, type Settings } from './settings';

/**
 * The settings in force. Order of precedence: built-in, file given at start, changes made through the control API
 * (kept over a restart, forgotten by a reset).
 */
export class SettingsHolder {
  private settings: Settings;

  /** @throws InvalidInput when `fromFile` or `changes` name an unknown or ill-formed key. */
  constructor(
    private readonly fromFile: unknown = {},
    changes: unknown = null,
  ) {
    this.settings = mergeSettings(mergeSettings(DEFAULT_SETTINGS, fromFile), changes ?? {});
  }

  get current(): Settings {
    return this.settings;
  }

  change(given: unknown): Settings {
    this.settings = mergeSettings(this.settings, given);
    return this.settings;
  }

  reset(): void {
    this.settings = mergeSettings(DEFAULT_SETTINGS, this.fromFile);
  }
}
