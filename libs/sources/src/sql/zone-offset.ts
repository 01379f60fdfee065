/** Offset of a time zone at a moment, as SQL servers take it: `+07:00`. */
export function zoneOffset(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}

/** `+07:00` in milliseconds. */
export function offsetMs(offset: string): number {
  const [hours = '0', minutes = '0'] = offset.slice(1).split(':');
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return offset.startsWith('-') ? -ms : ms;
}

/** Whether the zone moves its clocks in the year around this moment. Viet Nam has not since 1975. */
export function changesClocks(timeZone: string, at: Date): boolean {
  const offset = zoneOffset(timeZone, at);
  const months = Array.from({ length: 12 }, (_month, index) => index * 30.4 * 86_400_000);
  return months.some((ms) => zoneOffset(timeZone, new Date(at.getTime() + ms)) !== offset);
}
