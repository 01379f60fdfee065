/** Everything a petition with a decision that was carried out reaches. */
export const STEPS: readonly string[] = [
  'CapNhatVuViec',
  'CapNhatKQXuLy',
  'CapNhatGiaiQuyet',
  'CapNhatKQGiaiQuyet',
  'CapNhatThiHanh',
];
