import type { Settings } from '../settings/settings';

/** The settings as the assumed interface has them: it acts once per key, and its answers are plain JSON, whatever the old one does. */
export function asNext(of: { readonly current: Settings }): { readonly current: Settings } {
  return {
    get current(): Settings {
      return { ...of.current, answers: { layers: 1, idKey: 'Id' }, actsOnce: 'key' };
    },
  };
}
