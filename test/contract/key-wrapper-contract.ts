import type { GatewayError, KeyCustody, PlacedKey } from '@kntc/domain';

const A = { key: new Uint8Array(32).fill(1), place: 'source_record.data_key|mini|A' };
const B = { key: new Uint8Array(32).fill(2), place: 'source_record.data_key|mini|Bệnh án số 2' };

export interface CustodyUnderTest {
  readonly custody: KeyCustody;
  /** The same store as a process sees it that knows nothing yet. */
  readonly another: () => KeyCustody;
}

/**
 * What every key store must do: the key file, a Vault, and whatever comes (a hardware module over PKCS#11 wraps with
 * `C_WrapKey` or `C_Encrypt` under AES-GCM, the place as additional data, and names its KEK `pkcs11:<token>/<label>:v<n>`).
 */
export function keyWrapperContract(name: string, make: () => Promise<CustodyUnderTest>): void {
  describe(`the key store ${name}`, () => {
    let custody: KeyCustody;
    let another: () => KeyCustody;
    beforeEach(async () => {
      ({ custody, another } = await make());
    });

    const wrapped = async (plain: typeof A, kek: string): Promise<PlacedKey> => {
      const [key] = await custody.wrap([plain], kek);
      return { ...key!, place: plain.place };
    };
    const codes = (answers: readonly (Uint8Array | GatewayError)[]) =>
      answers.map((one) =>
        one instanceof Uint8Array ? Buffer.from(one).toString('hex').slice(0, 4) : one.code,
      );

    it('names its newest key without changing it', async () => {
      const kek = await custody.newest();
      expect(kek).toMatch(/^[a-z0-9]+:\S+$/);
      expect(await another().newest()).toBe(kek);
    });

    it('unwraps what it wrapped, in order, also in another process', async () => {
      const kek = await custody.newest();
      const keys = await custody.wrap([A, B], kek);
      expect(keys.map((key) => key.kek)).toEqual([kek, kek]);
      const placed = [
        { ...keys[1]!, place: B.place },
        { ...keys[0]!, place: A.place },
      ];
      expect(codes(await another().unwrap(placed))).toEqual(['0202', '0101']);
    });

    it('wraps one key differently every time, and shows nothing of it', async () => {
      const kek = await custody.newest();
      const [first, second] = [await wrapped(A, kek), await wrapped(A, kek)];
      expect(first.bytes).not.toEqual(second.bytes);
      expect(Buffer.from(first.bytes).includes(Buffer.from(A.key).subarray(0, 8))).toBe(false);
    });

    it('does nothing for nothing', async () => {
      expect(await custody.wrap([], await custody.newest())).toEqual([]);
      expect(await custody.unwrap([])).toEqual([]);
    });

    it('gives an error in the place of what is damaged, moved, or of a key it never had; the others unwrap', async () => {
      const kek = await custody.newest();
      const good = await wrapped(A, kek);
      const damaged = Buffer.from(good.bytes);
      damaged[damaged.length - 6] = (damaged[damaged.length - 6] ?? 0) ^ 1;
      const answers = await custody.unwrap([
        { ...good, bytes: damaged },
        { ...good, place: B.place },
        { ...good, kek: 'file:0000000000000000' },
        { ...good, kek: 'vault:transit/other:v1' },
        good,
      ]);
      expect(codes(answers)).toEqual(['GW_T303', 'GW_T303', 'GW_T308', 'GW_T308', '0101']);
    });

    it('refuses to wrap with a key it does not have', async () => {
      for (const kek of ['file:0000000000000000', 'vault:transit/other:v1', 'nonsense', ''])
        await expect(custody.wrap([A], kek)).rejects.toMatchObject({ code: 'GW_T308', detail: kek });
    });

    it('rotates: a process that runs wraps and unwraps with both', async () => {
      const running = another();
      const first = await custody.newest();
      const old = await wrapped(A, first);
      await running.unwrap([old]);
      const second = await custody.rotate();
      expect(second).not.toBe(first);
      expect(await custody.newest()).toBe(second);
      const fresh = await wrapped(B, second);
      expect(codes(await running.unwrap([old, fresh]))).toEqual(['0101', '0202']);
      expect((await running.wrap([A], second))[0]?.kek).toBe(second);
      expect((await running.wrap([A], first))[0]?.kek).toBe(first);
    });

    it('retires the oldest: what it wrapped is closed for good, the rest stays open; twice is once', async () => {
      const first = await custody.newest();
      const old = await wrapped(A, first);
      const second = await custody.rotate();
      const kept = await wrapped(B, second);
      await custody.retire(first);
      await custody.retire(first);
      const answers = codes(await another().unwrap([old, kept]));
      expect(answers[0]).toMatch(/^GW_T30[38]$/);
      expect(answers[1]).toBe('0202');
    });
  });
}
