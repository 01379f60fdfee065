/** A piece of HTML that is already safe to send. */
export interface Html {
  readonly safe: string;
}

type Value = string | number | null | Html | readonly Html[];

/** Template tag that escapes every value which is not HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { safe: parts.reduce((text, part, index) => text + render(values[index - 1] ?? '') + part) };
}

function render(value: Value): string {
  if (Array.isArray(value)) return value.map((entry) => entry.safe).join('');
  if (typeof value === 'object' && value !== null) return (value as Html).safe;
  return escape(String(value ?? ''));
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
