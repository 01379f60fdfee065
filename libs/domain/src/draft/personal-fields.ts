const PERSONAL = /^(petitioners|agent|organisation|content|request|attachments|reception\.(result|note))/;

/**
 * Whether a canonical path leads to what a person is known by, or to what somebody wrote. Of a denunciation, or of what
 * might be one, not even a masked letter of these is shown.
 */
export function isPersonal(path: string): boolean {
  return PERSONAL.test(path);
}
