/** A name or value as it stands in YAML, also between the brackets of a flow map. */
export function yamlText(text: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*(?: [\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*)*$/u.test(text);
  const isWord = /^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return isPlain && !isWord ? text : JSON.stringify(text);
}
