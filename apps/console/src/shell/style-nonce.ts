/**
 * Gives every style element that our own scripts make the nonce of the page. The table and the dialog of the component library
 * make a few without asking for one; markup from anywhere else still gets none, and its styles stay blocked.
 */
export function carryStyleNonce(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="kntc-nonce"]')?.content ?? '';
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options);
    if (name === 'style') element.nonce = nonce;
    return element;
  };
}
