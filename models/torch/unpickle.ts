/**
 * What a pickle may call: its name, "module name", to what it gives for arguments. Nothing else is
 * ever called, and no code of the file's is run.
 */
export type Callables = Readonly<Record<string, (args: readonly unknown[]) => unknown>>;

export interface UnpickleOptions {
  readonly callables: Callables;
  /** What stands for an object that is kept elsewhere. */
  readonly persistent: (id: unknown) => unknown;
}

const mark = Symbol('mark');
/** A callable, before it is called. */
interface Named {
  readonly callable: string;
}

/**
 * Reads one pickle of protocol 2 as far as a dictionary of tensors needs it
 * (https://github.com/python/cpython/blob/main/Lib/pickletools.py).
 * @param at where it begins; @returns its value, and where the next one begins
 * @throws {Error} for anything else, naming it
 */
export function unpickle(
  bytes: Buffer,
  at: number,
  { callables, persistent }: UnpickleOptions,
): { readonly value: unknown; readonly end: number } {
  const stack: unknown[] = [];
  const memo = new Map<number, unknown>();
  const pop = () => {
    if (stack.length === 0) throw new Error(`nothing is left to take at byte ${at}`);
    return stack.pop();
  };
  const top = () => stack.at(-1);
  const sinceMark = () => stack.splice(stack.lastIndexOf(mark)).slice(1);
  const advance = (size: number) => {
    at += size;
    return at - size;
  };
  const line = () => {
    const end = bytes.indexOf('\n', at);
    if (end < 0) throw new Error('it ends within a name');
    return bytes.toString('latin1', advance(end + 1 - at), end);
  };
  const set = (pairs: readonly unknown[]) => {
    const map = top();
    if (!(map instanceof Map)) throw new Error('it sets items of what is no dictionary');
    for (let i = 0; i < pairs.length; i += 2) map.set(pairs[i], pairs[i + 1]);
  };
  const append = (items: readonly unknown[]) => {
    const list = top();
    if (!Array.isArray(list)) throw new Error('it appends to what is no list');
    // Not at once: arguments of a call are limited.
    for (const item of items) list.push(item);
  };

  /** By the code of each operation. */
  const operations: Readonly<Record<number, () => void>> = {
    128: () => void advance(1),
    40: () => void stack.push(mark), // (
    125: () => void stack.push(new Map()), // }
    93: () => void stack.push([]), // ]
    41: () => void stack.push([]), // )
    116: () => void stack.push(sinceMark()), // t
    133: () => void stack.push([pop()]),
    134: () => void stack.push(stack.splice(-2)),
    135: () => void stack.push(stack.splice(-3)),
    78: () => void stack.push(null), // N
    136: () => void stack.push(true),
    137: () => void stack.push(false),
    75: () => void stack.push(bytes.readUInt8(advance(1))), // K
    77: () => void stack.push(bytes.readUInt16LE(advance(2))), // M
    74: () => void stack.push(bytes.readInt32LE(advance(4))), // J
    71: () => stack.push(bytes.readDoubleBE(advance(8))), // G
    // Of any length; what numbers hold exactly is one.
    138: () => {
      const size = bytes.readUInt8(advance(1));
      const hex = Buffer.from(bytes.subarray(advance(size), at))
        .reverse()
        .toString('hex');
      const whole = BigInt.asIntN(8 * size, BigInt(`0x0${hex}`));
      stack.push(Number.isSafeInteger(Number(whole)) ? Number(whole) : whole);
    },
    // U and T: what Python 2 wrote.
    85: () => {
      const size = bytes.readUInt8(advance(1));
      stack.push(bytes.toString('latin1', advance(size), at));
    },
    84: () => {
      const size = bytes.readUInt32LE(advance(4));
      stack.push(bytes.toString('latin1', advance(size), at));
    },
    88: () => {
      const size = bytes.readUInt32LE(advance(4));
      stack.push(bytes.toString('utf8', advance(size), at)); // X
    },
    113: () => void memo.set(bytes.readUInt8(advance(1)), top()), // q
    114: () => void memo.set(bytes.readUInt32LE(advance(4)), top()), // r
    104: () => void stack.push(memo.get(bytes.readUInt8(advance(1)))), // h
    106: () => void stack.push(memo.get(bytes.readUInt32LE(advance(4)))), // j
    115: () => set(stack.splice(-2)), // s
    117: () => set(sinceMark()), // u
    97: () => append(stack.splice(-1)), // a
    101: () => append(sinceMark()), // e
    81: () => void stack.push(persistent(pop())), // Q
    // c
    99: () => {
      const callable = `${line()} ${line()}`;
      if (!Object.hasOwn(callables, callable))
        throw new Error(`it names ${callable.replace(' ', '.')}, which is no part of a tensor`);
      stack.push({ callable } satisfies Named);
    },
    // R
    82: () => {
      const [named, args] = stack.splice(-2) as [Named | undefined, unknown];
      if (named?.callable === undefined || !Array.isArray(args))
        throw new Error('it calls what is no name');
      stack.push(callables[named.callable]!(args));
    },
    // b: what a dictionary has beside its items is of no use here.
    98: () => {
      pop();
      if (!(top() instanceof Map)) throw new Error('it sets attributes of what is no dictionary');
    },
  };
  const stop = 0x2e;
  for (;;) {
    if (at >= bytes.length) throw new Error('it ends before its end is said');
    const code = bytes[advance(1)]!;
    if (code === stop) return { value: pop(), end: at };
    const operation = operations[code];
    if (operation === undefined)
      throw new Error(`it has the operation 0x${code.toString(16)}, which no tensor needs`);
    operation();
  }
}
